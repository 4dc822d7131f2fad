"""The engine: from a save to a line of the log."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from harness.deluge.errors import HostFault, ScriptError
from harness.deluge.host import Host
from harness.workflow import Action, Criteria, Criterion, LogLine, UnknownName
from harness.workflow.transitions import planned

from .fakes import ACME, GLOBEX, Body, Workshop, call, calling, function, rule


def drained(shop: Workshop) -> list[LogLine]:
    """Drain until nothing is left; the log."""

    async def drain() -> None:
        while await shop.engine.drain():
            pass

    asyncio.run(drain())
    return shop.engine.logs()


def failing(error: BaseException) -> Body:
    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        host.log("so far", 2)
        raise error

    return body


def test_a_saved_record_sets_off_the_function_of_its_rule_with_the_records_maps() -> None:
    shop, (copy, program) = Workshop(), function()
    shop.install(copy)
    shop.save(project_name="Website")
    (line,) = drained(shop)
    assert (line.status, line.rule, line.record_id) == ("Success", "rule-copy", "p1")
    assert program.seen == [
        {
            "project": {"status": "active", "project_id": "p1", "project_name": "Website"},
            "organization": {"organization_id": ACME, "time_zone": "Asia/Kolkata"},
            "user": {"email": "tom@example.com"},
        }
    ]


def test_nothing_runs_inside_the_save() -> None:
    shop, (copy, program) = Workshop(), function()
    shop.install(copy)
    shop.save()
    assert program.seen == []


def test_drain_counts_runs_and_says_zero_when_nothing_is_left() -> None:
    shop, (copy, _) = Workshop(), function()
    shop.install(copy)
    shop.save("p1")
    shop.save("p2", module="contacts")
    assert asyncio.run(shop.engine.drain()) == 1
    assert asyncio.run(shop.engine.drain()) == 0


def test_runs_come_in_the_order_of_the_saves_whatever_the_organization() -> None:
    shop, (copy, program) = Workshop(), function()
    shop.install(copy)
    for key, organization, person in (("a", ACME, "tom"), ("b", GLOBEX, "ann"), ("c", ACME, "ann")):
        shop.save(key, organization, person=person)
    drained(shop)
    assert [one["project"]["project_id"] for one in program.seen] == ["a", "b", "c"]
    assert [line.record_id for line in shop.engine.logs(ACME)] == ["a", "c"]
    assert [(line.record_id, line.person) for line in shop.engine.logs(GLOBEX)] == [("b", "ann")]


def test_each_rule_runs_each_of_its_actions_in_order() -> None:
    shop, (one, _), (two, _) = Workshop(), function(name="one"), function(name="two")
    both = rule("one", "both", actions=(Action("two"), Action("one")))
    shop.install(one, two, rules=[both, rule("one", "alone")])
    shop.save()
    assert [(line.rule, line.function) for line in drained(shop)] == [
        ("both", "two"),
        ("both", "one"),
        ("alone", "one"),
    ]


@pytest.mark.parametrize("origin", ["function", "import", "sync"])
def test_a_save_that_no_person_made_sets_off_nothing(origin: Any) -> None:
    shop, (copy, _) = Workshop(), function()
    shop.install(copy)
    shop.save(origin=origin)
    assert drained(shop) == []
    assert shop.engine._queue.events() == []


@pytest.mark.parametrize(("choice", "lines"), [("fire", 1), ("silent", 0)])
def test_whether_a_save_through_the_api_sets_off_rules_is_assumed(choice: Any, lines: Any) -> None:
    shop, (copy, _) = Workshop({"workflow.api_saves": choice}), function()
    shop.install(copy)
    shop.save(origin="api")
    assert len(drained(shop)) == lines
    assert shop.assumptions.asked() == ["workflow.api_saves"]


def test_a_save_that_no_rule_is_about_leans_on_no_assumption() -> None:
    shop, (copy, _) = Workshop(), function()
    shop.install(copy)
    shop.save(origin="api", module="contacts")
    drained(shop)
    assert shop.assumptions.asked() == []


def test_criteria_see_the_record_as_a_function_would() -> None:
    shop, (copy, _) = Workshop(), function()
    active = Criteria(((Criterion("status", "is", "Active"), Criterion("rate", "greater than", 10)),))
    shop.install(copy, rules=[rule("copy", criteria=active)])
    shop.save("p1", rate=9)
    shop.save("p2", rate=11)
    shop.save("p3", rate=11, status="inactive")
    assert [line.record_id for line in drained(shop)] == ["p2"]


def test_whether_criteria_tell_upper_from_lower_case_is_assumed() -> None:
    shop, (copy, _) = Workshop({"workflow.criteria_case": "exact"}), function()
    active = Criteria(((Criterion("status", "is", "Active"),),))
    shop.install(copy, rules=[rule("copy", criteria=active)])
    shop.save()
    assert drained(shop) == []


def test_a_deleted_record_is_handed_over_as_it_was() -> None:
    shop, (copy, program) = Workshop(), function()
    shop.install(copy, rules=[rule("copy", trigger="deleted")])
    shop.save(event="deleted", project_name="Website")
    drained(shop)
    assert program.seen[0]["project"]["project_name"] == "Website"


def test_an_inactive_rule_does_not_run_but_where_an_organization_has_switched_it_on() -> None:
    shop, (copy, _) = Workshop(), function()
    shop.install(copy, rules=[rule("copy", active=False)])
    shop.engine.switch(GLOBEX, "rule-copy", active=True)
    shop.save("a", ACME)
    shop.save("b", GLOBEX)
    assert [line.organization for line in drained(shop)] == [GLOBEX]
    shop.engine.switch(GLOBEX, "rule-copy", active=False)
    shop.save("c", GLOBEX)
    assert len(drained(shop)) == 1


def test_a_rule_that_does_not_exist_cannot_be_switched() -> None:
    shop, (copy, _) = Workshop(), function()
    shop.install(copy)
    with pytest.raises(UnknownName, match="Did you mean 'rule-copy'"):
        shop.engine.switch(ACME, "rule-cpy", active=True)


def test_a_failing_function_is_a_line_of_the_log_and_stops_nothing() -> None:
    error = ScriptError("Value is null", "Ask isNull() first.")
    error.file, error.line, error.column = "functions/copy.dg", 4, 9
    shop, (copy, _), (fine, _) = Workshop(), function(failing(error)), function(name="fine")
    shop.install(copy, fine)
    shop.save()
    failed, succeeded = drained(shop)
    assert (failed.status, failed.reason, failed.place) == (
        "Failure",
        "Value is null",
        "functions/copy.dg:4:9",
    )
    assert [one.text for one in failed.info] == ["so far"]
    assert succeeded.status == "Success"


def test_a_failure_that_is_the_harnesss_is_marked_as_such() -> None:
    shop, (copy, _) = Workshop(), function(failing(HostFault("No fake owns the host 'x'.")))
    shop.install(copy)
    shop.save()
    (line,) = drained(shop)
    assert line.ours


def test_calls_are_tied_to_the_save_the_rule_and_the_line_of_the_log() -> None:
    shop, (copy, _) = Workshop(), function(calling(call(), call(connection=None)))
    save = shop.journal.open("POST", "https://www.zohoapis.com/books/v3/projects", [], b"", origin="ui")
    shop.connections.connect()
    shop.install(copy)
    shop.save(exchange=save.id)
    (line,) = drained(shop)
    assert line.exchanges == (2, 3)
    exchange = shop.journal.get(2)
    assert exchange is not None
    assert (exchange.parent, exchange.origin) == (save.id, "function")
    assert exchange.cause == {"function": "copy", "line": 7, "rule": "rule-copy", "run": line.run}


def test_an_error_answer_that_nobody_looks_at_is_success_with_a_finding() -> None:
    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        answer = await host.send(call(connection=None))
        host.finding("unchecked-response", f"answered {answer.status}", 7, answer.exchange)

    shop, (copy, _) = Workshop(), function(body)
    shop.vendors.replies = [httpx.Response(401)]
    shop.install(copy)
    shop.save()
    (line,) = drained(shop)
    assert (line.status, [one.code for one in line.findings]) == ("Success", ["unchecked-response"])
    (finding,) = shop.engine.findings()
    assert (finding.file, finding.line, finding.exchange) == ("functions/copy.dg", 7, 1)


def test_a_token_that_a_vendor_echoes_does_not_reach_the_log() -> None:
    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        answer = await host.send(call())
        host.log(answer.body.decode(), 8)

    shop, (copy, _) = Workshop(), function(body)
    shop.connections.connect()
    shop.vendors.replies = [lambda request: httpx.Response(200, text=request.headers["authorization"])]
    shop.install(copy)
    shop.save()
    (line,) = drained(shop)
    assert line.info[0].text == "bearer [redacted]"
    assert "token-of-tom" not in repr(shop.store.rows("workflow.logs", ACME))


def test_global_fields_reach_the_function() -> None:
    shop, (copy, program) = Workshop(), function()
    shop.fields[ACME] = {"wrike_folder": "IEAAA"}
    shop.install(copy)
    shop.save()
    drained(shop)
    assert program.seen[0]["wrike_folder"] == "IEAAA"


def test_records_that_a_function_saves_set_off_nothing() -> None:
    shop = Workshop()

    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        shop.save("made", origin="function")

    copy, program = function(body)
    shop.install(copy)
    shop.save()
    drained(shop)
    assert len(program.seen) == 1


def test_a_save_during_a_run_waits_for_its_turn() -> None:
    shop = Workshop()
    order: list[str] = []

    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        key = arguments["project"]["project_id"]
        if key == "a":
            shop.save("c")
        order.append(key)

    copy, _ = function(body)
    shop.install(copy)
    shop.save("a")
    shop.save("b")
    drained(shop)
    assert order == ["a", "b", "c"]


def test_two_drains_at_once_do_each_run_once() -> None:
    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        await asyncio.sleep(0)

    shop, (copy, program) = Workshop(), function(body)
    shop.install(copy)
    shop.save("a")
    shop.save("b")

    async def both() -> list[int]:
        return list(await asyncio.gather(shop.engine.drain(), shop.engine.drain()))

    assert asyncio.run(both()) == [2, 0]
    assert len(program.seen) == 2


def test_a_fault_of_the_harness_is_logged_and_raised_and_the_next_run_goes_on() -> None:
    shop, (broken, _), (fine, _) = (
        Workshop(),
        function(failing(ZeroDivisionError("oops")), "broken"),
        function(name="fine"),
    )
    shop.install(broken, fine)
    shop.save()
    with pytest.raises(ZeroDivisionError):
        drained(shop)
    assert [(line.function, line.status) for line in drained(shop)] == [
        ("broken", "Failure"),
        ("fine", "Success"),
    ]
    assert "ZeroDivisionError('oops')" in shop.engine.logs()[0].reason


@pytest.mark.parametrize(("choice", "lines"), [("dropped", 1), ("again", 2)])
def test_whether_a_run_that_was_cancelled_runs_again_is_assumed(choice: Any, lines: Any) -> None:
    cancelled: list[BaseException] = [asyncio.CancelledError()]

    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        host.log("begun", 1)
        if cancelled:
            raise cancelled.pop()

    shop, (copy, _) = Workshop({"workflow.interrupted": choice}), function(body)
    shop.install(copy)
    shop.save()
    with pytest.raises(asyncio.CancelledError):
        drained(shop)
    log = drained(shop)
    assert len(log) == lines
    assert (log[0].status, log[0].interrupted, log[0].info[0].text) == ("Failure", True, "begun")
    assert log[-1].attempt == lines


def test_a_run_is_forgotten_when_the_world_is_reset_under_it() -> None:
    shop = Workshop()
    start = shop.store.snapshot()

    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        shop.store.restore(start)

    copy, program = function(body)
    shop.install(copy)
    shop.save("a")
    shop.save("b")
    assert drained(shop) == []
    assert len(program.seen) == 1
    assert shop.store.rows("workflow.runs", ACME) == {}


def test_a_run_that_was_cancelled_by_a_reset_is_forgotten() -> None:
    shop = Workshop()
    start = shop.store.snapshot()

    async def body(arguments: Mapping[str, Any], host: Host) -> None:
        shop.store.restore(start)
        raise asyncio.CancelledError

    copy, _ = function(body)
    shop.install(copy)
    shop.save()
    with pytest.raises(asyncio.CancelledError):
        drained(shop)
    assert drained(shop) == []


def test_a_kept_run_of_a_kind_of_action_that_is_not_there_is_a_failure_in_the_log() -> None:
    shop, (copy, _) = Workshop(), function()
    shop.install(copy)
    shop.save()
    event = shop.engine._queue.events()[0]
    shop.engine._queue.plan(event, planned(event, [rule("copy", actions=(Action("copy", "field_update"),))]))
    (line,) = drained(shop)
    assert (line.status, line.ours) == ("Failure", True)
    assert line.reason.startswith("There is no kind of action 'field_update'.")


def test_a_function_that_was_removed_before_its_run_is_a_failure_in_the_log() -> None:
    shop, (copy, _), (other, _) = Workshop(), function(), function(name="copy2")
    shop.install(copy)
    shop.save()
    event = shop.engine._queue.events()[0]
    shop.engine._queue.plan(event, planned(event, [rule("copy")]))
    shop.install(other)
    (line,) = drained(shop)
    assert (line.status, line.ours) == ("Failure", True)
    assert line.reason == "There is no function 'copy'. Did you mean 'copy2'?"


def test_installing_a_rule_on_a_missing_function_or_kind_changes_nothing() -> None:
    shop, (copy, _) = Workshop(), function()
    shop.install(copy)
    with pytest.raises(UnknownName, match="no function 'gone'"):
        shop.install(copy, rules=[rule("gone")])
    with pytest.raises(UnknownName, match="no kind of action 'webhok'"):
        shop.install(copy, rules=[rule("copy", actions=(Action("copy", "webhok"),))])
    shop.save()
    assert len(drained(shop)) == 1


def test_a_function_run_by_hand_gives_its_value_and_its_line_and_leaves_no_log() -> None:
    async def body(arguments: Mapping[str, Any], host: Host) -> Any:
        host.log("hi", 2)
        return {"code": 0, "who": host.variable("zoho.loginuserid"), **arguments}

    shop, (copy, _) = Workshop(), function(body)
    shop.fields[ACME] = {"wrike_folder": "IEAAA"}
    result = asyncio.run(shop.engine.run_function(copy, {"project": {}}, ACME, "tom"))
    assert result.value == {"code": 0, "who": "tom@example.com", "wrike_folder": "IEAAA", "project": {}}
    assert (result.line.status, result.line.info[0].text, result.line.organization) == ("Success", "hi", ACME)
    assert shop.engine.logs() == []


def test_a_function_run_by_hand_that_fails_says_so_in_its_line() -> None:
    shop, (copy, _) = Workshop(), function(failing(ScriptError("Value is null")))
    result = asyncio.run(shop.engine.run_function(copy, {}, ACME, None))
    assert (result.value, result.line.status, result.line.reason) == (None, "Failure", "Value is null")


def test_a_rule_without_any_function_installed_says_that_there_is_none() -> None:
    with pytest.raises(UnknownName, match="There is none yet"):
        Workshop().engine.install([rule("copy")], [])
