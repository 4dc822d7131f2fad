"""Comments on tasks and folders."""

from __future__ import annotations

import pytest

from tests.mocks.wrike.office import HERE, Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def task(office: Office) -> str:
    return str(office.task("Task", office.folder("Folder"))["id"])


def test_a_comment_belongs_to_its_task_and_its_author(office: Office, task: str) -> None:
    made = office.one("POST", f"/tasks/{task}/comments", data={"text": "<b>Good</b>"})
    assert list(made) == ["id", "authorId", "text", "updatedDate", "createdDate", "taskId"]
    assert made["id"].startswith(f"{HERE}IM")
    assert (made["authorId"], made["taskId"], made["updatedDate"]) == (office.me(), task, made["createdDate"])
    assert office.data("GET", f"/tasks/{task}/comments") == [made]
    assert office.data("GET", f"/comments/{made['id']}") == [made]


def test_plain_text_goes_in_and_comes_out(office: Office, task: str) -> None:
    body = {"text": "1 < 2\nnext", "plainText": True}
    made = office.one("POST", f"/tasks/{task}/comments", json=body)
    assert made["text"] == "1 < 2\nnext"
    assert office.one("GET", f"/comments/{made['id']}")["text"] == "1 &lt; 2<br />next"
    assert office.one("GET", f"/comments/{made['id']}", params={"plainText": "true"})["text"] == "1 < 2\nnext"


def test_its_type_comes_only_when_asked_for(office: Office, task: str) -> None:
    made = office.one("POST", f"/tasks/{task}/comments", json={"text": "Good"})
    typed = office.one("GET", f"/comments/{made['id']}", params={"fields": "[type]"})
    assert typed == {**made, "type": "Regular"}
    assert office.data("GET", f"/tasks/{task}/comments", params={"types": "[Email]"}) == []


def test_it_can_be_changed_for_five_minutes_and_deleted_for_good(office: Office, task: str) -> None:
    key = office.one("POST", f"/tasks/{task}/comments", json={"text": "Good"})["id"]
    assert office.one("PUT", f"/comments/{key}", json={"text": "Bad"})["text"] == "Bad"
    office.context.clock.move(301)
    assert office.refused("PUT", f"/comments/{key}", json={"text": "Worse"}) == (403, "access_forbidden")
    assert office.ask("DELETE", f"/comments/{key}").json() == {"kind": "comments", "data": []}
    assert office.refused("DELETE", f"/comments/{key}") == (404, "resource_not_found")


def test_the_list_of_the_account_has_a_range_and_a_limit_and_no_pages(office: Office, task: str) -> None:
    folder = office.folder("Other")
    for text in ("One", "Two"):
        office.one("POST", f"/tasks/{task}/comments", json={"text": text})
    office.context.clock.move(3_600)
    office.one("POST", f"/folders/{folder}/comments", json={"text": "Three"})
    texts = [one["text"] for one in office.data("GET", "/comments")]
    assert texts == ["One", "Two", "Three"]
    assert [one["text"] for one in office.data("GET", "/comments", params={"limit": 1})] == ["One"]
    later = '{{"start":"{}"}}'.format(office.data("GET", f"/folders/{folder}/comments")[0]["createdDate"])
    assert [one["text"] for one in office.data("GET", "/comments", params={"createdDate": later})] == [
        "Three"
    ]


def test_nobody_reads_comments_on_what_they_do_not_see(office: Office, task: str) -> None:
    key = office.one("POST", f"/tasks/{task}/comments", json={"text": "Secret"})["id"]
    assert office.data("GET", "/comments", token="ann") == []
    assert office.refused("GET", f"/comments/{key}", token="ann") == (403, "access_forbidden")
    assert office.refused("DELETE", f"/comments/{key}", token="ann") == (403, "access_forbidden")


@pytest.mark.parametrize(("order", "expected"), [("oldest_first", "AB"), ("newest_first", "BA")])
def test_they_come_in_the_order_that_is_assumed(order: str, expected: str) -> None:
    office = Office(chosen={"wrike.comment_order": order})
    task = office.task("Task", office.folder("Folder"))["id"]
    for text in "AB":
        office.one("POST", f"/tasks/{task}/comments", json={"text": text})
    for path in (f"/tasks/{task}/comments", "/comments"):
        assert "".join(one["text"] for one in office.data("GET", path)) == expected
