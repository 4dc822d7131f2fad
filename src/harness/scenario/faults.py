"""Faults as an author writes them: `{at: POST wrike /folders/*/tasks, call: 1, do: {status: 429}}`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .json_schema import ANYTHING, Schema, keys
from .model import Fault
from .names import Names
from .references import references, resolve
from .shapes import Anything, Fraction, Keys, Many, Shape, Whole, mapping, unknown_key
from .targets import read_target, target_schema
from .yamlfile import Node, ScalarNode

if TYPE_CHECKING:
    from .stage import Stage

AT_CONNECTIONS = ("revoke", "remove_access")
"""The kinds whose argument names a connection."""


class FaultShape:
    """One fault."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def _keys(self) -> Keys:
        known: Mapping[str, Shape[Any]] = {
            "at": _TargetShape(self._names),
            "call": Many(Whole(1)),
            "times": Whole(1),
            "chance": Fraction(),
            "do": _DoShape(self._names),
        }
        return Keys("A fault", known, required=("at", "do"))

    def read(self, node: Node) -> Fault:
        """The fault; raises FileError."""
        values = self._keys().read(node)
        if "call" in values:
            values["call"] = list(values["call"])
        return Fault(values, node.place)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return self._keys().schema()


class _TargetShape:
    def __init__(self, names: Names) -> None:
        self._names = names

    def read(self, node: Node) -> dict[str, str]:
        return read_target(node, self._names.services).as_record()

    def schema(self) -> Schema:
        return target_schema(self._names.services)


class _DoShape:
    """What happens: `{kind: arguments}`."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def read(self, node: Node) -> dict[str, Any]:
        found = mapping(node, "what happens, such as {status: 429}")
        if not found.entries:
            raise node.place.error("Expected what happens, such as {status: 429}.")
        done: dict[str, Any] = {}
        for kind, entry in found.entries.items():
            if kind not in self._names.catalogue.faults:
                unknown_key(entry.key, self._names.catalogue.faults, "'do'")
            if kind in AT_CONNECTIONS and isinstance(entry.value, ScalarNode):
                self._names.link_name(entry.value)
            done[kind] = self._names.check(Anything().read(entry.value))
        self._possible(done, node)
        return done

    def schema(self) -> Schema:
        known = dict.fromkeys(self._names.catalogue.faults, ANYTHING)
        return {**keys(known), "type": "object", "minProperties": 1}

    def _possible(self, done: Mapping[str, Any], node: Node) -> None:
        if any(references(done)):
            return
        try:
            self._names.catalogue.check_fault(done)
        except ValueError as problem:
            raise node.place.error(str(problem)) from None


def set_fault(stage: Stage, fault: Fault) -> None:
    """Set it in the world; raises FileError where that is impossible."""
    try:
        stage.world.context.faults.add(resolve(fault.record, stage.lookup))
    except ValueError as problem:
        raise fault.place.error(str(problem)) from None
