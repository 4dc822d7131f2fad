"""What holds for any text and any arithmetic."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from fractions import Fraction
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.deluge import DelugeError, Limits, SyntaxErrors, compile_source
from harness.deluge.source import Source
from harness.errors import UsageError

from .cases import all_cases
from .host import RecordingHost, answer, run

WORDS = (
    "if", "else", "for", "each", "index", "in", "try", "catch", "return", "break", "continue",
    "info", "invokeurl", "sendmail", "url", "type", "map", "void", "x", "y", "e", "zoho", "get",
    "put", "toString", "ifnull", "null", "true", "=", "==", "!=", "+", "-", "*", "/", "%", "&&",
    "||", "!", "<", ">=", "+=", "(", ")", "{", "}", "[", "]", ",", ";", ":", ".", "1", "2.5",
    '"a"', "'01-Jan-2019'", "'b'", "//", "/*", "*/", '"', "'", "\\", "\u201c", "#", "\n", "\u00a0",
    "currentdate", "today", "while", "List", "Map", "insert", "into", "delete", "from", "input",
    "alert", "cancel", "submit", "sort", "by", "range", "not", "in", "String", "Collection", "getUrl",
    "zoho.books.getRecords", "zoho.crm.getRecords", "thisapp", "file", "attachments", "'19:00:00'",
)  # fmt: skip


def failure(text: str) -> DelugeError | None:
    """What compiling and running a text ends in."""
    try:
        program = compile_source(text, "f.dg")
        host = RecordingHost([answer()])
        asyncio.run(program.run({}, host, Limits(statements=200, size=100_000)))
    except DelugeError as error:
        return error
    return None


def check_located(text: str) -> None:
    """A text runs, or ends in an error that says where."""
    error = failure(text)
    places = error.errors if isinstance(error, SyntaxErrors) else [error] if error else []
    assert error is None or places
    for one in places:
        assert 1 <= one.line <= Source.of(text, "f.dg").text.count("\n") + 1
        assert one.column >= 1
        assert "^" in one.excerpt


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_token_soup_gives_nothing_but_located_errors(text: str) -> None:
    check_located(text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gives_nothing_but_located_errors(text: str) -> None:
    check_located(text)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=80).map(lambda data: data.decode("utf-8", "replace")))
def test_any_bytes_give_nothing_but_located_errors(text: str) -> None:
    check_located(text)


MANY = 5_000
HOSTILE = (
    '"', '"\n', "'a\n", "/*", "(", "{", "[", "}", "a.", "a\n", "if(", "else ", "for each x in ", "try {", "!",
    "a ? ", "x = A[", "hide ", "x = ", "void f(", "\u201c", "\\", "1.", "htmlpage x <", "i++", "not ", "\x00",
    "invokeurl [ a ", '"a\nb" w w :', "throw ", "do {", "foreach x in ", "catch (", "input:ui.",
    "insert into ", "List:", "%>", "<%",
)  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_thousands_of_the_same_piece_give_nothing_but_located_errors(piece: str) -> None:
    check_located(piece * MANY)


CASES = [case.text for case in all_cases()]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(CASES),
    st.integers(0, 2_000),
    st.integers(0, 40),
    st.sampled_from([*WORDS, "", "}", "{ {"]),
)
def test_a_damaged_program_gives_nothing_but_located_errors(
    text: str, place: int, gone: int, word: str
) -> None:
    place %= len(text)
    with suppress(UsageError):  # of a header's parameters, which nobody gives here
        check_located(text[:place] + word + text[place + gone :])


OPERATORS = ("+", "-", "*", "/", "%", "==", "!=", "<", "&&", "||")


def shapes(depth: int) -> st.SearchStrategy[str]:
    """Programs that are likely to compile."""
    values = st.sampled_from(
        ["1", "2.5", '"a"', "null", "true", "x", "y", "{1,2}", '{"k":x}', "'01-Jan-2019'", "today"]
    )
    expression = st.recursive(
        values,
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from(OPERATORS), inner).map(" ".join),
            inner.map("({})".format),
            inner.map('ifnull({},1).toString().replaceAll("a","b")'.format),
            st.tuples(inner, inner).map("if({0[0]} == null,{0[1]},{0[0]})".format),
            inner.map("({}).get(0)".format),
            inner.map("{{{}}}.size()".format),
        ),
        max_leaves=6,
    )
    simple = st.one_of(
        expression.map("x = {};".format),
        expression.map("y = {};".format),
        expression.map("info {};".format),
        st.sampled_from(["x += 1;", "return x;", 'r = invokeurl [ url: "https://x.example" ];']),
    )
    if depth == 0:
        return simple
    block = st.lists(shapes(depth - 1), max_size=3).map(" ".join)
    return st.one_of(
        simple,
        st.tuples(expression, block, block).map("if({0[0]}) {{ {0[1]} }} else {{ {0[2]} }}".format),
        st.tuples(expression, block).map("for each x in {0[0]} {{ {0[1]} break; }}".format),
        st.tuples(block, block).map("try {{ {0[0]} }} catch (e) {{ {0[1]} info e; }}".format),
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(shapes(3), max_size=5).map("\n".join))
def test_likely_programs_end_well_or_with_a_located_error(text: str) -> None:
    check_located(f"x = 1; y = {{}};\n{text}")


Sum = tuple[str, Fraction]
LEAVES = st.integers(-1_000, 1_000).map(lambda one: (f"({one})", Fraction(one)))


def joined(parts: tuple[Sum, str, Sum]) -> Sum:
    (left, low), operator, (right, high) = parts
    value = {"+": low + high, "-": low - high, "*": low * high}[operator]
    return f"({left} {operator} {right})", value


def sums(inner: st.SearchStrategy[Sum]) -> st.SearchStrategy[Sum]:
    return st.tuples(inner, st.sampled_from("+-*"), inner).map(joined)


@settings(deadline=None)
@given(st.recursive(LEAVES, sums, max_leaves=5))
def test_whole_numbers_agree_with_the_model(case: Sum) -> None:
    assert run(f"return {case[0]};") == case[1]


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from("+-*"), st.integers(0, 9)), max_size=12))
def test_precedence_agrees_with_the_model(terms: list[tuple[str, int]]) -> None:
    text = "1" + "".join(f" {operator} {value}" for operator, value in terms)
    assert run(f"return {text};") == eval(text)  # a model that knows the same precedence


@settings(deadline=None)
@given(st.decimals(-1_000, 1_000, places=2), st.decimals(-1_000, 1_000, places=2))
def test_decimals_add_without_binary_dust(left: Any, right: Any) -> None:
    assert run(f"return {left} + {right};") == float(left + right)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.text(max_size=5)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.text(max_size=5), JSON, max_size=4))
def test_json_survives_a_round_trip(value: dict[str, Any]) -> None:
    text = orjson.dumps(value).decode()
    result = run(
        'm = t.toMap(); return {"same":m == given,"text":m.toString()};', {"t": text, "given": value}
    )
    assert result["same"] is True
    assert orjson.loads(result["text"]) == value
