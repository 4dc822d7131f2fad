"""The calls by which clients change what scenarios speak of."""

from __future__ import annotations

from typing import Any

from ...kit.service import Context
from .. import accounts
from ..stored import ACCOUNTS

PATH = "/api/v4"
Request = tuple[str, str, Any]
"""Method, URL, JSON body."""


def url_of(context: Context, account_id: str, path: str) -> str:
    """The URL of a path of the API, on the host where the account lives."""
    account = context.store.get(ACCOUNTS, "", account_id) or {}
    return f"https://{accounts.host_of(account)}{PATH}{path}"
