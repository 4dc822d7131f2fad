"""An ordinary debugger stops on a line of a Deluge file, as DEBUGGING.md says."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "src" / "harness" / "deluge" / "DEBUGGING.md").read_text(encoding="utf-8")
FILE = "scenarios/wrike-projects/functions/createwrikeproject.dg"
PROMPT = "(Pdb) "


def debug(arguments: list[str], typed: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "pdb", "-m", "harness", *arguments],
        cwd=ROOT,
        input="\n".join(typed) + "\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"},
        timeout=60,
        check=False,
    )
    assert "fault of the harness" not in done.stderr
    return done.stdout.replace(f"{ROOT}{os.sep}", "").replace(PROMPT, "")


@pytest.mark.parametrize("command", [["exec", FILE], ["run", "scenarios", "-k", "three tasks"]])
def test_pdb_stops_on_a_line_of_deluge_and_shows_its_variables(command: list[str]) -> None:
    typed = [f"b {FILE}:25", "c", 'p "title", v_task["task_name"]', "n", "c", "p v_taskParams", "q"]
    seen = debug(command, typed)
    assert f"> {FILE}(25)createwrikeproject()" in seen
    assert "('title', 'Design')" in seen
    assert "'title': 'Design'" in seen


def test_the_session_of_the_page_is_as_it_is_shown() -> None:
    (block,) = re.findall(r"```console\n\$ (.*?)```", PAGE, re.DOTALL)
    command, *shown = block.splitlines()
    typed = [line.removeprefix(PROMPT) for line in shown if line.startswith(PROMPT)]
    seen = debug(command.split()[5:], typed)
    for line in shown:
        assert line.startswith(PROMPT) or line in seen


def test_the_files_for_an_editor_are_json() -> None:
    settings, launch = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))
    assert settings == {"debug.allowBreakpointsEverywhere": True}
    assert all(one["type"] == "debugpy" and one["module"] == "harness" for one in launch["configurations"])
