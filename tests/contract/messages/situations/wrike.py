"""The one room of fake Wrike: ids stand under the first part of the paths that they complete."""

from __future__ import annotations

from typing import Any

from tests.mocks.wrike.office import HERE, Office, root

from .room import Call, Ids

DATES = {"type": "Planned", "start": "2026-10-12", "due": "2026-10-15"}
WORKED = {"comment": "c", "hours": 1, "trackedDate": "2026-10-08"}
FIELD = {"title": "Impact", "type": "DropDown", "settings": {"values": ["Low"]}}


def furnish(office: Office, ids: Ids) -> None:
    """A space, a folder in the root, two tasks, and on the first whatever a task can have."""
    ids["contacts"] = ids["users"] = office.me()
    ids["spaces"] = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})["id"]
    ids["folders"] = ids["copy_folder"] = ids["copy_folder_async"] = office.folder("Clients")
    ids["root"] = root(HERE)
    ids["tasks"], ids["after"] = (office.task(one, ids["folders"], dates=DATES)["id"] for one in "AB")

    def add(kind: str, **content: Any) -> None:
        ids[kind] = office.one("POST", f"/tasks/{ids['tasks']}/{kind}", **content)["id"]

    add("comments", json={"text": "Done"})
    add("attachments", content=b"a", headers={"x-file-name": "a.txt"})
    ids["groups"] = office.one("POST", "/groups", json={"title": "Crew"})["id"]
    ids["custom_item_types"] = office.given("custom_item_types", HERE, {"title": "Bug"})["id"]
    ids["workschedules"] = office.data("GET", "/workschedules")[0]["id"]


def of_a_project(office: Office, ids: Ids) -> None:
    """The folder is a project."""
    ids["folders"] = office.folder("Site", project={})


CALLS = {
    "GET /folders/{}/hourly_rates": Call(after=of_a_project),
    "DELETE /folders/{}/project_team_members": Call(
        params={"rateSubjects": '["{contacts}"]'}, after=of_a_project
    ),
    "POST /spaces": Call({"title": "Crew", "accessType": "Public"}),
    "GET /folders by date": Call(params={"updatedDate": '{{"start":"2026-01-01T00:00:00Z"}}'}),
    "GET /folders of projects": Call(params={"project": "true"}),
    "POST /folders/{}/folders": Call({"title": "Acme"}),
    "PUT /folders/{}": Call({"title": "Customers"}),
    "POST /copy_folder/{}": Call({"parent": "{root}", "title": "Copy"}),
    "POST /custom_item_types/{}/instantiate": Call({"title": "C", "parentId": "{folders}"}),
    "POST /copy_folder_async/{}": Call({"parent": "{root}", "title": "Copy"}),
    "POST /folders/{}/tasks": Call({"title": "C"}),
    "PUT /tasks/{}": Call({"title": "C"}),
    "POST /tasks/{}/comments": Call({"text": "Done"}),
    "POST /tasks/{}/timelogs": Call(WORKED),
    "POST /tasks/{}/dependencies": Call({"successorId": "{after}", "relationType": "FinishToStart"}),
    "POST /tasks/{}/approvals": Call({}),
    "POST /customfields": Call(FIELD),
    "POST /workflows": Call({"name": "Short"}),
    "POST /webhooks": Call({"hookUrl": "https://hooks.example/wrike"}),
    "GET /ids": Call(params={"type": "ApiV2Task", "ids": "[1]"}),
}
