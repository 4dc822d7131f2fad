"""Nodes back to text. Parsing that text gives the same tree: operands are in brackets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from harness.deluge import nodes
from harness.deluge.runtime.texts import number_text
from harness.deluge.tokens import Escaped

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "'": "\\'", "\r": "\\r", "\t": "\\t"})


def printed(function: nodes.Function) -> str:
    """A whole file, two blanks of indentation for each block."""
    if function.header is None:
        return "\n".join(_lines(function.block))
    return "\n".join([_header(function.header), *_braced(function.block)])


def _header(header: nodes.Header) -> str:
    name = f"{header.namespace}.{header.name}" if header.namespace else header.name
    parameters = ", ".join(f"{one.type} {one.name}".strip() for one in header.parameters)
    return f"{header.returns} {name}({parameters})".strip()


# --- statements


def _lines(block: nodes.Block) -> list[str]:
    return [line for one in block for line in _STATEMENTS[type(one)](one)]


def _braced(block: nodes.Block) -> list[str]:
    return ["{", *(f"  {line}" for line in _lines(block)), "}"]


def _if(node: nodes.If) -> list[str]:
    found: list[str] = []
    for at, arm in enumerate(node.arms):
        word = "else if" if at else "if"
        found += [f"{word}({expression(arm.condition)})", *_braced(arm.block)]
    return [*found, "else", *_braced(node.otherwise)] if node.otherwise else found


def _for(node: nodes.ForEach) -> list[str]:
    index = " index" if node.index else ""
    return [f"for each{index} {node.name} in {expression(node.iterable)}", *_braced(node.block)]


def _while(node: nodes.While) -> list[str]:
    return [f"while({expression(node.condition)})", *_braced(node.block)]


def _try(node: nodes.Try) -> list[str]:
    return ["try", *_braced(node.block), f"catch ({node.name})", *_braced(node.handler)]


def _return(node: nodes.Return) -> list[str]:
    return [f"return {expression(node.value)};" if node.value else "return;"]


_STATEMENTS: Final[Mapping[type[nodes.Statement], Callable[[Any], list[str]]]] = {
    nodes.Assign: lambda node: [f"{node.name} {node.operator}= {expression(node.value)};"],
    nodes.AssignField: lambda node: [f"{expression(node.target)} {node.operator}= {expression(node.value)};"],
    nodes.Evaluate: lambda node: [f"{expression(node.value)};"],
    nodes.Info: lambda node: [f"info {expression(node.value)};"],
    nodes.Return: _return,
    nodes.Break: lambda _: ["break;"],
    nodes.Continue: lambda _: ["continue;"],
    nodes.If: _if,
    nodes.ForEach: _for,
    nodes.While: _while,
    nodes.Try: _try,
}


# --- expressions


def expression(node: nodes.Expression) -> str:
    """An expression on one line."""
    return _EXPRESSIONS[type(node)](node)


def _operand(node: nodes.Expression) -> str:
    text = expression(node)
    return text if isinstance(node, nodes.Name | nodes.Call | nodes.ListLiteral) else f"({text})"


def _listed(items: Iterable[nodes.Expression]) -> str:
    return ", ".join(map(expression, items))


def _paired(pairs: Iterable[tuple[nodes.Expression, nodes.Expression]]) -> str:
    return ", ".join(f"{expression(key)}: {expression(value)}" for key, value in pairs)


def _literal(node: nodes.Literal) -> str:
    value = node.value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return f'"{_text(value)}"' if isinstance(value, str) else number_text(value)


def _text(value: str) -> str:
    """A line feed is an escape where it was one."""
    text = value.translate(_ESCAPES)
    return text.replace("\n", "\\n") if isinstance(value, Escaped) else text


def _chain(node: nodes.Chain) -> str:
    terms = [f" {one.operator} {_operand(one.operand)}" for one in node.terms]
    return _operand(node.first) + "".join(terms)


def _postfix(node: nodes.Postfix) -> str:
    return _operand(node.base) + "".join(f".{expression(part)}" for part in node.parts)


def _choice(node: nodes.Choice) -> str:
    return f"if({_listed((node.condition, node.then, node.otherwise))})"


def _task(node: nodes.Task) -> str:
    entries = [f"{one.key}: {expression(one.value)}" for one in node.entries]
    return f"{node.name} [ {' '.join(entries)} ]"


_EXPRESSIONS: Final[Mapping[type[nodes.Expression], Callable[[Any], str]]] = {
    nodes.Literal: _literal,
    nodes.Quoted: lambda node: f"'{_text(node.text)}'",
    nodes.Name: lambda node: node.name,
    nodes.Member: lambda node: node.name,
    nodes.Call: lambda node: f"{node.name}({_listed(node.arguments)})",
    nodes.ListLiteral: lambda node: f"[{_listed(node.items)}]",
    nodes.MapLiteral: lambda node: f"{{{_paired(node.pairs)}}}",
    nodes.Pairs: lambda node: _paired(node.pairs),
    nodes.TypedList: lambda node: f"List:{node.element}()",
    nodes.Unary: lambda node: f"{node.operator}({expression(node.operand)})",
    nodes.Chain: _chain,
    nodes.Logic: lambda node: f" {node.operator} ".join(map(_operand, node.operands)),
    nodes.Choice: _choice,
    nodes.Postfix: _postfix,
    nodes.Task: _task,
    nodes.Foreign: lambda node: node.text,
}
