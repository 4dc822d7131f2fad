"""The step `happens at wrike: password reset`: what it reads, and what it refuses at its place."""

from __future__ import annotations

import pytest

from harness.errors import FileError
from harness.extension import Extension
from harness.scenario.names import Names
from harness.scenario.steps import read_step
from harness.scenario.steps.happens import Happens
from harness.scenario.yamlfile import parse_yaml

from .fakes import make_catalogue

TENANTS = {"books": ["main"], "wrike": ["acme", "umbrella"]}


def read(text: str) -> Happens:
    names = Names(make_catalogue(), Extension(), ["tom", "ann"], TENANTS)
    step = read_step(parse_yaml(text, "x.yaml"), names)
    assert isinstance(step, Happens)
    return step


def test_it_happens_to_somebody_in_a_tenant() -> None:
    step = read("{happens at wrike: password reset, as: ann, in: umbrella}")
    assert (step.vendor, step.event, step.person, step.tenant) == (
        "wrike",
        "password reset",
        "ann",
        "umbrella",
    )
    assert step.title == "happens at wrike: password reset as ann in umbrella"


def test_without_more_it_is_the_first_person_and_the_only_tenant() -> None:
    step = read("happens at zoho: password changed")
    assert (step.person, step.tenant) == ("tom", "main")


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("happens at google: x", 1, "There is no step 'happens at google'."),
        ("happens at zoho: pasword changed", 18, "Did you mean 'password changed'?"),
        ("happens at wrike: password reset", 1, "There are several (acme, umbrella): say which with 'in:'."),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, column: int, message: str) -> None:
    with pytest.raises(FileError) as caught:
        read(text)
    assert message in caught.value.message
    assert (caught.value.line, caught.value.column) == (1, column)
