"""The registry of checks, and how one is switched off."""

from __future__ import annotations

from mocks.kit.checks import Check, Checks
from tests.fakes import make_context

from . import tiny

SCOPE = Check("tiny.scope", "a token without the scope")
TOKEN = Check("tiny.token", "a token that is unknown")


def test_a_check_refuses_where_its_condition_failed() -> None:
    checks = Checks()
    assert checks.fails(SCOPE, True)
    assert not checks.fails(SCOPE, False)


def test_a_check_that_is_off_refuses_nothing_and_the_others_stay_on() -> None:
    checks = Checks(["tiny.scope"])
    assert not checks.fails(SCOPE, True)
    assert checks.fails(TOKEN, True)


def test_a_context_asks_its_checks() -> None:
    assert make_context(tiny.SERVICE).fails(SCOPE, True)
    assert not make_context(tiny.SERVICE, off=["tiny.scope"]).fails(SCOPE, True)
