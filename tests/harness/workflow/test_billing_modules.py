"""Rules on time, expenses and invoices fire, and their functions get the records as maps."""

from __future__ import annotations

import asyncio

import pytest

from harness.deluge import compile_source
from harness.extension import Extension
from harness.workflow import Action, Function, Rule
from harness.world import World

ORGANIZATION = "60012345678"


@pytest.mark.parametrize(
    ("module", "path", "line"),
    [
        ("time_entries", "/projects/timeentries", 'info time_entry.get("log_time");'),
        ("expenses", "/expenses", 'info expense.get("total");'),
        ("invoices", "/invoices", 'info invoice.get("invoice_number");'),
    ],
)
def test_a_rule_fires_and_its_function_reads_the_record(module: str, path: str, line: str) -> None:
    function = Function("tell", module, compile_source(line, "tell.dg"))
    rule = Rule("tell", module, "created", (Action("tell"),))

    async def told() -> list[str]:
        world = World.create(Extension(functions=(function,), rules=(rule,)))
        world.given("books", "organization", "", {"organization_id": ORGANIZATION})
        user = world.given("books", "users", ORGANIZATION, {"person": "tom"})["user_id"]
        customer = world.given("books", "contacts", ORGANIZATION, {"contact_name": "Acme"})["contact_id"]
        project = world.given("books", "projects", ORGANIZATION, {"tasks": ["Design"]})
        bodies = {
            "time_entries": {
                "project_id": project["project_id"],
                "task_id": project["tasks"][0]["task_id"],
                "user_id": user,
                "log_date": "2026-01-15",
                "log_time": "01:30",
            },
            "expenses": {
                "account_id": "1",
                "paid_through_account_id": "2",
                "date": "2026-01-15",
                "amount": 12,
            },
            "invoices": {"customer_id": customer, "line_items": [{"name": "Work", "rate": 100}]},
        }
        url = f"https://www.zohoapis.com/books/v3{path}"
        answer = await world.request("POST", url, person="tom", json=bodies[module])
        assert answer.status_code == 201, answer.text
        await world.settle()
        (log,) = world.workflow.logs()
        assert log.status == "Success"
        return [info.text for info in log.info]

    expected = {"time_entries": ["01:30"], "expenses": ["12.0"], "invoices": ["INV-000001"]}
    assert asyncio.run(told()) == expected[module]
