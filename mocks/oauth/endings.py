"""What makes a vendor end tokens without anybody asking for it: each vendor's own list.

Revoking, removing an application's access and deactivating a person are elsewhere: they are somebody's act
on a grant or a record. A dialect says in `endings` what else there is.
"""

from __future__ import annotations

from difflib import get_close_matches

from ..kit.service import Context
from . import clients, tokens


class NoSuchEvent(ValueError):
    """The vendor ends nothing for that; the message names what it does."""


def happen(context: Context, vendor: str, event: str, person: str, tenant: str | None = None) -> int:
    """Let it happen: to that person, or in that tenant; answers how many grants ended. Raises NoSuchEvent."""
    known = {one.name: one for one in tokens.dialect_for(context, vendor).endings}
    if event not in known:
        close = get_close_matches(event, known, n=1)
        hint = f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(known) or 'nothing'}."
        raise NoSuchEvent(f"'{event}' is nothing at which {vendor} ends tokens. {hint}")
    ended = 0
    for grant in list(context.store.rows(tokens.GRANTS, vendor).values()):
        concerned = grant["person"] == person if known[event].of == "person" else tenant in grant["tenants"]
        if concerned and grant["revoked"] is None:
            tokens.revoke_grant(context, vendor, grant["id"], event)
            ended += 1
    return ended


def unregister(context: Context, vendor: str, client_id: str) -> None:
    """The client is deleted at the vendor, and what it was granted ends."""
    context.store.delete(clients.CLIENTS, vendor, client_id)
    for grant in list(context.store.find(tokens.GRANTS, vendor, "client", client_id)):
        tokens.revoke_grant(context, vendor, grant["id"], "client deleted")
