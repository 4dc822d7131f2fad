"""What is attached to folders and tasks: the bytes, and links to them that are good for a day."""

from __future__ import annotations

from base64 import b64decode, b64encode

from ..kit.service import Context
from .accounts import ensure, host_of
from .stored import ATTACHMENTS, FILES, TICKETS

LINK_LIFE = 24 * 3_600.0
"""A link is valid for 24 hours [SPEC]."""
PATH = "/api/v4/files"
"""Where links lead: ours, as the real ones lead to a storage host."""


def keep(context: Context, account_id: str, key: str, content: bytes) -> None:
    """Store the bytes under that key."""
    context.store.put(FILES, account_id, key, {"base64": b64encode(content).decode()})


def read(context: Context, account_id: str, key: str) -> bytes:
    """The bytes under that key."""
    record = context.store.get(FILES, account_id, key)
    return b64decode(record["base64"]) if record else b""


def drop(context: Context, account_id: str, key: str) -> None:
    """Remove the bytes."""
    context.store.delete(FILES, account_id, key)


def count_of(context: Context, account_id: str, node: str) -> int:
    """How many attachments a folder or task has."""
    return len(context.store.find(ATTACHMENTS, account_id, "node", node))


def link(context: Context, account_id: str, key: str, name: str) -> str:
    """A link to the file that needs no token, for a day."""
    ticket = context.ids.secret(account_id, "wrike file ticket")
    expires = context.clock.now() + LINK_LIFE
    context.store.put(TICKETS, "", ticket, {"account": account_id, "file": key, "expires": expires})
    host = host_of(ensure(context, account_id))
    return context.urls.of(host, f"{PATH}/{ticket}")


def linked(context: Context, ticket: str) -> tuple[str, str] | None:
    """Account and key of the file that a link leads to, or None once it is too old."""
    found = context.store.get(TICKETS, "", ticket)
    if found is None or found["expires"] <= context.clock.now():
        return None
    return found["account"], found["file"]
