"""Real Deluge functions under the engine."""

from __future__ import annotations

import asyncio
import textwrap
from collections.abc import Mapping

import httpx
import pytest

from harness.deluge import ASSUMPTIONS as DELUGE
from harness.deluge import compile_source
from harness.errors import HostRefused
from harness.workflow import ASSUMPTIONS, Function, LogLine
from harness.workflow.actions.custom_function import MAILS, execute
from harness.workflow.environment import Caller, Recording
from mocks.kit.assumptions import Assumptions

from .fakes import ACME, GLOBEX, WRIKE, Workshop

COPY = """\
    body = Map();
    body.put("title", project.get("project_name"));
    answer = invokeurl
    [
        url: "https://www.wrike.com/api/v4/folders"
        type: POST
        parameters: body
        connection: "wrike"
    ];
    info "sent";
    """


def ran(source: str, shop: Workshop) -> LogLine:
    """The log line after a project was created in ACME by Tom."""
    file = "functions/copy.dg"
    program = compile_source(textwrap.dedent(source), file)
    shop.install(Function("copy", "projects", program, file))
    shop.save(project_name="Web & site")

    async def drain() -> None:
        while await shop.engine.drain():
            pass

    asyncio.run(drain())
    return shop.engine.logs()[-1]


def workshop(chosen: Mapping[str, str] | None = None) -> Workshop:
    shop = Workshop()
    shop.assumptions = Assumptions((*ASSUMPTIONS, *DELUGE), chosen)
    shop.wire()
    shop.connections.connect()
    return shop


def test_a_function_sends_through_the_connection_and_its_line_is_the_cause_of_the_exchange() -> None:
    shop = workshop()
    line = ran(COPY, shop)
    assert (line.status, [(one.line, one.text) for one in line.info]) == ("Success", [(10, "sent")])
    (request,) = shop.vendors.requests
    assert (request.method, str(request.url), request.content) == ("POST", WRIKE, b"title=Web+%26+site")
    assert request.headers["authorization"] == "bearer token-of-tom"
    (exchange,) = shop.journal
    assert exchange.cause["line"] in range(3, 10)
    assert line.exchanges == (exchange.id,)


def test_an_error_body_that_the_function_ignores_is_success_with_a_finding_and_its_line() -> None:
    shop = workshop()
    shop.vendors.replies = [httpx.Response(401, json={"error": "not_authorized"})]
    line = ran(COPY, shop)
    assert line.status == "Success"
    (finding,) = shop.engine.findings()
    assert (finding.code, finding.file) == ("unchecked-response", "functions/copy.dg")
    assert (finding.line, finding.exchange) == (shop.journal.since()[0].cause["line"], line.exchanges[0])


def test_an_uncaught_failure_of_a_call_is_the_reason_in_the_log_with_its_place() -> None:
    shop = workshop()
    shop.vendors.replies = [httpx.ReadTimeout("slow")]
    line = ran(COPY, shop)
    assert (line.status, line.reason, line.file) == ("Failure", "socket timeout error", "functions/copy.dg")
    assert line.line in range(3, 10)


def test_a_connection_that_is_not_there_can_be_caught_by_the_function() -> None:
    shop = workshop()
    shop.connections.usable.clear()
    caught = "try\n{\n" + textwrap.dedent(COPY) + '}\ncatch (e)\n{\n    info "caught " + e.message;\n}\n'
    line = ran(caught, shop)
    assert (line.status, line.info[0].text) == ("Success", "caught 'wrike' is not connected in 60001")
    assert shop.vendors.requests == []


def test_a_host_that_no_fake_owns_cannot_be_caught_and_is_marked_as_ours() -> None:
    shop = workshop()
    shop.vendors.replies = [HostRefused("No fake owns the host 'api.example.com'.")]
    line = ran("try\n{\n" + textwrap.dedent(COPY) + "}\ncatch (e)\n{\n    info e;\n}\n", shop)
    assert (line.status, line.ours) == ("Failure", True)
    assert "No fake owns the host" in line.reason


def test_a_mail_and_the_login_user_come_from_the_person_who_saved() -> None:
    shop = workshop()
    line = ran(
        """\
        sendmail
        [
            from: zoho.adminuserid
            to: zoho.loginuserid
            subject: "Hello"
            message: "World"
        ]
        """,
        shop,
    )
    assert line.status == "Success", line.reason
    (mail,) = shop.store.rows(MAILS, ACME).values()
    assert (mail["fields"]["from"], mail["fields"]["to"]) == ("ann@example.com", "tom@example.com")
    assert shop.store.rows(MAILS, GLOBEX) == {}


def test_a_global_field_is_a_variable_of_the_function() -> None:
    shop = workshop()
    shop.fields[ACME] = {"wrike_folder": "IEAAA"}
    assert [one.text for one in ran("info wrike_folder;", shop).info] == ["IEAAA"]


@pytest.mark.parametrize("source", ["info nobody_gives_this;", "x = null;\ninfo x.get(1) + 2;\n"])
def test_what_goes_wrong_in_a_function_has_a_line(source: str) -> None:
    line = ran(source, workshop())
    assert (line.status, line.file) == ("Failure", "functions/copy.dg")
    assert line.line > 0
    assert not line.ours


@pytest.mark.parametrize(("chosen", "shown"), [("default", "02-Jan-2026"), ("organization", "02.01.2026")])
def test_a_date_becomes_text_as_the_assumption_says(chosen: str, shown: str) -> None:
    function = Function("copy", "projects", compile_source("info '02-Jan-2026';", "functions/copy.dg"))
    shop, recording = workshop({"deluge.date_format": chosen}), Recording()
    given = {"organization": {"organization_id": ACME, "date_format": "dd.MM.yyyy"}}
    asyncio.run(execute(function, given, shop.environment, recording, Caller(ACME)))
    assert [one.text for one in recording.info] == [shown]
