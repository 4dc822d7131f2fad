"""Debit notes, whose paths are those of invoices."""

from __future__ import annotations

from ..room import Call
from .invoices import furnish

__all__ = ["CALLS", "furnish"]
CALLS: dict[str, Call] = {}
