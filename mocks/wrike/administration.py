"""What only an administrator of the account may do."""

from __future__ import annotations

from ..kit.service import Call
from .answers import reader_of
from .checks import ADMINISTRATOR
from .errors import WrikeError
from .stored import CONTACTS


def require_administrator(call: Call) -> None:
    """Refuse who is neither an administrator nor the owner of the account."""
    me = call.context.store.get(CONTACTS, call.tenant, reader_of(call).contact) or {}
    if call.context.fails(ADMINISTRATOR, not (me.get("admin") or me.get("owner"))):
        raise WrikeError.access_forbidden()
