"""Every node of a tree once, whatever its depth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from harness.deluge import nodes

_Children = Callable[[Any], Iterable[Any]]


def _of_postfix(node: nodes.Postfix) -> Iterator[nodes.Node]:
    yield node.base
    for part in node.parts:
        if type(part) is nodes.Call:
            yield from part.arguments


def _of_pairs(node: nodes.MapLiteral | nodes.Pairs) -> Iterator[nodes.Node]:
    for key, value in node.pairs:
        yield key
        yield value


def _of_if(node: nodes.If) -> Iterator[nodes.Node]:
    for arm in node.arms:
        yield arm.condition
        yield from arm.block
    yield from node.otherwise


CHILDREN: Final[dict[type, _Children]] = {
    nodes.Assign: lambda node: (node.value,),
    nodes.AssignField: lambda node: (node.target, node.value),
    nodes.Evaluate: lambda node: (node.value,),
    nodes.Info: lambda node: (node.value,),
    nodes.Return: lambda node: (node.value,) if node.value else (),
    nodes.If: _of_if,
    nodes.ForEach: lambda node: (node.iterable, *node.block),
    nodes.While: lambda node: (node.condition, *node.block),
    nodes.Try: lambda node: (*node.block, *node.handler),
    nodes.ListLiteral: lambda node: node.items,
    nodes.MapLiteral: _of_pairs,
    nodes.Pairs: _of_pairs,
    nodes.Unary: lambda node: (node.operand,),
    nodes.Chain: lambda node: (node.first, *(term.operand for term in node.terms)),
    nodes.Logic: lambda node: node.operands,
    nodes.Choice: lambda node: (node.condition, node.then, node.otherwise),
    nodes.Call: lambda node: node.arguments,
    nodes.Postfix: _of_postfix,
    nodes.Task: lambda node: [entry.value for entry in node.entries],
}
"""The nodes right below one, by its type; a type that is not here has none."""


def _nothing(_node: nodes.Node) -> tuple[nodes.Node, ...]:
    return ()


def walk(*roots: nodes.Node) -> Iterator[nodes.Node]:
    """The roots and all that is below them, in no particular order.

    A call after a dot is part of its Postfix and does not come by itself.
    """
    waiting = list(roots)
    children = CHILDREN
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(children.get(type(node), _nothing)(node))


def blocks(statement: nodes.Statement) -> Iterator[nodes.Block]:
    """The blocks right below a statement."""
    match statement:
        case nodes.If(arms=arms, otherwise=otherwise):
            yield from (arm.block for arm in arms)
            yield otherwise
        case nodes.ForEach(block=block) | nodes.While(block=block):
            yield block
        case nodes.Try(block=block, handler=handler):
            yield block
            yield handler
