"""Declared fields: how values are read, what is a problem, and the schema of it all."""

from __future__ import annotations

from typing import Any

import jsonschema_rs
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.fields import BadValue, Field, Fields, Problem, Type, coerce, object_schema, read

TYPES: list[Type] = ["text", "id", "integer", "number", "boolean", "date", "time", "object", "list", "any"]
LEAVES = st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str)


def nested(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
        max_leaves=6,
    )


VALUES = nested(LEAVES | st.none())


@pytest.mark.parametrize(
    ("kind", "given", "stored"),
    [
        ("text", "Website", "Website"),
        ("text", 12, "12"),
        ("text", True, "true"),
        ("id", 460000000026049, "460000000026049"),
        ("integer", "12", 12),
        ("integer", "460000000000026049", 460000000000026049),
        ("integer", " 9223372036854775807 ", 2**63 - 1),
        ("integer", 3.0, 3),
        ("integer", "1e3", 1000),
        ("number", "12", 12),
        ("number", "12.50", 12.5),
        ("number", 12, 12),
        ("number", "-.5", -0.5),
        ("number", "1" + "0" * 25, 1e25),
        ("boolean", "true", True),
        ("boolean", "False", False),
        ("boolean", "0", False),
        ("boolean", True, True),
        ("date", "2026-02-28", "2026-02-28"),
        ("date", "", ""),
        ("time", "12:26", "12:26"),
        ("object", {"a": 1}, {"a": 1}),
        ("list", [1, "a"], [1, "a"]),
        ("any", {"a": [1]}, {"a": [1]}),
        ("text", None, None),
    ],
)
def test_a_value_becomes_what_its_field_says_whatever_its_spelling(
    kind: Type, given: Any, stored: Any
) -> None:
    result = coerce(Field("field", kind), given)
    assert result == stored
    assert type(result) is type(stored)


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("text", ["a"]),
        ("id", {"id": "1"}),
        ("integer", "1.5"),
        ("integer", "1_000"),
        ("integer", "٣"),
        ("integer", ""),
        ("integer", True),
        ("integer", 2**63),
        ("integer", 1e300),
        ("number", "nan"),
        ("number", "1e999"),
        ("number", 10**400),
        ("number", "9" * 5_000),
        ("number", float("inf")),
        ("number", "."),
        ("boolean", "yes"),
        ("boolean", 1),
        ("date", "28-02-2026"),
        ("date", "2026-02-30"),
        ("date", "2026-2-3"),
        ("object", "{}"),
        ("list", "a,b"),
    ],
)
def test_a_value_of_another_type_is_refused(kind: Type, given: Any) -> None:
    with pytest.raises(BadValue):
        coerce(Field("field", kind), given)


def test_the_elements_of_a_list_are_read_by_their_own_type() -> None:
    assert coerce(Field("ids", "list", of="id"), [1, "IEAB"]) == ["1", "IEAB"]
    for wrong in ([None], [["a"]]):
        with pytest.raises(BadValue):
            coerce(Field("ids", "list", of="id"), wrong)
    with pytest.raises(BadValue):
        coerce(Field("tasks", "list", fields=(Field("name"),)), ["Design"])


@given(st.sampled_from(TYPES), VALUES)
def test_what_was_read_can_be_stored_and_reads_the_same_again(kind: Type, value: Any) -> None:
    field = Field("field", kind)
    try:
        stored = coerce(field, value)
    except BadValue:
        return
    assert coerce(field, stored) == stored or value != value  # nan is not itself
    if kind in ("integer", "number", "boolean"):
        orjson.dumps(stored)


NAME = Field("project_name", required=True, max_length=10, label="Project Name")
BILLING = Field("billing_type", enum=("fixed_cost_for_project", "based_on_task_hours"))
HOURS = Field("budget_hours", "number")
TASK = (Field("task_name", required=True, max_length=5), Field("rate", "number"))
PROJECT = Fields(
    (
        NAME,
        BILLING,
        HOURS,
        Field("tasks", "list", fields=TASK),
        Field("owner", "object", fields=(Field("user_id", "id", required=True),)),
        Field("shares", "list", of="text", enum=("read", "write")),
        Field("created_time", read_only=True),
    )
)


def kinds(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.kind, problem.field) for problem in problems]


def test_what_is_declared_is_read_and_the_rest_is_noted() -> None:
    known, problems = read(PROJECT, {"project_name": "Website", "budget_hours": "40", "colour": "red"})
    assert known == {"project_name": "Website", "budget_hours": 40}
    assert problems == [Problem("unknown", "colour", "red")]


def test_problems_come_in_the_order_of_the_declaration() -> None:
    values = {
        "colour": 1,
        "budget_hours": "many",
        "billing_type": "free",
        "project_name": "far too long a name",
    }
    _, problems = read(PROJECT, values)
    assert problems == [
        Problem("length", "project_name", "far too long a name", NAME),
        Problem("enum", "billing_type", "free", BILLING),
        Problem("type", "budget_hours", "many", HOURS),
        Problem("unknown", "colour", 1),
    ]


@pytest.mark.parametrize("blank", ["", " "])
def test_a_blank_text_is_no_value_of_what_has_choices(blank: str) -> None:
    known, problems = read(PROJECT, {"project_name": "a", "billing_type": blank})
    assert known == {"project_name": "a"}
    assert (kinds(problems), problems[0].blank) == ([("enum", "billing_type")], True)


@pytest.mark.parametrize("values", [{}, {"project_name": ""}, {"project_name": None}])
def test_a_required_field_must_be_there_and_hold_something(values: dict[str, Any]) -> None:
    assert kinds(read(PROJECT, values)[1]) == [("required", "project_name")]


def test_an_update_may_leave_a_required_field_out_but_not_empty_it() -> None:
    assert read(PROJECT, {"budget_hours": 1}, partial=True) == ({"budget_hours": 1}, [])
    assert kinds(read(PROJECT, {"project_name": ""}, partial=True)[1]) == [("required", "project_name")]


def test_a_read_only_field_is_ignored() -> None:
    assert read(PROJECT, {"project_name": "a", "created_time": "now"}) == ({"project_name": "a"}, [])


def test_nested_fields_are_read_too() -> None:
    tasks = [{"task_name": "Code", "rate": "10"}, {"rate": "much", "colour": 1}, {"task_name": "Design"}]
    known, problems = read(PROJECT, {"project_name": "a", "tasks": tasks})
    assert known["tasks"] == [{"task_name": "Code", "rate": 10}, {}, {"task_name": "Design"}]
    assert kinds(problems) == [
        ("required", "task_name"),
        ("type", "rate"),
        ("unknown", "colour"),
        ("length", "task_name"),
    ]


def test_an_empty_object_lacks_what_it_requires() -> None:
    assert kinds(read(PROJECT, {"project_name": "a", "owner": {}})[1]) == [("required", "user_id")]
    assert read(PROJECT, {"project_name": "a", "owner": None})[1] == []


def test_the_choices_of_a_list_are_those_of_its_elements() -> None:
    assert read(PROJECT, {"project_name": "a", "shares": ["read", "write"]})[1] == []
    assert kinds(read(PROJECT, {"project_name": "a", "shares": ["own", "lend"]})[1]) == [("enum", "shares")]


def test_a_problem_has_the_label_of_the_vendor() -> None:
    assert Problem("required", "project_name", None, NAME).label == "Project Name"
    assert Problem("type", "budget_hours", "x", HOURS).label == "budget_hours"
    assert Problem("unknown", "colour", 1).label == "colour"


@given(st.dictionaries(st.sampled_from([*PROJECT, "colour"]), VALUES), st.booleans())
def test_anything_can_be_read(values: dict[str, Any], partial: bool) -> None:
    known, problems = read(PROJECT, values, partial=partial)
    assert set(known) <= set(values)
    assert all(problem.kind == "unknown" for problem in problems if problem.field == "colour")


@given(
    st.fixed_dictionaries(
        {"project_name": nested(LEAVES)},
        optional={name: nested(LEAVES) for name in PROJECT if name != "project_name"},
    )
)
def test_what_has_no_problem_meets_the_schema(values: dict[str, Any]) -> None:
    known, problems = read(PROJECT, values)
    assert problems or jsonschema_rs.is_valid(object_schema(PROJECT.values()), known)


def test_the_schema_says_what_is_checked() -> None:
    assert object_schema(PROJECT.values()) == {
        "type": "object",
        "properties": {
            "project_name": {"type": "string", "maxLength": 10},
            "billing_type": {
                "type": "string",
                "enum": ["fixed_cost_for_project", "based_on_task_hours"],
            },
            "budget_hours": {"type": "number"},
            "tasks": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "task_name": {"type": "string", "maxLength": 5},
                        "rate": {"type": "number"},
                    },
                    "required": ["task_name"],
                },
            },
            "owner": {
                "type": "object",
                "properties": {"user_id": {"type": "string"}},
                "required": ["user_id"],
            },
            "shares": {"type": "array", "items": {"type": "string", "enum": ["read", "write"]}},
            "created_time": {"type": "string", "readOnly": True},
        },
        "required": ["project_name"],
    }
    assert "required" not in object_schema(PROJECT.values(), partial=True)
