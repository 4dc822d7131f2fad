"""Pictures of what has none of its own: letters on a colour, as the URLs of contacts have it (captured)."""

from __future__ import annotations

from collections.abc import Mapping

from .accounts import host_of
from .shapes import Reader

COLOURS: Mapping[str, str] = {
    "Purple1": "ba68c8",
    "Purple2": "8e24aa",
    "Blue1": "64b5f6",
    "Pink1": "f06292",
    "Pink2": "d81b60",
    "Red1": "e57373",
    "Red2": "e53935",
    "Turquoise1": "4dd0e1",
    "Turquoise2": "00acc1",
    "Blue2": "1e88e5",
    "DarkBlue1": "7986cb",
    "Green2": "43a047",
    "DarkBlue2": "3949ab",
    "Green1": "81c784",
    "Yellow1": "fbc02d",
    "Yellow2": "f9a825",
    "Orange2": "f57c00",
    "DarkCyan2": "00897b",
    "Orange1": "ff9800",
    "DarkCyan1": "4db6ac",
    "YellowGreen2": "afb42b",
    "YellowGreen1": "c0ca33",
}
"""What the specification calls the colours of avatars, with their values."""


def lettered(reader: Reader, letters: str, colour: str) -> str:
    """The URL of the picture with those letters (the first two count) on the colour of that name."""
    codes = "-".join(str(ord(letter)) for letter in letters[:2].upper())
    return reader.context.urls.of(host_of(reader.account), f"/avatars/Box_ff{COLOURS[colour]}_{codes}_v1.png")
