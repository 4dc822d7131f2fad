"""Trees of whole programs, made rather than parsed: each rule of the grammar, by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from harness.deluge import nodes
from harness.deluge.expression_parser import TASKS
from harness.deluge.source import Span
from harness.deluge.types import ELEMENTS

AT = Span(1, 1, 1, 2)
NAMES = st.sampled_from(("x", "rows", "Größe", "_a1", "insert", "type", "hide", "is", "Index", "date"))
FUNCTIONS = st.sampled_from(("get", "toString", "substring", "nosuch", "Map", "ifNull"))
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
CHAINS = (("+", "-"), ("*", "/", "%"), ("==", "!="), ("<", "<=", ">", ">=", "in", "not in"))
ASSIGNED = ("", "+", "-", "*", "/", "%")


def _literals() -> st.SearchStrategy[nodes.Expression]:
    values = st.one_of(
        TEXTS,
        st.integers(-(2**63) + 1, 2**63 - 1),
        st.decimals(-1000, 1000, places=3).map(float),
        st.booleans(),
        st.none(),
    )
    return values.map(lambda one: nodes.Literal(AT, one))


def _names() -> st.SearchStrategy[nodes.Expression]:
    return NAMES.map(lambda one: nodes.Name(AT, one))


def _calls(inner: st.SearchStrategy[nodes.Expression]) -> st.SearchStrategy[nodes.Call]:
    arguments = st.lists(inner, max_size=3).map(tuple)
    return st.builds(nodes.Call, st.just(AT), FUNCTIONS, arguments)


def _chains(inner: st.SearchStrategy[nodes.Expression]) -> st.SearchStrategy[nodes.Expression]:
    def of(operators: tuple[str, ...]) -> st.SearchStrategy[nodes.Expression]:
        term = st.builds(nodes.Term, st.sampled_from(operators), st.just(AT), inner)
        return st.builds(nodes.Chain, st.just(AT), inner, st.lists(term, min_size=1, max_size=3).map(tuple))

    return st.sampled_from(CHAINS).flatmap(of)


def _tasks(inner: st.SearchStrategy[nodes.Expression]) -> st.SearchStrategy[nodes.Expression]:
    def of(name: str) -> st.SearchStrategy[nodes.Expression]:
        entry = st.builds(nodes.Entry, st.sampled_from(TASKS[name]), st.just(AT), inner)
        entries = st.lists(entry, max_size=3, unique_by=lambda one: one.key).map(tuple)
        return st.builds(nodes.Task, st.just(AT), st.just(name), entries)

    return st.sampled_from(sorted(TASKS)).flatmap(of)


def _composed(inner: st.SearchStrategy[nodes.Expression]) -> st.SearchStrategy[nodes.Expression]:
    at, items = st.just(AT), st.lists(inner, max_size=3).map(tuple)
    pairs = st.lists(st.tuples(inner, inner), max_size=3).map(tuple)
    parts = st.one_of(_calls(inner), st.builds(nodes.Member, at, NAMES))
    return st.one_of(
        st.builds(nodes.ListLiteral, at, items),
        st.builds(nodes.MapLiteral, at, pairs),
        st.builds(nodes.Unary, at, st.sampled_from("!-+"), inner),
        _chains(inner),
        st.builds(
            nodes.Logic, at, st.sampled_from(("&&", "||")), st.lists(inner, min_size=2, max_size=3).map(tuple)
        ),
        st.builds(nodes.Choice, at, inner, inner, inner),
        _calls(inner),
        st.builds(nodes.Postfix, at, inner, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(nodes.TypedList, at, st.sampled_from(sorted(ELEMENTS))),
        _tasks(inner),
    )


EXPRESSIONS = st.recursive(st.one_of(_literals(), _names()), _composed, max_leaves=6)


def _effects() -> st.SearchStrategy[nodes.Statement]:
    """An expression that may stand by itself: a call, behind something or not."""
    parts = _calls(EXPRESSIONS).map(lambda one: (one,))
    behind = st.builds(nodes.Postfix, st.just(AT), _names(), parts)
    choice = st.builds(nodes.Choice, st.just(AT), EXPRESSIONS, EXPRESSIONS, EXPRESSIONS)
    return st.one_of(behind, choice, _calls(EXPRESSIONS), _tasks(EXPRESSIONS)).map(
        lambda one: nodes.Evaluate(AT, one)
    )


def _plain() -> st.SearchStrategy[nodes.Statement]:
    at = st.just(AT)
    field = st.builds(nodes.Member, at, NAMES).map(
        lambda one: nodes.Postfix(AT, nodes.Name(AT, "input"), (one,))
    )
    return st.one_of(
        st.builds(nodes.Assign, at, NAMES, st.sampled_from(ASSIGNED), EXPRESSIONS),
        st.builds(nodes.AssignField, at, field, st.sampled_from(ASSIGNED), EXPRESSIONS),
        _effects(),
        st.builds(nodes.Info, at, EXPRESSIONS),
        st.builds(nodes.Return, at, st.none() | EXPRESSIONS),
        st.builds(nodes.Break, at),
        st.builds(nodes.Continue, at),
    )


def _blocks(inner: st.SearchStrategy[nodes.Statement]) -> st.SearchStrategy[nodes.Statement]:
    at, block = st.just(AT), st.lists(inner, max_size=3).map(tuple)
    arms = st.lists(st.builds(nodes.Arm, EXPRESSIONS, block), min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(nodes.If, at, arms, block),
        st.builds(nodes.ForEach, at, NAMES, st.booleans(), EXPRESSIONS, block),
        st.builds(nodes.While, at, EXPRESSIONS, block),
        st.builds(nodes.Try, at, block, NAMES, block),
    )


STATEMENTS = st.recursive(_plain(), _blocks, max_leaves=4)


def _headers() -> st.SearchStrategy[nodes.Header | None]:
    types = st.sampled_from(("Map", "string", "List:String", ""))
    parameters = st.lists(st.builds(nodes.Parameter, types, NAMES), max_size=3).map(tuple)
    spaces = st.sampled_from(("", "automation", "a.b"))
    returns = st.sampled_from(("void", "map", "Leads"))
    return st.none() | st.builds(nodes.Header, st.just(AT), returns, spaces, NAMES, parameters)


FUNCTIONS_OF_FILES = st.builds(
    nodes.Function, st.just(AT), _headers(), st.lists(STATEMENTS, max_size=4).map(tuple)
)
"""Whole files."""
