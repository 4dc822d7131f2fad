"""The tree between parser and compiler. Chains and ladders are flat, so that length is not depth.

Nobody changes a node. They are not frozen all the same: that would double the time of parsing and importing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from harness.deluge.source import Span


@dataclass(slots=True, eq=False)
class Node:
    """Anything in the tree; `span` is where errors point to."""

    span: Span


# --- expressions


class Expression(Node):
    """Something that has a value."""

    __slots__ = ()


@dataclass(slots=True, eq=False)
class Literal(Expression):
    """A text, number, boolean or null."""

    value: Any


@dataclass(slots=True, eq=False)
class Quoted(Expression):
    """A text in single quotes: a date where it reads as one, else text."""

    text: str


@dataclass(slots=True, eq=False)
class Name(Expression):
    """A variable."""

    name: str


@dataclass(slots=True, eq=False)
class ListLiteral(Expression):
    """`{a, b}` or `[a, b]`."""

    items: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class MapLiteral(Expression):
    """`{k: v}`; `{}` is an empty map."""

    pairs: tuple[tuple[Expression, Expression], ...]


@dataclass(slots=True, eq=False)
class TypedList(Expression):
    """`List:String()`; `element` is the type in lower case."""

    element: str


@dataclass(slots=True, eq=False)
class Pairs(Expression):
    """`"k":v, "l":w` as the arguments of a call: what collections take."""

    pairs: tuple[tuple[Expression, Expression], ...]


@dataclass(slots=True, eq=False)
class Foreign(Expression):
    """Something that only Zoho Creator has: `what` names it, `text` is all of it."""

    what: str
    text: str


@dataclass(slots=True, eq=False)
class Unary(Expression):
    """`!x`, `-x`, `+x`."""

    operator: str
    operand: Expression


@dataclass(slots=True, eq=False)
class Term:
    """An operator and its right operand; `span` is the operator's."""

    operator: str
    span: Span
    operand: Expression


@dataclass(slots=True, eq=False)
class Chain(Expression):
    """Left-associative operators of one precedence: `first op operand op operand …`."""

    first: Expression
    terms: tuple[Term, ...]


@dataclass(slots=True, eq=False)
class Logic(Expression):
    """Operands joined by `&&`, or by `||`."""

    operator: str
    operands: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Choice(Expression):
    """`if(condition, then, otherwise)` as an expression."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(slots=True, eq=False)
class Call(Expression):
    """`name(arguments)`; `span` is the name's."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(slots=True, eq=False)
class Member(Expression):
    """`.name` without brackets, as one part of a Postfix."""

    name: str


@dataclass(slots=True, eq=False)
class Postfix(Expression):
    """`base.call(…).call(…).name …`."""

    base: Expression
    parts: tuple[Call | Member, ...]


@dataclass(slots=True, eq=False)
class Entry:
    """`key: value` in the brackets of a task; a bare word arrives as a Name."""

    key: str
    span: Span
    value: Expression


@dataclass(slots=True, eq=False)
class Task(Expression):
    """`invokeurl [ … ]` and its like; `name` is in lower case."""

    name: str
    entries: tuple[Entry, ...]


# --- statements


class Statement(Node):
    """Something that is executed, and counted."""

    __slots__ = ()


Block = tuple[Statement, ...]


@dataclass(slots=True, eq=False)
class Assign(Statement):
    """`name = value` or, with an operator, `name += value`."""

    name: str
    operator: str
    value: Expression


@dataclass(slots=True, eq=False)
class AssignField(Statement):
    """`input.field = value`, which only Zoho Creator has."""

    target: Postfix
    operator: str
    value: Expression


@dataclass(slots=True, eq=False)
class Evaluate(Statement):
    """An expression for its effect."""

    value: Expression


@dataclass(slots=True, eq=False)
class Info(Statement):
    """`info value`."""

    value: Expression


@dataclass(slots=True, eq=False)
class Return(Statement):
    """`return` with or without a value."""

    value: Expression | None


@dataclass(slots=True, eq=False)
class Break(Statement):
    """`break`."""


@dataclass(slots=True, eq=False)
class Continue(Statement):
    """`continue`."""


@dataclass(slots=True, eq=False)
class Arm:
    """A condition and its block."""

    condition: Expression
    block: Block


@dataclass(slots=True, eq=False)
class If(Statement):
    """`if … else if … else …`, as a flat ladder."""

    arms: tuple[Arm, ...]
    otherwise: Block


@dataclass(slots=True, eq=False)
class ForEach(Statement):
    """`for each [index] name in iterable { … }`."""

    name: str
    index: bool
    iterable: Expression
    block: Block


@dataclass(slots=True, eq=False)
class While(Statement):
    """`while (condition) { … }`, which not every editor of Zoho's takes."""

    condition: Expression
    block: Block


@dataclass(slots=True, eq=False)
class Try(Statement):
    """`try { … } catch (name) { … }`."""

    block: Block
    name: str
    handler: Block


@dataclass(slots=True, eq=False)
class Parameter:
    """A parameter of a header; `type` as written."""

    type: str
    name: str


@dataclass(slots=True, eq=False)
class Header(Node):
    """`type namespace.name(parameters)`."""

    returns: str
    namespace: str
    name: str
    parameters: tuple[Parameter, ...]


@dataclass(slots=True, eq=False)
class Function(Node):
    """A whole file."""

    header: Header | None
    block: Block
