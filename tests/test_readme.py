"""Executes what the README shows: its commands, its files, its links."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from harness.connections import SERVICES

from .processes import running

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
CONSOLE = [text for language, text in BLOCKS if language == "console"]
WILD = "…"
"""Stands in an output for anything."""
PROMPT = "(Pdb) "


def session(command: str) -> list[str]:
    """The lines that the README shows after `$ command`."""
    text: str
    (text,) = [one for one in CONSOLE if one.startswith(f"$ {command}")]
    return text.splitlines()


def run(*arguments: str, stdin: str = "", folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1", "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        check=False,
    )


def pattern(lines: list[str]) -> str:
    """The shown output as an expression: a line of … for any lines, times and ports for any numbers."""
    shown = "".join(".*?" if line == WILD else f"{re.escape(line)}\\s*?\n" for line in lines)
    return re.sub(r"127\\\.0\\\.0\\\.1:\d+|\d+\\\.\d\d\\ s", ".*?", shown)


def words(line: str) -> list[str]:
    """The words of a command line of the README, quotes taken off."""
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', line)]


def test_a_run_prints_what_the_readme_shows() -> None:
    line, *shown = session("harness run scenarios -k")
    done = run("-m", *words(line)[1:])
    assert done.returncode == 0
    assert re.search(pattern(shown), done.stdout, re.DOTALL), done.stdout


def test_a_pasted_function_tells_what_the_readme_shows() -> None:
    line, *shown = session("harness exec")
    done = run("-m", *words(line)[1:])
    assert done.returncode == 0
    assert re.search(pattern(shown), done.stdout, re.DOTALL), done.stdout


def test_a_mistake_in_a_file_reads_as_the_readme_shows() -> None:
    line, *shown = session("harness run tests/bad")
    done = run("-m", *words(line)[1:])
    assert done.returncode == 2
    assert done.stderr.splitlines() == shown


def test_the_debugger_stops_in_the_function_as_the_readme_shows() -> None:
    line, *shown = session("python -m pdb")
    typed = [one.removeprefix(PROMPT) for one in shown if one.startswith(PROMPT)]
    done = run(*words(line)[2:], stdin="\n".join(typed) + "\n")
    seen = done.stdout.replace(f"{ROOT}{os.sep}", "").replace(PROMPT, "")
    for answer in (one for one in shown if not one.startswith(PROMPT)):
        assert answer in seen


@pytest.mark.skipif(sys.platform == "win32", reason="a Ctrl-C reaches a process otherwise there")
def test_up_greets_as_the_readme_shows_and_ends_at_ctrl_c() -> None:
    _, *shown = session("harness up")
    command = [sys.executable, "-m", "harness", "up", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        greeting = ""
        for line in process.stdout:
            greeting += line
            if "Ctrl-C" in line:
                break
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
    assert re.match(pattern(shown), greeting, re.DOTALL), greeting


def test_the_files_of_the_chapter_on_connections_work_when_they_are_copied(tmp_path: Path) -> None:
    files = re.findall(r"^`(stock-room/[\w./]+)`:\n\n```\w+\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for name, text in files:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    line, *shown = session("harness run stock-room")
    done = run("-m", *words(line)[1:], folder=tmp_path)
    assert (len(files), done.returncode) == (3, 0), done.stderr
    assert re.fullmatch(pattern(shown), done.stdout, re.DOTALL), done.stdout


def test_the_catalogue_has_as_many_services_as_the_readme_says() -> None:
    (number,) = re.findall(r"(\d+) applications of the catalogue", README)
    assert int(number) == len(SERVICES)


def test_connections_are_listed_as_the_readme_shows() -> None:
    line, *shown = session("harness connections list")
    with running("--port", "0") as (_, front):
        done = run("-m", *words(line)[1:], "--at", front["control"])
    assert re.match(pattern(shown), done.stdout, re.DOTALL), done.stdout


@pytest.mark.parametrize(("language", "text"), [one for one in BLOCKS if one[0] in ("yaml", "deluge")])
def test_every_file_that_the_readme_shows_is_one_that_runs(language: str, text: str) -> None:
    suffix = {"yaml": "*.yaml", "deluge": "*.dg"}[language]
    files = (ROOT / "scenarios").rglob(suffix)
    flat = [
        "\n".join(line.strip() for line in file.read_text(encoding="utf-8").splitlines()) for file in files
    ]
    shown = "\n".join(line.strip() for line in text.splitlines())
    assert any(shown in one for one in flat)


def test_the_two_commands_are_there() -> None:
    for command in ("scripts/run", "scripts/test"):
        assert any(text.startswith("$ scripts/run") and command in text for text in CONSOLE)
        assert os.access(ROOT / command, os.X_OK)
        assert (ROOT / f"{command}.py").is_file()


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_no_link_of_a_page_leads_nowhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (ROOT / link).exists()] == []
