"""Global fields of an extension over HTTP."""

from __future__ import annotations

from ..desk import ONE, TWO, Desk, assert_refused


def test_a_global_field_is_read_by_its_placeholder_in_its_organization(desk: Desk) -> None:
    desk.given("orgvariables", {"placeholder": "vl__u76nt_parent", "value": "IEAB"})
    desk.given("orgvariables", {"placeholder": "vl__u76nt_parent", "value": "IEAC"}, TWO)
    for organization, value in ((ONE, "IEAB"), (TWO, "IEAC")):
        body = desk.get("/settings/orgvariables/vl__u76nt_parent", organization=organization)
        assert body == {
            "code": 0,
            "message": "success",
            "orgvariable": {"placeholder": "vl__u76nt_parent", "name": "vl__u76nt_parent", "value": value},
        }


def test_values_are_text_and_empty_if_never_filled_in(desk: Desk) -> None:
    desk.given("orgvariables", {"name": "empty"})
    desk.given("orgvariables", {"name": "number", "value": 5})
    listed = desk.get("/settings/orgvariables")["orgvariables"]
    assert [(one["name"], one["value"]) for one in listed] == [("empty", ""), ("number", "5")]


def test_a_global_field_is_updated(desk: Desk) -> None:
    desk.given("orgvariables", {"name": "parent", "value": "A"})
    body = desk.put("/settings/orgvariables/parent", {"value": "B"})
    assert body["orgvariable"]["value"] == "B"
    assert desk.view("orgvariables") == [{"placeholder": "parent", "name": "parent", "value": "B"}]


def test_an_object_is_kept_as_its_json_text_the_way_widgets_save_it(desk: Desk) -> None:
    desk.given("orgvariables", {"name": "settings"})
    form = {"JSONString": (None, b'{"value": {"status": true}}')}
    assert desk.put("/settings/orgvariables/settings", files=form)["code"] == 0
    value = desk.get("/settings/orgvariables/settings")["orgvariable"]["value"]
    assert value == '{"status":true}'


def test_an_object_is_kept_whole_with_what_is_null_in_it(desk: Desk) -> None:
    desk.given("orgvariables", {"name": "settings"})
    body = desk.put("/settings/orgvariables/settings", {"value": {"parent": None, "ids": [1, None]}})
    assert body["orgvariable"]["value"] == '{"parent":null,"ids":[1,null]}'


def test_one_that_is_not_there_does_not_exist(desk: Desk) -> None:
    answer = desk.ask("GET", "/settings/orgvariables/nothing")
    assert_refused(desk, answer, 404, 1002, "Variable does not exist.")


def test_reading_needs_the_settings_scope(desk: Desk) -> None:
    desk.given("orgvariables", {"name": "parent", "value": "A"})
    desk.token("reader", ["ZohoBooks.settings.READ"], person="tom")
    assert desk.get("/settings/orgvariables/parent", token="reader")["code"] == 0
    desk.token("other", ["ZohoBooks.projects.READ"], person="tom")
    answer = desk.ask("GET", "/settings/orgvariables/parent", token="other")
    assert_refused(desk, answer, 401, 57, "You are not authorized to perform this operation", "scope")
