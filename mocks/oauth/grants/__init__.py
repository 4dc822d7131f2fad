"""What each grant type gives: grant type -> handler of (call, request) -> Issued."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from ...kit.service import Call
from ..dialects.base import Issued
from . import authorization_code, client_credentials, refresh_token
from .request import Request

Handler = Callable[[Call, Request], Issued]

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "authorization_code": authorization_code.give,
        "refresh_token": refresh_token.give,
        "client_credentials": client_credentials.give,
    }
)

__all__ = ["HANDLERS", "Handler", "Request"]
