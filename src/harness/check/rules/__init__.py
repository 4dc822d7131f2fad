"""The table of rules: a new one is an entry of a module here, and a case in the tests."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from ..model import SYNTAX, Rule
from . import answers, connections, extensions, flow, organizations, review, saving, secrets, silencing, urls

RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        rule.code: rule
        for rule in (
            *saving.RULES,
            *connections.RULES,
            *answers.RULES,
            *flow.RULES,
            *urls.RULES,
            *organizations.RULES,
            *secrets.RULES,
            *review.RULES,
            *extensions.RULES,
            *silencing.RULES,
        )
    }
)
"""By code, in the order in which `harness check --rules` lists them."""

LOOKING: Final = tuple(rule for rule in RULES.values() if rule.look)
"""Those that look at a Deluge file."""


def rule_of(code: str) -> Rule:
    """The rule that a code belongs to; what parsers refuse has a code that goes on behind `syntax`."""
    return RULES.get(code, RULES[SYNTAX])
