"""Follows each recipe of CONTRIBUTING.md in a copy of the sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
_SECTION = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+) (file=(\S+)|check)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """One block that is followed: a new file, a change of one, or the check (no file)."""

    language: str
    file: str
    text: str


def recipes() -> dict[str, list[Block]]:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    parts = _SECTION.split(text)[1:]
    found = {
        title: [Block(language, file, body) for language, _, file, body in _BLOCK.findall(body)]
        for title, body in zip(parts[::2], parts[1::2], strict=True)
    }
    return {title: blocks for title, blocks in found.items() if blocks}


def changed(text: str, change: str) -> str:
    lines = change.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] in " -").rstrip("\n")
    new = "".join(line[1:] for line in lines if line[0] in " +").rstrip("\n")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the file"
    return text.replace(old, new)


def follow(block: Block, root: Path) -> None:
    path = root / block.file
    if block.language == "diff":
        path.write_text(changed(path.read_text(encoding="utf-8"), block.text), encoding="utf-8")
        return
    assert not path.exists()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")


@pytest.mark.parametrize("title", recipes())
def test_a_recipe_works_as_it_is_written(title: str, tmp_path: Path) -> None:
    for folder in ("src", "mocks"):
        skipped = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=skipped)
    blocks = recipes()[title]
    for block in blocks:
        if block.file:
            follow(block, tmp_path)
    (check,) = [block for block in blocks if not block.file]
    search = os.pathsep.join(str(tmp_path / one) for one in ("src", "."))
    done = subprocess.run(
        [sys.executable, "-c", check.text],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_there_is_a_recipe_for_each_extension_point() -> None:
    titles = " ".join(recipes())
    assert all(word in titles for word in ("fake", "resource", "builtin", "step", "fault", "action"))
