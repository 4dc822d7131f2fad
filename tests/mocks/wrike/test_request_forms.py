"""Request forms, which scenarios lay down and clients read."""

from __future__ import annotations

import re

import pytest

from tests.mocks.wrike.office import HERE, Office

SPACE = f"{HERE}I4AAAAAC"
PAGES = [
    {
        "title": "What",
        "fields": [
            {"title": "Name", "mandatory": True},
            {"title": "Size", "type": "Dropdown", "items": [{"title": "Small"}, {"title": "Large"}]},
        ],
    }
]


@pytest.fixture
def office() -> Office:
    office = Office()
    office.given("spaces", HERE, {"id": SPACE, "title": "Team", "accessType": "Private"})
    office.given("request_forms", HERE, {"title": "Of all", "description": "Line<br>Line", "pages": PAGES})
    office.given("request_forms", HERE, {"title": "Of the team", "space": SPACE})
    return office


def test_the_account_and_each_space_have_their_own(office: Office) -> None:
    (ours,), (team,) = (office.data("GET", f"{where}/request_forms") for where in ("", f"/spaces/{SPACE}"))
    assert (ours["title"], "spaceId" in ours) == ("Of all", False)
    assert (team["title"], team["spaceId"]) == ("Of the team", SPACE)
    assert office.refused("GET", f"/spaces/{SPACE}/request_forms", token="ann") == (403, "access_forbidden")


def test_every_part_has_an_id_that_begins_with_the_forms(office: Office) -> None:
    form = office.one("GET", "/request_forms")
    assert re.fullmatch(f"{HERE}LI[A-Z2-7]{{6}}", form["id"])
    (page,) = form["pages"]
    name, size = page["fields"]
    assert (name["mandatory"], name["title"], "items" in name) == (True, "Name", False)
    assert [item["title"] for item in size["items"]] == ["Small", "Large"]
    parts = [one["id"] for one in (page, name, size, *size["items"])]
    assert len(set(parts)) == 5
    assert all(part.startswith(form["id"]) and len(part) == 76 for part in parts)


def test_a_form_may_be_described_in_plain_text(office: Office) -> None:
    for path in ("/request_forms", f"/request_forms/{office.one('GET', '/request_forms')['id']}"):
        assert office.one("GET", path)["description"] == "Line<br>Line"
        assert office.one("GET", path, params={"plainTextDescription": "true"})["description"] == "LineLine"


def test_lists_come_in_pages(office: Office) -> None:
    office.given("request_forms", HERE, {"title": "Another"})
    first = office.ask("GET", "/request_forms", params={"pageSize": "1"}).json()
    assert ([one["title"] for one in first["data"]], first["responseSize"]) == (["Of all"], 2)
    rest = office.data("GET", "/request_forms", params={"nextPageToken": first["nextPageToken"]})
    assert [one["title"] for one in rest] == ["Another"]
    assert len(office.data("GET", "/request_forms", params={"pageSize": "100"})) == 2
    assert len(office.data("GET", "/request_forms", params={"limit": "1"})) == 1
    assert office.refused("GET", "/request_forms", params={"pageSize": "101"}) == (400, "invalid_parameter")


def test_a_number_of_a_form_becomes_its_id(office: Office) -> None:
    form = office.given("request_forms", HERE, {"title": "Known", "id": f"{HERE}LIAAAAAB"})["id"]
    found = office.data("GET", "/ids", params={"type": "ApiV2RequestForm", "ids": "[1]"})
    assert found == [{"id": form, "apiV2Id": "1"}]
