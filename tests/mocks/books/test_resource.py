"""A resource is data: what follows from a declaration alone, and that the declarations hold together."""

from __future__ import annotations

import pytest

from mocks.books import SERVICE
from mocks.books.assumptions import ALL
from mocks.books.contacts.resource import CONTACTS
from mocks.books.items import ITEMS
from mocks.books.operations import expand
from mocks.books.organizations.resource import USERS
from mocks.books.projects.resource import PROJECTS
from mocks.books.resource import Messages, Resource
from mocks.books.service import SETTINGS
from mocks.kit.assumptions import Assumption
from mocks.kit.fields import Field

RESOURCES = (CONTACTS, PROJECTS, USERS, ITEMS, *SETTINGS)


def test_a_declaration_expands_into_all_of_its_operations() -> None:
    resource = Resource(
        name="shelf",
        plural="shelves",
        key="shelf_id",
        title="Shelf",
        scopes="settings",
        block=99,
        fields=(Field("shelf_id", "id", read_only=True), Field("shelf_name", required=True, max_length=9)),
        columns=("shelf_id", "shelf_name"),
        messages=Messages("Made.", "Changed.", "Gone.", "On.", "Off."),
        report="Shelves",
        sort="shelf_name",
        sorts=("shelf_name",),
        filters={"Status.All": None},
    )
    made = [(one.method, one.path, one.status, one.scopes[0]) for one in expand(resource)]
    assert made == [
        ("POST", "/shelves", 201, "ZohoBooks.settings.CREATE"),
        ("GET", "/shelves", 200, "ZohoBooks.settings.READ"),
        ("GET", "/shelves/{shelf_id}", 200, "ZohoBooks.settings.READ"),
        ("PUT", "/shelves/{shelf_id}", 200, "ZohoBooks.settings.UPDATE"),
        ("DELETE", "/shelves/{shelf_id}", 200, "ZohoBooks.settings.DELETE"),
        ("POST", "/shelves/{shelf_id}/active", 200, "ZohoBooks.settings.CREATE"),
        ("POST", "/shelves/{shelf_id}/inactive", 200, "ZohoBooks.settings.CREATE"),
    ]


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda one: one.plural)
def test_everything_that_a_declaration_names_is_one_of_its_fields(resource: Resource) -> None:
    names = resource.by_name.keys()
    assert {*resource.columns, *resource.hidden, *resource.unread, resource.key} <= names
    assert {*resource.searched, *resource.texts.values()} - resource.computed.keys() <= names
    assert {*resource.numbers, *resource.dates} - resource.computed.keys() <= names
    sets = [one for named in (resource.filters, *resource.choices.values()) for one in named.values()]
    assert {one.field for one in sets if one is not None} - resource.computed.keys() <= names
    assert {resource.sort, *resource.sorts} - resource.computed.keys() <= names
    assert resource.sort in resource.sorts
    assert len(names) == len(resource.fields)


def test_every_operation_has_its_own_id_and_the_three_scopes() -> None:
    found = [one.id for one in SERVICE.declared]
    assert len(found) == len(set(found))
    for operation in SERVICE.declared:
        assert operation.scopes[2] == "ZohoBooks.fullaccess.all"
        assert operation.scopes[1] == operation.scopes[0].rpartition(".")[0] + ".ALL"


def test_every_host_of_a_data_centre_leads_to_the_home_of_the_service() -> None:
    assert SERVICE.hosts[SERVICE.home] == "us"
    assert len([host for host in SERVICE.hosts if host.startswith("www.zohoapis.")]) == 8
    assert SERVICE.hosts["books.zoho.com.au"] == "au"


@pytest.mark.parametrize("assumption", ALL, ids=lambda one: one.key)
def test_an_assumption_says_what_is_known_and_what_else_could_be(assumption: Assumption) -> None:
    assert assumption.key.startswith("books.")
    assert assumption.question.endswith("?")
    assert assumption.evidence.endswith((".", "`"))
    assert assumption.choice in assumption.alternatives
    assert len(assumption.alternatives) > 1
