"""How plain records are laid down and seen: values as they are, some under other names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context
from ...kit.store import Record
from ..entities import Entity

Make = Callable[[Context, str, dict[str, Any]], Record]
IN_SPACE = {"space": "spaceId"}
"""How what belongs to a space says so."""


def given(make: Make, names: Mapping[str, str] | None = None) -> Any:
    """Lays down a record of the values that are given, some of which are stored under other names."""

    def lay(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
        present = {name: value for name, value in values.items() if value is not None}
        return make(context, tenant, {(names or {}).get(name, name): present[name] for name in present})

    return lay


def view(entity: Entity, fields: tuple[Field, ...], names: Mapping[str, str] | None = None) -> Any:
    """The stored records with the fields that a scenario knows, under its names."""

    def look(context: Context, tenant: str) -> list[dict[str, Any]]:
        return [seen(row, fields, names or {}) for row in entity.rows(context, tenant)]

    return look


def seen(row: Record, fields: tuple[Field, ...], names: Mapping[str, str]) -> dict[str, Any]:
    """One record as a scenario sees it."""
    pairs = ((field, names.get(field.name, field.name)) for field in fields)
    found = {field.name: row[stored] for field, stored in pairs if stored in row}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def known(
    context: Context,
    account_id: str,
    what: str,
    identifier: str,
    find: Callable[[Context, str, str], Record | None],
) -> Record:
    """What a scenario names by its id; raises ValueError where the account has no such thing."""
    if (found := find(context, account_id, identifier)) is None:
        raise ValueError(f"The account {account_id} has no {what} {identifier}.")
    return found
