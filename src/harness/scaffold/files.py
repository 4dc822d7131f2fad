"""New files: all of them or none, and never over one that is there."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from ..errors import UsageError
from ..scenario.yamlfile import shown

_FOLDER = re.compile(r"[^\W_][\w .-]*")
_PLAIN = re.compile(r"[A-Za-z_][\w./-]*(?: [\w./-]+)*")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off"})


def write_all(files: Mapping[Path, bytes]) -> list[str]:
    """Write them; their names. Raises UsageError, before anything is written, if one is there already."""
    there = [shown(path) for path in files if path.exists()]
    if there:
        raise UsageError(f"{there[0]} is there already, and nothing is ever overwritten.")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    return [shown(path) for path in files]


def folder_of(name: str) -> Path:
    """The folder that a new extension is named after; raises UsageError for what is no name of one."""
    path = Path(name)
    if not _FOLDER.fullmatch(path.name) or path.name.endswith((" ", ".")):
        raise UsageError(
            f"'{name}' cannot be the name of a folder. Write for example: harness new extension my-sync"
        )
    return path


def title_of(name: str) -> str:
    """What people call it: `wrike-projects` is `Wrike projects`."""
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:]


def scalar(text: str) -> str:
    """A text as YAML, in quotes where it needs them."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
