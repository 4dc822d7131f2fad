"""Which variables a script assigns, and which of them have a value at a place."""

from __future__ import annotations

from collections.abc import Iterator

from harness.deluge import nodes

Known = frozenset[str] | None
"""The variables that surely have a value; None where the script never comes."""


def both(first: Known, second: Known) -> Known:
    """What is known where two ways meet."""
    if first is None or second is None:
        return second if first is None else first
    return first & second


def assigned(block: nodes.Block) -> Iterator[str]:
    """The names of all variables that a block assigns."""
    for statement in block:
        match statement:
            case nodes.Assign(name=name):
                yield name
            case nodes.ForEach(name=name, block=inner):
                yield name
                yield from assigned(inner)
            case nodes.While(block=inner):
                yield from assigned(inner)
            case nodes.Try(name=name, block=inner, handler=handler):
                yield name
                yield from assigned(inner)
                yield from assigned(handler)
            case nodes.If(arms=arms, otherwise=otherwise):
                for arm in arms:
                    yield from assigned(arm.block)
                yield from assigned(otherwise)
