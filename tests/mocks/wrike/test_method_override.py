"""A GET whose parameter `method` names another verb."""

from __future__ import annotations

import pytest

from .office import HERE, Office


def test_a_get_does_what_the_verb_that_it_names_does() -> None:
    office = Office()
    folder = office.folder("Clients")
    (made,) = office.data("GET", f"/folders/{folder}/tasks", params={"method": "POST", "title": "Design"})
    office.data("GET", f"/tasks/{made['id']}", params={"method": "put", "title": "Build"})
    assert office.one("GET", f"/tasks/{made['id']}")["title"] == "Build"
    office.data("GET", f"/tasks/{made['id']}", params={"method": "DELETE"})
    assert office.data("GET", f"/folders/{folder}/tasks") == []


def test_it_needs_the_scope_of_that_verb() -> None:
    office = Office()
    office.give("reader", "tom", HERE, ("wsReadOnly",))
    folder, asked = office.folder("Clients"), {"method": "POST", "title": "Design"}
    assert office.refused("GET", f"/folders/{folder}/tasks", token="reader", params=asked)[0] == 403
    assert office.data("GET", f"/folders/{folder}/tasks") == []


@pytest.mark.parametrize("named", ["GET", "PATCH", "", "POST "])
def test_any_other_word_changes_nothing(named: str) -> None:
    office = Office()
    office.task("Design", office.folder("Clients"))
    assert [one["title"] for one in office.data("GET", "/tasks", params={"method": named})] == ["Design"]


def test_only_a_get_is_overridden() -> None:
    office = Office()
    task = office.task("Design", office.folder("Clients"))["id"]
    office.one("PUT", f"/tasks/{task}", params={"method": "DELETE", "title": "Build"})
    assert office.one("GET", f"/tasks/{task}")["title"] == "Build"
