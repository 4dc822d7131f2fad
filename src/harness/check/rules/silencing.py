"""Comments that silence: wrong ones are reported as well."""

from __future__ import annotations

from ..model import WARNING, Rule

RULES = (
    Rule(
        "unknown-code",
        WARNING,
        "A comment or extension.yaml silences a code that does not exist.",
        "ours",
    ),
    Rule(
        "unused-ignore",
        WARNING,
        "A comment silences a code that nothing reports there.",
        "ours",
    ),
)
