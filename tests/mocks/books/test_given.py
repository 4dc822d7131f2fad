"""The starting state that scenarios write, and what their expectations see."""

from __future__ import annotations

import pytest

from mocks.books import SERVICE

from .desk import ONE, TWO, Desk


def test_an_organization_needs_nothing_and_may_be_given_its_id(desk: Desk) -> None:
    first = desk.given("organization", {}, "")
    second = desk.given("organization", {}, "")
    assert first["organization_id"] != second["organization_id"]
    assert len(first["organization_id"]) == 11
    assert (first["time_zone"], first["currency_code"], first["data_centre"]) == ("UTC", "USD", "us")
    given = desk.given("organization", {"organization_id": "7", "data_centre": "in"}, "")
    assert given["organization_id"] == "7"
    assert [one["organization_id"] for one in desk.view("organization")][:2] == [ONE, TWO]


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"time_zone": "Asia/Calcuta"},
            "There is no time zone 'Asia/Calcuta'. Did you mean 'Asia/Calcutta'?",
        ),
        ({"data_centre": "uss"}, "There is no data centre 'uss'. Did you mean 'us'?"),
    ],
)
def test_a_zone_or_data_centre_that_does_not_exist_is_an_error(
    desk: Desk, values: dict[str, str], message: str
) -> None:
    with pytest.raises(ValueError, match=message.replace("?", r"\?").replace(".", r"\.")):
        desk.given("organization", values, "")


def test_a_user_is_a_person_and_a_member_of_the_organization(desk: Desk) -> None:
    desk.given("users", {"person": "eve", "name": "Eve Adams", "role": "timesheetstaff", "user_id": "77"})
    assert desk.view("users")[-1] == {
        "person": "eve",
        "user_id": "77",
        "name": "Eve Adams",
        "email": "eve@example.com",
        "role": "timesheetstaff",
        "status": "active",
        "active": True,
    }
    member = desk.context.people.membership("eve", "zoho", ONE)
    assert member is not None
    assert (member["as"], member["role"], member["active"]) == ("77", "timesheetstaff", True)
    assert desk.context.people.tenants("tom", "zoho") == [ONE, TWO]


def test_giving_a_user_again_changes_them(desk: Desk) -> None:
    desk.given("users", {"person": "ann", "role": "admin", "active": False})
    (ann,) = [one for one in desk.view("users") if one["person"] == "ann"]
    assert (ann["user_id"], ann["role"], ann["active"]) == (desk.ann, "admin", False)
    assert desk.context.people.tenants("ann", "zoho") == []


def test_a_contact_takes_name_and_address_of_its_person(desk: Desk) -> None:
    desk.given("contacts", {"contact_name": "Acme", "first_name": "Will", "email": "w@acme.example"})
    (contact,) = desk.view("contacts")
    assert (contact["contact_name"], contact["status"], contact["email"]) == (
        "Acme",
        "active",
        "w@acme.example",
    )
    assert contact["contact_persons"][0]["is_primary_contact"] is True


def test_a_project_names_its_customer_by_name_or_id_and_its_tasks_by_name(desk: Desk) -> None:
    acme = desk.customer("Acme")
    desk.customer("Other")
    for customer in ("Acme", acme):
        desk.project("P", customer=customer, tasks=["Design", {"task_name": "Build", "rate": 2}])
    for project in desk.view("projects"):
        assert (project["customer"], project["customer_id"]) == ("Acme", acme)
        assert [(one["task_name"], one["rate"]) for one in project["tasks"]] == [("Design", 0), ("Build", 2)]


def test_a_project_without_a_customer_takes_the_first_or_a_new_one(desk: Desk) -> None:
    desk.project()
    assert [one["customer"] for one in desk.view("projects")] == ["Customer"]
    desk.project("Second")
    assert len(desk.view("contacts")) == 1


def test_a_project_has_the_first_user_unless_users_are_given(desk: Desk) -> None:
    desk.project("One")
    desk.project("Two", users=[desk.ann])
    desk.project("Three", users=[])
    users = [[one["user_name"] for one in project["users"]] for project in desk.view("projects")]
    assert users == [["Tom"], ["Ann"], []]


def test_a_customer_that_is_not_there_is_an_error_with_the_nearest_name(desk: Desk) -> None:
    desk.customer("Acme Corp")
    with pytest.raises(ValueError, match=r"has no contact 'Acme Cop'. Did you mean 'Acme Corp'\?"):
        desk.project(customer="Acme Cop")


@pytest.mark.parametrize("kind", ["contacts", "projects"])
def test_a_record_may_be_given_its_id_once(desk: Desk, kind: str) -> None:
    key = SERVICE.kinds[kind].key
    assert desk.given(kind, {key: "460000000026049"})[key] == "460000000026049"
    desk.given(kind, {key: "460000000026049"}, TWO)
    with pytest.raises(ValueError, match=r"already has a .* with the id 460000000026049"):
        desk.given(kind, {key: "460000000026049"})


def test_custom_fields_are_a_map_or_stand_under_their_names(desk: Desk) -> None:
    desk.project("One", custom_fields={"cf_a": "High"})
    desk.project("Two", cf_a="Low")
    desk.project("Three", custom_fields=[{"label": "A", "value": "None"}])
    seen = [(one["custom_fields"], one["cf_a"]) for one in desk.view("projects")]
    assert seen == [({"cf_a": value}, value) for value in ("High", "Low", "None")]


def test_what_is_seen_shares_nothing_with_the_store(desk: Desk) -> None:
    desk.project(tasks=["Design"])
    desk.view("projects")[0]["tasks"][0]["task_name"] = "changed"
    desk.view("projects")[0]["recurring_invoices"].append("changed")
    project = desk.view("projects")[0]
    assert (project["tasks"][0]["task_name"], project["recurring_invoices"]) == ("Design", [])


@pytest.mark.parametrize("kind", ["organization", "users", "contacts", "projects", "orgvariables"])
def test_every_field_that_is_seen_may_be_written_but_for_custom_names(desk: Desk, kind: str) -> None:
    desk.project(tasks=["Design"], users=[desk.ann])
    desk.given("orgvariables", {"name": "a", "value": "b"})
    declared = SERVICE.kinds[kind]
    names = {one.name for one in declared.fields}
    for row in desk.view(kind):
        assert row.keys() - {"custom_field_hash"} <= names
        assert declared.key in row


@pytest.mark.parametrize("kind", ["contacts", "projects", "users"])
def test_a_lone_text_can_stand_for_a_record(kind: str) -> None:
    required = [one.name for one in SERVICE.kinds[kind].fields if one.required]
    assert required == [{"contacts": "contact_name", "projects": "project_name", "users": "person"}[kind]]


def test_given_and_handlers_leave_the_same_record() -> None:
    by_hand, by_http = Desk(), Desk()
    customers = [desk.customer("Acme") for desk in (by_hand, by_http)]
    by_hand.project("P", customer="Acme", tasks=["Design"], users=[by_hand.ann], custom_fields={"cf_x": 1})
    sent = {
        "project_name": "P",
        "customer_id": customers[1],
        "tasks": [{"task_name": "Design"}],
        "users": [{"user_id": by_http.ann}],
        "custom_fields": [{"api_name": "cf_x", "value": 1}],
    }
    by_http.post("/projects", sent)
    rows = [list(desk.context.store.rows("books.projects", ONE).values()) for desk in (by_hand, by_http)]
    tom = {"maker": "tom", "editor": "tom"}
    assert [{**one, **tom} for one in rows[0]] == rows[1]


@pytest.mark.parametrize(("kind", "key"), [("contacts", "contact_id"), ("projects", "project_id")])
def test_records_are_changed_by_the_calls_that_the_kind_names(desk: Desk, kind: str, key: str) -> None:
    request = SERVICE.kinds[kind].request
    assert request is not None
    acme = desk.customer("Acme")
    name = kind.removesuffix("s") + "_name"
    friendly = {name: "N", "custom_fields": {"cf_x": 1}}
    extra = {"tasks": ["Design"], "customer": acme} if kind == "projects" else {"email": "a@b.example"}

    def send(action: str, number: str | None, values: dict[str, object]) -> None:
        method, url, body = request(desk.context, action, ONE, number, values)
        path, _, query = url.removeprefix("https://www.zohoapis.com/books/v3").partition("?")
        assert query == f"organization_id={ONE}"
        assert desk.ask(method, path, body).status_code < 300

    send("create", None, {**friendly, **extra})
    made = desk.view(kind)[-1]
    assert (made[name], made["cf_x"]) == ("N", 1)
    send("update", made[key], {name: "M"})
    assert desk.view(kind)[-1][name] == "M"
    send("delete", made[key], {})
    assert made[key] not in [one[key] for one in desk.view(kind)]
