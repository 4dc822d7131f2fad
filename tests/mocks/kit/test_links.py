"""Which operations can follow which."""

from __future__ import annotations

from typing import Any

from mocks.kit.links import links
from mocks.kit.service import Operation, unbuilt_operation

from .tiny import TinyError


def operation(method: str, path: str, answer: dict[str, Any] | None = None, **more: Any) -> Operation:
    return Operation(f"{method} {path}", method, path, lambda _: None, answer=answer or {}, **more)


def made(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


PERSON = made(person_id={"type": "string"})


def followers(one: Operation, *others: Operation) -> dict[str, dict[str, str]]:
    return {name: link["parameters"] for name, link in links(one, (one, *others)).items()}


def test_an_id_in_the_answer_leads_to_the_paths_that_name_it() -> None:
    create, read = operation("POST", "/people", made(person=PERSON)), operation("GET", "/people/{person_id}")
    assert followers(create, read) == {read.id: {"path.person_id": "$response.body#/person/person_id"}}


def test_the_first_of_a_list_is_meant() -> None:
    create = operation("POST", "/people", made(people={"type": "array", "items": PERSON}))
    read = operation("GET", "/people/{person_id}")
    assert followers(create, read)[read.id] == {"path.person_id": "$response.body#/people/0/person_id"}


def test_an_id_nearer_to_the_root_wins() -> None:
    create = operation("POST", "/people", made(person=made(boss=PERSON, **PERSON["properties"])))
    read = operation("GET", "/people/{person_id}")
    assert followers(create, read)[read.id] == {"path.person_id": "$response.body#/person/person_id"}


def test_an_id_of_another_name_is_found_where_the_operation_says() -> None:
    create = operation("POST", "/people", gives={"people": "/data/0/id"})
    read = operation("GET", "/people/{ids}/friends")
    assert followers(create, read)[read.id] == {"path.ids": "$response.body#/data/0/id"}


def test_the_ids_of_its_own_path_are_carried_over() -> None:
    create = operation("POST", "/houses/{house_id}/people", made(person=PERSON))
    read = operation("GET", "/houses/{house_id}/people/{person_id}")
    assert followers(create, read)[read.id] == {
        "path.house_id": "$request.path.house_id",
        "path.person_id": "$response.body#/person/person_id",
    }


def test_nothing_follows_where_an_id_is_missing_or_nothing_was_made() -> None:
    create, read = operation("POST", "/people", made(person=PERSON)), operation("GET", "/people/{person_id}")
    deeper = operation("GET", "/houses/{house_id}/people/{person_id}")
    assert followers(create, deeper) == {}
    assert followers(read, create) == {}


def test_what_is_not_built_has_no_links() -> None:
    create, read = operation("POST", "/people", made(person=PERSON)), operation("GET", "/people/{person_id}")
    absent = unbuilt_operation("friends", "GET", "/people/{person_id}/friends", TinyError.missing)
    assert list(followers(create, read, absent)) == [read.id]
