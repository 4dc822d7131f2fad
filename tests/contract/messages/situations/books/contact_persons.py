"""People of contacts."""

from __future__ import annotations

from ..room import Call
from .common import customer as furnish

__all__ = ["CALLS", "furnish"]
CALLS = {
    "POST /contacts/contactpersons": Call({"contact_id": "{contact_id}", "first_name": "Will"}),
    "PUT /contacts/contactpersons/{}": Call({"contact_id": "{contact_id}", "first_name": "Will"}),
}
