"""Ids as live ones look: 19 digits, the first seven those of the organization, unlike for any two."""

from __future__ import annotations

from functools import lru_cache

from ..kit.ids import digest
from ..kit.service import Context


def generate(context: Context, tenant: str, kind: str, block: int) -> str:
    """The next free id for a record of `kind` ("contacts"); `block` keeps the kinds apart."""
    while True:
        number = context.ids.nth(tenant, f"books.{kind}")
        key = f"{prefix(context, tenant)}{block:05d}{number:07d}"
        if context.store.get(f"books.{kind}", tenant, key) is None:
            return key


def prefix(context: Context, tenant: str) -> str:
    """The seven digits with which the ids of an organization begin."""
    return _prefix(context.ids.seed, tenant)


@lru_cache(maxsize=1_000)
def _prefix(seed: int, tenant: str) -> str:
    return str(int.from_bytes(digest(seed, "books", tenant)[:6]) % 9_000_000 + 1_000_000)


def organization(context: Context) -> str:
    """The next free organization id: eleven digits."""
    while True:
        made = context.ids.digest("books.organization", context.ids.nth("books", "organization"))
        key = str(60_000_000_000 + int.from_bytes(made[:6]) % 1_000_000_000)
        if context.store.get("books.organizations", "", key) is None:
            return key
