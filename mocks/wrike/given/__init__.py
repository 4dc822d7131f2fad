"""The starting state and its look: what scenarios write, and what their expectations see."""

from __future__ import annotations

from collections.abc import Mapping

from ...kit.service import Kind
from . import account, people, places, records, templates
from .requests import PATH

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (*people.KINDS, *places.KINDS, *records.KINDS, *templates.KINDS, *account.KINDS)
}

__all__ = ["KINDS", "PATH"]
