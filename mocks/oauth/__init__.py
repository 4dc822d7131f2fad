"""OAuth servers: one core, a dialect for each vendor that has ways of its own, and the tokens of a world.

`ZOHO` and `WRIKE` are fakes of such vendors; `provider_service` and `oauth1_service` make one of any other
provider, out of what a service says of itself; `GENERIC` is that of nobody. `TokenRegistry` is what every
other fake asks. The functions change grants and tokens as the fakes' own handlers do; each takes the world's
context and the vendor (`zoho`, `wrike`, or what a provider is called) first.
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
