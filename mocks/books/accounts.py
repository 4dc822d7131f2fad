"""The accounts that every organization has; there is no resource of them yet."""

from __future__ import annotations

from collections.abc import Mapping

from ..kit.service import Context
from . import ids

BLOCK = 388
NAMES = ("Sales", "Cost of Goods Sold", "Inventory Asset")
"""The accounts that items are booked on unless they say otherwise [recorded answers]."""


def account_id(context: Context, tenant: str, name: str) -> str:
    """The id of the account of that name."""
    return f"{ids.prefix(context, tenant)}{BLOCK:05d}{NAMES.index(name) + 1:07d}"


def names(context: Context, tenant: str) -> Mapping[str, str]:
    """The name of each account by its id."""
    return {account_id(context, tenant, name): name for name in NAMES}
