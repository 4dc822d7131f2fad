"""`fixtures/start.yaml` of pasted functions: what their URLs need to find."""

from __future__ import annotations

from collections.abc import Iterator

from ..paste.wired import Wired, hard_wired
from ..servers import services
from .files import scalar
from .pasted import Pasted, fields_of


def fixture_text(functions: list[Pasted]) -> Iterator[str]:
    """The lines of `fixtures/start.yaml`."""
    yield "format: 1"
    yield "fixture: What the functions need to find"
    yield "given:"
    for kind, name in (("organization", "books.organization"), ("account", "wrike.account")):
        values = {key: value for one in functions for key, value in getattr(one.inferred, kind).items()}
        if values:
            yield f"  {name}: {{{', '.join(f'{key}: {_quoted(value)}' for key, value in values.items())}}}"
    yield "  books.contacts:"
    yield "    acme: {contact_name: Acme Corp}"
    yield from _records(functions)
    folders = [name for one in functions for name in one.inferred.folders]
    filled = [
        f'{name}: "${{projects}}"' if name in folders else f'{name}: ""' for name in fields_of(functions)
    ]
    if filled:
        yield f"  global_fields: {{{', '.join(filled)}}}"
    connections = dict.fromkeys(name for one in functions for name in one.inferred.definitions)
    if connections:
        yield f"  connections: {{{', '.join(f'{name}: Connected' for name in connections)}}}"


def _records(functions: list[Pasted]) -> Iterator[str]:
    """Records that have their ids hard-wired, and the folder that a global field names."""
    kinds: dict[str, list[str]] = {}
    if any(one.inferred.folders for one in functions):
        kinds["wrike.folders"] = ["    projects: {title: Projects}"]
    for function in functions:
        for wired in hard_wired(function.reading):
            line = _record(wired, function)
            known = kinds.setdefault(f"{wired.service}.{wired.kind}", [])
            if not any(wired.key in one for one in known):
                known.append(line)
    for name, lines in kinds.items():
        if name != "books.contacts":
            yield f"  {name}:"
        yield from lines


def _record(wired: Wired, function: Pasted) -> str:
    kind = services()[wired.service].kinds[wired.kind]
    title = next((field.name for field in kind.fields if field.required), "name")
    name = f"{wired.kind.removesuffix('s')}_{wired.key.lower().replace('-', '_')}"
    value = f"{{{title}: {_quoted(wired.key)}, {kind.key}: {_quoted(wired.key)}}}"
    return f"    {name}: {value}  # hard-wired: {function.at(wired.line)}"


def _quoted(value: object) -> str:
    return f'"{value}"' if str(value).isdigit() else scalar(str(value))
