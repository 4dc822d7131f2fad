"""The data export: begun by the first question, completed on the clock, downloaded with the token."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from mocks.wrike.resources.data_exports import DAILY, DURATION, FRESH
from tests.mocks.wrike.office import HERE, Office

HOST = "https://www.wrike.com/api/v4"
TASK, FIELD, FILE = f"{HERE}KQAAAAAH", f"{HERE}JUAAAAAC", f"{HERE}IYAAAAAD"


@pytest.fixture
def office() -> Office:
    return Office()


def ask(office: Office, method: str = "GET") -> tuple[int, dict[str, Any]]:
    """Status and record of an answer about the export."""
    answer = office.ask(method, "/data_export")
    (record,) = answer.json()["data"]
    return answer.status_code, record


def pass_time(office: Office, seconds: float) -> None:
    office.context.clock.move(seconds)
    office.settle()


def exported(office: Office) -> dict[str, list[dict[str, str]]]:
    """The tables of an export that is made now."""
    ask(office)
    pass_time(office, DURATION)
    return tables(office)


def tables(office: Office) -> dict[str, list[dict[str, str]]]:
    resources = ask(office)[1]["resources"]
    files = {one["name"]: office.ask("GET", one["url"].removeprefix(HOST)) for one in resources}
    return {name: list(csv.DictReader(file.text.splitlines())) for name, file in files.items()}


def test_the_first_question_begins_one_that_is_there_after_a_while(office: Office) -> None:
    status, begun = ask(office)
    assert (status, begun["status"], begun["resources"]) == (202, "InProgress", [])
    assert ask(office) == (202, begun)
    assert office.one("GET", f"/data_export/{begun['id']}") == begun
    pass_time(office, DURATION)
    status, done = ask(office)
    assert (status, done["id"], done["status"]) == (200, begun["id"], "Completed")
    assert done["completedDate"] == "2026-01-15T09:01:00Z"
    assert office.one("GET", f"/data_export/{begun['id']}") == done


def test_a_refresh_begins_another_once_the_last_is_an_hour_old(office: Office) -> None:
    exported(office)
    first = ask(office)[1]
    pass_time(office, FRESH - 1)
    assert ask(office, "POST") == (200, first)
    pass_time(office, 1)
    status, begun = ask(office, "POST")
    assert (status, begun["status"]) == (202, "InProgress")
    assert ask(office, "POST") == (202, begun)
    assert ask(office) == (200, first)
    pass_time(office, DURATION)
    assert ask(office)[1]["id"] == begun["id"]


def test_another_is_made_every_day(office: Office) -> None:
    exported(office)
    ids = [ask(office)[1]["id"]]
    for _ in range(2):
        pass_time(office, DAILY)
        pass_time(office, DURATION)
        ids.append(ask(office)[1]["id"])
    assert len(set(ids)) == 3
    assert office.one("GET", f"/data_export/{ids[0]}")["resources"] == []


def test_a_file_takes_a_token_with_the_scope_of_an_administrator(office: Office) -> None:
    exported(office)
    path = ask(office)[1]["resources"][0]["url"].removeprefix(HOST)
    answer = office.ask("GET", path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv;charset=UTF-8")
    assert office.refused("GET", path, token="ann") == (403, "access_forbidden")
    assert office.refused("GET", path, token="nobody") == (401, "not_authorized")
    assert office.refused("GET", f"{path}s") == (404, "resource_not_found")


def test_links_lead_to_where_the_world_is() -> None:
    office = Office(origins={"www.wrike.com": "http://127.0.0.1:8702"})
    ask(office)
    pass_time(office, DURATION)
    assert ask(office)[1]["resources"][0]["url"].startswith("http://127.0.0.1:8702/api/v4/data_export/")


def test_it_holds_what_the_account_held_when_it_was_made(office: Office) -> None:
    folder = office.folder("Folder")
    project = office.folder("Pläne, groß", folder, project={})
    task = office.task("Task", project)
    field = office.one("POST", "/customfields", json={"title": "Size", "type": "Text"})["id"]
    for value in ("big", "small"):
        office.one("PUT", f"/tasks/{task['id']}", json={"customFields": [{"id": field, "value": value}]})
    office.one("PUT", f"/tasks/{task['id']}", json={"status": "Completed"})
    office.one("POST", f"/tasks/{task['id']}/attachments", content=b"abc", headers={"x-file-name": "a.txt"})
    ann = office.me("ann")
    office.one("POST", "/groups", json={"title": "Crew", "members": [ann]})
    found = exported(office)
    office.task("Later", folder)
    assert found == tables(office)
    items = {one["work_name"]: one for one in found["work_item"]}
    assert {name: one["work_type"] for name, one in items.items()} == {
        "Folder": "Folder",
        "Pläne, groß": "Project",
        "Task": "Task",
    }
    number = task["permalink"].rpartition("=")[2]
    assert items["Task"]["work_id"] == number
    assert [one["work_id"] for one in found["work_project"]] == [items["Pläne, groß"]["work_id"]]
    assert items["Task"]["author_user_id"] in {one["user_id"] for one in found["user"]}
    (stage,) = found["work_workflow_stage_history"]
    assert (stage["work_id"], stage["old_workflow_stage_id"], stage["new_workflow_stage_id"]) == (
        number,
        "0",
        "1",
    )
    assert stage["change_datetime"] == "2026-01-15 09:00:00"
    changes = [
        (one["old_custom_field_value"], one["new_custom_field_value"])
        for one in found["work_custom_field_history"]
    ]
    assert changes == [("", "big"), ("big", "small")]
    (size,) = found["custom_field"]
    assert {one["custom_field_id"] for one in found["work_custom_field"]} == {size["custom_field_id"]}
    (file,) = found["attachment_file"]
    assert (file["attachment_file_name"], file["attachment_file_size_bytes"]) == ("a.txt", "3")
    (crew,), (member,) = found["group"], found["group_to_user"]
    assert (crew["group_name"], member["group_id"]) == ("Crew", crew["group_id"])
    assert [one["audit_log_operation_type"] for one in found["audit_log"]][-1] == "AccountDataExportRequested"


def test_the_schema_names_the_columns_of_every_file(office: Office) -> None:
    exported(office)
    described = {
        one["id"]: one for one in office.data("GET", "/data_export_schema", params={"version": "V2"})
    }
    for resource in ask(office)[1]["resources"]:
        header = office.ask("GET", resource["url"].removeprefix(HOST)).text.splitlines()[0]
        assert header == ",".join(one["id"] for one in described[resource["name"]]["columns"])
    keys = {
        (key["tableId"], key["columnId"])
        for table in described.values()
        for column in table["columns"]
        if (key := column.get("foreignKey"))
    }
    assert keys
    for table, column in keys:
        assert column in {one["id"] for one in described[table]["columns"]}


def test_only_administrators_have_it(office: Office) -> None:
    for method, path in (("GET", "/data_export"), ("POST", "/data_export"), ("GET", "/data_export_schema")):
        assert office.refused(method, path, token="ann") == (403, "access_forbidden")


def test_the_audit_log_tells_of_it(office: Office) -> None:
    exported(office)
    names = [one["operation"] for one in office.data("GET", "/audit_log")]
    assert names[-2:] == ["AccountDataExportRequested", "AccountDataExportGenerated"]
