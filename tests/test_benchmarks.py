"""The benchmarks cover the table of budgets, and print it."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from benchmarks.__main__ import main
from benchmarks.figures import Effort, Figure
from benchmarks.rows import ROWS

BUDGETS = {
    "up": "start of `harness up`, and its memory",
    "scenario": "one warm scenario in process",
    "sockets": "the same over real sockets",
    "pytest": "1,000 scenarios under pytest",
    "throughput": "GET of one contact, create of one contact",
    "list": "a list page of 200 contacts",
    "tasks": "a page of 100 tasks of Wrike",
    "growth": "create at 100,000 records against create at 100",
    "state": "create with --state against without",
    "memory": "100,000 contacts in memory",
    "opening": "opening a state file of 10,000",
    "snapshot": "snapshot, restore, reset at 10,000 records",
    "journal": "the journal after 100,000 requests",
    "check": "harness check over 800 functions",
    "connect": "authorising a connection in process",
    "connected-call": "what a live connection adds to a call",
    "deluge": "a Deluge loop of 100,000 simple statements",
    "parse": "reading 20,000 lines of Deluge",
}


def test_every_budget_has_its_row() -> None:
    assert [row.name for row in ROWS] == list(BUDGETS)


def test_one_chosen_row_prints_its_figure_beside_its_reference(tmp_path: Path) -> None:
    written = tmp_path / "figures.json"
    done = CliRunner().invoke(main, ["-k", "deluge", "--quick", "--json", str(written)])
    assert done.exit_code == 0
    (line,) = (line for line in done.output.splitlines() if line.startswith("deluge-loop"))
    assert "<= 10 x" in line
    assert "Python" in line
    (figure,) = orjson.loads(written.read_bytes())["figures"]
    assert (figure["name"], figure["budget"], figure["unit"]) == ("deluge-loop", 10, "x")
    assert f"{'Holds' if figure['holds'] else 'Misses'}: deluge-loop." in done.output


def test_a_name_that_no_row_has_is_refused_with_those_there_are() -> None:
    done = CliRunner().invoke(main, ["-k", "speed"])
    assert done.exit_code == 2
    assert "throughput" in done.output


@pytest.mark.parametrize(
    ("value", "at_least", "holds"),
    [(2, False, True), (2.1, False, False), (2, True, True), (1.9, True, False)],
)
def test_a_budget_is_the_greatest_or_the_smallest_value_that_holds(
    value: float, at_least: bool, holds: bool
) -> None:
    assert Figure("some", value, 2, "x", "", at_least).holds is holds


def test_what_was_only_estimated_is_not_said_to_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    def estimated(_effort: Effort) -> list[Figure]:
        return [Figure("guess", 1, 2, "s", "nothing", note="a tenth of it")]

    monkeypatch.setattr("benchmarks.__main__.ROWS", (type(ROWS[0])("guess", "a guess", estimated),))
    said = CliRunner().invoke(main, []).output
    assert "holds?" in said
    assert "Holds: none." in said
    assert "Only estimated, see the notes: guess." in said


def test_a_row_that_fails_is_named_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_effort: Effort) -> list[Figure]:
        raise ValueError("no such thing here")

    broken_row = type(ROWS[0])("deluge-broken", "a row that can't be measured", broken)
    (loop,) = (row for row in ROWS if row.name == "deluge")
    monkeypatch.setattr("benchmarks.__main__.ROWS", (broken_row, loop))
    done = CliRunner().invoke(main, ["-k", "deluge", "--quick"])
    assert done.exit_code == 0
    assert "Not measured: deluge-broken." in done.output
    assert "deluge-loop" in done.output
