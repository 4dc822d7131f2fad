"""What fake Books refuses about time entries, their timers, and the staff of projects."""

from __future__ import annotations

from .asks import ABSENT, Act, given, instead, sent, sent_before
from .books import ask, invalid, missing, refusal, required
from .rows import Row
from .stage import ORG, PROJECT, TASK, TOM

ENTRY, OTHER, BILL = "460000000046001", "460000000046002", "460000000090001"
PATH = "/projects/timeentries"

CREATE = ask(
    "POST",
    PATH,
    {"project_id": PROJECT, "task_id": TASK, "user_id": TOM, "log_date": "2026-01-15", "log_time": "01:00"},
)
UPDATE = ask("PUT", f"{PATH}/{ENTRY}", {"notes": "x"})
DELETE = ask("DELETE", f"{PATH}/{ENTRY}")
DELETE_MANY = ask("DELETE", PATH, params={"time_entry_ids": ENTRY})
START = ask("POST", f"{PATH}/{ENTRY}/timer/start")
STOP = ask("POST", f"{PATH}/timer/stop")
RUNNING = ask("GET", f"{PATH}/runningtimer/me")

INVITE = ask("POST", f"/projects/{PROJECT}/users/invite", {"user_name": "Eve", "email": "eve@example.com"})

ALREADY_TIMED = refusal("already_timed", 400, 20050, "This timesheet entry is already being timed")
TIMED_NOW = refusal("timed_now", 400, 20054, "This timesheet is being timed. Hence, it cannot be edited")
FOREIGN_TASK = "This task does not exist in this project. Hence, this timesheet entry cannot be made"


def entry(key: str = ENTRY, **values: str) -> Act:
    """A time entry of tom's is there."""
    return given(
        "books",
        "time_entries",
        ORG,
        {"time_entry_id": key, "project_id": PROJECT, "task_id": TASK, "user_id": TOM, **values},
    )


HERE = (entry(),)
"""What is there before the twin, where the row's entry is another."""


def in_use(title: str, path: str) -> Row:
    wrong = ask("DELETE", path).after(entry(invoice_id=BILL), right=HERE)
    words = f"{title} has transactions and cannot be deleted."
    refused = refusal("has_transactions", 400, 1004, words)
    return Row(f"deleting what an invoice bills: {title}", "books.in_use", refused, wrong)


ROWS = (
    *(
        Row(f"time without {name}", "books.required", required(name), CREATE.but(json={name: ABSENT}))
        for name in ("project_id", "task_id", "user_id", "log_date")
    ),
    Row(
        "no entries to delete",
        "books.required",
        required("time_entry_ids"),
        instead(DELETE_MANY, DELETE_MANY.changed(params={"time_entry_ids": ""}), entry()),
    ),
    Row("hours that are none", "books.value", invalid("log_time"), CREATE.but(json={"log_time": "long"})),
    Row(
        "an end before the begin",
        "books.value",
        invalid("end_time"),
        CREATE.changed(json={"begin_time": "09:00", "end_time": "10:00"}).but(json={"end_time": "08:00"}),
    ),
    Row(
        "time on a project that there is not",
        "books.reference",
        invalid("project_id"),
        CREATE.but(json={"project_id": BILL}),
    ),
    Row(
        "time of a user whom there is not",
        "books.reference",
        invalid("user_id"),
        CREATE.but(json={"user_id": BILL}),
    ),
    Row(
        "time for a task of no project",
        "books.task",
        refusal("foreign_task", 404, 1002, FOREIGN_TASK),
        CREATE.but(json={"task_id": BILL}),
    ),
    Row(
        "an edit while the timer runs",
        "books.timed",
        TIMED_NOW,
        UPDATE.after(entry(), sent(START), right=HERE),
    ),
    Row(
        "the same timer twice",
        "books.timing",
        ALREADY_TIMED,
        START.after(entry(), sent_before, right=HERE),
    ),
    Row(
        "a second timer, where there may be one",
        "books.timing",
        ALREADY_TIMED,
        START.after(entry(), entry(OTHER), sent(ask("POST", f"{PATH}/{OTHER}/timer/start")), right=HERE),
        None,
        {"books.second_timer": "refused"},
    ),
    *(
        Row(
            f"no timer: {one.method}",
            "books.record",
            missing("Time entry"),
            one.after(right=(entry(), sent(START))),
        )
        for one in (STOP, RUNNING)
    ),
    *(
        Row(
            f"no time entry: {one.method} {'timer' if one is START else ''}".strip(),
            "books.record",
            missing("Time entry"),
            one.after(right=HERE),
        )
        for one in (ask("GET", f"{PATH}/{ENTRY}"), UPDATE, DELETE, START)
    ),
    Row(
        "no time entry among several",
        "books.record",
        missing("Time entry"),
        DELETE_MANY.after(right=HERE),
    ),
    Row(
        "an invitation without an address",
        "books.required",
        required("email"),
        INVITE.but(json={"email": ABSENT}),
    ),
    Row(
        "no project to be invited to",
        "books.record",
        missing("Project"),
        INVITE.but(path=f"/books/v3/projects/{BILL}/users/invite"),
    ),
    in_use("The time entry", f"{PATH}/{ENTRY}"),
    in_use("The project", f"/projects/{PROJECT}"),
    in_use("The task", f"/projects/{PROJECT}/tasks/{TASK}"),
)
