"""The action "webhook": what it sends, and when it is a failure."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
import pytest

from harness.extension import Canned, Extension, Reply
from harness.workflow import Action, LogLine, Rule, UnknownName, Webhook
from harness.world import World

ORGANIZATION = "60012345678"
URL = "https://hook.example/projects"


def play(webhook: Webhook, reply: Reply | None = None, **assume: str) -> tuple[LogLine, Any]:
    """One project is created under a rule with the webhook: its log line, and the exchange."""
    answers = (Canned(webhook.method, "/projects", reply or Reply(204)),)
    rule = Rule("tell", "projects", "created", (Action("announce", "webhook"),))
    extension = Extension(rules=(rule,), webhooks=(webhook,), hosts={"hook.example": answers})
    world = World.create(extension, assume={f"workflow.{name}": choice for name, choice in assume.items()})
    world.people.add("tom")
    world.given("books", "organization", "", {"organization_id": ORGANIZATION})
    world.given("books", "users", ORGANIZATION, {"person": "tom"})
    customer = world.given("books", "contacts", ORGANIZATION, {"contact_name": "Acme"})

    async def main() -> tuple[LogLine, Any]:
        made = {
            "project_name": "Quay",
            "customer_id": customer["contact_id"],
            "billing_type": "based_on_task_hours",
        }
        url = f"https://www.zohoapis.com/books/v3/projects?organization_id={ORGANIZATION}"
        answer = await world.request("POST", url, person="tom", json=made)
        assert answer.status_code == 201
        await world.settle()
        (line,) = world.workflow.logs(ORGANIZATION)
        exchange = world.journal.get(line.exchanges[0]) if line.exchanges else None
        return line, exchange

    return asyncio.run(main())


def headers(exchange: Any) -> Mapping[str, str]:
    return {name.lower(): value for name, value in exchange.request_headers}


@pytest.mark.parametrize(("choice", "named"), [("named", True), ("bare", False)])
def test_the_default_payload_is_the_record(choice: str, named: bool) -> None:
    line, exchange = play(Webhook("announce", "projects", "POST", URL), webhook_payload=choice)
    body = orjson.loads(exchange.request_body)
    assert (body["project"] if named else body)["project_name"] == "Quay"
    assert headers(exchange)["content-type"] == "application/json"
    assert (line.status, line.function) == ("Success", "announce")


def test_a_form_or_a_text_may_be_sent_instead() -> None:
    _, exchange = play(Webhook("announce", "projects", "PUT", URL, form={"a": "1 2"}))
    assert (exchange.method, exchange.request_body) == ("PUT", b"a=1+2")
    _, exchange = play(
        Webhook("announce", "projects", "DELETE", URL, raw="gone", headers={"Content-Type": "text/x"})
    )
    assert (exchange.request_body, headers(exchange)["content-type"]) == (b"gone", "text/x")


def test_parameters_join_the_query() -> None:
    _, exchange = play(Webhook("announce", "projects", "POST", URL, parameters={"from": "books & co"}))
    assert exchange.url == f"{URL}?from=books+%26+co"


@pytest.mark.parametrize(("choice", "status"), [("2xx", "Failure"), ("answered", "Success")])
def test_whether_a_bad_answer_is_a_failure_is_assumed(choice: str, status: str) -> None:
    line, _ = play(Webhook("announce", "projects", "POST", URL), Reply(500), webhook_status=choice)
    assert line.status == status
    assert ("answered 500" in line.reason) is (status == "Failure")


def test_nobody_at_the_address_is_a_failure() -> None:
    line, exchange = play(Webhook("announce", "projects", "POST", "https://nobody.example/"))
    assert line.status == "Failure"
    assert "No fake owns the host 'nobody.example'" in line.reason
    assert exchange.status is None


def test_a_rule_on_a_webhook_that_is_not_there_is_refused() -> None:
    rule = Rule("tell", "projects", "created", (Action("anounce", "webhook"),))
    with pytest.raises(UnknownName, match=r"no webhook 'anounce'\. Did you mean 'announce'"):
        World.create(Extension(rules=(rule,), webhooks=(Webhook("announce", "projects", "POST", URL),)))
