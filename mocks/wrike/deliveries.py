"""Webhooks at work: what happened is queued for those that listen, sent, sent again, given up.

A delivery is a timer, so that it goes out when the world settles and survives a restart.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from ..kit.service import Call, Context
from ..kit.store import Record
from . import access
from .accounts import find as account_of
from .answers import reader_of
from .shapes import Reader, timestamp
from .stored import FOLDERS, TASKS, WEBHOOKS

TIMER = "wrike.webhook"
RETRIES = 3
"""A delivery that fails is tried three times more; then the webhook is suspended [RES-A]."""
RETRYABLE = frozenset({408, 429})
"""Of the 4xx, those that are tried again; any other suspends at once [RES-A]."""
LATE = {"TaskDescriptionChanged": 300.0, "FolderDescriptionChanged": 300.0}
"""Changes of a description are told about five minutes later [RES-A]."""
Event = tuple[str, Mapping[str, Any]]
"""The type of an event, and what it tells beside what every event tells."""


def announce(call: Call, kind: str, node: Record, events: Iterable[Event]) -> None:
    """Queue events of a folder or task for every webhook that listens to them."""
    for name, extra in events:
        for hook in _listeners(call.context, call.tenant, name, node):
            told = {
                "taskId" if kind == TASKS else "folderId": node["id"],
                "webhookId": hook["id"],
                "eventAuthorId": reader_of(call).contact,
                "eventType": name,
                "lastUpdatedDate": timestamp(call.context.clock.now()),
                **extra,
            }
            payload = {"account": call.tenant, "webhook": hook["id"], "event": told, "failures": 0}
            key = call.context.ids.secret(call.tenant, "wrike delivery")
            due = call.context.clock.now() + LATE.get(name, 0.0)
            call.context.timers.at(due, TIMER, {**payload, "key": key})


def _listeners(context: Context, account_id: str, name: str, node: Record) -> Iterator[Record]:
    above: list[frozenset[str]] | None = None
    for hook in context.store.rows(WEBHOOKS, account_id).values():
        if hook.get("status", "Active") != "Active" or (hook.get("events") and name not in hook["events"]):
            continue
        place = hook.get("folderId") or hook.get("spaceId")
        if place is not None:
            near, all_ = above = above or list(_places(context, account_id, node))
            if place not in (all_ if hook.get("recursive") else near):
                continue
        if access.sees(Reader(context, account_of(context, account_id) or {}, hook.get("owner", "")), node):
            yield hook


def _places(context: Context, account_id: str, node: Record) -> Iterator[frozenset[str]]:
    """The node with what it lies in directly; the same with all above that."""
    found, waiting = [node["id"]], [node]
    near: frozenset[str] | None = None
    while waiting:
        parents = [
            parent
            for one in waiting
            for parent in (
                *one.get("formerParentIds", one.get("parentIds", ())),
                *one.get("superTaskIds", ()),
            )
        ]
        found += parents
        near = near or frozenset(found)
        records = (
            context.store.get(FOLDERS, account_id, one) or context.store.get(TASKS, account_id, one)
            for one in parents
        )
        waiting = [one for one in records if one is not None]
    yield near or frozenset(found)
    yield frozenset(found)


async def deliver(context: Context, payload: Record) -> None:
    """Send one event; on failure try again later, or suspend the webhook."""
    hook = context.store.get(WEBHOOKS, payload["account"], payload["webhook"])
    if hook is None or hook.get("status", "Active") != "Active":
        return  # events while it is suspended are lost [RES-B]
    body = orjson.dumps([payload["event"]], option=orjson.OPT_INDENT_2)
    headers = {"content-type": "application/json", "idempotency-key": payload["key"]}
    if secret := hook.get("secret"):
        headers["x-hook-signature"] = sign(secret, body)
    answered = await context.send(hook["hookUrl"], headers, body)
    status = 0 if answered is None else answered.status
    if 200 <= status < 300:
        return
    if (400 <= status < 500 and status not in RETRYABLE) or payload["failures"] >= RETRIES:
        suspended = {**hook, "status": "Suspended"}
        context.store.put(WEBHOOKS, payload["account"], hook["id"], suspended)
        return
    failures = payload["failures"] + 1
    context.timers.at(
        context.clock.now() + _pause(context, failures), TIMER, {**payload, "failures": failures}
    )


def _pause(context: Context, failures: int) -> float:
    """How long until the next try, in seconds."""
    return 60.0 if context.assume("wrike.hook_retry") == "minute" else 60.0 * 5 ** (failures - 1)


def sign(secret: str, content: bytes) -> str:
    """The hexadecimal HMAC-SHA256 of the content: of a body, or of a handshake's challenge [LIVE-CAP]."""
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


async def shake_hands(call: Call) -> bool:
    """Whether the receiver proves that it knows the secret; without a secret there is nothing to prove."""
    if not (secret := call.body.get("secret")):
        return True
    challenge = call.context.ids.secret(call.tenant, "wrike challenge")
    answered = await call.context.send(call.body["hookUrl"], {"x-hook-secret": challenge}, b"")
    if answered is None or answered.status != 200:
        return False
    echoed = call.context.assume("wrike.hook_handshake") == "echo"
    return answered.headers.get("x-hook-secret") == (
        challenge if echoed else sign(secret, challenge.encode())
    )
