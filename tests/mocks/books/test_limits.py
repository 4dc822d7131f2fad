"""Whose calls a limit counts, and how faults of fake Books look. What it refuses: tests/say_no."""

from __future__ import annotations

import pytest

from .desk import HOST, ONE, TWO, Desk, assert_refused

ORGANIZATION_BLOCKED = (
    "For security reasons your organization has been blocked as it have exceeded the maximum number of "
    "requests per minute that can originate from an organization."
)


def test_calls_that_belong_to_no_organization_are_counted_by_person(desk: Desk) -> None:
    desk.context.limits.allow("books", 1)
    for token in ("tom", "ann"):
        assert desk.ask("GET", "/organizations", organization=None, token=token).status_code == 200
        assert desk.ask("GET", "/organizations", organization=None, token=token).status_code == 429


def test_organizations_are_counted_apart_and_the_window_moves(desk: Desk) -> None:
    desk.context.limits.allow("books", 1)
    assert desk.ask("GET", "/contacts", organization=ONE).status_code == 200
    assert desk.ask("GET", "/contacts", organization=TWO).status_code == 200
    assert desk.ask("GET", "/contacts", organization=ONE, token="ann").status_code == 429
    desk.context.clock.move(61)
    assert desk.ask("GET", "/contacts", organization=ONE).status_code == 200


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [(429, 44, ORGANIZATION_BLOCKED), (500, 1000, "Internal error"), (503, 1000, "Internal error")],
)
def test_faults_on_purpose_answer_in_the_vendors_envelope(
    desk: Desk, status: int, code: int, message: str
) -> None:
    desk.context.faults.add({"at": {"service": "books"}, "do": {"status": status}})
    answer = desk.ask("GET", "/contacts")
    assert (answer.status_code, answer.json()) == (status, {"code": code, "message": message})


@pytest.mark.parametrize(
    ("chosen", "code", "wait"),
    [("minute", 44, None), ("live", 43, "3600"), ("day", 45, None), ("concurrent", 1070, None)],
)
def test_a_fault_of_too_many_calls_has_each_known_form(chosen: str, code: int, wait: str | None) -> None:
    desk = Desk(chosen={"books.rate_limited": chosen})
    desk.context.faults.add({"at": {"service": "books"}, "do": {"status": 429}})
    answer = desk.ask("GET", "/contacts")
    assert (answer.status_code, answer.json()["code"]) == (429, code)
    assert answer.headers.get("retry-after") == wait


def test_a_fault_may_say_itself_how_long_to_wait() -> None:
    desk = Desk(chosen={"books.rate_limited": "live"})
    do = {"status": {"status": 429, "headers": {"Retry-After": 30}}}
    desk.context.faults.add({"at": {"service": "books"}, "do": do})
    assert desk.ask("GET", "/contacts").headers.get_list("retry-after") == ["30"]


def test_too_many_calls_at_the_same_time_are_told_to_the_letter() -> None:
    desk = Desk(chosen={"books.rate_limited": "concurrent"})
    desk.context.limits.allow("books", 0)
    text = "You have reached the maximum number of in process requests allowed. Kindly try again after some "
    text += "time."
    assert_refused(desk, desk.ask("GET", "/contacts"), 429, 1070, text)


def test_a_fault_of_our_own_is_an_internal_error(desk: Desk) -> None:
    key = desk.customer()
    desk.context.store.put("books.contacts", ONE, key, {"contact_id": key, "created_time": "no number"})
    answer = desk.ask("GET", f"/contacts/{key}", host=HOST)
    assert_refused(desk, answer, 500, 1000, "Internal error")
