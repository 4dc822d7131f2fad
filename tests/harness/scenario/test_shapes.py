from __future__ import annotations

import pytest

from harness.errors import FileError
from harness.scenario.fields import Declared, Record
from harness.scenario.shapes import (
    Anything,
    Boolean,
    Choice,
    Duration,
    Fraction,
    Keys,
    Many,
    Moment,
    Text,
    Whole,
)
from harness.scenario.yamlfile import Node, parse_yaml


def node(text: str) -> Node:
    return parse_yaml(text, "f.yaml")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2026-01-15", 1768435200),
        ("2026-01-15 23:30", 1768519800),
        ("2026-01-15T23:30:00Z", 1768519800),
        ("2026-01-15T23:30:00+05:30", 1768500000),
        ("2026-01-15 23:30 Asia/Kolkata", 1768500000),
        ("2026-01-15 23:30:00 +05:30", None),
        ("tomorrow", None),
        ("2026-02-30", None),
        ("2026-01-15 23:30 Asia/Kalkutta", None),
    ],
)
def test_a_moment_has_a_zone_or_is_utc(text: str, seconds: int | None) -> None:
    if seconds is not None:
        assert Moment().read(node(f'"{text}"')) == seconds
        return
    with pytest.raises(FileError, match=r"a moment such as|There is no time zone 'Asia/Kalkutta'"):
        Moment().read(node(f'"{text}"'))


@pytest.mark.parametrize(("text", "seconds"), [("90s", 90), ("2h", 7200), ("1h 30m", 5400), ("500ms", 0.5)])
def test_a_duration_has_units(text: str, seconds: float) -> None:
    assert Duration().read(node(text)) == seconds


@pytest.mark.parametrize("text", ["90", "h", "-2h", "2 hours", "[]", "~"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(FileError, match="Expected a duration such as 90s"):
        Duration().read(node(text))


@pytest.mark.parametrize(
    ("shape", "text", "value"),
    [
        (Whole(1), "3", 3),
        (Fraction(), ".25", 0.25),
        (Fraction(), "1", 1.0),
        (Boolean(), "true", True),
        (Many(Text()), "a", ("a",)),
        (Many(Text()), "[a, b]", ("a", "b")),
        (Many(Text()), "~", ()),
        (Anything(), "{a: [1, on, ~, '2']}", {"a": [1, "on", None, "2"]}),
        (Keys("A thing", {"a": Text()}), "{a: NO}", {"a": "NO"}),
    ],
)
def test_a_shape_reads_what_it_declares(shape: object, text: str, value: object) -> None:
    assert shape.read(node(text)) == value  # type: ignore[attr-defined]  # every shape reads


@pytest.mark.parametrize(
    ("shape", "text", "message"),
    [
        (Whole(1), "0", "Expected a whole number from 1, not '0'."),
        (Whole(), "-1", "Expected a whole number from 0, not '-1'."),
        (Whole(), "1.5", "Expected a whole number from 0, not '1.5'."),
        (Fraction(), "1.5", "Expected a probability from 0 to 1, not '1.5'."),
        (Boolean(), "yes", "Expected true or false, not 'yes'."),
        (Text("a name"), "[]", "Expected a name, not a list."),
        (Text("a name"), "", "Expected a name, not nothing."),
        (Choice("a colour", ["red", "green"]), "gren", "'gren' is no colour. Did you mean 'green'?"),
        (Keys("A thing", {"a": Text()}, ("a",)), "{}", "A thing needs the key 'a'."),
        (Keys("A thing", {"a": Text()}), "[]", "Expected a mapping (a), not a list."),
    ],
)
def test_a_shape_says_what_it_expected(shape: object, text: str, message: str) -> None:
    with pytest.raises(FileError) as caught:
        shape.read(node(f"[{text}]").items[0] if text else node("[~]").items[0])  # type: ignore[attr-defined, union-attr]  # a list
    assert caught.value.message == message


TASK = (Declared("task_name", required=True), Declared("rate", "number"))


def test_a_text_stands_for_a_record_with_one_required_field() -> None:
    fields = (Declared("tasks", "list", fields=TASK), Declared("ids", "list", of="id"))
    assert Record("A project", fields).read(
        node("{tasks: [Design, {task_name: 12:26, rate: 1e2}], ids: [007]}")
    ) == {
        "tasks": [{"task_name": "Design"}, {"task_name": "12:26", "rate": 100.0}],
        "ids": ["007"],
    }
    with pytest.raises(FileError, match="Expected a record"):
        Record("A thing", (Declared("a"), Declared("b"))).read(node("text"))
