"""Every assumption is declared well, and each of its alternatives is a case."""

from __future__ import annotations

import pytest

from harness.deluge import ASSUMPTIONS
from harness.ports import Assumption

from .cases import all_cases


@pytest.mark.parametrize("one", ASSUMPTIONS, ids=[one.key for one in ASSUMPTIONS])
def test_an_assumption_chooses_one_of_its_alternatives(one: Assumption) -> None:
    assert one.key.startswith("deluge.")
    assert one.choice in one.alternatives
    assert len(one.alternatives) >= 2
    assert one.question.endswith("?")
    assert one.evidence


def test_every_alternative_has_a_case() -> None:
    tried = {pair for case in all_cases() for pair in case.assume.items()}
    missing = {
        (one.key, name)
        for one in ASSUMPTIONS
        for name in one.alternatives
        if name != one.choice and (one.key, name) not in tried
    }
    assert missing == set()
