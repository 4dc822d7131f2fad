"""What was made can be read, changed and deleted, as the links of each fake's own document say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from .test_any_request import APIS, CHECKS, QUIET, Case, calling, document


def promising(name: str) -> Any:
    """The document of a fake, from which only calls are made that it does not rule out."""
    schema = document(name)
    schema.config.generation.update(modes=[GenerationMode.POSITIVE])
    return schema


DEEDS = {"books": {("POST", 201), ("GET", 200)}, "wrike": {("POST", 200), ("GET", 200)}}
"""What following the links has to reach, or it proves nothing."""


def aim(case: Case, organization: str, customer: str) -> None:
    """Let a call be about the organization there is, and its body name no record that is not there."""
    case.query = {**case.query, "organization_id": organization}
    if isinstance(case.body, dict):
        plain = {key: value for key, value in case.body.items() if not key.endswith("_id")}
        case.body = plain | ({"customer_id": customer} if "customer_id" in case.body else {})


def customer_of(up: Mapping[str, Any]) -> str:
    """The id of a customer that is there from the beginning."""
    call = calling(up, "books")
    found = httpx.get(f"{call['base_url']}/contacts", headers=call["headers"]).json()
    return str(found["contacts"][0]["contact_id"])


@pytest.mark.parametrize("name", APIS)
def test_so_it_does_along_the_links_from_what_was_made(name: str, up: dict[str, Any]) -> None:
    class Following(promising(name).as_state_machine()):  # type: ignore[misc]  # the class is made at run time
        def setup(self) -> None:
            httpx.post(f"{up['control']}/_control/reset").raise_for_status()

        def before_call(self, case: Case) -> None:
            # An id that was not filled in leads nowhere: the path without it is another one.
            case.path_parameters = {key: value or "0" for key, value in case.path_parameters.items()}
            if name == "books":
                aim(case, up["organization_id"], customer)

        def get_call_kwargs(self, case: Case) -> dict[str, Any]:
            return calling(up, name)

        def validate_response(self, response: Any, case: Case, **_: Any) -> None:
            reached.add((case.method, response.status_code))
            case.validate_response(response, checks=[*CHECKS, checks.use_after_free])

    httpx.post(f"{up['control']}/_control/reset").raise_for_status()
    customer = customer_of(up)
    reached: set[tuple[str, int]] = set()

    run_state_machine_as_test(Following, settings=settings(max_examples=20, stateful_step_count=15, **QUIET))
    assert reached >= DEEDS[name]
