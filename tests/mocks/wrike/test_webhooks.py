"""Webhooks, as far as they are kept."""

from __future__ import annotations

import pytest

from tests.mocks.wrike.office import HERE, Office

URL = "https://hooks.example/wrike"


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_webhook_is_kept_suspended_and_deleted(office: Office) -> None:
    made = office.one("POST", "/webhooks", data={"hookUrl": URL, "events": "[TaskCreated,TaskDeleted]"})
    assert list(made) == ["id", "accountId", "hookUrl", "events", "status"]
    assert made["id"].startswith(f"{HERE}JA")
    assert (made["events"], made["status"]) == (["TaskCreated", "TaskDeleted"], "Active")
    assert office.findings() == ["webhook-not-delivered"]
    suspended = office.one("PUT", f"/webhooks/{made['id']}", json={"status": "Suspended"})
    assert suspended == {**made, "status": "Suspended"}
    assert office.data("GET", "/webhooks") == [suspended]
    assert office.data("DELETE", f"/webhooks/{made['id']}") == []
    assert office.refused("GET", f"/webhooks/{made['id']}") == (404, "resource_not_found")


def test_a_folder_and_a_space_have_their_own(office: Office) -> None:
    folder = office.folder("Folder")
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})["id"]
    for path, name in ((f"/folders/{folder}", "folderId"), (f"/spaces/{space}", "spaceId")):
        made = office.one("POST", f"{path}/webhooks", json={"hookUrl": URL, "recursive": "True"})
        assert (made[name], made["recursive"]) == (path.rpartition("/")[2], True)
        assert office.data("GET", f"{path}/webhooks") == [made]
    assert len(office.data("GET", "/webhooks")) == 2


def test_the_folder_may_be_named_beside_the_url(office: Office) -> None:
    folder = office.folder("Folder")
    made = office.one("POST", "/webhooks", json={"hookUrl": URL, "folderId": folder})
    assert made["folderId"] == folder
    body = {"hookUrl": URL, "folderId": "MQAAAAAAAAAB"}
    assert office.refused("POST", "/webhooks", json=body) == (400, "invalid_parameter")


def test_what_would_take_a_handshake_is_not_built(office: Office) -> None:
    body = {"hookUrl": URL, "secret": "s3cret"}
    assert office.refused("POST", "/webhooks", json=body) == (501, "server_error")
