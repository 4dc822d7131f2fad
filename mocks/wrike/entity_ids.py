"""Wrike's two id formats, which live side by side (derived from captured ids).

Legacy: groups of eight base32 characters, each one letter byte and a signed 32-bit number; entities
of an account are the account's group and their own (`IEAAAAAQI4AB5BGV`). New, since 2025, for tasks,
folders, projects and spaces: one type byte and an unsigned 64-bit number in base64url
(`MAAAAAEOud3s`). The number of a permalink is the number inside the id, in both formats.
"""

from __future__ import annotations

import binascii
import struct
from base64 import b32decode, b32encode, urlsafe_b64decode, urlsafe_b64encode
from functools import lru_cache

ACCOUNT, CONTACT, FOLDER, TASK, STATUS, WORKFLOW = "A", "U", "G", "T", "K", "W"
COMMENT, ATTACHMENT, CUSTOM_FIELD, TIMELOG, WEBHOOK, INVITATION = "C", "F", "M", "L", "H", "I"
APPROVAL, WORK_SCHEDULE, ACCESS_ROLE, USER_TYPE = "a", "b", "h", "i"
REQUEST_FORM, AUDIT_ENTRY = "Z", "l"
CATEGORY, JOB, EXCLUSION, DATA_EXPORT = "Y", "J", "X", "D"
"""Letters of timelog categories, asynchronous jobs, exceptions of schedules and exports: ours."""
CUSTOM_ITEM_TYPE = "z"
"""Seen in public clients of 2025 (`…PIAHEHEZ`)."""
JOB_ROLE, PLACEHOLDER, USER_EXCLUSION, BOOKING = "R", "P", "V", "B"
"""Letters of job roles, placeholders, exceptions of people and bookings: ours as well."""
ROOT, BIN = -1, -2
"""The numbers of an account's two virtual folders."""
BLUEPRINTS = -3
"""The number of the root of an account's blueprints: ours."""

_MODERN = {TASK: 0x30, FOLDER: 0x31}
_MODERN_LETTERS = {code: letter for letter, code in _MODERN.items()}


@lru_cache(maxsize=1_000)
def group(letter: str, number: int) -> str:
    """One legacy group of eight characters: `group("A", 16)` is `IEAAAAAQ`."""
    return b32encode(struct.pack(">ci", letter.encode(), number)).decode()


def long_group(letter: str, number: int) -> str:
    """One group of fifteen characters, whose number has 64 bits: of entries of the audit log (derived)."""
    return b32encode(struct.pack(">cq", letter.encode(), number)).decode().rstrip("=")


def legacy(account: int, letter: str, number: int) -> str:
    """The legacy id of an entity of the account of that number."""
    return group(ACCOUNT, account) + group(letter, number)


def modern(letter: str, number: int) -> str:
    """The new id of a task or folder."""
    return urlsafe_b64encode(struct.pack(">BQ", _MODERN[letter], number)).decode()


def dependency(predecessor: int, successor: int) -> str:
    """The id of a dependency between the tasks of those numbers: 24 characters (derived)."""
    return urlsafe_b64encode(struct.pack(">BQBQ", 0x32, predecessor, 0x33, successor)).decode()


def decode(identifier: str) -> tuple[str, int] | None:
    """The letter and the number inside an id of either format, or None if it is neither."""
    if len(identifier) == 12:
        return _decode_modern(identifier)
    if len(identifier) in (8, 16):
        return _decode_group(identifier[-8:])
    return None


def _decode_modern(identifier: str) -> tuple[str, int] | None:
    try:
        code, number = struct.unpack(">BQ", urlsafe_b64decode(identifier))
    except (binascii.Error, struct.error, ValueError):
        return None
    letter = _MODERN_LETTERS.get(code)
    return None if letter is None else (letter, number)


def _decode_group(text: str) -> tuple[str, int] | None:
    try:
        letter, number = struct.unpack(">ci", b32decode(text))
    except (binascii.Error, struct.error, ValueError):
        return None
    return letter.decode("latin-1"), number
