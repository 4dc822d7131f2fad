"""Items, taxes, exemptions and authorities against a simple model: nothing lost, nothing twice, counts right.

And a contact's people and addresses, of which some are always there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule

from .desk import ONE, TWO, Desk

TENANTS = st.sampled_from([ONE, TWO])
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


@dataclass(frozen=True)
class Kind:
    """How one resource is called in paths, envelopes and records; `more` is what a new one needs besides."""

    path: str
    name: str
    plural: str
    key: str
    title: str
    more: dict[str, Any] = field(default_factory=dict)


TAXES = Kind("/settings/taxes", "tax", "taxes", "tax_id", "tax_name", {"tax_percentage": 10})
ITEMS = Kind("/items", "item", "items", "item_id", "name", {"rate": 1})
KINDS = (
    TAXES,
    ITEMS,
    Kind(
        "/settings/taxexemptions",
        "tax_exemption",
        "tax_exemptions",
        "tax_exemption_id",
        "tax_exemption_code",
        {"type": "item"},
    ),
    Kind(
        "/settings/taxauthorities",
        "tax_authority",
        "tax_authorities",
        "tax_authority_id",
        "tax_authority_name",
    ),
)
Key = tuple[str, int, str]
"""Organization, which kind, id."""


class Masters(RuleBasedStateMachine):
    """`model` maps organization and kind -> id -> name; `taxed` an item -> its tax."""

    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.model: dict[tuple[str, int], dict[str, str]] = {
            (tenant, number): {} for tenant in (ONE, TWO) for number in range(len(KINDS))
        }
        self.taxed: dict[str, str] = {}

    def records(self, key: Key) -> dict[str, str]:
        return self.model[key[0], key[1]]

    @rule(target=keys, tenant=TENANTS, number=st.integers(0, len(KINDS) - 1), name=NAMES)
    def create(self, tenant: str, number: int, name: str) -> Key:
        kind = KINDS[number]
        body = self.desk.post(kind.path, {kind.title: name, **kind.more}, organization=tenant)
        key = body[kind.name][kind.key]
        assert all(key not in known for known in self.model.values())
        self.model[tenant, number][key] = name
        return tenant, number, key

    @rule(key=keys, name=NAMES)
    def rename(self, key: Key, name: str) -> None:
        tenant, number, own = key
        kind = KINDS[number]
        answer = self.desk.ask("PUT", f"{kind.path}/{own}", {kind.title: name}, organization=tenant)
        known = own in self.records(key)
        assert answer.status_code == (200 if known else 404)
        if known:
            assert answer.json()[kind.name][kind.title] == name
            self.records(key)[own] = name

    @rule(item=keys, tax=keys)
    def tax(self, item: Key, tax: Key) -> None:
        if KINDS[item[1]] is not ITEMS or KINDS[tax[1]] is not TAXES or item[2] not in self.records(item):
            return
        answer = self.desk.ask("PUT", f"/items/{item[2]}", {"tax_id": tax[2]}, organization=item[0])
        known = item[0] == tax[0] and tax[2] in self.records(tax)
        assert answer.status_code == (200 if known else 400)
        if known:
            self.taxed[item[2]] = tax[2]

    @rule(key=keys)
    def delete(self, key: Key) -> None:
        tenant, number, own = key
        answer = self.desk.ask("DELETE", f"{KINDS[number].path}/{own}", organization=tenant)
        if own not in self.records(key):
            assert answer.status_code == 404
        elif own in self.taxed.values():
            assert answer.status_code == 400
        else:
            assert answer.status_code == 200
            del self.records(key)[own]
            self.taxed.pop(own, None)

    @rule(tenant=TENANTS, length=st.integers(1, 3), order=st.sampled_from(["A", "D"]))
    def page(self, tenant: str, length: int, order: str) -> None:
        seen: list[str] = []
        number, more = 1, True
        while more:
            params = {"per_page": length, "page": number, "sort_order": order}
            body = self.desk.get("/items", params=params, organization=tenant)
            more = body["page_context"]["has_more_page"]
            seen += [row["item_id"] for row in body["items"]]
            number += 1
        assert sorted(seen) == sorted(self.model[tenant, KINDS.index(ITEMS)])

    @invariant()
    def every_list_is_as_the_model_has_it(self) -> None:
        for (tenant, number), expected in self.model.items():
            kind = KINDS[number]
            rows = self.desk.get(kind.path, organization=tenant)[kind.plural]
            assert {row[kind.key]: row[kind.title] for row in rows} == expected
            assert len(rows) == len(expected)


class Contact(RuleBasedStateMachine):
    """`people` maps the ids of a contact's people to their names, `primary` is one of them, or "" of none."""

    people_ids = Bundle("people_ids")
    address_ids = Bundle("address_ids")

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.contact = self.desk.customer()
        self.people: dict[str, str] = {}
        self.primary = ""
        self.addresses: dict[str, str] = {}

    @rule(target=people_ids, name=NAMES, primary=st.booleans())
    def add_person(self, name: str, primary: bool) -> str:
        sent = {"contact_id": self.contact, "first_name": name, "is_primary_contact": primary}
        person = self.desk.post("/contacts/contactpersons", sent)["contact_person"]
        key = str(person["contact_person_id"])
        assert key not in self.people
        if primary or not self.people:
            self.primary = key
        self.people[key] = name
        return key

    @rule(key=people_ids)
    def make_primary(self, key: str) -> None:
        answer = self.desk.ask("POST", f"/contacts/contactpersons/{key}/primary")
        assert answer.status_code == (200 if key in self.people else 404)
        if key in self.people:
            self.primary = key

    @rule(key=people_ids, name=NAMES)
    def rename_person(self, key: str, name: str) -> None:
        answer = self.desk.ask("PUT", f"/contacts/contactpersons/{key}", {"first_name": name})
        assert answer.status_code == (200 if key in self.people else 404)
        if key in self.people:
            self.people[key] = name

    @rule(key=consumes(people_ids))
    def delete_person(self, key: str) -> None:
        assert self.desk.ask("DELETE", f"/contacts/contactpersons/{key}").status_code == 200
        del self.people[key]
        if key == self.primary:
            self.primary = next(iter(self.people), "")

    @rule(target=address_ids, city=NAMES)
    def add_address(self, city: str) -> str:
        body = self.desk.post(f"/contacts/{self.contact}/address", {"city": city})
        key = str(body["address_info"]["address_id"])
        assert key not in self.addresses
        self.addresses[key] = city
        return key

    @rule(key=address_ids, city=NAMES)
    def move(self, key: str, city: str) -> None:
        self.desk.put(f"/contacts/{self.contact}/address/{key}", {"city": city})
        self.addresses[key] = city

    @rule(key=consumes(address_ids))
    def delete_address(self, key: str) -> None:
        self.desk.delete(f"/contacts/{self.contact}/address/{key}")
        del self.addresses[key]

    @precondition(lambda self: self.people)
    @rule(notes=NAMES)
    def change_something_else(self, notes: str) -> None:
        self.desk.put(f"/contacts/{self.contact}", {"notes": notes})

    @invariant()
    def the_contact_shows_its_parts(self) -> None:
        shown = self.desk.get(f"/contacts/{self.contact}")["contact"]
        people = shown["contact_persons"]
        assert {one["contact_person_id"]: one["first_name"] for one in people} == self.people
        primary = [one["contact_person_id"] for one in people if one["is_primary_contact"]]
        assert primary == ([self.primary] if self.primary else [])
        assert shown["primary_contact_id"] == self.primary
        assert shown["first_name"] == self.people.get(self.primary, "")
        listed = self.desk.get(f"/contacts/{self.contact}/address")["addresses"]
        assert {one["address_id"]: one["city"] for one in listed[2:]} == self.addresses


QUICK = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestMasters = Masters.TestCase
TestMasters.settings = QUICK
TestContact = Contact.TestCase
TestContact.settings = QUICK
