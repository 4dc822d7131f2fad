"""Attachments with their bytes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.mocks.wrike.office import HERE, Office

HEADERS = {"content-type": "application/octet-stream", "x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def task(office: Office) -> str:
    return str(office.task("Task", office.folder("Folder"))["id"])


def upload(
    office: Office, path: str, name: str = "notes.txt", content: bytes = b"Notes", method: str = "POST"
) -> dict[str, Any]:
    return office.one(method, path, content=content, headers={**HEADERS, "x-file-name": name})


def test_an_upload_keeps_name_size_type_and_bytes(office: Office, task: str) -> None:
    made = upload(office, f"/tasks/{task}/attachments", content=b"\x00\xff{]")
    assert made["id"].startswith(f"{HERE}IY")
    names = ("name", "contentType", "size", "version", "type", "taskId", "authorId", "originVersionId")
    expected = ("notes.txt", "text/plain", 4, 1, "Wrike", task, office.me(), made["id"])
    assert tuple(made[name] for name in names) == expected
    answer = office.ask("GET", f"/attachments/{made['id']}/download")
    assert (answer.content, answer.headers["content-type"]) == (b"\x00\xff{]", "text/plain")
    named = office.ask("GET", f"/attachments/{made['id']}/download/other.txt")
    assert "other.txt" in named.headers["content-disposition"]
    shown = office.one("GET", f"/tasks/{task}")
    assert shown["hasAttachments"] is True
    assert office.one("GET", f"/tasks/{task}", params={"fields": "[attachmentCount]"})["attachmentCount"] == 1


def test_a_name_may_be_percent_encoded(office: Office, task: str) -> None:
    assert upload(office, f"/tasks/{task}/attachments", "Gr%C3%B6%C3%9Fe.txt")["name"] == "Größe.txt"


def test_a_name_may_come_in_utf_8(office: Office, task: str) -> None:
    headers = {b"x-file-name": "Größe.txt".encode()}
    made = office.one("POST", f"/tasks/{task}/attachments", content=b"a", headers=headers)
    assert made["name"] == "Größe.txt"


def test_a_file_may_come_as_a_part_of_a_form(office: Office, task: str) -> None:
    path, files = f"/tasks/{task}/attachments", {"file": ("plan.csv", b"a;b", "text/csv")}
    made = office.one("POST", path, files=files)
    assert (made["name"], made["contentType"], made["size"]) == ("plan.csv", "text/csv", 3)
    assert office.ask("GET", f"/attachments/{made['id']}/download").content == b"a;b"
    named = office.one("POST", path, files=files, headers={"x-file-name": "other.csv"})
    assert named["name"] == "other.csv"
    assert office.refused("POST", path, files={"file": (None, b"no file")}) == (400, "invalid_request")


def test_a_new_version_keeps_the_id_and_the_old_bytes(office: Office, task: str) -> None:
    made = upload(office, f"/tasks/{task}/attachments")
    again = upload(office, f"/attachments/{made['id']}", "notes.md", b"More", "PUT")
    assert (again["id"], again["version"], again["size"], again["name"]) == (made["id"], 2, 4, "notes.md")
    assert office.ask("GET", f"/attachments/{made['id']}/download").content == b"More"
    versions = office.data("GET", f"/attachments/{made['id']}", params={"versions": "true"})
    assert [one["version"] for one in versions] == [1, 2]
    assert office.data("DELETE", f"/attachments/{made['id']}") == []
    assert not office.context.store.rows("wrike.files", HERE)
    assert office.one("GET", f"/tasks/{task}")["hasAttachments"] is False


def test_a_link_needs_no_token_for_a_day(office: Office, task: str) -> None:
    key = upload(office, f"/tasks/{task}/attachments")["id"]
    url = httpx.URL(office.one("GET", f"/attachments/{key}/url")["url"])
    path = url.path.removeprefix("/api/v4")
    assert office.ask("GET", path, token="made up").content == b"Notes"
    office.context.clock.move(24 * 3_600)
    assert office.refused("GET", path, token="made up") == (401, "not_authorized")


def test_lists_can_have_links_and_the_accounts_a_range(office: Office, task: str) -> None:
    folder = office.folder("Other")
    upload(office, f"/tasks/{task}/attachments")
    upload(office, f"/folders/{folder}/attachments", "plan.png", b"A picture")
    (one,) = office.data("GET", f"/folders/{folder}/attachments", params={"withUrls": "true"})
    assert one["url"].startswith("https://www.wrike.com/")
    start = '{{"start":"{}"}}'.format(one["createdDate"])
    listed = office.data("GET", "/attachments", params={"createdDate": start})
    assert [row["name"] for row in listed] == ["notes.txt", "plan.png"]
    assert office.data("GET", "/attachments", params={"createdDate": start}, token="ann") == []
    assert office.data("GET", "/attachments") == listed


def test_only_an_image_has_a_preview(office: Office, task: str) -> None:
    text = upload(office, f"/tasks/{task}/attachments")["id"]
    image = upload(office, f"/tasks/{task}/attachments", "plan.png", b"A picture")["id"]
    assert office.ask("GET", f"/attachments/{image}/preview", params={"size": "w200"}).content == b"A picture"
    assert office.refused("GET", f"/attachments/{text}/preview") == (404, "resource_not_found")


def test_a_file_is_numbered_like_any_other_answer(office: Office, task: str) -> None:
    made = upload(office, f"/tasks/{task}/attachments")
    assert office.ask("GET", f"/attachments/{made['id']}/download").headers["wrike-response-id"]
