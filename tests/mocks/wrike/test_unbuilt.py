"""What the fake does not have: it says so, and never acts as if Wrike had not."""

from __future__ import annotations

import re

import pytest

from mocks.kit.service import Operation
from mocks.wrike import SERVICE
from tests.mocks.wrike.office import Office

UNBUILT = [one for one in SERVICE.declared if one.unbuilt]


@pytest.mark.parametrize("operation", UNBUILT, ids=lambda one: one.id)
def test_what_is_not_built_answers_501_in_wrikes_envelope(operation: Operation) -> None:
    office = Office()
    path = re.sub(r"\{\w+\}", "IEAAAAAQ", operation.path)
    answer = office.ask(operation.method, path)
    assert (answer.status_code, answer.json()["error"]) == (501, "server_error")


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/tasks", "workScheduleId"),
        ("/spaces", "workScheduleId"),
        ("/customfields", "addedToSpaces"),
        ("/workflows", "dataUsageStatistics"),
    ],
)
def test_an_optional_field_that_only_wrike_has_is_told_from_an_unknown_one(path: str, field: str) -> None:
    office = Office()
    assert office.refused("GET", path, params={"fields": f'["{field}"]'}) == (501, "server_error")
    assert office.refused("GET", path, params={"fields": '["colour"]'})[0] == 400
