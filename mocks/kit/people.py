"""The people of a world, and to which tenants (organizations, accounts) they belong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .ids import Ids
from .store import Record, Store


class People:
    """A person is a human; a membership ties them to a tenant under that tenant's own id for them."""

    KIND = "kit.people"
    MEMBERS = "kit.members"

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store, self._ids = store, ids

    def add(self, name: str, values: Mapping[str, Any] | None = None) -> Record:
        """Make the person called `name` (a short handle such as `tom`), or complete it.

        `values`: full_name, email, zuid and whatever else is known; what is missing is derived.
        """
        known = dict(self._store.get(self.KIND, "", name) or {})
        full_name = name.replace("_", " ").title()
        derived = {
            "person": name,
            "full_name": full_name,
            "email": f"{name}@example.com",
            "zuid": known.get("zuid") or self._zuid(name),
        }
        record = {**derived, **known, **(values or {})}
        self._store.put(self.KIND, "", name, record)
        return record

    def _zuid(self, name: str) -> str:
        """An id that depends on the seed and the name; the next one where somebody was given it."""
        number = int.from_bytes(self._ids.digest("person", name)[:4])
        while self._store.find(self.KIND, "", "zuid", zuid := str(number % 90_000_000 + 10_000_000)):
            number += 1
        return zuid

    def get(self, name: str) -> Record | None:
        """The person, or None."""
        return self._store.get(self.KIND, "", name)

    def all(self) -> Mapping[str, Record]:
        """Everybody by name."""
        return self._store.rows(self.KIND, "")

    def join(self, name: str, vendor: str, tenant: str, values: Mapping[str, Any]) -> None:
        """Make the person a member of the tenant.

        `values` holds `as` (the tenant's own id for the person), `role` and `active`.
        """
        record = {"person": name, "vendor": vendor, "tenant": tenant, "active": True, **values}
        old = self.membership(name, vendor, tenant) or {"active": True}
        if departures := old.get("departures", 0) + (old["active"] and not record["active"]):
            record["departures"] = departures
        self._store.put(self.MEMBERS, vendor, f"{tenant}/{name}", record)

    def membership(self, name: str, vendor: str, tenant: str) -> Record | None:
        """How the person belongs to the tenant, or None."""
        return self._store.get(self.MEMBERS, vendor, f"{tenant}/{name}")

    def tenants(self, name: str, vendor: str) -> list[str]:
        """The vendor's tenants that the person is an active member of, in order of joining."""
        return [record["tenant"] for record in self.memberships(name, vendor) if record["active"]]

    def departures(self, name: str, vendor: str, tenants: Iterable[str]) -> int:
        """How often the person was made inactive in these tenants."""
        members = (self.membership(name, vendor, tenant) for tenant in tenants)
        return sum(one.get("departures", 0) for one in members if one is not None)

    def memberships(self, name: str, vendor: str) -> list[Record]:
        """How the person belongs to each of the vendor's tenants, also where they are not active."""
        return self._store.find(self.MEMBERS, vendor, "person", name)

    def members(self, vendor: str, tenant: str) -> list[Record]:
        """The memberships of the tenant."""
        return self._store.find(self.MEMBERS, vendor, "tenant", tenant)
