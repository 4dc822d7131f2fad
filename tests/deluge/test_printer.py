"""Printing a tree and parsing it again gives the same tree."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.deluge.errors import Problems
from harness.deluge.lexer import Lexer
from harness.deluge.nodes import Function
from harness.deluge.parser import Parser
from harness.deluge.printer import printed
from harness.deluge.source import Source

from .cases import Case, all_cases
from .test_properties import shapes
from .trees import FUNCTIONS_OF_FILES


def tree(text: str) -> Function | None:
    """The tree of a file that the grammar allows."""
    problems = Problems(Source.of(text, "f.dg"))
    found = Parser(Lexer(problems.source, problems).tokens(), problems).function()
    return None if any(one.code.startswith("syntax") for one in problems) else found


def shape(value: Any) -> Any:
    """A tree without its places."""
    if isinstance(value, tuple):
        return tuple(map(shape, value))
    if is_dataclass(value):
        parts = [one.name for one in fields(value) if one.name != "span"]
        return type(value).__name__, *(shape(getattr(value, one)) for one in parts)
    return type(value).__name__, value


READABLE = [case for case in all_cases() if "view:" not in case.text and tree(case.text)]


@pytest.mark.parametrize("case", READABLE, ids=[case.name for case in READABLE])
def test_a_case_survives_printing(case: Case) -> None:
    first = tree(case.text)
    assert first
    assert shape(tree(printed(first))) == shape(first)


@settings(max_examples=200, deadline=None)
@given(st.lists(shapes(3), max_size=5).map("\n".join))
def test_a_generated_program_survives_printing(text: str) -> None:
    first = tree(text)
    assert first
    assert shape(tree(printed(first))) == shape(first)


@settings(max_examples=60, deadline=None)
@given(FUNCTIONS_OF_FILES)
def test_any_tree_survives_printing_and_parsing(made: Function) -> None:
    text = printed(made)
    found = tree(text)
    assert found, text
    assert shape(found) == shape(made), text


@given(st.text(max_size=20))
def test_any_text_survives_as_a_literal(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\r", "\\r")
    first = tree(f'x = "{escaped}";')
    assert first
    assert shape(tree(printed(first))) == shape(first)
