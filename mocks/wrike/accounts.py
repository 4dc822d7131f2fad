"""Accounts: the tenants of Wrike, each on the host of its data centre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..kit.service import Context
from ..kit.store import Record
from .entity_ids import ACCOUNT, BIN, FOLDER, ROOT, decode, group
from .resources import workflows
from .stored import ACCOUNTS, FOLDERS

HOME = "www.wrike.com"
HOSTS: Mapping[str, str] = {HOME: "us", "app-us2.wrike.com": "us2", "app-eu.wrike.com": "eu"}
"""The hosts of the API, each with its data centre."""


def root_of(account_id: str) -> str:
    """The id of the account's virtual root folder."""
    return account_id + group(FOLDER, ROOT)


def bin_of(account_id: str) -> str:
    """The id of the account's virtual recycle bin."""
    return account_id + group(FOLDER, BIN)


def find(context: Context, account_id: str) -> Record | None:
    """The account, or None."""
    return context.store.get(ACCOUNTS, "", account_id)


def ensure(context: Context, account_id: str) -> Record:
    """The account of that id; it is opened if it is not there yet."""
    return find(context, account_id) or open_account(context, {"id": account_id})


def open_account(context: Context, values: Mapping[str, Any]) -> Record:
    """Make an account with its root, recycle bin and default workflow.

    `values`: `id` or `number`, `name`, `host`, `dateFormat`, `firstDayOfWeek`, `workDays`, `currency`.
    """
    number = _number(context, values)
    identifier = str(values.get("id") or group(ACCOUNT, number))
    kept = {name: value for name, value in values.items() if name not in ("id", "number")}
    record = {"id": identifier, "number": number, "createdDate": context.clock.now(), **kept}
    context.store.put(ACCOUNTS, "", identifier, record)
    workflows.create_default(context, identifier, number)
    for folder_id, entity, title, scope in (
        (root_of(identifier), ROOT, "Root", "WsRoot"),
        (bin_of(identifier), BIN, "Recycle Bin", "RbRoot"),
    ):
        folder = {"id": folder_id, "number": entity, "title": title, "scope": scope, "parentIds": ()}
        dated = {**folder, "createdDate": record["createdDate"], "updatedDate": record["createdDate"]}
        context.store.put(FOLDERS, identifier, folder_id, dated)
    return record


def _number(context: Context, values: Mapping[str, Any]) -> int:
    if (number := values.get("number")) is not None:
        return int(number)
    if (identifier := values.get("id")) and (found := decode(str(identifier))) and found[0] == ACCOUNT:
        return found[1]
    nth = context.ids.nth("wrike", "account")
    return int.from_bytes(context.ids.digest("wrike account", nth)[:3]) + 1


def host_of(account: Record) -> str:
    """The host on which the account lives."""
    return str(account.get("host", HOME))


WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
