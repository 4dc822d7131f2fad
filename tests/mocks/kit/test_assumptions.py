"""Assumptions: what is chosen, what was leaned on, and help with misspelt names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mocks.kit.assumptions import Assumption, Assumptions, UnknownAssumption
from tests.fakes import make_context

from . import tiny

TASKS = Assumption(
    "books.project_map",
    "Does the map of a project hold its tasks?",
    "No document says so.",
    {"absent": "there is no key", "null": "the key holds null", "empty": "the key holds an empty list"},
    "absent",
)
DENIED = Assumption(
    "wrike.scope_denied",
    "What does Wrike answer where a scope is missing?",
    "403 in its list of errors.",
    {"403": "access_forbidden", "401": "not_authorized"},
    "403",
)


@pytest.fixture
def assumptions() -> Assumptions:
    return Assumptions([TASKS, DENIED])


def test_the_choice_of_the_declaration_is_taken_and_noted(assumptions: Assumptions) -> None:
    assert assumptions.asked() == []
    assert assumptions.assume("wrike.scope_denied") == "403"
    assert assumptions.assume("books.project_map") == "absent"
    assert assumptions.assume("wrike.scope_denied") == "403"
    assert assumptions.asked() == ["books.project_map", "wrike.scope_denied"]


def test_another_alternative_can_be_chosen(assumptions: Assumptions) -> None:
    assumptions.choose("books.project_map", "null")
    assert assumptions.assume("books.project_map") == "null"
    assert Assumptions([TASKS], {"books.project_map": "empty"}).assume("books.project_map") == "empty"


def test_looking_is_not_leaning(assumptions: Assumptions) -> None:
    assert assumptions.chosen("books.project_map") == "absent"
    assert assumptions.asked() == []


@pytest.mark.parametrize(
    ("key", "alternative", "message"),
    [
        (
            "books.projet_map",
            "null",
            "There is no assumption 'books.projet_map'. Did you mean 'books.project_map'?",
        ),
        ("zzz", "null", "There is no assumption 'zzz'. Known: books.project_map, wrike.scope_denied."),
        (
            "books.project_map",
            "absnt",
            "'books.project_map' has no alternative 'absnt'. Did you mean 'absent'?",
        ),
        (
            "books.project_map",
            "???",
            "'books.project_map' has no alternative '???'. Known: absent, null, empty.",
        ),
    ],
)
def test_a_misspelt_name_is_met_with_the_nearest(
    assumptions: Assumptions, key: str, alternative: str, message: str
) -> None:
    with pytest.raises(UnknownAssumption) as refused:
        assumptions.choose(key, alternative)
    assert str(refused.value) == message


def test_asking_for_what_nobody_declared_is_an_error(assumptions: Assumptions) -> None:
    with pytest.raises(UnknownAssumption, match="'tiny'"):
        assumptions.assume("tiny")
    with pytest.raises(UnknownAssumption, match="'tiny'"):
        assumptions.chosen("tiny")


def test_two_services_may_share_an_assumption_but_not_contradict_each_other() -> None:
    assert list(Assumptions([TASKS, DENIED, replace(TASKS)]).declared) == [TASKS.key, DENIED.key]
    with pytest.raises(ValueError, match=r"books\.project_map"):
        Assumptions([TASKS, replace(TASKS, choice="null")])


def test_a_context_asks_its_assumptions() -> None:
    service = replace(tiny.SERVICE, assumptions=(TASKS,))
    context = make_context(service, chosen={"books.project_map": "null"})
    assert context.assume("books.project_map") == "null"
    assert context.assumptions.asked() == ["books.project_map"]
