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


def ask(
    context: Context, action: str, account_id: str, path: str, key: str | None, body: dict[str, Any]
) -> Request:
    """The call that creates at `path`, or changes or deletes the record of that key below it."""
    if action == "create":
        return "POST", url_of(context, account_id, path), body
    url = url_of(context, account_id, f"{path}/{key}")
    return ("PUT", url, body) if action == "update" else ("DELETE", url, None)
