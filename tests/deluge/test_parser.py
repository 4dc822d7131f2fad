"""The parser reports every error of a file at its place, and goes on."""

from __future__ import annotations

import re

import pytest

from harness.deluge import SyntaxErrors, compile_source
from harness.deluge.analysis import analyse
from harness.deluge.errors import Problems
from harness.deluge.lexer import Lexer
from harness.deluge.parser import Parser
from harness.deluge.source import Source
from harness.deluge.tokens import Token

from .cases import ROOT


def errors(text: str) -> list[tuple[int, int]]:
    with pytest.raises(SyntaxErrors) as caught:
        compile_source(text, "f.dg")
    assert all(one.file == "f.dg" and "^" in one.excerpt for one in caught.value.errors)
    return [(one.line, one.column) for one in caught.value.errors]


def test_each_broken_statement_is_reported_once() -> None:
    assert errors("a = ;\nb = 1;\nc = (2;\nd = [3;\n") == [(1, 5), (3, 7), (4, 7)]


def test_a_broken_condition_does_not_hide_errors_of_its_block() -> None:
    assert errors("if(a b)\n{\n x = ;\n}\ny = ;") == [(1, 6), (3, 6), (5, 5)]


def test_what_belongs_to_a_broken_condition_is_no_error_of_its_own() -> None:
    text = "if(a b)\n{\n}\nelse if(true)\n{\n y = ;\n}\nelse\n{\n info 1;\n}"
    assert errors(text) == [(1, 6), (6, 6)]


def test_a_broken_key_of_a_task_is_one_error() -> None:
    text = 'r = invokeurl\n[\n url "x"\n type :GET\n headers:{"a":"b"}\n];\nx = ;'
    assert errors(text) == [(3, 6), (7, 5)]


def test_a_broken_map_is_one_error() -> None:
    assert errors('m = {"a":1,\n"b" 2,\n"c":3};\nx = ;') == [(2, 5), (4, 5)]


def test_a_missing_semicolon_points_behind_the_statement() -> None:
    assert errors("x = 1\ny = 2;") == [(1, 6)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("if(a == (1)\n{\n\ta = 1;\n}", (1, 12)),
        ("a = 1;\nif(a == 1)\n{\n\treturn\n}", (4, 8)),
        ('r = invokeurl\n[\n\turl :"x"\n\tdetailed true\n];', (4, 15)),
        ('r = invokeurl\n[\n\turl :"x"\n;', (4, 1)),
        ("a = (1 +\n\nb = 2;", (3, 3)),
    ],
)
def test_what_is_missing_is_missed_at_the_end_of_its_line(text: str, place: tuple[int, int]) -> None:
    assert errors(text) == [place]


def test_a_block_that_is_not_closed_is_found_by_its_indentation() -> None:
    text = "if(true)\n{\n\tfor each x in {1}\n\t{\n\t\tinfo x;\n}\ninfo 1;"
    with pytest.raises(SyntaxErrors) as caught:
        compile_source(text, "f.dg")
    (error,) = caught.value.errors
    assert (error.line, error.message) == (7, "Expecting '}' but found '<EOF>'")
    assert error.hint == "The block that begins in line 4 is not closed."


def test_a_stray_brace_is_one_error() -> None:
    assert errors("x = 1;\n}\ny = ;") == [(2, 1), (3, 5)]


def test_text_after_the_function_is_an_error() -> None:
    assert errors("void f()\n{\n}\nx = 1;") == [(4, 1)]


def test_name_errors_are_reported_beside_syntax_errors() -> None:
    assert errors("x = ;\ny = z.nosuch();") == [(1, 5), (2, 7)]


def test_a_misspelt_builtin_gets_the_nearest_name() -> None:
    with pytest.raises(SyntaxErrors, match="Did you mean 'containsKey'"):
        compile_source('x = {"a":1}.containsKeyy("a");', "f.dg")


def test_a_message_shows_place_excerpt_and_caret() -> None:
    with pytest.raises(SyntaxErrors) as caught:
        compile_source("info 1;\nx = ;", "functions/f.dg")
    assert str(caught.value) == (
        "functions/f.dg:2:5: Improper Statement Error might be due to missing ';' at end of the "
        "line or incomplete expression\n"
        "    2 | x = ;\n"
        "      |     ^\n"
        "  Expecting a value but found ';'."
    )


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 5_000 + "1" + ")" * 5_000 + ";",
        "x = " + "{" * 5_000 + "}" * 5_000 + ";",
        "x = " + "!" * 5_000 + "true;",
        "if(true){" * 5_000 + "}" * 5_000,
        "x = " + "if(true,1," * 5_000 + "2" + ")" * 5_000 + ";",
        "x = " + "(1||2&&3==4<5+6*-" * 99 + "1" + ")" * 99 + ";",
    ],
)
def test_too_deep_nesting_is_a_located_error(text: str) -> None:
    assert errors(text)


@pytest.mark.parametrize("separator", [" ", "\n", ", ", "\n\t,\n"])
def test_the_keys_of_a_task_are_separated_by_blanks_lines_or_commas(separator: str) -> None:
    entries = separator.join(('url :"https://x.example"', "type: GET", "detailed :true"))
    compile_source(f"r = invokeurl [{entries}];", "f.dg")


def test_a_word_of_the_language_in_any_case_is_that_word() -> None:
    compile_source("IF(True){ Info 1; } Else { RETURN Null; }", "f.dg")


WHOLE = (ROOT / "wild" / "books_function.dg").read_text(encoding="utf-8")
OMISSIONS = [
    (mark, at)
    for mark in '";()'
    for at in (found.start() for found in re.finditer(re.escape(mark), WHOLE))
    if "//" not in WHOLE[WHOLE.rfind("\n", 0, at) + 1 : at]
]


@pytest.mark.parametrize("mark", '";()')
def test_what_was_left_out_is_missed_in_its_line(mark: str) -> None:
    for at in (at for omitted, at in OMISSIONS if omitted == mark):
        found = list(analyse(WHOLE[:at] + WHOLE[at + 1 :], "f.dg").problems)
        optional = mark == ";" and WHOLE[at - 1] in "]}"  # behind a task or a block
        assert optional or found[0].line == WHOLE.count("\n", 0, at) + 1, WHOLE[at - 20 : at + 20]


REPEATED = (
    "info (a\n", "if (a\n", "} \n", "{\n", "try {\n", "do {\n", "v f(\n", "a b(c d,\n", "f(a b\n",
    "x = f(a\n", "x = A[\n", "x = {\n", "x = [1,\n", "for each x in y\n", "sendmail [ to: a,\n",
    "x : ui . add (\n", "x = a ? \n",
)  # fmt: skip


class Counting(Parser):
    """Counts how often it looks ahead."""

    looks = 0

    def _peek(self, ahead: int = 1) -> Token:
        self.looks += 1
        return super()._peek(ahead)


@pytest.mark.parametrize("fragment", REPEATED)
def test_what_is_left_open_thousands_of_times_is_read_in_steps_that_grow_with_its_length(
    fragment: str,
) -> None:
    source = Source.of(fragment * 3_000, "f.dg")
    problems = Problems(source)
    tokens = Lexer(source, problems).tokens()
    parser = Counting(tokens, problems)
    parser.function()
    assert problems
    assert parser.looks < 20 * len(tokens)
