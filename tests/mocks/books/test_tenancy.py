"""What is one organization's, no operation of another one reaches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from mocks.books import SERVICE
from mocks.kit.fields import Field
from mocks.kit.service import Operation

from .desk import ONE, TWO, Desk
from .test_any_request import furnish

KINDS = (
    *("contact", "contact_person", "contact_address", "project", "task", "comments", "item", "currency"),
    *("exchange_rate", "tax", "tax_group", "tax_exemption", "tax_authority", "user", "time_entry", "invoice"),
    *("expense", "employee"),
)
"""What must be read in its own organization, or the test would prove nothing."""
VALUES: Mapping[str, Any] = {"integer": 1, "number": 1, "boolean": True, "date": "2026-01-15", "list": []}


def about_a_record() -> list[Operation]:
    """The operations whose path names something that an organization has."""
    built = (one for one in SERVICE.declared if one.unbuilt is None)
    return [one for one in built if "{" in one.path.replace("{organization_id}", "")]


def required(fields: Iterable[Field]) -> dict[str, Any]:
    """A value for each field that must be there."""
    needed = (one for one in fields if one.required)
    return {one.name: one.enum[0] if one.enum else VALUES.get(one.type, "1") for one in needed}


@pytest.fixture(scope="module")
def statuses() -> dict[str, dict[str, int]]:
    """Operation -> organization that asks -> what it is answered, about records of the first."""
    desk = Desk()
    ids = furnish(desk)
    store = desk.context.store
    began, before = store.snapshot(), held(desk)
    seen: dict[str, dict[str, int]] = {}
    for one in about_a_record():
        path = one.path
        for name, key in ids.items():
            path = path.replace(name, key)
        for organization in (ONE, TWO):
            answer = desk.ask(
                one.method,
                path,
                required(one.body) if one.body else None,
                organization=organization,
                params=required(one.parameters[1:]),
                headers={field.name: "1" for field in one.headers},
            )
            seen.setdefault(one.id, {})[organization] = answer.status_code
            assert organization == ONE or held(desk) == before, one.id
            store.restore(began)
    return seen


def held(desk: Desk) -> dict[str, dict[str, Any]]:
    """What the first organization has."""
    store = desk.context.store
    return {kind: dict(store.rows(kind, tenant)) for kind, tenant in store.kinds() if tenant == ONE}


def test_nothing_of_another_organization_is_found_or_changed(statuses: dict[str, dict[str, int]]) -> None:
    assert {one: by[TWO] for one, by in statuses.items() if by[TWO] not in (400, 404)} == {}


def test_each_kind_of_record_is_found_in_its_own(statuses: dict[str, dict[str, int]]) -> None:
    found = {one for one, by in statuses.items() if by[ONE] == 200}
    missing = [kind for kind in KINDS if not found & {f"get_{kind}", f"list_{kind}", f"list_project_{kind}"}]
    assert missing == []
