"""Records for a function that came without one: plausible, and the same for the same seed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..paste.wanted import ELEMENT, Wanted
from ..scenario.catalogue import Field

SAMPLES: Mapping[str, Mapping[str, Any]] = {
    "projects": {
        "project_name": "Website relaunch",
        "description": "A new website in two languages",
        "tasks": [
            {"task_name": "Design", "description": "Three drafts"},
            {"task_name": "Build"},
            {"task_name": "Launch"},
        ],
    },
    "contacts": {
        "contact_name": "Acme Corp",
        "company_name": "Acme Corporation",
        "contact_type": "customer",
        "first_name": "Jo",
        "last_name": "Reed",
        "email": "jo.reed@example.com",
        "phone": "+1 555 0100",
    },
}
"""What a record of fake Books is made of, by module."""

ELEMENTS = 2
"""So many elements has a list that is made up."""

Id = Callable[[], str]
"""Gives the next id."""

_GUESSES: tuple[tuple[re.Pattern[str], Any], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), value)
    for pattern, value in (
        (r".*e?mail.*", "jo.reed@example.com"),
        (r".*(phone|mobile|fax)", "+1 555 0100"),
        (r".*(_|^)(time|at)$", "2026-01-15T09:00:00+0000"),
        (r".*date.*", "2026-01-15"),
        (r"(is|has|can)_.*", True),
        (r".*(total|amount|balance|price|rate|cost|budget|discount|tax|paid|due).*", 100.0),
        (r".*(quantity|count|hours|days|terms|percentage|percent)", 1),
        (r".*status", "active"),
        (r".*currency_code", "USD"),
        (r".*(url|website|link)", "https://www.example.com"),
        (r".*country.*", "USA"),
        (r".*city", "Springfield"),
        (r".*zip.*", "12345"),
        (r".*_?number", "0001"),
        (r".*(customer|contact|vendor|company|account).*name", "Acme Corp"),
        (r".*first_?name", "Jo"),
        (r".*last_?name", "Reed"),
    )
)


def sample(module: str, fields: Iterable[Field], custom_fields: Iterable[str]) -> dict[str, Any]:
    """A record that fake Books can make: its required fields, and the custom fields that are read."""
    made = dict(SAMPLES.get(module, {}))
    for field in fields:
        if field.required and field.name not in made:
            made[field.name] = field.enum[0] if field.enum else guess(field.name)
    if custom := {name: guess(name) for name in custom_fields}:
        made["custom_fields"] = custom
    return made


def made_up(wanted: Wanted, next_id: Id, name: str = "") -> Any:
    """A value that has what is read of it."""
    if ELEMENT in wanted:
        return [made_up(wanted[ELEMENT], next_id, name.removesuffix("s")) for _ in range(ELEMENTS)]
    if wanted:
        return {key: made_up(one, next_id, key) for key, one in wanted.items()}
    return next_id() if name.lower().endswith("id") else guess(name)


def guess(name: str) -> Any:
    """A value for a field of that name."""
    found = next((value for pattern, value in _GUESSES if pattern.fullmatch(name)), None)
    return name.removeprefix("cf_").replace("_", " ").strip().capitalize() if found is None else found
