"""The extension under test, as values; `scenario/extension_file.py` reads it from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .connections import Definition, Service
from .workflow import Function, Rule


@dataclass(frozen=True, slots=True)
class GlobalField:
    """A value that every organization fills in for itself; functions find it under its name."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Canned:
    """An answer that a host of the extension's own always gives to one call.

    `path` may hold `*` for one segment.
    """

    method: str
    path: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension: what its author built in the extension portal.

    `directory` is its folder. `connections` and custom `services` are by link name, `global_fields` by
    name, `hosts` by the name of the host. Without arguments it is an extension with nothing in it.
    """

    name: str = ""
    directory: Path = Path()
    connections: Mapping[str, Definition] = field(default_factory=dict)
    global_fields: Mapping[str, GlobalField] = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    rules: tuple[Rule, ...] = ()
    hosts: Mapping[str, tuple[Canned, ...]] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)

    def function(self, name: str) -> Function | None:
        """The function of that name, or None."""
        return next((one for one in self.functions if one.name == name), None)
