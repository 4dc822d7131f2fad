"""Whatever is sent, Books answers in its own terms: a good answer, or a refusal, never a 500."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from mocks.books import SERVICE
from mocks.kit.fields import Field

from .desk import ONE, Desk

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["", " ", "12", "1e400", "true", "active", "vendor", "cf_x", "UTC", "2026-01-01"]),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FITTING: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=8),
    "id": st.sampled_from(["", "1", "cf_x"]),
    "integer": st.integers(-3, 300),
    "number": st.floats(-1e9, 1e9) | st.integers(0, 9),
    "boolean": st.booleans(),
}


def values_of(declared: Field) -> st.SearchStrategy[Any]:
    """Mostly values that fit the field, and some that do not."""
    if declared.fields:
        inner = bodies_of(declared.fields)
        fitting: st.SearchStrategy[Any] = st.lists(inner, max_size=3) if declared.type == "list" else inner
    elif declared.enum:
        fitting = st.sampled_from(declared.enum)
    else:
        fitting = FITTING.get(declared.type, ANYTHING)
    return st.one_of(fitting, fitting, fitting, fitting, ANYTHING)


def bodies_of(fields: tuple[Field, ...]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional={one.name: values_of(one) for one in fields}).flatmap(
        lambda body: st.just({name: body[name] for name in list(body)[:5]})
    )


def requests() -> st.SearchStrategy[tuple[str, str, dict[str, str], Any]]:
    """Method, path, query and body of a call of any operation."""
    return st.sampled_from([one for one in SERVICE.declared if not one.unbuilt]).flatmap(
        lambda operation: st.tuples(
            st.just(operation.method),
            st.just(operation.path),
            st.fixed_dictionaries(
                {},
                optional={
                    one.name: st.text(max_size=8) | st.sampled_from(["", "-1", "1e3", *one.enum])
                    for one in operation.parameters[1:]
                },
            ),
            bodies_of(operation.body) if operation.body else st.none(),
        )
    )


def furnish(desk: Desk) -> dict[str, str]:
    """One record of each kind of the first organization, and its id under the placeholder of paths."""
    person = {"contact_person_id": "35", "first_name": "Al"}
    contact = desk.given("contacts", {"contact_name": "Acme", "contact_persons": [person]})
    project = desk.project(tasks=["Design"], users=[desk.ann], custom_fields={"cf_x": 1})
    row = desk.view("projects")[0]
    desk.given("orgvariables", {"name": "parent", "value": "x"})
    tax = desk.given("taxes", {"tax_name": "VAT"})["tax_id"]
    euro = desk.given("currencies", {"currency_code": "EUR", "exchange_rate": 90})["currency_id"]
    rates = desk.get(f"/settings/currencies/{euro}/exchangerates")["exchange_rates"]
    address = desk.post(f"/contacts/{contact['contact_id']}/address", {"city": "Kiel"})["address_info"]
    comment = desk.post(f"/projects/{project}/comments", {"description": "Well"})["comment"]
    employee = desk.post("/employees", {"name": "Eve", "email": "eve@example.com"})["employee"]
    exemption = desk.post("/settings/taxexemptions", {"tax_exemption_code": "NGO", "type": "customer"})
    authority = desk.post("/settings/taxauthorities", {"tax_authority_name": "Town"})
    entry = desk.given("time_entries", {"project": "Website", "task": "Design"})
    line = {"item_id": desk.given("items", {"tax": "VAT"})["item_id"]}
    return {
        "{organization_id}": ONE,
        "{contact_id}": contact["contact_id"],
        "{contact_person_id}": "35",
        "{address_id}": address["address_id"],
        "{project_id}": project,
        "{task_id}": row["tasks"][0]["task_id"],
        "{user_id}": desk.ann,
        "{comment_id}": comment["comment_id"],
        "{placeholder}": "parent",
        "{item_id}": line["item_id"],
        "{tax_id}": tax,
        "{tax_group_id}": desk.given("tax_groups", {"taxes": [tax]})["tax_group_id"],
        "{currency_id}": euro,
        "{exchange_rate_id}": rates[0]["exchange_rate_id"],
        "{tax_exemption_id}": exemption["tax_exemption"]["tax_exemption_id"],
        "{tax_authority_id}": authority["tax_authority"]["tax_authority_id"],
        "{time_entry_id}": entry["time_entry_id"],
        "{invoice_id}": desk.given("invoices", {"customer": "Acme", "line_items": [line]})["invoice_id"],
        "{expense_id}": desk.given("expenses", {"amount": 9})["expense_id"],
        "{employee_id}": employee["employee_id"],
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(requests(), max_size=4))
def test_no_request_is_too_odd(calls: list[tuple[str, str, dict[str, str], Any]]) -> None:
    desk = Desk()
    ids = furnish(desk)
    for method, path, query, body in calls:
        for name, value in ids.items():
            path = path.replace(name, value)
        answer = desk.ask(method, path, body, params=query)
        assert answer.status_code < 500, answer.text
