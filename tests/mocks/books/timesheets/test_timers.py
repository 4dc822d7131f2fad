"""Timers run on the world's clock."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import ONE, Desk, assert_refused

PATH = "/projects/timeentries"


def entry(desk: Desk, **values: Any) -> str:
    return str(desk.given("time_entries", {"log_time": "00:00", **values})["time_entry_id"])


def test_a_timer_runs_until_it_is_stopped(desk: Desk) -> None:
    key = entry(desk, log_time="01:00")
    started = desk.post(f"{PATH}/{key}/timer/start")
    assert started["time_entry"]["timer_started_at"] == "2026-01-15T14:30:00+0530"
    assert started["time_entry"]["timer_started_at_utc_time"] == "2026-01-15T09:00:00+0000"
    desk.context.clock.move(90 * 60)
    running = desk.get(f"{PATH}/runningtimer/me")
    assert running["time_entry"]["time_entry_id"] == key
    assert running["time_entry"]["timer_duration_in_minutes"] == "90"
    assert running["time_entry"]["timer_duration_in_seconds"] == "5400"
    assert running["time_entry"]["log_time"] == "01:00"
    stopped = desk.post(f"{PATH}/timer/stop")
    assert (stopped["time_entry"]["log_time"], stopped["time_entry"]["timer_started_at"]) == ("02:30", "")


def test_an_entry_can_begin_with_its_timer(desk: Desk) -> None:
    key = desk.project(tasks=["Design"])
    task = desk.get(f"/projects/{key}")["project"]["tasks"][0]["task_id"]
    sent = {"project_id": key, "task_id": task, "user_id": desk.tom[ONE], "log_date": "2026-01-15"}
    made = desk.post(PATH, {**sent, "start_timer": "true"})["time_entry"]
    assert made["timer_started_at"] == "2026-01-15T14:30:00+0530"
    other = desk.post(PATH, {**sent, "start_timer": " "})["time_entry"]
    assert other["timer_started_at"] == ""


def test_a_timer_is_its_users_own(desk: Desk) -> None:
    desk.post(f"{PATH}/{entry(desk)}/timer/start")
    answer = desk.ask("GET", f"{PATH}/runningtimer/me", token="ann")
    assert_refused(desk, answer, 404, 1002, "Time entry does not exist.")


def test_a_timer_that_runs_is_not_started_again_and_its_entry_not_edited(desk: Desk) -> None:
    key = entry(desk)
    desk.post(f"{PATH}/{key}/timer/start")
    again = desk.ask("POST", f"{PATH}/{key}/timer/start")
    assert_refused(desk, again, 400, 20050, "This timesheet entry is already being timed")
    edited = desk.ask("PUT", f"{PATH}/{key}", {"notes": "x"})
    assert_refused(desk, edited, 400, 20054, "This timesheet is being timed. Hence, it cannot be edited")


@pytest.mark.parametrize(
    ("chosen", "first", "second"),
    [("stops", "00:10", True), ("runs", "00:00", True), ("refused", "00:00", False)],
)
def test_what_a_second_timer_does_is_an_assumption(chosen: str, first: str, second: bool) -> None:
    desk = Desk(chosen={"books.second_timer": chosen})
    one, two = entry(desk), entry(desk)
    desk.post(f"{PATH}/{one}/timer/start")
    desk.context.clock.move(600)
    assert desk.ask("POST", f"{PATH}/{two}/timer/start").is_success is second
    assert desk.get(f"{PATH}/{one}")["time_entry"]["log_time"] == first
    running = desk.get(f"{PATH}/runningtimer/me")["time_entry"]["time_entry_id"]
    assert running == (two if second else one)


def test_what_is_answered_where_no_timer_runs_is_an_assumption(desk: Desk) -> None:
    for method, path in (("POST", "timer/stop"), ("GET", "runningtimer/me")):
        answer = desk.ask(method, f"{PATH}/{path}")
        assert_refused(desk, answer, 404, 1002, "Time entry does not exist.")
    empty = Desk(chosen={"books.no_timer": "empty"})
    assert empty.get(f"{PATH}/runningtimer/me") == {"code": 0, "message": "success"}
