"""Currencies and what they are worth."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids

EURO, DOLLAR = ({"currency_code": code, "currency_format": "1,234,567.89"} for code in ("EUR", "USD"))
WORTH = {"effective_date": "2026-01-01", "rate": 90}


def furnish(desk: Desk, ids: Ids) -> None:
    """The euro, with a rate."""
    ids["currency_id"] = desk.post("/settings/currencies", EURO)["currency"]["currency_id"]
    rate = desk.post(f"/settings/currencies/{ids['currency_id']}/exchangerates", WORTH)["exchange_rate"]
    ids["exchange_rate_id"] = rate["exchange_rate_id"]


CALLS = {
    "POST /settings/currencies": Call(DOLLAR),
    "PUT /settings/currencies/{}": Call(EURO),
    "POST /settings/currencies/{}/exchangerates": Call({**WORTH, "effective_date": "2026-01-02"}),
    "PUT /settings/currencies/{}/exchangerates/{}": Call(WORTH),
}
