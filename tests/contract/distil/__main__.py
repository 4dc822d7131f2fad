"""`python -m tests.contract.distil FOLDER`: write the facts of the specifications in that folder."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ..facts import KINDS, SECTIONS, VENDOR
from . import books, wrike


def main(folder: Path) -> None:
    """Replace everything in `vendor/`."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for fake, found in (("books", books.distil(folder)), ("wrike", wrike.distil(folder))):
        (VENDOR / fake).mkdir(parents=True)
        for name, operations in found.items():
            text = "\n".join(_lines({"operations": _shared(operations)})) + "\n"
            (VENDOR / fake / f"{name}.json").write_text(text, encoding="utf-8")
            sys.stdout.write(f"{fake}/{name}: {len(operations)} operations\n")
    KINDS.write_text(json.dumps(wrike.kinds(folder), indent=1) + "\n", encoding="utf-8")


def _shared(operations: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A section that an operation above has too is named, not repeated."""
    first: dict[tuple[str, str], str] = {}
    shared: dict[str, Any] = {}
    for key, one in operations.items():
        shared[key] = dict(one)
        for name in SECTIONS:
            if len(one[name]) > 3:
                known = first.setdefault((name, json.dumps(one[name])), key)
                shared[key][name] = one[name] if known == key else known
    return shared


def _lines(value: Any, depth: int = 0) -> Iterator[str]:
    """JSON with one field a line."""
    if not isinstance(value, Mapping) or depth == 4 or not value:
        yield json.dumps(value, ensure_ascii=False)
        return
    yield "{"
    for number, (name, inner) in enumerate(value.items(), 1):
        first, *rest = _lines(inner, depth + 1)
        written = [f"{json.dumps(name)}: {first}", *rest]
        written[-1] += "," if number < len(value) else ""
        yield from (" " * (depth + 1) + line if at == 0 else line for at, line in enumerate(written))
    yield " " * depth + "}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
