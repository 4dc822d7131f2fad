"""Folders and projects as Wrike's clients see them."""

from __future__ import annotations

import json

import pytest

from tests.mocks.wrike.office import HERE, THERE, Office, recycle_bin, root

CREATED = [
    *("id", "accountId", "title", "createdDate", "updatedDate", "description", "sharedIds", "parentIds"),
    *("childIds", "superParentIds", "scope", "hasAttachments", "permalink", "workflowId", "metadata"),
    *("customFields", "project"),
]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.mark.parametrize("spelling", ["query", "form", "json"])
def test_a_project_is_made_from_parameters_in_any_of_three_spellings(office: Office, spelling: str) -> None:
    project = {"status": "Yellow", "startDate": "2026-03-01"}
    path = f"/folders/{root(HERE)}/folders"
    if spelling == "query":
        (made,) = office.data("POST", path, params={"title": "Site", "project": json.dumps(project)})
    elif spelling == "form":
        (made,) = office.data("POST", path, data={"title": "Site", "project": json.dumps(project)})
    else:
        (made,) = office.data("POST", path, json={"title": "Site", "project": project})
    assert list(made) == CREATED
    assert (made["title"], made["parentIds"], made["scope"]) == ("Site", [root(HERE)], "WsFolder")
    assert made["project"]["startDate"] == "2026-03-01"
    (seen,) = office.view("projects")
    assert (seen["title"], seen["status"], seen["parent"]) == ("Site", "Yellow", root(HERE))


def test_a_folder_without_a_project_object_is_a_mere_folder(office: Office) -> None:
    office.folder("Mere")
    assert office.view("projects") == []
    assert [one["title"] for one in office.view("folders")] == ["Mere"]


def test_an_id_is_new_and_its_number_is_that_of_the_permalink(office: Office) -> None:
    folder = office.folder("A")
    (read,) = office.data("GET", f"/folders/{folder}")
    assert folder.startswith("MQ")
    assert len(folder) == 12
    number = read["permalink"].partition("id=")[2]
    pairs = office.data("GET", "/ids", params={"type": "ApiV2Folder", "ids": f"[{number}]"})
    assert pairs == [{"id": folder, "apiV2Id": number}]


def test_a_given_id_of_the_old_format_is_kept(office: Office) -> None:
    office.given("folders", HERE, {"id": f"{HERE}I4ABCDEF", "title": "Old"})
    assert office.data("GET", f"/folders/{HERE}I4ABCDEF")[0]["title"] == "Old"


def test_the_tree_begins_with_the_folder_itself_and_a_filter_makes_it_flat(office: Office) -> None:
    parent = office.folder("Parent")
    child = office.folder("Child", parent, {})
    tree = office.ask("GET", f"/folders/{parent}/folders").json()
    assert tree["kind"] == "folderTree"
    assert [one["id"] for one in tree["data"]] == [parent, child]
    assert list(tree["data"][0]) == ["id", "title", "childIds", "scope"]
    assert tree["data"][0]["childIds"] == [child]
    flat = office.ask("GET", "/folders", params={"project": "true"}).json()
    assert (flat["kind"], [one["id"] for one in flat["data"]]) == ("folders", [child])


def test_ids_are_joined_by_commas_and_missing_ones_are_left_out(office: Office) -> None:
    one, other = office.folder("One"), office.folder("Other")
    found = office.data("GET", f"/folders/{one},{other},MQAAAAAAAAAB")
    assert [folder["title"] for folder in found] == ["One", "Other"]


def test_deleting_takes_along_what_lies_nowhere_else_and_restoring_brings_it_back(office: Office) -> None:
    parent = office.folder("Parent")
    child = office.folder("Child", parent)
    office.task("Task", child)
    (deleted,) = office.data("DELETE", f"/folders/{parent}")
    assert (deleted["scope"], deleted["parentIds"]) == ("RbFolder", [recycle_bin(HERE)])
    assert office.view("folders") == []
    assert {one["title"] for one in office.view("bin")} == {"Parent", "Child", "Task"}
    assert office.ask("DELETE", f"/folders/{parent}").status_code == 400
    (restored,) = office.data("PUT", f"/folders/{parent}", data={"restore": "True"})
    assert restored["scope"] == "WsFolder"
    assert {one["title"] for one in office.view("folders")} == {"Parent", "Child"}
    assert [one["title"] for one in office.view("tasks")] == ["Task"]
    assert office.ask("PUT", f"/folders/{parent}", data={"restore": "true"}).status_code == 400


def test_what_lay_in_two_deleted_folders_is_back_in_both(office: Office) -> None:
    top = office.folder("Top")
    near, way = office.folder("Near", top), office.folder("Way", top)
    far = office.folder("Far", way)
    child = office.folder("Child", near)
    office.one("PUT", f"/folders/{child}", json={"addParents": [far]})
    office.data("DELETE", f"/folders/{top}")
    office.one("PUT", f"/folders/{top}", json={"restore": True})
    assert set(office.one("GET", f"/folders/{child}")["parentIds"]) == {near, far}


def test_what_lies_elsewhere_too_survives_the_deletion_of_one_parent(office: Office) -> None:
    one, other = office.folder("One"), office.folder("Other")
    child = office.folder("Child", one)
    office.data("PUT", f"/folders/{child}", json={"addParents": [other]})
    office.data("DELETE", f"/folders/{one}")
    (kept,) = office.data("GET", f"/folders/{child}")
    assert kept["parentIds"] == [other]


def test_a_project_becomes_a_folder_by_null_and_is_changed_in_part(office: Office) -> None:
    project = office.folder("Site", project={"status": "Green"})
    office.data("PUT", f"/folders/{project}", json={"title": "Shop", "project": {"endDate": "2026-05-01"}})
    (seen,) = office.view("projects")
    assert (seen["title"], seen["status"], seen["endDate"]) == ("Shop", "Green", "2026-05-01")
    office.data("PUT", f"/folders/{project}", json={"project": None})
    assert office.view("projects") == []


def test_an_id_of_the_old_format_begins_with_its_own_account(office: Office) -> None:
    office.given("folders", HERE, {"id": f"{HERE}I4ABCDEF", "title": "A"})
    assert office.one("GET", f"/folders/{HERE}I4ABCDEF")["title"] == "A"
    assert office.refused("GET", f"/folders/{THERE}I4ABCDEF") == (404, "resource_not_found")


def test_a_folder_is_shared_with_who_made_it_and_a_change_moves_its_date(office: Office) -> None:
    made = office.one("POST", f"/folders/{root(HERE)}/folders", json={"title": "A"})
    assert made["sharedIds"] == [office.me()]
    office.context.clock.move(90)
    changed = office.one("PUT", f"/folders/{made['id']}", json={"title": "B"})
    assert (made["updatedDate"], changed["updatedDate"]) == ("2026-01-15T09:00:00Z", "2026-01-15T09:01:30Z")
    assert changed["createdDate"] == made["createdDate"]


def test_an_id_that_a_path_names_twice_is_answered_once(office: Office) -> None:
    one, other = office.folder("A"), office.folder("B")
    found = office.data("GET", f"/folders/{one},{other},{one}")
    assert [folder["id"] for folder in found] == [one, other]


def test_a_folder_is_not_put_below_what_lies_in_it(office: Office) -> None:
    one = office.folder("A")
    two = office.folder("B", one)
    three = office.folder("C", two)
    for below in (one, two, three):
        refused = office.refused("PUT", f"/folders/{one}", json={"addParents": [below]})
        assert refused == (400, "invalid_parameter")


def test_a_parameter_that_came_twice_is_noted(office: Office) -> None:
    office.data("GET", "/folders?project=true&project=false")
    assert office.findings() == ["repeated-parameter"]
    office.data("DELETE", f"/folders/{office.folder('A')}", content=b"x=1")
    assert office.findings() == ["unread-body"]


@pytest.mark.parametrize("name", ["ownerIds", "ownersAdd", "ownersRemove"])
def test_no_owners_at_all_may_be_said_by_null(office: Office, name: str) -> None:
    project = office.folder("Site", project={"ownerIds": [office.me()]})
    changed = office.one("PUT", f"/folders/{project}", json={"project": {name: None}})
    assert changed["project"]["ownerIds"] == ([] if name == "ownerIds" else [office.me()])
    made = {"title": "Shop", "project": {"ownerIds": None}}
    assert office.one("POST", f"/folders/{project}/folders", json=made)["project"]["ownerIds"] == []


@pytest.mark.parametrize("spelling", ["['briefDescription']", '["briefDescription"]', "[briefDescription]"])
def test_optional_fields_are_asked_for_in_any_spelling(office: Office, spelling: str) -> None:
    folder = office.folder("A")
    plain = office.data("GET", f"/folders/{folder}")[0]
    more = office.data("GET", f"/folders/{folder}", params={"fields": spelling})[0]
    assert set(more) - set(plain) == {"briefDescription"}


def test_another_account_sees_nothing_of_it(office: Office) -> None:
    folder = office.folder("Here")
    assert office.ask("GET", f"/folders/{folder}", token="away").status_code == 404
    titles = [one["title"] for one in office.data("GET", "/folders", token="away")]
    assert titles == ["Root", "Recycle Bin"]
    assert office.view("folders", THERE) == []


def test_contacts_know_who_asks(office: Office) -> None:
    (tom,) = office.data("GET", "/contacts", params={"me": ""})
    (ann,) = office.data("GET", "/contacts?me=true", token="ann")
    assert (tom["me"], tom["firstName"], ann["firstName"]) == (True, "Tom", "Ann")
    everybody = office.data("GET", "/contacts")
    assert [one.get("me") for one in everybody] == [True, None]


def test_the_account_names_its_root_and_its_bin(office: Office) -> None:
    (account,) = office.data("GET", "/account")
    assert (account["rootFolderId"], account["recycleBinId"]) == (root(HERE), recycle_bin(HERE))


def test_folders_read_by_id_leave_out_the_root_and_the_bin(office: Office) -> None:
    folder = office.folder("Site")
    (found,) = office.data("GET", f"/folders/{root(HERE)},{folder},{recycle_bin(HERE)}")
    assert found["id"] == folder
    assert office.refused("GET", f"/folders/{root(HERE)}")[0] == 404


def test_each_answer_has_a_number_and_a_kind(office: Office) -> None:
    answer = office.ask("GET", "/version")
    assert answer.json() == {"kind": "version", "data": [{"major": 1, "minor": 0}]}
    assert answer.headers["wrike-response-id"]


@pytest.mark.parametrize(("path", "media"), [("/tasks", "text/plain"), ("/nowhere", "application/json")])
def test_a_refused_token_is_plain_text_on_a_path_that_exists(office: Office, path: str, media: str) -> None:
    refused = office.ask("GET", path, token="made-up")
    text = '{"errorDescription":"Access token is unknown or invalid","error":"not_authorized"}'
    assert (refused.status_code, refused.text) == (401, text)
    assert refused.headers["content-type"].startswith(media)


def test_a_project_can_be_made_of_what_an_answer_says_of_one(office: Office) -> None:
    old = office.one("GET", f"/folders/{office.folder('Old', project={'ownerIds': [office.me()]})}")[
        "project"
    ]
    body = {"title": "New", "project": {key: old[key] for key in ("authorId", "ownerIds", "createdDate")}}
    made = office.one("POST", f"/folders/{root(HERE)}/folders", json=body)
    assert made["project"]["ownerIds"] == old["ownerIds"]
    assert office.findings() == ["unknown-key"] * 2
