"""Plain text out of Wrike's HTML descriptions."""

from __future__ import annotations

import re
from html import unescape

_TAG = re.compile(r"<[^>]*>")


def brief(description: str) -> str:
    """The description without tags, in one line: what `briefDescription` holds (from a capture of 2026)."""
    return " ".join(unescape(_TAG.sub(" ", description)).split())
