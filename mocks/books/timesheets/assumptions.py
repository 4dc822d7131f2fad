"""What nobody outside Zoho knows about time entries, and what this fake takes for it."""

from __future__ import annotations

from ...kit.assumptions import Assumption

ALL = (
    Assumption(
        "books.time_entry_required",
        "Which fields must a new time entry have?",
        "The specification requires project_id, task_id, user_id and log_date; whether the live server "
        "insists on the last three is UNKNOWN.",
        {
            "spec": "project_id, task_id, user_id, log_date",
            "project": "project_id alone; it is then the caller's entry of today",
        },
        "spec",
    ),
    Assumption(
        "books.time_entry_map",
        "Under which name does a function of the module time_entries get its map?",
        "UNKNOWN. The API says `time_entry`, the messages and the help say timesheet.",
        {
            "both": "the same map under `time_entry` and `timesheet`",
            "time_entry": "only `time_entry`",
            "timesheet": "only `timesheet`",
        },
        "both",
    ),
    Assumption(
        "books.unbillable_status",
        "What is `billed_status` of time that is not billable?",
        "Only `unbilled` is documented, in an example; the filters are Status.Unbilled and Status.Invoiced. "
        "UNKNOWN.",
        {"unbilled": "`unbilled`, as for all time", "non_billable": "`non_billable`"},
        "unbilled",
    ),
    Assumption(
        "books.second_timer",
        "What happens to the timer that a user has running when they start another?",
        "UNKNOWN. Only the refusal to start the same timer twice is documented (Zoho Invoice, code 20050).",
        {
            "stops": "it is stopped and its time is logged",
            "runs": "both run",
            "refused": "the second is refused with code 20050",
        },
        "stops",
    ),
    Assumption(
        "books.no_timer",
        "What do stopping and asking for the running timer answer when none runs?",
        "UNKNOWN.",
        {"missing": "code 1002, `Time entry does not exist.`", "empty": "success, without `time_entry`"},
        "missing",
    ),
)
