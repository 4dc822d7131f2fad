"""Currencies: an organization has the one it counts in; there is no resource of them yet."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..kit.service import Context
from . import ids

SYMBOLS: Mapping[str, str] = MappingProxyType(
    {
        "AUD": "$",
        "CAD": "$",
        "CNY": "CNY",
        "EUR": "€",
        "GBP": "£",
        "INR": "₹",
        "JPY": "¥",
        "SAR": "SAR",
        "USD": "$",
    }
)


def symbol(code: str) -> str:
    """The currency's sign, or its code where it has none."""
    return SYMBOLS.get(code, code)


def currency_id(context: Context, tenant: str, code: str) -> str:
    """The id of the currency in that organization."""
    number = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(code.upper())))
    return f"{ids.prefix(context, tenant)}{0:05d}{number % 10_000_000:07d}"
