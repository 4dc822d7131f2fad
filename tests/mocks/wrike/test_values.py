"""The spellings of parameters."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.fields import Field
from mocks.wrike.values import Present, decode

LIST, OBJECT = Field("x", "list"), Field("x", "object")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\\'\"\n\r\t", exclude_categories=["C", "Z"]))
VALUES = st.recursive(
    TEXTS | st.booleans() | st.none() | st.integers(-1000, 1000),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=3))
def test_an_object_is_read_as_json_and_as_python_writes_it(value: dict[str, Any]) -> None:
    assert decode(OBJECT, json.dumps(value)) == value
    assert decode(OBJECT, repr(value)) == value


@given(st.lists(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=2), min_size=1, max_size=3))
def test_a_list_of_objects_too(value: list[Any]) -> None:
    assert decode(LIST, json.dumps(value)) == value
    assert decode(LIST, repr(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("[a,b]", ["a", "b"]),
        ("['a', 'b']", ["a", "b"]),
        ('["a"]', ["a"]),
        ("a", ["a"]),
        ("", []),
        ("[]", []),
        ("null", None),
        ("[IEAAAAAQKQAAAAAB]", ["IEAAAAAQKQAAAAAB"]),
    ],
)
def test_a_list_of_words_comes_in_four_spellings(text: str, value: Any) -> None:
    assert decode(LIST, text) == value


def test_presence_counts_where_it_does() -> None:
    assert decode(Present("me", "boolean"), "") is True
    assert decode(Field("me", "boolean"), "False") is False
    assert urlencode({"me": True}) == "me=True"
    assert decode(Field("me", "boolean"), "True") is True
