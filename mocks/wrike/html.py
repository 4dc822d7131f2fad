"""Wrike keeps texts as HTML: plain text out of it, and into it."""

from __future__ import annotations

import re
from html import escape, unescape

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>|</p>|</li>", re.IGNORECASE)


def brief(description: str) -> str:
    """The description without tags, in one line: what `briefDescription` holds (from a capture of 2026)."""
    return " ".join(unescape(_TAG.sub(" ", description)).split())


def plain(text: str) -> str:
    """The text without tags, its lines kept."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", text))).strip("\n")


def escaped(text: str) -> str:
    """Plain text as HTML."""
    return escape(text, quote=False).replace("\n", "<br />")
