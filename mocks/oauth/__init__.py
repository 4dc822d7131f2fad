"""The OAuth servers of Zoho and Wrike: one core, a dialect each, and the tokens of a world.

`ZOHO`, `WRIKE` and `GENERIC` are the fakes. `TokenRegistry` is what every other fake asks. The functions
change grants and tokens as the fakes' own handlers do; each takes the world's context and the vendor
(`zoho`, `wrike`, `generic`) first.
"""

from __future__ import annotations

from .clients import find_client, redirect_to, register
from .codes import answer, give, issue, redeem
from .dialects.base import EVERY, Ending, Issued
from .endings import NoSuchEvent, happen, unregister
from .one.service import oauth1_service
from .one.signature import Flaw
from .one.tokens import judge as judge_signed
from .provider import OAuth1Provider, Provider
from .service import GENERIC, WRIKE, ZOHO, provider_service, widened
from .tokens import (
    TokenRegistry,
    admit,
    expire,
    find_grant,
    grants_of,
    mint,
    remove_access,
    revoke_grant,
    revoke_token,
    set_scopes,
    vendor_of,
    vendors,
)

__all__ = [
    "EVERY",
    "GENERIC",
    "WRIKE",
    "ZOHO",
    "Ending",
    "Flaw",
    "Issued",
    "NoSuchEvent",
    "OAuth1Provider",
    "Provider",
    "TokenRegistry",
    "admit",
    "answer",
    "expire",
    "find_client",
    "find_grant",
    "give",
    "grants_of",
    "happen",
    "issue",
    "judge_signed",
    "mint",
    "oauth1_service",
    "provider_service",
    "redeem",
    "redirect_to",
    "register",
    "remove_access",
    "revoke_grant",
    "revoke_token",
    "set_scopes",
    "unregister",
    "vendor_of",
    "vendors",
    "widened",
]
