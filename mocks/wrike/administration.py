"""What only an administrator of the account may do, for certain or perhaps."""

from __future__ import annotations

from ..kit.service import Call
from .answers import reader_of
from .checks import ADMINISTRATOR
from .errors import WrikeError
from .stored import CONTACTS


def is_administrator(call: Call) -> bool:
    """Whether the caller is an administrator or the owner of the account."""
    me = call.context.store.get(CONTACTS, call.tenant, reader_of(call).contact) or {}
    return bool(me.get("admin") or me.get("owner"))


def require_administrator(call: Call) -> None:
    """Refuse who is neither an administrator nor the owner of the account."""
    if call.context.fails(ADMINISTRATOR, not is_administrator(call)):
        raise WrikeError.access_forbidden()


def require_management(call: Call) -> None:
    """Refuse a change of what an account manages, if it is assumed to take an administrator."""
    if not is_administrator(call) and call.context.assume("wrike.administration") == "administrators":
        require_administrator(call)


def manages(scopes: tuple[str, ...], method: str) -> bool:
    """Whether an operation of those scopes changes what an account manages: their names begin with `am`."""
    return method != "GET" and bool(scopes) and all(one.startswith("am") for one in scopes)
