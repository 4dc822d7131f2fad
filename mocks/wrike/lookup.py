"""Entities by the ids of a path, joined by commas."""

from __future__ import annotations

from collections.abc import Callable

from ..kit.service import Call, Context
from ..kit.store import Record
from .checks import ENTITY, ENTITY_COUNT
from .errors import WrikeError

MOST, MOST_READ = 100, 1_000
"""How many ids a path may hold: to change what they name [SPEC20], and to read it [SPEC]."""


def by_ids(call: Call, find: Callable[[str], Record | None]) -> list[Record]:
    """The records that the path names, in its order, each once; what is missing is refused or left out."""
    identifiers = list(dict.fromkeys(part.strip() for part in call.ids["ids"].split(",") if part.strip()))
    if len(identifiers) > MOST:  # only then it matters what is assumed
        many = call.request.method == "GET" and call.context.assume("wrike.ids_of_a_read") == "1000"
        most = MOST_READ if many else MOST
        if call.context.fails(ENTITY_COUNT, len(identifiers) > most):
            raise WrikeError.invalid_request(f"More than {most} ids")
    found = [record for record in map(find, identifiers) if record is not None]
    if call.context.fails(ENTITY, _too_few(call.context, len(found), len(identifiers))):
        raise missing_entity(call.context)
    return found


def the_one(call: Call, find: Callable[[str], Record | None]) -> Record:
    """The one record that the path names; with the check off, one that has nothing but the id."""
    identifier = call.ids["ids"]
    if (record := find(identifier)) is not None:
        return record
    if call.context.fails(ENTITY, True):
        raise missing_entity(call.context)
    return {"id": identifier}


def missing_entity(context: Context) -> WrikeError:
    """The error for an id that the account does not have."""
    if context.assume("wrike.missing_entity") == "access_forbidden":
        return WrikeError.access_forbidden()
    return WrikeError.resource_not_found()


def _too_few(context: Context, found: int, asked: int) -> bool:
    if found == 0:
        return True
    return found < asked and context.assume("wrike.missing_ids") == "refused"
