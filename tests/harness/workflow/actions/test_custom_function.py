"""The host of a function."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from harness.deluge.host import CallFailed, Mail
from harness.workflow import Action, Finding, Function, Info, UnknownName
from harness.workflow.actions import Installed
from harness.workflow.actions.custom_function import KIND, MAILS, FunctionHost, execute
from harness.workflow.environment import Caller, Recording

from ..fakes import ACME, GLOBEX, ProgramDouble, Workshop, call


def hosted(
    shop: Workshop, person: str | None = "tom", organization: str = ACME
) -> tuple[FunctionHost, Recording]:
    recording = Recording()
    caller = Caller(organization, person, None, "copy-new", "run-1")
    copy = Function("copy", "projects", ProgramDouble(), "functions/copy.dg")
    return FunctionHost(shop.environment, recording, copy, caller, "Asia/Kolkata"), recording


def test_the_login_user_is_the_person_behind_the_save() -> None:
    host, _ = hosted(Workshop())
    assert host.variable("zoho.loginuserid") == "tom@example.com"
    assert host.variable("zoho.loginuser") == "Tom Thumb"


def test_the_administrator_is_the_organizations() -> None:
    host, _ = hosted(Workshop())
    assert host.variable("zoho.adminuserid") == "ann@example.com"
    assert host.variable("Zoho.AdminUser") == "Ann Other"


def test_with_nobody_behind_the_save_the_administrator_stands_in() -> None:
    host, _ = hosted(Workshop(), person=None)
    assert host.variable("zoho.loginuserid") == "ann@example.com"


def test_with_nobody_behind_the_save_and_no_administrator_the_variable_is_missing() -> None:
    shop = Workshop()
    shop.administrator = None
    host, _ = hosted(shop, person=None)
    for name in ("zoho.loginuserid", "zoho.adminuserid"):
        with pytest.raises(KeyError, match=name):
            host.variable(name)


def test_a_variable_that_books_does_not_have_is_missing() -> None:
    host, _ = hosted(Workshop())
    with pytest.raises(KeyError):
        host.variable("zoho.ipaddress")


def test_info_and_findings_are_recorded_with_their_lines() -> None:
    host, recording = hosted(Workshop())
    host.log("hello", 3)
    host.finding("null-in-text", "x is null", 5)
    assert recording.info == [Info(3, "hello")]
    assert recording.findings == [Finding("null-in-text", "x is null", "functions/copy.dg", "copy", 5, None)]


def test_a_finding_about_an_answer_is_noted_on_its_exchange_too() -> None:
    shop = Workshop()
    host, recording = hosted(shop)
    answer = asyncio.run(host.send(call(connection=None)))
    host.finding("unchecked-response", "nobody looked", 7, answer.exchange)
    assert recording.findings[0].exchange == answer.exchange
    (exchange,) = shop.journal
    assert [one.code for one in exchange.findings] == ["unchecked-response"]


def test_a_mail_goes_to_the_organizations_outbox_as_it_was_when_it_left() -> None:
    shop = Workshop()
    host, _ = hosted(shop)
    to = ["tom@example.com"]
    asyncio.run(host.mail(Mail({"to": to, "subject": "Hi", "size": {"a": 1.5}}, "copy", 9)))
    to.append("later@example.com")
    (mail,) = shop.store.rows(MAILS, ACME).values()
    assert mail["fields"] == {"to": ["tom@example.com"], "subject": "Hi", "size": {"a": 1.5}}
    assert (mail["function"], mail["line"], mail["rule"], mail["time"]) == (
        "copy",
        9,
        "copy-new",
        shop.clock.now(),
    )
    assert shop.store.rows(MAILS, GLOBEX) == {}


def test_the_host_tells_time_zone_and_assumptions_of_its_world() -> None:
    shop = Workshop({"workflow.redirects": "return"})
    host, _ = hosted(shop)
    shop.clock.move(60)
    assert host.now() == shop.clock.now()
    assert host.zone() == "Asia/Kolkata"
    assert host.assume("workflow.redirects") == "return"


def test_a_call_through_a_connection_uses_that_of_organization_and_person() -> None:
    shop = Workshop()
    shop.connections.connect(ACME, person="tom")
    shop.connections.connect(GLOBEX, person="ann")
    for person, organization in (("tom", ACME), ("ann", GLOBEX)):
        host, _ = hosted(shop, person, organization)
        asyncio.run(host.send(call()))
    assert [one.headers["authorization"] for one in shop.vendors.requests] == [
        "bearer token-of-tom",
        "bearer token-of-ann",
    ]
    host, _ = hosted(shop, "ann", ACME)
    with pytest.raises(CallFailed):
        asyncio.run(host.send(call()))


@pytest.mark.parametrize(
    ("arguments", "zone"),
    [
        ({"organization": {"time_zone": "Europe/Berlin"}}, "Europe/Berlin"),
        ({"organization": {"time_zone": ""}}, "UTC"),
        ({"organization": None}, "UTC"),
        ({}, "UTC"),
    ],
)
def test_the_time_zone_is_the_organizations(arguments: Any, zone: Any) -> None:
    async def body(given: Mapping[str, Any], host: Any) -> Any:
        return host.zone()

    shop, copy = Workshop(), Function("copy", "projects", ProgramDouble(body))
    run = execute(copy, arguments, shop.environment, Recording(), Caller(ACME))
    assert asyncio.run(run) == zone


def test_an_action_that_names_no_function_is_refused_with_the_nearest() -> None:
    copy = Function("createwrikeproject", "projects", ProgramDouble())
    with pytest.raises(
        UnknownName, match=r"no function 'createwrikeprojct'.*Did you mean 'createwrikeproject'"
    ):
        KIND.check(Action("createwrikeprojct"), Installed({copy.name: copy}))
