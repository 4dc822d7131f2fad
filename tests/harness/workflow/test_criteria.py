"""Criteria of rules."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.workflow import COMPARATORS, Criteria, Criterion, RuleError

PROJECT = {
    "project_name": "Website ACME",
    "rate": 120.5,
    "status": "active",
    "is_billable": True,
    "start_date": "2026-03-01",
    "tags": ["web", "Design"],
    "description": "",
    "budget": "1000",
    "custom_field_hash": {"cf_region": "EMEA"},
}


@pytest.mark.parametrize(
    ("field", "comparator", "value"),
    [
        ("status", "is", "active"),
        ("status", "is", "ACTIVE"),
        ("status", "is not", "inactive"),
        ("absent", "is not", "anything"),
        ("status", "is from", ["inactive", "active"]),
        ("status", "is from", "active"),
        ("status", "is not from", ["inactive", "closed"]),
        ("rate", "is", "120.50"),
        ("budget", "is", 1000),
        ("is_billable", "is", True),
        ("is_billable", "is", "true"),
        ("project_name", "contains", "acme"),
        ("project_name", "does not contain", "wrike"),
        ("tags", "contains", "design"),
        ("tags", "contains", ["web", "design"]),
        ("description", "is empty", None),
        ("absent", "is empty", None),
        ("tags", "is not empty", None),
        ("rate", "greater than", 99),
        ("budget", "less than", "20000"),
        ("start_date", "greater than", "2026-02-28"),
        ("start_date", "less than", "2026-03-02"),
        ("custom_field_hash.cf_region", "is", "EMEA"),
    ],
)
def test_a_record_meets(field: Any, comparator: Any, value: Any) -> None:
    assert Criterion(field, comparator, value).met(PROJECT, fold=True)


@pytest.mark.parametrize(
    ("field", "comparator", "value"),
    [
        ("status", "is", "inactive"),
        ("status", "is not", "active"),
        ("absent", "is", "anything"),
        ("status", "is from", ["inactive", "closed"]),
        ("status", "is not from", ["active"]),
        ("project_name", "does not contain", "website"),
        ("tags", "contains", ["web", "print"]),
        ("rate", "is empty", None),
        ("description", "is not empty", None),
        ("rate", "greater than", 120.5),
        ("rate", "less than", 120.5),
        ("absent", "greater than", 0),
        ("absent", "less than", 0),
        ("status.deeper", "is", "active"),
        ("custom_field_hash.cf_absent", "is not empty", None),
    ],
)
def test_a_record_does_not_meet(field: Any, comparator: Any, value: Any) -> None:
    assert not Criterion(field, comparator, value).met(PROJECT, fold=True)


def test_upper_and_lower_case_differ_where_they_are_told_apart() -> None:
    assert not Criterion("status", "is", "ACTIVE").met(PROJECT, fold=False)
    assert Criterion("status", "is", "active").met(PROJECT, fold=False)


def test_numbers_are_compared_as_numbers_and_not_as_text() -> None:
    assert Criterion("rate", "less than", 1000).met({"rate": 99}, fold=True)
    assert Criterion("rate", "greater than", "9").met({"rate": "10"}, fold=True)
    assert not Criterion("rate", "is", "nan").met({"rate": 1}, fold=True)


YES, NO = Criterion("status", "is", "active"), Criterion("status", "is", "closed")


@pytest.mark.parametrize(
    ("groups", "between", "met"),
    [
        ((), "or", True),
        (((YES, NO),), "or", False),
        (((YES, NO), (YES,)), "or", True),
        (((YES, NO), (YES,)), "and", False),
        (((YES, YES), (YES,)), "and", True),
        (((NO,), (NO,)), "or", False),
    ],
)
def test_inside_a_group_all_and_between_groups_one_or_all(groups: Any, between: Any, met: Any) -> None:
    assert Criteria(groups, between).met(PROJECT) is met


def test_an_unknown_comparator_is_refused_with_the_nearest() -> None:
    with pytest.raises(RuleError, match=r"'greater then'.*Did you mean 'greater than'\?"):
        Criterion("rate", "greater then", 1)


def test_more_criteria_than_books_allows_are_refused() -> None:
    Criteria(((YES,) * 10,) * 10)
    with pytest.raises(RuleError, match="at most 10 groups of criteria, not 11"):
        Criteria(((YES,),) * 11)
    with pytest.raises(RuleError, match="at most 10 criteria, not 11"):
        Criteria(((YES,) * 11,))
    with pytest.raises(RuleError, match="not 'xor'"):
        Criteria(((YES,),), "xor")


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()), st.just({})
)


@given(st.sampled_from(sorted(COMPARATORS)), VALUES, VALUES, st.booleans())
def test_no_pair_of_values_makes_a_comparator_fail(
    comparator: Any, actual: Any, expected: Any, fold: Any
) -> None:
    assert Criterion("field", comparator, expected).met({"field": actual}, fold=fold) in (True, False)


@given(VALUES, VALUES, st.booleans())
def test_a_comparator_and_its_opposite_never_agree(actual: Any, expected: Any, fold: Any) -> None:
    record = {"field": actual}
    for one, other in (
        ("is", "is not"),
        ("is from", "is not from"),
        ("contains", "does not contain"),
        ("is empty", "is not empty"),
    ):
        met = Criterion("field", one, expected).met(record, fold=fold)
        assert Criterion("field", other, expected).met(record, fold=fold) is not met
