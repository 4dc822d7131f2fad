"""Each rule reports what it is for, and nothing that is fine."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.check import RULES, check_paths
from harness.check.model import SYNTAX

from .cases import Case, all_cases

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_reports_what_its_comments_say_and_nothing_else(case: Case) -> None:
    problems = check_paths([case.path]).problems
    assert {(Path(one.file).name, one.line, one.code) for one in problems} == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_both_sides(case: Case) -> None:
    assert case.fine
    assert case.expected


def test_every_rule_has_a_case() -> None:
    shown = {
        code.partition(".")[0] if code.startswith(SYNTAX) else code
        for case in CASES
        for _, _, code in case.expected
    }
    assert shown == set(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_is_for_and_who_says_so(rule: object) -> None:
    what, source = getattr(rule, "what"), getattr(rule, "source")  # noqa: B009
    assert what[0].isupper() or what.startswith(("while", "break", "zoho", "organisation"))
    assert what.endswith(".")
    assert source
