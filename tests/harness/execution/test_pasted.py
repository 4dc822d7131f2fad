"""Values as people paste them."""

from __future__ import annotations

import asyncio
import json
import re
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.deluge import compile_source
from harness.errors import FileError
from harness.execution.pasted import read_pasted

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_json_is_read_as_it_is(value: dict[str, Any]) -> None:
    assert read_pasted(json.dumps(value), "f") == value


@given(st.dictionaries(st.text(), VALUES, max_size=5))
def test_what_info_prints_of_a_map_is_read_back(value: dict[str, Any]) -> None:
    lines: list[str] = []
    host = SimpleNamespace(log=lambda text, line: lines.append(text), now=lambda: 0.0)
    asyncio.run(compile_source("info project;", "f.dg").run({"project": value}, host))
    assert read_pasted(lines[0], "f") == value


def place(text: str) -> tuple[int, int]:
    """Where the text is refused; (1, 1) if it is read."""
    try:
        read_pasted(text, "f")
    except FileError as error:
        return error.line, error.column
    return 1, 1


@given(st.text() | st.text(alphabet="{}[]=:,\"'ab1 \n\u201c\u201d\\").map("{{{}}}".format))
def test_any_text_is_a_value_or_an_error_with_its_place(text: str) -> None:
    assert place(text) >= (1, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{project_name=Website, status=active}", {"project_name": "Website", "status": "active"}),
        ("{name: Website, rate: 12.5, count: 3}", {"name": "Website", "rate": 12.5, "count": 3}),
        ("{name=Acme, Inc., Berlin, id=1}", {"name": "Acme, Inc., Berlin", "id": "1"}),
        ("{project_id=460000000026049}", {"project_id": "460000000026049"}),
        ("{number=4600000000260490000, zip=01234}", {"number": "4600000000260490000", "zip": "01234"}),
        (
            "{time=2026-01-15T10:00:00+0530, url=https://a.com/b}",
            {"time": "2026-01-15T10:00:00+0530", "url": "https://a.com/b"},
        ),
        (
            "{tasks=[{task_name=Design}, {task_name=Build}]}",
            {"tasks": [{"task_name": "Design"}, {"task_name": "Build"}]},
        ),
        ("{a=null, b=true, c=FALSE, d=}", {"a": None, "b": True, "c": False, "d": ""}),
        (
            "\ufeff{\u201cname\u201d:\u201cWebsite\u201d,\u00a0\u2018n\u2019:\u00a01}",
            {"name": "Website", "n": 1},
        ),
        ("{'name':'Website'}", {"name": "Website"}),
        ('{"a":"b",}', {"a": "b"}),
        ('{"a","b"}', ["a", "b"]),
        ("{}", {}),
        ("[]", []),
        ('{"a":"line\\nbreak \\u00e9 \\"q\\"", b=1}', {"a": 'line\nbreak é "q"', "b": 1}),
        ("{billing address=Main St 1, city=X}", {"billing address": "Main St 1", "city": "X"}),
    ],
)
def test_other_forms_are_read_too(text: str, value: Any) -> None:
    assert read_pasted(text, "f") == value


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", (1, 1), "Expected '{' or '['"),
        ("hello", (1, 1), "Expected '{' or '['"),
        ('{"a":1', (1, 7), "Expected ',' or '}' behind 'a'"),
        ('{"a":1,\n "b"}', (2, 5), "Expected ':' or '='"),
        ('{"a":"b', (1, 6), "never closed"),
        ("{a=1} x", (1, 7), "Expected the end"),
        ("[" * 5_000, (1, 101), "nest deeper"),
    ],
)
def test_what_is_no_value_is_refused_with_its_place(text: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(FileError, match=re.escape(said)) as raised:
        read_pasted(text, "f.json")
    assert (raised.value.line, raised.value.column) == place
