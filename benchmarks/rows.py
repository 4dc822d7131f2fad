"""The table of budgets, in its order."""

from __future__ import annotations

from . import checking, connecting, language, records, starting, story, throughput
from .figures import Row

ROWS = (
    Row("up", "start of harness up, process spawned to 200 from every server; memory", starting.measure),
    Row("scenario", "one warm scenario of 19 calls in process", story.in_process),
    Row("sockets", "the same over real sockets", story.over_sockets),
    Row("pytest", "1,000 scenarios under pytest, one worker", story.under_pytest),
    Row("throughput", "GET and create of one contact, 16 keep-alive connections", throughput.measure),
    Row("list", "a list page of 200: of all, filtered, searched, sorted, computed", records.list_page),
    Row("tasks", "a page of 100 of Wrike's tasks", records.task_page),
    Row("growth", "create at 100,000 records against create at 100", records.creation),
    Row("state", "create with --state against without", records.with_state),
    Row("memory", "100,000 contacts in memory", records.memory),
    Row("opening", "opening a state file of 10,000 contacts", records.opening),
    Row("snapshot", "snapshot, restore, reset at 10,000 records", records.snapshots),
    Row("journal", "growth of memory after 100,000 requests", records.journal),
    Row("check", "harness check over 800 functions of 120,000 lines", checking.measure),
    Row("connect", "authorising a connection in process", connecting.authorising),
    Row("connected-call", "what a live connection adds to a call", connecting.calling),
    Row("deluge", "a Deluge loop of 100,000 simple statements", language.measure),
    Row("parse", "reading 20,000 lines of Deluge", language.parsing),
)
