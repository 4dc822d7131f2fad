"""Small pieces of Python's `ast`, each at a place of the Deluge file."""

from __future__ import annotations

import ast
from typing import Any, Final, TypedDict

from harness.deluge.source import Span

LOAD: Final = ast.Load()
STORE: Final = ast.Store()


class Position(TypedDict):
    """What every node of Python's `ast` wants to know."""

    lineno: int
    col_offset: int
    end_lineno: int
    end_col_offset: int


def position(span: Span) -> Position:
    """A span as Python counts: columns from 0."""
    return {
        "lineno": span.line,
        "col_offset": span.column - 1,
        "end_lineno": span.end_line,
        "end_col_offset": span.end_column - 1,
    }


def load(span: Span, name: str) -> ast.Name:
    """`name`"""
    return ast.Name(name, LOAD, **position(span))


def store(span: Span, name: str) -> ast.Name:
    """`name`, as a target"""
    return ast.Name(name, STORE, **position(span))


def constant(span: Span, value: Any) -> ast.Constant:
    """A literal"""
    return ast.Constant(value, **position(span))


def call(span: Span, function: str, *arguments: ast.expr) -> ast.Call:
    """`function(arguments)`; a dot in `function` is an attribute."""
    owner, _, attribute = function.rpartition(".")
    target: ast.expr = load(span, attribute)
    if owner:
        target = ast.Attribute(load(span, owner), attribute, LOAD, **position(span))
    return ast.Call(target, list(arguments), [], **position(span))


def awaited(span: Span, value: ast.expr) -> ast.Await:
    """`await value`"""
    return ast.Await(value, **position(span))


def assign(span: Span, name: str, value: ast.expr) -> ast.Assign:
    """`name = value`"""
    return ast.Assign([store(span, name)], value, None, **position(span))


def walrus(span: Span, name: str, value: ast.expr) -> ast.NamedExpr:
    """`(name := value)`"""
    return ast.NamedExpr(store(span, name), value, **position(span))


def evaluate(span: Span, value: ast.expr) -> ast.Expr:
    """An expression as a statement"""
    return ast.Expr(value, **position(span))


def negation(span: Span, value: ast.expr) -> ast.UnaryOp:
    """`not value`"""
    return ast.UnaryOp(ast.Not(), value, **position(span))


def condition(
    span: Span, test: ast.expr, block: list[ast.stmt], otherwise: list[ast.stmt] | None = None
) -> ast.If:
    """`if test: block else: otherwise`"""
    return ast.If(test, block, otherwise or [], **position(span))


def choice(span: Span, test: ast.expr, then: ast.expr, otherwise: ast.expr) -> ast.IfExp:
    """`then if test else otherwise`"""
    return ast.IfExp(test, then, otherwise, **position(span))


def give(span: Span, value: ast.expr | None) -> ast.Return:
    """`return value`"""
    return ast.Return(value, **position(span))


def coroutine(span: Span, name: str, parameters: list[str], body: list[ast.stmt]) -> ast.AsyncFunctionDef:
    """`async def name(parameters): body`"""
    place = position(span)
    arguments = ast.arguments(
        posonlyargs=[],
        args=[ast.arg(one, None, None, **place) for one in parameters],
        vararg=None,
        kwonlyargs=[],
        kw_defaults=[],
        kwarg=None,
        defaults=[],
    )
    return ast.AsyncFunctionDef(name, arguments, body, [], None, None, **place)
