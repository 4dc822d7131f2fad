"""All rows, and what they have to cover: every check and every error that a world holds."""

from __future__ import annotations

from collections.abc import Mapping

from harness.world import OWN_HOST, World
from mocks import FAKES
from mocks.kit.service import Service
from mocks.oauth import GENERIC
from tests.mocks.oauth.one.signer import SERVICE as OLD

from . import (
    accounts_zoho,
    books,
    books_expenses,
    books_invoices,
    books_masters,
    books_orders,
    books_time,
    canned,
    control,
    login_wrike,
    oauth1,
    oauth_provider,
    wrike,
)
from .rows import Row
from .stage import CANNED, SIGNED

ROWS: tuple[Row, ...] = (
    *books.ROWS,
    *books_masters.ROWS,
    *books_time.ROWS,
    *books_invoices.ROWS,
    *books_orders.ROWS,
    *books_expenses.ROWS,
    *wrike.ROWS,
    *accounts_zoho.ROWS,
    *login_wrike.ROWS,
    *oauth_provider.ROWS,
    *canned.ROWS,
    *oauth1.ROWS,
    *control.ROWS,
)

VENDORS: Mapping[str, str] = {
    "books": "zoho",
    "accounts_zoho": "zoho",
    "wrike": "wrike",
    "login_wrike": "wrike",
    CANNED.name: "oauth_provider",
    SIGNED.name: OLD.name,
}
"""Whose tokens a fake takes: its issuer's checks of tokens are held by rows of any fake of the vendor."""


def services() -> Mapping[str, Service]:
    """Every service of a world: the fakes, plain OAuth providers, canned hosts, the harness's own."""
    own = World.create().fakes.find(OWN_HOST, "/")
    assert own is not None
    return {**FAKES, **{one.name: one for one in (GENERIC, OLD, CANNED, SIGNED, own.service)}}


def vendor_of(service: str) -> str:
    """The vendor of a service; its own name if it shares its tokens with none."""
    return VENDORS.get(service, service)


CHECKS = sorted({(vendor_of(name), check.name) for name, one in services().items() for check in one.checks})
"""Vendor and check, of every check that a service declares."""
ERRORS = sorted(
    f"{name}.{error}"
    for name, one in services().items()
    for error in one.errors.registry
    if name != SIGNED.name  # its errors are those of any canned host
)
"""Every named error of every service."""


def rows_of(vendor: str, check: str) -> list[Row]:
    """The rows that hold a check at a vendor."""
    return [row for row in ROWS if check in row.held_by and vendor_of(row.fake) == vendor]
