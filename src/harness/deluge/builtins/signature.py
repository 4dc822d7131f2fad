"""How a builtin is declared, and the argument checks that all of them share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

from harness.deluge.errors import ScriptError
from harness.deluge.runtime.run import Dispatch, Run, Runner
from harness.deluge.runtime.values import TYPES, Kind, kind

_SMALL: Final = 1_000
"""Work on shorter texts and lists is not worth a charge: statements are counted, too."""


@dataclass(frozen=True, slots=True)
class Builtin:
    """One entry of the table.

    `receiver` is what stands before the dot, or the first argument; None for a builtin without
    any. `function` gets the run, the receiver and the arguments. The last `optional` of
    `parameters` may be left out. A `nullable` builtin takes null as its receiver. The work of a `light`
    one does not grow with its receiver, that of others on a text or list is charged.
    """

    name: str
    receiver: Kind | None
    function: Callable[..., Any]
    parameters: tuple[Kind, ...] = ()
    optional: int = 0
    nullable: bool = False
    light: bool = False

    @property
    def counts(self) -> range:
        """How many arguments it takes, the receiver included."""
        most = len(self.parameters) + (self.receiver is not None)
        return range(most - self.optional, most + 1)

    def types(self) -> tuple[type, ...]:
        """The Python types of its receiver."""
        if self.receiver is None:
            return ()
        types = TYPES[self.receiver]
        if self.nullable:
            return types if type(None) in types else (*types, type(None))
        return tuple(one for one in types if one is not type(None))


@dataclass(frozen=True)
class Family:
    """All builtins of one name, which are put together when a script calls it."""

    members: Sequence[Builtin]

    @property
    def name(self) -> str:
        """As Zoho writes it."""
        return self.members[0].name

    @property
    def plain(self) -> Callable[[Run], Any] | None:
        """The function for a call without any argument."""
        return next((one.function for one in self.members if one.receiver is None), None)

    @cached_property
    def by_count(self) -> Mapping[int, Dispatch]:
        """A dispatch by type for each number of arguments; later members win where types overlap."""
        received = [one for one in self.members if one.receiver]
        kinds = " or ".join(dict.fromkeys(one.receiver.value for one in received if one.receiver))
        counts = sorted({count for one in received for count in one.counts})
        tables = {count: Dispatch(self.name, kinds) for count in counts}
        for one in received:
            for count in one.counts:
                tables[count].update(dict.fromkeys(one.types(), _runner(one, count - 1)))
        _refuse_other_counts(self.name, tables.values())
        return tables


def _refuse_other_counts(name: str, tables: Collection[Dispatch]) -> None:
    """A type that takes another number of arguments gets Zoho's text for that."""
    refusal = dict.fromkeys({one for table in tables for one in table}, partial(_mismatch, name))
    for table in tables:
        table.update(refusal | table)


def _mismatch(name: str, _run: Run, receiver: Any, *_arguments: Any) -> Any:
    hint = f"The receiver is {kind(receiver).value}."
    raise ScriptError(f"No. of arguments mismatches for the function {name}", hint)


def _runner(builtin: Builtin, count: int) -> Runner:
    wanted, function = builtin.parameters[:count], builtin.function
    if builtin.receiver in (Kind.TEXT, Kind.LIST) and not builtin.light:
        function = partial(_charged, function)
    if all(one is Kind.ANY for one in wanted):
        return function
    return partial(_checked, builtin.name, function, wanted)


def _charged(function: Runner, run: Run, receiver: Any, *arguments: Any) -> Any:
    if receiver and len(receiver) > _SMALL:
        run.charge(len(receiver))
    return function(run, receiver, *arguments)


def _checked(
    name: str, function: Runner, wanted: tuple[Kind, ...], run: Run, receiver: Any, *arguments: Any
) -> Any:
    for index, (one, argument) in enumerate(zip(wanted, arguments, strict=True), 1):
        if one is Kind.DATETIME and isinstance(argument, str):
            arguments = (*arguments[: index - 1], run.date_in(argument), *arguments[index:])
        elif type(argument) not in _accepted(one):
            raise ScriptError(
                f"Incompatible types for {name} at argument index {index} "
                f"Required: [{one.value}] Found: {kind(argument).value}"
            )
    return function(run, receiver, *arguments)


def _accepted(wanted: Kind) -> tuple[type, ...]:
    """A DECIMAL parameter takes a NUMBER as well."""
    return (float, int) if wanted is Kind.DECIMAL else TYPES[wanted]
