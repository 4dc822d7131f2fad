"""What invoices bill: time of projects, and expenses; each once."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ..desk import Desk, assert_refused


@pytest.fixture
def project(desk: Desk) -> str:
    """A project of Acme, billed by the hour of a task: design at 10, build at 20."""
    desk.customer()
    tasks = [{"task_name": "Design", "rate": 10}, {"task_name": "Build", "rate": 20}]
    return desk.project(billing_type="based_on_task_hours", tasks=tasks)


def log(desk: Desk, task: str = "Design", hours: str = "02:00") -> str:
    return str(desk.given("time_entries", {"task": task, "log_time": hours})["time_entry_id"])


def bill(desk: Desk, project: str, *entries: str, **values: Any) -> dict[str, Any]:
    customer = desk.get(f"/projects/{project}")["project"]["customer_id"]
    line = {"project_id": project, "time_entry_ids": list(entries), **values}
    return dict(desk.post("/invoices", {"customer_id": customer, "line_items": [line]})["invoice"])


def state(desk: Desk, entry: str) -> tuple[str, str]:
    shown = desk.get(f"/projects/timeentries/{entry}")["time_entry"]
    return shown["billed_status"], shown["invoice_id"]


def test_an_invoice_of_a_projects_time_marks_it_and_carries_its_ids(desk: Desk, project: str) -> None:
    first, second = log(desk), log(desk, "Build", "01:30")
    invoice = bill(desk, project, first, second)
    (line,) = invoice["line_items"]
    assert (line["project_id"], line["project_name"]) == (project, "Website")
    assert line["time_entry_ids"] == [first, second]
    assert (line["name"], line["unit"], line["quantity"]) == ("Website", "hrs", 3.5)
    assert (line["rate"], invoice["total"]) == (14.29, 50.02)
    assert state(desk, first) == state(desk, second) == ("invoiced", invoice["invoice_id"])
    shown = desk.get(f"/projects/{project}")["project"]
    assert (shown["billed_hours"], shown["un_billed_hours"]) == ("03:30", "00:00")
    assert (shown["billed_amount"], shown["un_billed_amount"]) == (50, 0)
    invoiced = desk.get("/projects/timeentries", params={"filter_by": "Status.Invoiced"})["time_entries"]
    assert {one["time_entry_id"] for one in invoiced} == {first, second}


def test_a_rate_that_is_given_wins(desk: Desk, project: str) -> None:
    line = bill(desk, project, log(desk), rate=99, quantity=1, name="Design work")["line_items"][0]
    assert (line["rate"], line["quantity"], line["name"], line["item_total"]) == (99, 1, "Design work", 99)


def test_time_named_by_the_whole_invoice_goes_to_its_first_line(desk: Desk, project: str) -> None:
    entry = log(desk)
    customer = desk.get(f"/projects/{project}")["project"]["customer_id"]
    sent = {"customer_id": customer, "line_items": [{"name": "Work", "rate": 5}], "time_entry_ids": [entry]}
    invoice = desk.post("/invoices", sent)["invoice"]
    assert invoice["line_items"][0]["time_entry_ids"] == [entry]
    assert state(desk, entry) == ("invoiced", invoice["invoice_id"])


def test_deleting_the_invoice_frees_the_time(desk: Desk, project: str) -> None:
    entry = log(desk)
    invoice = bill(desk, project, entry)
    desk.delete(f"/invoices/{invoice['invoice_id']}")
    assert state(desk, entry) == ("unbilled", "")


def test_an_update_frees_what_it_no_longer_bills(desk: Desk, project: str) -> None:
    first, second = log(desk), log(desk)
    invoice = bill(desk, project, first, second)
    line = invoice["line_items"][0]["line_item_id"]
    desk.put(
        f"/invoices/{invoice['invoice_id']}",
        {"line_items": [{"line_item_id": line, "time_entry_ids": [second]}]},
    )
    assert (state(desk, first)[0], state(desk, second)[0]) == ("unbilled", "invoiced")


@pytest.mark.parametrize(("chosen", "after"), [("keeps", "invoiced"), ("frees", "unbilled")])
def test_whether_voiding_frees_the_time_is_an_assumption(chosen: str, after: str) -> None:
    desk = Desk(chosen={"books.void_frees": chosen})
    project = desk.project(tasks=["Design"])
    entry = log(desk)
    invoice = bill(desk, project, entry)
    desk.post(f"/invoices/{invoice['invoice_id']}/status/void")
    assert state(desk, entry)[0] == after


def test_time_is_billed_once(desk: Desk, project: str) -> None:
    entry = log(desk)
    invoice = bill(desk, project, entry)
    customer = desk.get(f"/projects/{project}")["project"]["customer_id"]
    again = {"customer_id": customer, "line_items": [{"name": "x", "time_entry_ids": [entry]}]}
    answer = desk.ask("POST", "/invoices", again)
    assert_refused(desk, answer, 400, 2, "Invalid value passed for time_entry_ids")
    lax = Desk(chosen={"books.billed_twice": "ignored"})
    lax_project = lax.project(tasks=["Design"])
    lax_entry = log(lax)
    first = bill(lax, lax_project, lax_entry)
    second = bill(lax, lax_project, lax_entry, name="x")
    assert second["line_items"][0]["time_entry_ids"] == []
    assert state(lax, lax_entry)[1] == first["invoice_id"]
    assert state(desk, entry)[1] == invoice["invoice_id"]


def test_what_is_billed_is_not_deleted(desk: Desk, project: str) -> None:
    entry = log(desk)
    bill(desk, project, entry)
    for path, title in (
        (f"/projects/timeentries/{entry}", "time entry"),
        (f"/projects/{project}", "project"),
    ):
        answer = desk.ask("DELETE", path)
        text = f"The {title} has transactions and cannot be deleted."
        assert_refused(desk, answer, 400, 1004, text)


def test_a_project_lists_its_invoices(desk: Desk, project: str) -> None:
    invoice = bill(desk, project, log(desk))
    desk.given("invoices", {})
    answer = desk.get(f"/projects/{project}/invoices")
    (row,) = answer["invoices"]
    assert (row["invoice_id"], row["status"], row["total"]) == (invoice["invoice_id"], "draft", 20)
    assert answer["page_context"]["report_name"] == "Invoices"


def test_a_fixed_price_is_billed_by_lines_for_the_project(desk: Desk) -> None:
    key = desk.project(billing_type="fixed_cost_for_project", rate=1000)
    customer = desk.get(f"/projects/{key}")["project"]["customer_id"]
    line = {"name": "First half", "rate": 500, "project_id": key}
    desk.post("/invoices", {"customer_id": customer, "line_items": [line]})
    shown = desk.get(f"/projects/{key}")["project"]
    assert (shown["total_amount"], shown["billed_amount"], shown["un_billed_amount"]) == (1000, 500, 500)


class Billing(RuleBasedStateMachine):
    """However invoices come, change and go, time is on one of them at most, and the marks agree."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.project = self.desk.project(tasks=["Design"])
        self.entries = [log(self.desk) for _ in range(4)]
        self.invoices: list[str] = []

    @rule(chosen=st.sets(st.integers(0, 3), min_size=1))
    def make(self, chosen: set[int]) -> None:
        customer = self.desk.get(f"/projects/{self.project}")["project"]["customer_id"]
        keys = [self.entries[one] for one in chosen]
        free = all(state(self.desk, key)[0] == "unbilled" for key in keys)
        line = {"name": "Work", "time_entry_ids": keys}
        answer = self.desk.ask("POST", "/invoices", {"customer_id": customer, "line_items": [line]})
        assert (answer.status_code == 201) is free
        if free:
            self.invoices.append(answer.json()["invoice"]["invoice_id"])

    @rule(data=st.data(), chosen=st.sets(st.integers(0, 3)))
    def change(self, data: st.DataObject, chosen: set[int]) -> None:
        if self.invoices:
            key = data.draw(st.sampled_from(self.invoices))
            line = {"name": "Work", "time_entry_ids": [self.entries[one] for one in chosen]}
            self.desk.ask("PUT", f"/invoices/{key}", {"line_items": [line]})

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        if self.invoices:
            key = data.draw(st.sampled_from(self.invoices))
            self.desk.delete(f"/invoices/{key}")
            self.invoices.remove(key)

    @invariant()
    def each_is_billed_once_and_says_where(self) -> None:
        billed: dict[str, str] = {}
        for key in self.invoices:
            for line in self.desk.get(f"/invoices/{key}")["invoice"]["line_items"]:
                for entry in line["time_entry_ids"]:
                    assert entry not in billed
                    billed[entry] = key
        for entry in self.entries:
            assert state(self.desk, entry)[1] == billed.get(entry, "")


TestBilling = Billing.TestCase
TestBilling.settings = settings(
    max_examples=10, stateful_step_count=10, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
