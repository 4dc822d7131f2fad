"""Tokens carry the places of the file, whatever the file is like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.deluge import SyntaxErrors
from harness.deluge.errors import Problems
from harness.deluge.lexer import Lexer
from harness.deluge.source import Source
from harness.deluge.tokens import Kind, Token


def tokens(text: str) -> tuple[list[Token], Problems]:
    source = Source.of(text, "f.dg")
    problems = Problems(source)
    return Lexer(source, problems).tokens(), problems


def places(text: str) -> list[tuple[str, int, int]]:
    found, problems = tokens(text)
    problems.check()
    return [(one.text, one.span.line, one.span.column) for one in found[:-1]]


def errors(text: str) -> list[tuple[str, int, int]]:
    _, problems = tokens(text)
    with pytest.raises(SyntaxErrors) as caught:
        problems.check()
    return [(one.code, one.line, one.column) for one in caught.value.errors]


PIECES = (
    "a",
    "12",
    "2.5",
    '"t"',
    '"t\n"',
    "'q'",
    " ",
    "\n",
    "\t",
    "/* c\n */",
    "// c\n",
    "+",
    "==",
    "{",
    "\u201c",
    '"',
    "#",
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_token_stands_where_its_span_says(text: str) -> None:
    source = Source.of(text, "f.dg")
    starts = [0]
    for line in source.text.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for token in Lexer(source, Problems(source)).tokens():
        start = starts[token.span.line - 1] + token.span.column - 1
        end = starts[token.span.end_line - 1] + token.span.end_column - 1
        assert source.text[start:end] == token.text


def test_lines_and_columns_count_from_one() -> None:
    assert places("ab = 1;\n  c") == [
        ("ab", 1, 1), ("=", 1, 4), ("1", 1, 6), (";", 1, 7), ("c", 2, 3),
    ]  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_counts_as_one(end: str) -> None:
    assert places(f"a{end}{end}b{end}") == [("a", 1, 1), ("b", 3, 1)]


def test_a_byte_order_mark_takes_no_column() -> None:
    assert places("\ufeffa") == [("a", 1, 1)]


def test_a_no_break_space_is_a_blank() -> None:
    assert places("a\u00a0=\u00a01") == [("a", 1, 1), ("=", 1, 3), ("1", 1, 5)]


@pytest.mark.parametrize("invisible", ["\u00ad", "\u200b", "\u200e", "\u2060", "\ufeff", "\u2028"])
def test_what_a_web_page_leaves_between_words_is_a_blank(invisible: str) -> None:
    assert [one[0] for one in places(f"a{invisible}= 1;")] == ["a", "=", "1", ";"]


def test_comments_are_skipped_and_counted() -> None:
    assert places("/* one\ntwo */ a // b\n c") == [("a", 2, 8), ("c", 3, 2)]


def test_a_text_over_several_lines_ends_where_it_ends() -> None:
    found, _ = tokens('x = "a\r\nb" + y')
    text = found[2]
    assert (text.value, text.span.line, text.span.end_line, text.span.end_column) == ("a\nb", 1, 2, 3)
    assert (found[4].span.line, found[4].span.column) == (2, 6)


def test_columns_count_characters_not_bytes() -> None:
    assert places('"😀ü" a') == [('"😀ü"', 1, 1), ("a", 1, 6)]


def test_a_method_may_follow_a_number_at_once() -> None:
    assert [text for text, _, _ in places("218.5.round(0)")] == ["218.5", ".", "round", "(", "0", ")"]
    assert [text for text, _, _ in places("5.round()")] == ["5", ".", "round", "(", ")"]


def test_typographic_quotes_are_an_error_at_their_place_and_still_read_as_text() -> None:
    found, _ = tokens("x = \u201cabc\u201d;")
    assert (found[2].kind, found[2].value) == (Kind.TEXT, "abc")
    assert errors("x = \u201cabc\u201d;") == [("syntax.quotes", 1, 5)]


def test_an_unclosed_text_ends_with_its_line() -> None:
    found, _ = tokens('x = "abc;\ny = 1;')
    assert [one.text for one in found[3:6]] == ["y", "=", "1"]
    assert errors('x = "abc;\ny = 1;') == [("syntax.text", 1, 5)]


def test_an_unclosed_comment_is_an_error_where_it_begins() -> None:
    assert errors("a\n /* b") == [("syntax.comment", 2, 2)]


def test_a_number_beyond_64_bits_is_an_error_however_long() -> None:
    assert errors("x = 9223372036854775808") == [("syntax.number", 1, 5)]
    assert errors(f"x = {'9' * 10_000}") == [("syntax.number", 1, 5)]
    assert errors(f"x = {'9' * 400}.0") == [("syntax.number", 1, 5)]


def test_every_unexpected_character_is_reported() -> None:
    assert errors("a # b\n@") == [("syntax.character", 1, 3), ("syntax.character", 2, 1)]


def test_an_excerpt_puts_the_caret_below_the_place_also_after_tabs() -> None:
    source = Source.of("\tx = 1 +;", "f.dg")
    assert source.excerpt(source.span(5, 6)) == "1 | \tx = 1 +;\n  | \t    ^"


def test_an_excerpt_of_a_long_line_shows_the_neighbourhood() -> None:
    source = Source.of("a" * 500 + "!" + "b" * 500, "f.dg")
    shown, carets = source.excerpt(source.span(500, 501)).split("\n")
    assert len(shown) < 120
    assert shown[carets.index("^")] == "!"


def test_an_excerpt_shows_a_line_that_has_room_from_its_start() -> None:
    text = 'products = found.get("purchaseorder").get("details").get("line_items");'
    source = Source.of(text, "f.dg")
    assert source.excerpt(source.span(54, 57)).split("\n")[0] == f"1 | {text}"
