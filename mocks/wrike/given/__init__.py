"""The starting state and its look: what scenarios write, and what their expectations see."""

from __future__ import annotations

from collections.abc import Mapping

from ...kit.service import Kind
from . import account, people, places, planning, records, templates
from .requests import PATH

_ROOMS = (people, places, records, planning, templates, account)
KINDS: Mapping[str, Kind] = {kind.name: kind for room in _ROOMS for kind in room.KINDS}

__all__ = ["KINDS", "PATH"]
