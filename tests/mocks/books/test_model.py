"""Contacts against a simple model: whatever is done, nothing is lost, nothing comes twice."""

from __future__ import annotations

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from .desk import ONE, TWO, Desk

TENANTS = st.sampled_from([ONE, TWO])
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)


class Contacts(RuleBasedStateMachine):
    """`model` maps organization -> id -> (name, status)."""

    keys = Bundle("keys")

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.model: dict[str, dict[str, tuple[str, str]]] = {ONE: {}, TWO: {}}

    @rule(target=keys, tenant=TENANTS, name=NAMES)
    def create(self, tenant: str, name: str) -> tuple[str, str]:
        key = self.desk.post("/contacts", {"contact_name": name}, organization=tenant)["contact"][
            "contact_id"
        ]
        assert key not in self.model[tenant]
        self.model[tenant][key] = (name, "active")
        return tenant, key

    @rule(target=keys, tenant=TENANTS, number=st.integers(1, 30))
    def give(self, tenant: str, number: int) -> tuple[str, str]:
        """A record with an id of its own, perhaps the very one that would be generated next."""
        key = f"{Desk().customer(tenant=tenant)[:12]}{number:07d}"
        if key not in self.model[tenant]:
            self.desk.given("contacts", {"contact_name": "Given", "contact_id": key}, tenant)
            self.model[tenant][key] = ("Given", "active")
        return tenant, key

    @rule(one=keys, name=NAMES)
    def rename(self, one: tuple[str, str], name: str) -> None:
        tenant, key = one
        answer = self.desk.ask("PUT", f"/contacts/{key}", {"contact_name": name}, organization=tenant)
        known = key in self.model[tenant]
        assert answer.status_code == (200 if known else 404)
        if known:
            self.model[tenant][key] = (name, self.model[tenant][key][1])

    @rule(one=keys, status=st.sampled_from(["active", "inactive"]))
    def mark(self, one: tuple[str, str], status: str) -> None:
        tenant, key = one
        answer = self.desk.ask("POST", f"/contacts/{key}/{status}", organization=tenant)
        known = key in self.model[tenant]
        assert answer.status_code == (200 if known else 404)
        if known:
            self.model[tenant][key] = (self.model[tenant][key][0], status)

    @rule(one=consumes(keys))
    def delete(self, one: tuple[str, str]) -> None:
        tenant, key = one
        answer = self.desk.ask("DELETE", f"/contacts/{key}", organization=tenant)
        known = self.model[tenant].pop(key, None) is not None
        assert answer.status_code == (200 if known else 404)

    @rule(seconds=st.integers(1, 100_000))
    def wait(self, seconds: int) -> None:
        self.desk.context.clock.move(seconds)

    @rule(
        tenant=TENANTS,
        length=st.integers(1, 4),
        column=st.sampled_from(["contact_name", "created_time", "last_modified_time"]),
        order=st.sampled_from(["A", "D"]),
        chosen=st.sampled_from(["Status.All", "Status.Active", "Status.Inactive"]),
    )
    def page(self, tenant: str, length: int, column: str, order: str, chosen: str) -> None:
        params = {"per_page": length, "sort_column": column, "sort_order": order, "filter_by": chosen}
        seen: list[str] = []
        number, more = 1, True
        while more:
            body = self.desk.get("/contacts", params={**params, "page": number}, organization=tenant)
            rows = body["contacts"]
            more = body["page_context"]["has_more_page"]
            assert len(rows) == length or not more
            seen += [row["contact_id"] for row in rows]
            number += 1
        wanted = chosen.removeprefix("Status.").lower()
        expected = {key for key, (_, status) in self.model[tenant].items() if wanted in ("all", status)}
        assert sorted(seen) == sorted(expected)

    @invariant()
    def every_record_is_as_the_model_has_it(self) -> None:
        for tenant, expected in self.model.items():
            rows = self.desk.get("/contacts", organization=tenant)["contacts"]
            assert {row["contact_id"]: (row["contact_name"], row["status"]) for row in rows} == expected
            names = [row["contact_name"].casefold() for row in rows]
            assert names == sorted(names)


TestContacts = Contacts.TestCase
TestContacts.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
