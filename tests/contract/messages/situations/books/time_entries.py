"""Time entries and timers."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids
from .common import project

WORK = {
    "project_id": "{project_id}",
    "task_id": "{task_id}",
    "user_id": "{user_id}",
    "log_date": "2026-01-15",
    "log_time": "01:00",
}


def furnish(desk: Desk, ids: Ids) -> None:
    """An hour that Tom has worked."""
    project(desk, ids)
    sent = {name: value.format_map(ids) for name, value in WORK.items()}
    ids["time_entry_id"] = desk.post("/projects/timeentries", sent)["time_entry"]["time_entry_id"]


def timed(desk: Desk, ids: Ids) -> None:
    """Tom's timer runs."""
    desk.post(f"/projects/timeentries/{ids['time_entry_id']}/timer/start")


CALLS = {
    "POST /projects/timeentries": Call(WORK),
    "DELETE /projects/timeentries": Call(params={"time_entry_ids": "{time_entry_id}"}),
    "PUT /projects/timeentries/{}": Call({"notes": "x"}),
    "POST /projects/timeentries/timer/stop": Call(after=timed),
    "GET /projects/timeentries/runningtimer/me": Call(after=timed),
}
