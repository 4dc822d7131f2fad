"""The tree between parser and compiler. Chains and ladders are flat, so that length is not depth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from harness.deluge.source import Span


@dataclass(frozen=True, slots=True)
class Node:
    """Anything in the tree; `span` is where errors point to."""

    span: Span


# --- expressions


class Expression(Node):
    """Something that has a value."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Literal(Expression):
    """A text, number, boolean or null."""

    value: Any


@dataclass(frozen=True, slots=True)
class Quoted(Expression):
    """A text in single quotes: a date where it reads as one, else text."""

    text: str


@dataclass(frozen=True, slots=True)
class Name(Expression):
    """A variable."""

    name: str


@dataclass(frozen=True, slots=True)
class ListLiteral(Expression):
    """`{a, b}` or `[a, b]`."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class MapLiteral(Expression):
    """`{k: v}`; `{}` is an empty map."""

    pairs: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class TypedList(Expression):
    """`List:String()`; `element` is the type in lower case."""

    element: str


@dataclass(frozen=True, slots=True)
class Pairs(Expression):
    """`"k":v, "l":w` as the arguments of a call: what collections take."""

    pairs: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Foreign(Expression):
    """Something that only Zoho Creator has: `what` names it, `text` is all of it."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """`!x`, `-x`, `+x`."""

    operator: str
    operand: Expression


@dataclass(frozen=True, slots=True)
class Term:
    """An operator and its right operand; `span` is the operator's."""

    operator: str
    span: Span
    operand: Expression


@dataclass(frozen=True, slots=True)
class Chain(Expression):
    """Left-associative operators of one precedence: `first op operand op operand …`."""

    first: Expression
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Logic(Expression):
    """Operands joined by `&&`, or by `||`."""

    operator: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Choice(Expression):
    """`if(condition, then, otherwise)` as an expression."""

    condition: Expression
    then: Expression
    otherwise: Expression


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """`name(arguments)`; `span` is the name's."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Member(Expression):
    """`.name` without brackets, as one part of a Postfix."""

    name: str


@dataclass(frozen=True, slots=True)
class Postfix(Expression):
    """`base.call(…).call(…).name …`."""

    base: Expression
    parts: tuple[Call | Member, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """`key: value` in the brackets of a task; a bare word arrives as a Name."""

    key: str
    span: Span
    value: Expression


@dataclass(frozen=True, slots=True)
class Task(Expression):
    """`invokeurl [ … ]` and its like; `name` is in lower case."""

    name: str
    entries: tuple[Entry, ...]


# --- statements


class Statement(Node):
    """Something that is executed, and counted."""

    __slots__ = ()


Block = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Assign(Statement):
    """`name = value` or, with an operator, `name += value`."""

    name: str
    operator: str
    value: Expression


@dataclass(frozen=True, slots=True)
class AssignField(Statement):
    """`input.field = value`, which only Zoho Creator has."""

    target: Postfix
    operator: str
    value: Expression


@dataclass(frozen=True, slots=True)
class Evaluate(Statement):
    """An expression for its effect."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Info(Statement):
    """`info value`."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Return(Statement):
    """`return` with or without a value."""

    value: Expression | None


@dataclass(frozen=True, slots=True)
class Break(Statement):
    """`break`."""


@dataclass(frozen=True, slots=True)
class Continue(Statement):
    """`continue`."""


@dataclass(frozen=True, slots=True)
class Arm:
    """A condition and its block."""

    condition: Expression
    block: Block


@dataclass(frozen=True, slots=True)
class If(Statement):
    """`if … else if … else …`, as a flat ladder."""

    arms: tuple[Arm, ...]
    otherwise: Block


@dataclass(frozen=True, slots=True)
class ForEach(Statement):
    """`for each [index] name in iterable { … }`."""

    name: str
    index: bool
    iterable: Expression
    block: Block


@dataclass(frozen=True, slots=True)
class While(Statement):
    """`while (condition) { … }`, which not every editor of Zoho's takes."""

    condition: Expression
    block: Block


@dataclass(frozen=True, slots=True)
class Try(Statement):
    """`try { … } catch (name) { … }`."""

    block: Block
    name: str
    handler: Block


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a header; `type` as written."""

    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Header(Node):
    """`type namespace.name(parameters)`."""

    returns: str
    namespace: str
    name: str
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Function(Node):
    """A whole file."""

    header: Header | None
    block: Block
