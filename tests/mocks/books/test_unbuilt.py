"""What the fake does not have: it says so, and never acts as if Books had not."""

from __future__ import annotations

import re

import pytest

from mocks.books import SERVICE
from mocks.kit.service import Operation
from tests.contract.facts import key_of, modules

from .desk import Desk, assert_refused

UNBUILT = [one for one in SERVICE.declared if one.unbuilt]
TOLD = "This fake of Zoho Books does not have this operation yet."


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("operation", UNBUILT, ids=lambda one: one.id)
def test_what_is_not_built_answers_501_in_books_envelope(desk: Desk, operation: Operation) -> None:
    path = re.sub(r"\{\w+\}", "460000000000001", operation.path)
    assert_refused(desk, desk.ask(operation.method, path), 501, 501, TOLD)


def test_records_of_custom_modules_are_not_built_either(desk: Desk) -> None:
    assert_refused(desk, desk.ask("GET", "/cm_debtor"), 501, 501, TOLD)
    assert_refused(desk, desk.ask("PUT", "/cm_debtor/460000000000001", {}), 501, 501, TOLD)


def test_token_and_scope_are_judged_before(desk: Desk) -> None:
    desk.token("reader", ["ZohoBooks.banking.READ"], person="tom")
    unauthorized = (401, 57, "You are not authorized to perform this operation")
    assert_refused(desk, desk.ask("GET", "/bankaccounts", token="made up"), *unauthorized, "unknown")
    assert_refused(desk, desk.ask("POST", "/bankaccounts", {}, token="reader"), *unauthorized, "scope")


def test_no_operation_of_the_specification_is_missing() -> None:
    declared = {key_of(one.method, one.path) for one in SERVICE.declared}
    named = {key for module in modules() if module.fake == "books" for key in module.operations}
    custom = {key for key in named if key.split()[1].startswith("/{}")}
    assert named - custom - declared == set()
