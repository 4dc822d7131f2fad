"""Ids inside a request, checked: folders as parents, tasks as super tasks, contacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..kit.service import Call
from ..kit.store import Record
from . import access, tree
from .accounts import bin_of, root_of
from .answers import unique
from .checks import (
    CONTACTS,
    DELETED_CHANGE,
    JOB_ROLE,
    LOGICAL_PARENT,
    PARENTS,
    PLACEHOLDERS,
    ROLE,
    SUPER_TASKS,
)
from .errors import WrikeError
from .stored import CONTACTS as CONTACT_ROWS
from .stored import FOLDERS, JOB_ROLES, TASKS
from .stored import PLACEHOLDERS as PLACEHOLDER_ROWS


def contacts(call: Call, parameter: str, identifiers: Iterable[str]) -> tuple[str, ...]:
    """The contact ids, each once; one that the account does not have is refused."""
    asked = unique(identifiers)
    known = call.context.store.rows(CONTACT_ROWS, call.tenant)
    if call.context.fails(CONTACTS, any(one not in known for one in asked)):
        raise WrikeError.invalid_parameter(parameter)
    return asked


def placeholders(call: Call, parameter: str, identifiers: Iterable[str]) -> tuple[str, ...]:
    """The placeholder ids, each once; one that the account does not have, or has no more, is refused."""
    asked = unique(identifiers)
    rows = call.context.store.rows(PLACEHOLDER_ROWS, call.tenant)
    if call.context.fails(PLACEHOLDERS, any(rows.get(one, _GONE).get("deleted") for one in asked)):
        raise WrikeError.invalid_parameter(parameter)
    return asked


def job_role(call: Call, parameter: str, identifier: str) -> str:
    """The id of a job role; one that the account does not have, or has no more, is refused."""
    found = call.context.store.get(JOB_ROLES, call.tenant, identifier) or _GONE
    if call.context.fails(JOB_ROLE, bool(found.get("isDeleted"))):
        raise WrikeError.invalid_parameter(parameter)
    return identifier


_GONE: Record = {"deleted": True, "isDeleted": True}
"""Stands for what is not there at all."""


def roles(call: Call, parameter: str, given: Mapping[str, Any]) -> dict[str, int]:
    """Access roles by contact id, as the numbers inside their ids."""
    contacts(call, parameter, given)
    numbers = {who: role_number(call.tenant, role) for who, role in given.items()}
    if call.context.fails(ROLE, None in numbers.values()):
        raise WrikeError.invalid_parameter(parameter)
    return {who: number for who, number in numbers.items() if number is not None}


def role_number(account_id: str, identifier: Any) -> int | None:
    """The number of the built-in access role of that id, or None."""
    return next((one for one in access.ROLES if access.role_id(account_id, one) == identifier), None)


def parents(call: Call, parameter: str, identifiers: Iterable[str], *, root: bool) -> tuple[str, ...]:
    """The ids of folders as parents, as they are stored; the root only if `root`, never the bin."""
    asked = unique(identifiers)
    found = [tree.find(call.context, call.tenant, FOLDERS, one) for one in asked]
    if call.context.fails(PARENTS, None in found):
        raise WrikeError.invalid_parameter(parameter)
    records = [record for record in found if record is not None]
    logical = {bin_of(call.tenant)} if root else {bin_of(call.tenant), root_of(call.tenant)}
    if call.context.fails(LOGICAL_PARENT, any(record["id"] in logical for record in records)):
        raise WrikeError.invalid_parameter(parameter)
    if call.context.fails(DELETED_CHANGE, not all(map(tree.live, records))):
        raise WrikeError.invalid_parameter(parameter)
    access.require(call, records, access.EDIT)
    return unique(record["id"] for record in records)


def super_tasks(call: Call, parameter: str, identifiers: Iterable[str]) -> tuple[str, ...]:
    """The ids of tasks as super tasks, as they are stored."""
    found = [tree.find(call.context, call.tenant, TASKS, one) for one in unique(identifiers)]
    if call.context.fails(SUPER_TASKS, None in found):
        raise WrikeError.invalid_parameter(parameter)
    records = [record for record in found if record is not None]
    if call.context.fails(DELETED_CHANGE, not all(map(tree.live, records))):
        raise WrikeError.invalid_parameter(parameter)
    access.require(call, records, access.EDIT)
    return unique(record["id"] for record in records)
