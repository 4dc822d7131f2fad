"""Webhooks: kept, proved, told of what happens, given up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from mocks.kit.service import Answered
from mocks.wrike.deliveries import sign
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


def test_what_filters_within_an_event_is_not_built(office: Office) -> None:
    body = {"hookUrl": URL, "parameterisedEvents": [{"event": "TaskCreated"}]}
    assert office.refused("POST", "/webhooks", json=body) == (501, "server_error")


class Receiver:
    """Somebody at the other end: keeps what comes, answers as told."""

    def __init__(self, office: Office, secret: str = "") -> None:
        self.status, self.secret = 200, secret
        self.received: list[tuple[Mapping[str, str], bytes]] = []
        office.context.send = self.receive

    async def receive(self, url: str, headers: Mapping[str, str], body: bytes) -> Answered | None:
        assert url == URL
        self.received.append((headers, body))
        challenge = headers.get("x-hook-secret")
        answer = {"x-hook-secret": sign(self.secret, challenge.encode())} if challenge else {}
        return Answered(self.status, answer) if self.status else None

    @property
    def events(self) -> list[dict[str, Any]]:
        return [event for _, body in self.received if body for event in json.loads(body)]

    @property
    def types(self) -> list[str]:
        return [event["eventType"] for event in self.events]


def test_what_happens_to_a_task_is_told_with_the_difference(office: Office) -> None:
    receiver = Receiver(office)
    hook = office.one("POST", "/webhooks", json={"hookUrl": URL})["id"]
    folder, other = office.folder("Folder"), office.folder("Other")
    task = office.task("Task", folder)
    ann, key = office.me("ann"), task["id"]
    change = {
        "title": "New",
        "status": "Completed",
        "importance": "High",
        "dates": {"due": "2026-03-06"},
        "addParents": [other],
        "addResponsibles": [ann],
    }
    office.one("PUT", f"/tasks/{key}", json=change)
    office.settle()
    told = {event["eventType"]: event for event in receiver.events}
    assert list(told["TaskCreated"]) == [
        "taskId",
        "webhookId",
        "eventAuthorId",
        "eventType",
        "lastUpdatedDate",
    ]
    assert (told["TaskCreated"]["webhookId"], told["TaskCreated"]["eventAuthorId"]) == (hook, office.me())
    assert (told["TaskTitleChanged"]["oldValue"], told["TaskTitleChanged"]["title"]) == ("Task", "New")
    status = told["TaskStatusChanged"]
    assert (status["oldStatus"], status["status"]) == ("Active", "Completed")
    assert status["oldCustomStatusId"] == task["customStatusId"]
    assert told["TaskDatesChanged"]["dates"]["dueDate"] == "2026-03-06T17:00:00"
    assert told["TaskParentsAdded"]["addedParents"] == [other]
    assert told["TaskResponsiblesAdded"]["addedResponsibles"] == [ann]
    assert receiver.types.count("FolderCreated") == 2
    office.data("DELETE", f"/tasks/{key}")
    office.settle()
    assert receiver.types[-1] == "TaskDeleted"


def test_another_item_type_is_told_with_its_title(office: Office) -> None:
    receiver = Receiver(office)
    office.one("POST", "/webhooks", json={"hookUrl": URL, "events": "[WorkItemTypeChanged]"})
    bug, story = (office.given("custom_item_types", HERE, {"title": one})["id"] for one in ("Bug", "Story"))
    task = office.task("Task", office.folder("Folder"))["id"]
    for kind in (bug, story, story):
        office.one("PUT", f"/tasks/{task}", json={"convertToCustomItemType": kind})
    office.settle()
    first, second = receiver.events
    told = ("workItemId", "newWorkItemTypeId", "newWorkItemTypeTitle")
    assert [first[name] for name in told] == [task, bug, "Bug"]
    assert "oldWorkItemTypeId" not in first
    assert (second["oldWorkItemTypeId"], second["newWorkItemTypeTitle"]) == (bug, "Story")


def test_a_description_is_told_late_and_comments_files_and_hours_at_once(office: Office) -> None:
    task = office.task("Task", office.folder("Folder"))["id"]
    receiver = Receiver(office)
    office.one("POST", "/webhooks", json={"hookUrl": URL})
    office.one("PUT", f"/tasks/{task}", json={"description": "How"})
    comment = office.one("POST", f"/tasks/{task}/comments", json={"text": "Good"})["id"]
    office.data("DELETE", f"/comments/{comment}")
    office.one("POST", f"/tasks/{task}/attachments", content=b"x", headers={"x-file-name": "a.txt"})
    log = {"hours": 1.5, "trackedDate": "2026-03-02", "comment": "x"}
    hours = office.one("POST", f"/tasks/{task}/timelogs", json=log)["id"]
    office.ask("DELETE", f"/timelogs/{hours}")
    office.settle()
    first = ["CommentAdded", "CommentDeleted", "AttachmentAdded", "TimelogChanged", "TimelogChanged"]
    assert receiver.types == first
    assert receiver.events[0]["comment"] == {"text": "Good", "html": "Good"}
    assert receiver.events[-1]["hours"] == "1.5"
    office.context.clock.move(300)
    office.settle()
    assert receiver.types[-1] == "TaskDescriptionChanged"


@pytest.mark.parametrize(("recursive", "told"), [(False, ["TaskCreated"]), (True, ["TaskCreated"] * 2)])
def test_a_folders_webhook_hears_of_the_folder_or_of_all_below(
    office: Office, recursive: bool, told: list[str]
) -> None:
    receiver = Receiver(office)
    folder = office.folder("Folder")
    below = office.folder("Below", folder)
    body = {"hookUrl": URL, "events": "[TaskCreated]", "recursive": recursive}
    office.one("POST", f"/folders/{folder}/webhooks", json=body)
    for place in (folder, below, office.folder("Elsewhere")):
        office.task("Task", place)
    office.settle()
    assert receiver.types == told


def test_nobody_hears_of_what_they_do_not_see(office: Office) -> None:
    receiver = Receiver(office)
    office.one("POST", "/webhooks", json={"hookUrl": URL}, token="ann")
    office.task("Secret", office.folder("Mine"))
    office.settle()
    assert receiver.types == []


def test_a_secret_is_proved_once_and_signs_every_delivery(office: Office) -> None:
    receiver = Receiver(office, "s3cret")
    office.one("POST", "/webhooks", json={"hookUrl": URL, "secret": "s3cret"})
    assert "secret" not in office.one("GET", "/webhooks")
    office.folder("Folder")
    office.settle()
    headers, body = receiver.received[-1]
    assert headers["x-hook-signature"] == sign("s3cret", body)
    assert headers["idempotency-key"]
    receiver.secret = "another"
    body_ = {"hookUrl": URL, "secret": "s3cret"}
    assert office.refused("POST", "/webhooks", json=body_) == (400, "invalid_request")


@pytest.mark.parametrize("status", [0, 500, 429])
def test_a_failed_delivery_is_tried_three_times_more_and_then_suspends(office: Office, status: int) -> None:
    receiver = Receiver(office)
    office.one("POST", "/webhooks", json={"hookUrl": URL})
    receiver.status = status
    office.folder("Folder")
    for tries in range(1, 5):
        office.settle()
        assert len(receiver.received) == tries
        assert len({headers["idempotency-key"] for headers, _ in receiver.received}) == 1
        office.context.clock.move(60)
    assert office.one("GET", "/webhooks")["status"] == "Suspended"
    office.folder("Unheard")
    office.settle()
    assert len(receiver.received) == 4


def test_any_other_4xx_suspends_at_once_and_a_change_of_status_wakes_it(office: Office) -> None:
    receiver = Receiver(office)
    hook = office.one("POST", "/webhooks", json={"hookUrl": URL})["id"]
    receiver.status = 410
    office.folder("Folder")
    office.settle()
    assert office.one("GET", "/webhooks")["status"] == "Suspended"
    receiver.status = 200
    office.one("PUT", f"/webhooks/{hook}", json={"status": "Active"})
    office.folder("Heard")
    office.settle()
    assert receiver.types == ["FolderCreated", "FolderCreated"]
