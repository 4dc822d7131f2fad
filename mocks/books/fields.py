"""The kinds of fields of which declarations are made, and the custom fields that many records have."""

from __future__ import annotations

from ..kit.fields import Field


def text(name: str, max_length: int | None = None, *, default: str | None = None) -> Field:
    """A text that a request may hold."""
    return Field(name, max_length=max_length, default=default)


def choice(name: str, *values: str, default: str | None = None) -> Field:
    """A text that must be one of `values`."""
    return Field(name, enum=values, default=default)


def number(name: str) -> Field:
    """A number that a request may hold."""
    return Field(name, "number")


def flag(name: str, *, default: bool | None = None) -> Field:
    """A boolean that a request may hold."""
    return Field(name, "boolean", default=default)


def shown(name: str, default: str = "") -> Field:
    """A text that answers hold and requests can't set."""
    return Field(name, default=default, read_only=True)


def amount(name: str) -> Field:
    """A number that answers hold and requests can't set."""
    return Field(name, "number", read_only=True)


def shown_flag(name: str, *, default: bool = False) -> Field:
    """A boolean that answers hold and requests can't set."""
    return Field(name, "boolean", default=default, read_only=True)


def moment(name: str) -> Field:
    """A timestamp: stored as seconds since the epoch, shown in the organization's time zone."""
    return Field(name, "time", read_only=True)


CUSTOM_FIELD = (
    Field("customfield_id", "id"),
    text("api_name"),
    text("placeholder"),
    Field("index", "integer"),
    text("label"),
    text("data_type"),
    Field("value", "any"),
    Field("value_formatted", "any"),
)
CUSTOM = (
    Field("custom_fields", "list", fields=CUSTOM_FIELD),
    Field("custom_field_hash", "object", read_only=True),
)
