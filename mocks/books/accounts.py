"""The accounts that every organization has; there is no resource of them yet."""

from __future__ import annotations

from collections.abc import Mapping

from ..kit.service import Context
from . import ids

BLOCK, LAID_BLOCK = 388, 389
TABLE = "books.chartofaccounts"
NAMES = ("Sales", "Cost of Goods Sold", "Inventory Asset", "Accounts Receivable")
"""The accounts that items and invoices are booked on unless they say otherwise [recorded answers]."""


def account_id(context: Context, tenant: str, name: str) -> str:
    """The id of the account of that name."""
    return f"{ids.prefix(context, tenant)}{BLOCK:05d}{NAMES.index(name) + 1:07d}"


def names(context: Context, tenant: str) -> Mapping[str, str]:
    """The name of each account by its id."""
    return {account_id(context, tenant, name): name for name in NAMES}


def name_of(context: Context, tenant: str, key: str) -> str:
    """The name of an account; empty if nobody knows it."""
    laid = context.store.get(TABLE, tenant, key)
    return str(laid["account_name"]) if laid else names(context, tenant).get(key, "")


def known(context: Context, tenant: str, named: str) -> str:
    """The id of the account of that id or name; one that there was not is laid down under the name."""
    laid = context.store.rows(TABLE, tenant)
    of_name = {one["account_name"]: key for key, one in laid.items()}
    of_name |= {name: key for key, name in names(context, tenant).items()}
    if named in of_name or named in of_name.values() or named.isdecimal():
        return of_name.get(named, named)
    key = ids.generate(context, tenant, "chartofaccounts", LAID_BLOCK)
    context.store.put(TABLE, tenant, key, {"account_id": key, "account_name": named})
    return key
