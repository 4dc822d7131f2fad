"""What is one account's, no operation of another one reaches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from mocks.kit.service import Operation
from mocks.wrike import SERVICE

from .office import HERE, Office

READ = {
    *("get_contacts", "get_folders", "get_tasks", "get_comments", "get_timelogs", "get_custom_fields"),
    *("get_group", "get_attachments", "get_approvals", "get_users", "get_space", "get_dependencies"),
    *("get_workschedule", "list_contact_timelogs", "download_attachment"),
}
"""What must be read in its own account, or the test would prove nothing."""
REFUSED = frozenset({400, 403, 404})


def furnish(office: Office) -> Mapping[str, str]:
    """One thing of each kind in the first account, where alone Ann works: first word of a path -> its id."""
    folder, ann = office.folder("F"), office.me("ann")
    dates = {"type": "Planned", "start": "2026-01-15", "due": "2026-01-16"}
    task, other = (office.task(title, folder, dates=dates)["id"] for title in "AB")

    def made(path: str, **body: Any) -> str:
        return str(office.one("POST", path, json=body)["id"])

    headers = {"x-file-name": "a.txt", "content-type": "application/octet-stream"}
    file = office.one("POST", f"/tasks/{task}/attachments", content=b"abc", headers=headers)
    return {
        "folders": folder,
        "copy_folder": folder,
        "copy_folder_async": folder,
        "tasks": task,
        "contacts": ann,
        "users": ann,
        "comments": made(f"/tasks/{task}/comments", text="Well"),
        "timelogs": made(f"/tasks/{task}/timelogs", hours=1, comment="c", trackedDate="2026-01-15"),
        "dependencies": made(f"/tasks/{task}/dependencies", successorId=other, relationType="FinishToStart"),
        "approvals": made(f"/tasks/{task}/approvals", approvers=[ann]),
        "attachments": file["id"],
        "customfields": made("/customfields", title="C", type="Text"),
        "groups": made("/groups", title="G"),
        "spaces": made("/spaces", title="S", accessType="Private"),
        "invitations": made("/invitations", email="a@example.com"),
        "workflows": made("/workflows", name="W"),
        "workschedules": made("/workschedules", title="W"),
    }


@pytest.fixture(scope="module")
def statuses() -> dict[str, tuple[int, int]]:
    """Operation -> what it answers about things of the first account, to that one and to the second."""
    office = Office()
    ids = furnish(office)
    store = office.context.store
    began, before = store.snapshot(), held(office)
    seen = {}
    for one in SERVICE.declared:
        kind = one.path.split("/")[1]
        if one.unbuilt is None and "{ids}" in one.path and kind in ids:
            own = asked(office, one, ids[kind], "tom")
            store.restore(began)
            seen[one.id] = own, asked(office, one, ids[kind], "away")
            assert held(office) == before, one.id
            store.restore(began)
    return seen


def asked(office: Office, operation: Operation, key: str, token: str) -> int:
    body = {one.name: one.enum[0] if one.enum else "1" for one in operation.body if one.required}
    path = operation.path.replace("{ids}", key)
    return office.ask(operation.method, path, token, **({"json": body} if body else {})).status_code


def held(office: Office) -> dict[str, dict[str, Any]]:
    """What the first account has."""
    store = office.context.store
    return {kind: dict(store.rows(kind, tenant)) for kind, tenant in store.kinds() if tenant == HERE}


def test_nothing_of_another_account_is_found_or_changed(statuses: dict[str, tuple[int, int]]) -> None:
    assert {one: away for one, (_, away) in statuses.items() if away not in REFUSED} == {}


def test_each_kind_of_thing_is_found_in_its_own(statuses: dict[str, tuple[int, int]]) -> None:
    found = {one for one, (own, _) in statuses.items() if own == 200}
    assert READ - found == set()
