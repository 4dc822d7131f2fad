"""Currencies of the world: their signs and names, and the id of each in an organization."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from ..kit.service import Context
from . import ids

KNOWN: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "AED": ("AED", "UAE Dirham"),
        "AUD": ("$", "Australian Dollar"),
        "BRL": ("R$", "Brazilian Real"),
        "CAD": ("$", "Canadian Dollar"),
        "CHF": ("CHF", "Swiss Franc"),
        "CNY": ("CNY", "Yuan Renminbi"),
        "DKK": ("kr", "Danish Krone"),
        "EUR": ("€", "Euro"),
        "GBP": ("£", "Pound Sterling"),
        "INR": ("₹", "Indian Rupee"),
        "JPY": ("¥", "Japanese Yen"),
        "MXN": ("$", "Mexican Peso"),
        "NOK": ("kr", "Norwegian Krone"),
        "NZD": ("$", "New Zealand Dollar"),
        "PLN": ("zł", "Polish Zloty"),
        "SAR": ("SAR", "Saudi Riyal"),
        "SEK": ("kr", "Swedish Krona"),
        "SGD": ("$", "Singapore Dollar"),
        "USD": ("$", "United States Dollar"),
        "ZAR": ("R", "South African Rand"),
    }
)
_CODE = re.compile("[A-Z]{3}")


def is_code(code: str) -> bool:
    """Whether a currency could be called so: three capital letters, as ISO 4217 has them."""
    return _CODE.fullmatch(code) is not None


def symbol(code: str) -> str:
    """The currency's sign, or its code where none is known."""
    return KNOWN[code][0] if code in KNOWN else code


def name(code: str) -> str:
    """`Australian Dollar` [recorded]; the code where no name is known."""
    return KNOWN[code][1] if code in KNOWN else code


def formatted(code: str) -> str:
    """`AUD- Australian Dollar` [recorded]; the code alone where no name is known."""
    return f"{code}- {KNOWN[code][1]}" if code in KNOWN else code


def currency_id(context: Context, tenant: str, code: str) -> str:
    """The id of the currency in that organization."""
    number = sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(code.upper())))
    return f"{ids.prefix(context, tenant)}{0:05d}{number % 10_000_000:07d}"
