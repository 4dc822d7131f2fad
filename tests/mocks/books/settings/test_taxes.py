"""Taxes, groups of taxes, authorities and exemptions."""

from __future__ import annotations

from typing import Any

import pytest

from mocks.books.settings import taxes

from ..desk import ONE, TWO, Desk, assert_refused


def add(desk: Desk, name: str = "CGST", percentage: float = 9, **values: Any) -> str:
    sent = {"tax_name": name, "tax_percentage": percentage, **values}
    return str(desk.post("/settings/taxes", sent)["tax"]["tax_id"])


def group(desk: Desk, *keys: str, name: str = "GST18") -> str:
    body = desk.post("/settings/taxgroups", {"tax_group_name": name, "taxes": ",".join(keys)})
    return str(body["tax_group"]["tax_group_id"])


def listed(desk: Desk) -> list[tuple[str, float, str]]:
    rows = desk.get("/settings/taxes")["taxes"]
    return [(one["tax_name"], one["tax_percentage"], one["tax_type"]) for one in rows]


def test_a_tax_is_added_read_changed_and_deleted(desk: Desk) -> None:
    answer = desk.ask("POST", "/settings/taxes", {"tax_name": "VAT", "tax_percentage": 20})
    made = answer.json()["tax"]
    assert (made["tax_type"], made["tax_name_formatted"], made["is_editable"]) == ("tax", "VAT [20%]", True)
    path = f"/settings/taxes/{made['tax_id']}"
    assert desk.get(path)["tax"] == made
    changed = desk.put(path, {"tax_percentage": 17.5, "update_project": True})
    assert changed["tax"] == {**made, "tax_percentage": 17.5, "tax_name_formatted": "VAT [17.5%]"}
    desk.delete(path)
    assert_refused(desk, desk.ask("GET", path), 404, 1002, "Tax does not exist.")


@pytest.mark.parametrize("name", ["tax_name", "tax_percentage"])
def test_a_tax_needs_a_name_and_a_percentage(name: str) -> None:
    sent = {"tax_name": "VAT", "tax_percentage": 20}
    del sent[name]
    refused = Desk()
    assert_refused(
        refused, refused.ask("POST", "/settings/taxes", sent), 400, 4, f"Invalid value passed for {name}"
    )
    Desk(chosen={"books.tax_required": "spec"}).post("/settings/taxes", sent)


def test_the_list_says_what_it_holds(desk: Desk) -> None:
    add(desk, "b"), add(desk, "A")
    body = desk.get("/settings/taxes")
    assert [one["tax_name"] for one in body["taxes"]] == ["A", "b"]
    assert body["page_context"] == {
        "page": 1,
        "per_page": 200,
        "has_more_page": False,
        "report_name": "Taxes",
        "applied_filter": "Taxes.Active",
        "custom_fields": [],
        "sort_column": "tax_name",
        "sort_order": "A",
        "as_of_date": "2026-01-15",
        "to_date": "2026-01-15",
    }
    assert desk.get("/settings/taxes", organization=TWO)["taxes"] == []
    params = {"filter_by": "Taxes.All"}
    assert desk.get("/settings/taxes", params=params)["page_context"]["applied_filter"] == "Taxes.All"


def test_a_group_adds_up_and_is_a_row_of_the_taxes(desk: Desk) -> None:
    central, state = add(desk, "CGST", 9), add(desk, "SGST", 9)
    key = group(desk, central, state)
    shown = desk.get(f"/settings/taxgroups/{key}")["tax_group"]
    assert (shown["tax_group_name"], shown["tax_group_percentage"]) == ("GST18", 18)
    assert [(one["tax_id"], one["tax_percentage"]) for one in shown["taxes"]] == [(central, 9), (state, 9)]
    assert ("GST18", 18, "tax_group") in listed(desk)
    desk.put(f"/settings/taxes/{state}", {"tax_percentage": 5})
    assert ("GST18", 14, "tax_group") in listed(desk)
    assert desk.get(f"/settings/taxes/{key}")["tax"]["tax_percentage"] == 14
    assert taxes.percentage(desk.context, ONE, key) == 14
    assert [one["tax_id"] for one in taxes.parts(desk.context, ONE, key)] == [central, state]
    assert taxes.parts(desk.context, ONE, "1") == []
    assert taxes.find(desk.context, ONE, "") is None


def test_a_group_is_changed_and_deleted_as_a_group(desk: Desk) -> None:
    central, state = add(desk, "CGST", 9), add(desk, "SGST", 9)
    key = group(desk, central, state)
    for method, sent in (("PUT", {"tax_name": "x"}), ("DELETE", None)):
        answer = desk.ask(method, f"/settings/taxes/{key}", sent)
        assert_refused(desk, answer, 404, 1002, "Tax does not exist.")
    desk.put(f"/settings/taxgroups/{key}", {"tax_group_name": "Central", "taxes": central})
    assert ("Central", 9, "tax_group") in listed(desk)
    desk.delete(f"/settings/taxgroups/{key}")
    assert [name for name, _, _ in listed(desk)] == ["CGST", "SGST"]
    answer = desk.ask("GET", f"/settings/taxgroups/{central}")
    assert_refused(desk, answer, 404, 1002, "Tax Group does not exist.")


def test_a_group_needs_a_name_and_taxes_that_exist(desk: Desk) -> None:
    for sent, name in (({"taxes": add(desk)}, "tax_group_name"), ({"tax_group_name": "x"}, "taxes")):
        answer = desk.ask("POST", "/settings/taxgroups", sent)
        assert_refused(desk, answer, 400, 4, f"Invalid value passed for {name}")
    answer = desk.ask("POST", "/settings/taxgroups", {"tax_group_name": "x", "taxes": "1"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for taxes")


def test_a_tax_in_use_can_not_be_deleted(desk: Desk) -> None:
    told = "The tax has transactions and cannot be deleted."
    grouped, sold, owed = add(desk, "A"), add(desk, "B"), add(desk, "C")
    group(desk, grouped)
    desk.post("/items", {"name": "Pen", "rate": 1, "tax_id": sold})
    desk.post("/contacts", {"contact_name": "Acme", "tax_id": owed})
    for key in (grouped, sold, owed):
        assert_refused(desk, desk.ask("DELETE", f"/settings/taxes/{key}"), 400, 1004, told)


def test_an_authority_levies_taxes(desk: Desk) -> None:
    made = desk.post("/settings/taxauthorities", {"tax_authority_name": "Illinois", "description": "State"})
    key = made["tax_authority"]["tax_authority_id"]
    tax = add(desk, tax_authority_id=key)
    assert desk.get(f"/settings/taxes/{tax}")["tax"]["tax_authority_name"] == "Illinois"
    changed = desk.put(f"/settings/taxauthorities/{key}", {"tax_authority_name": "Ohio"})
    assert desk.get(f"/settings/taxes/{tax}")["tax"]["tax_authority_name"] == "Ohio"
    assert desk.get("/settings/taxauthorities")["tax_authorities"] == [changed["tax_authority"]]
    assert desk.ask("DELETE", f"/settings/taxauthorities/{key}").status_code == 400
    desk.delete(f"/settings/taxes/{tax}")
    desk.delete(f"/settings/taxauthorities/{key}")


def test_an_exemption_is_kept(desk: Desk) -> None:
    sent = {"tax_exemption_code": "RESALE", "type": "customer"}
    answer = desk.ask("POST", "/settings/taxexemptions", sent)
    made = answer.json()["tax_exemption"]
    path = f"/settings/taxexemptions/{made['tax_exemption_id']}"
    assert desk.get(path)["tax_exemption"] == {**made, **sent, "description": ""}
    changed = desk.put(path, {"description": "For resale"})
    assert desk.get("/settings/taxexemptions")["tax_exemptions"] == [changed["tax_exemption"]]
    desk.delete(path)
    for name in sent:
        short = {key: value for key, value in sent.items() if key != name}
        answer = desk.ask("POST", "/settings/taxexemptions", short)
        assert_refused(desk, answer, 400, 4, f"Invalid value passed for {name}")


def test_a_scenario_lays_down_a_tax(desk: Desk) -> None:
    desk.given("taxes", {"tax_name": "VAT", "tax_percentage": 20})
    (tax,) = desk.view("taxes")
    assert (tax["tax_name"], tax["tax_percentage"]) == ("VAT", 20)
