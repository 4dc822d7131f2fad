"""The house as ARCHITECTURE.md draws it, held against the imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HARNESS, MOCKS = ROOT / "src" / "harness", ROOT / "mocks"
FAKES = ("books", "oauth", "wrike")
BELOW: dict[str, set[str]] = {
    "deluge": {"deluge", "errors", "ports"},
    "connections": {"connections", "errors", "ports"},
    "workflow": {"workflow", "deluge", "errors", "ports"},
    "paste": {"paste", "modules", "deluge", "connections", "extension", "servers", "errors"},
    "transport": {"errors", "ports"},
    "coverage": {"coverage", "deluge", "errors"},
    "check": {"check", "modules", "scenario", "world", "extension", "connections", "deluge", "errors"},
    "servers": {"servers", "errors"},
    "ports": set(),
    "errors": set(),
    "modules": {"errors"},
}
"""What each room may import of the harness."""


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)


def imports(path: Path, root: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, relative ones resolved."""
    package = path.relative_to(root.parent).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package[: len(package) - node.level]) if node.level else ""
            base = ".".join(part for part in (above, node.module or "") if part)
            yield from (f"{base}.{one.name}" for one in node.names)


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


@pytest.mark.parametrize("name", BELOW)
def test_a_room_knows_only_what_is_below_it(name: str) -> None:
    place = HARNESS / name
    files = modules(place) if place.is_dir() else [place.with_suffix(".py")]
    known = {
        (file.name, room(one))
        for file in files
        for one in imports(file, HARNESS)
        if one.startswith("harness.")
    }
    assert {pair for pair in known if pair[1] not in BELOW[name] | {"mocks"}} == set()


def test_only_servers_imports_the_fakes() -> None:
    found = {
        file.name
        for file in modules(HARNESS)
        for one in imports(file, HARNESS)
        if one.split(".")[0] == "mocks" or one.startswith("harness.mocks")
    }
    assert found == {"bridge.py"}


def test_the_fakes_never_import_the_harness_nor_each_other() -> None:
    for file in modules(MOCKS):
        own = file.relative_to(MOCKS).parts[0]
        for one in imports(file, MOCKS):
            assert one.split(".")[0] != "harness", file
            assert not one.startswith("mocks.") or own in ("__init__.py", room(one)) or room(one) == "kit", (
                file
            )


def test_the_fakes_import_themselves_relatively_only() -> None:
    for file in modules(MOCKS):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            absolute = isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "")
            assert not absolute or absolute.split(".")[0] != "mocks", file


def test_the_kit_names_no_vendor() -> None:
    vendor = re.compile(r"zoho|books|wrike|deluge", re.IGNORECASE)
    named = [file.name for file in modules(MOCKS / "kit") if vendor.search(file.read_text(encoding="utf-8"))]
    assert named == []


def test_deluge_knows_nothing_of_http_clients() -> None:
    found = {one for file in modules(HARNESS / "deluge") for one in imports(file, HARNESS)}
    assert not [one for one in found if one.split(".")[0] in ("httpx", "mocks", "uvicorn")]


@pytest.mark.parametrize("folder", [HARNESS, MOCKS])
def test_nothing_but_the_clock_reads_the_time_and_nothing_but_ids_makes_chance(folder: Path) -> None:
    reads = re.compile(r"\btime\.(time|monotonic|perf_counter)\(|datetime\.now\(|utcnow\(|date\.today\(")
    chance = re.compile(r"\buuid4\(|^import random|\brandom\.\w+\(|secrets\.token", re.MULTILINE)
    for file in modules(folder):
        text = file.read_text(encoding="utf-8")
        assert file.name == "clock.py" or not reads.search(text), file
        assert file.name == "ids.py" or not chance.search(text), file
