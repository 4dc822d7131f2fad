"""Which error a failed check raises, as a table of each dialect; these make its entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...kit.assumptions import Assumption
from ...kit.errors import VendorError
from ...kit.service import Context
from .base import Ask, Refuse

# What our own pages say where the vendors' words are not known; a person reads them.
STALE_FORM = "This form does not belong to your session. Go back to the application and begin again."
NO_PERSON = "That person has no account here."
NO_TENANT = "You are not a member of what was chosen."


def always(make: Callable[..., VendorError], *values: object) -> Refuse:
    """The error, made of `values`."""

    def refuse(_context: Context, _ask: Ask | None) -> VendorError:
        return make(*values)

    return refuse


def assumed(
    make: Callable[[Any], VendorError], assumption: Assumption, read: Callable[[str], object] = str
) -> Refuse:
    """The error, made of what `read` makes of the alternative in force."""

    def refuse(context: Context, _ask: Ask | None) -> VendorError:
        return make(read(context.assume(assumption.key)))

    return refuse


def told(make: Callable[[str], VendorError], error: str) -> Refuse:
    """The error at the client's redirect URI, with the state (RFC 6749, 4.1.2.1)."""

    def refuse(_context: Context, ask: Ask | None) -> VendorError:
        assert ask is not None, "only a checked request is answered at its redirect URI"
        return make(ask.callback({"error": error}))

    return refuse
