"""Faults: which calls they strike, how often, and what each kind does."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.faults import KINDS, BadFault, Faults, matches
from mocks.kit.faults.kind import Struck
from mocks.kit.http import Request, Response
from mocks.kit.ids import Ids
from mocks.kit.store import Store
from tests.fakes import make_context

from . import tiny

TASKS = "/api/v4/folders/IEAB/tasks"


@pytest.fixture
def faults() -> Faults:
    store = Store()
    return Faults(store, Ids(store))


def strike(faults: Faults, path: str = TASKS, method: str = "POST") -> list[str]:
    """The kinds that strike one call."""
    return [kind.name for kind, _ in faults.strike("wrike", method, path)]


def leave(faults: Faults, path: str = TASKS) -> None:
    asyncio.run(faults.leaving("wrike", "POST", path))


@pytest.mark.parametrize(
    ("at", "hit"),
    [
        ({}, True),
        ({"service": "wrike"}, True),
        ({"service": "books"}, False),
        ({"method": "POST"}, True),
        ({"method": "GET"}, False),
        ({"method": None, "service": None, "path": None}, True),
        ({"path": "/folders/*/tasks"}, True),
        ({"path": "folders/*/tasks/"}, True),
        ({"path": TASKS}, True),
        ({"path": "/tasks"}, True),
        ({"path": "/sks"}, False),
        ({"path": "/folders/*"}, False),
        ({"path": "/folders/**"}, True),
        ({"path": "/folders/**/tasks"}, True),
        ({"path": "/api/**/folders/*/tasks"}, True),
        ({"path": "/folders/**/IEAB/tasks"}, True),
        ({"path": "/folders/IEA./tasks"}, False),
        ({"path": "/"}, False),
    ],
)
def test_a_matcher_names_calls_by_service_method_and_the_end_of_the_path(
    at: dict[str, Any], hit: bool
) -> None:
    assert matches(at, "wrike", "POST", TASKS) is hit
    assert matches(at, "wrike", "POST", TASKS + "/") is hit


def test_a_fault_strikes_every_matching_call_until_it_is_taken_back(faults: Faults) -> None:
    assert not faults.any
    number = faults.add({"at": {"path": "/tasks"}, "do": {"status": 429}})
    assert faults.any
    assert [strike(faults) for _ in range(3)] == [["status"]] * 3
    assert strike(faults, "/api/v4/folders") == []
    assert faults.all()[0]["seen"] == faults.all()[0]["struck"] == 3
    faults.remove(number)
    assert strike(faults) == []
    assert not faults.any


@pytest.mark.parametrize(("call", "struck"), [(2, [2]), ([1, 3], [1, 3]), ((4,), [4])])
def test_a_fault_strikes_the_nth_matching_call(faults: Faults, call: Any, struck: list[int]) -> None:
    faults.add({"at": {"path": "/tasks"}, "call": call, "do": {"reset": True}})
    seen = []
    for number in range(1, 5):
        assert strike(faults, "/api/v4/folders") == []
        if strike(faults):
            seen.append(number)
    assert seen == struck


def test_a_fault_strikes_no_more_than_so_many_times(faults: Faults) -> None:
    faults.add({"at": {}, "times": 2, "do": {"lost": True}})
    assert [strike(faults) for _ in range(4)] == [["lost"], ["lost"], [], []]


@given(st.integers(0, 50), st.floats(0.1, 0.9))
def test_chance_is_seeded(seed: int, chance: float) -> None:
    def history() -> list[list[str]]:
        store = Store()
        faults = Faults(store, Ids(store, seed))
        faults.add({"at": {}, "chance": chance, "do": {"lost": True}})
        return [strike(faults) for _ in range(20)]

    assert history() == history()


@pytest.mark.parametrize(("chance", "struck"), [(0.0, 0), (1.0, 200), (0.5, 100)])
def test_chance_is_a_probability(faults: Faults, chance: float, struck: int) -> None:
    faults.add({"at": {}, "chance": chance, "do": {"lost": True}})
    assert abs(sum(bool(strike(faults)) for _ in range(200)) - struck) < (25 if 0 < chance < 1 else 1)


def test_several_faults_strike_in_the_order_they_were_set(faults: Faults) -> None:
    faults.add({"at": {}, "do": {"slow": 1}})
    faults.add({"at": {}, "do": {"cut": True}})
    assert strike(faults) == ["slow", "cut"]


def test_a_snapshot_holds_the_faults_and_how_often_they_struck(faults: Faults) -> None:
    faults.add({"at": {}, "call": 2, "do": {"lost": True}})
    store = faults._store
    snapshot = store.snapshot()
    assert [strike(faults), strike(faults)] == [[], ["lost"]]
    store.restore(snapshot)
    assert [strike(faults), strike(faults)] == [[], ["lost"]]


# --- the world's own actions


class Revoked(list[Any]):
    """What an action of the world was told."""

    async def __call__(self, arguments: Any) -> None:
        self.append(arguments)


@pytest.fixture
def revoked(faults: Faults) -> Revoked:
    revoked = Revoked()
    faults.actions["revoke"] = revoked
    return revoked


def test_an_action_runs_as_the_call_leaves_and_not_in_the_fake(faults: Faults, revoked: Revoked) -> None:
    faults.add({"at": {"path": "/tasks"}, "call": 2, "do": {"revoke": "wrike_connection"}})
    for expected in ([], ["wrike_connection"], ["wrike_connection"]):
        leave(faults)
        assert strike(faults) == []
        assert revoked == expected


def test_a_fault_may_have_an_action_and_a_kind_and_both_strike_the_same_call(
    faults: Faults, revoked: Revoked
) -> None:
    faults.add({"at": {"path": "/tasks"}, "call": [1, 3], "do": {"revoke": "wrike_connection", "slow": 5}})
    history = []
    for _ in range(4):
        leave(faults, "/api/v4/folders")
        assert strike(faults, "/api/v4/folders") == []
        leave(faults)
        history.append((len(revoked), strike(faults)))
    assert history == [(1, ["slow"]), (1, []), (2, ["slow"]), (2, [])]
    assert faults.all()[0]["struck"] == 2


def test_a_kind_leaves_the_callers_side_alone(faults: Faults, revoked: Revoked) -> None:
    faults.add({"at": {}, "call": 1, "do": {"status": 500}})
    leave(faults)
    assert strike(faults) == ["status"]


# --- what can be set

NUMBERS = "the number of a call, from 1 on, or a list of them"
PARTS = "a mapping of method, service and path, or of some of them"


def test_the_names_of_all_kinds_are_known(faults: Faults, revoked: Revoked) -> None:
    assert faults.kinds == ["cut", "lost", "reset", "revoke", "silence", "slow", "status"]


@pytest.mark.parametrize(
    ("do", "message"),
    [
        ({"satus": 500}, "There is no fault 'satus'. Did you mean 'status'?"),
        (
            {"earthquake": 1},
            "There is no fault 'earthquake'. Known: cut, lost, reset, silence, slow, status.",
        ),
        ({"status": "many"}, "The fault 'status' takes an HTTP status from 200 to 599, not 'many'."),
        ({"status": {"status": 42}}, "The fault 'status' takes an HTTP status from 200 to 599, not '42'."),
        (
            {"status": {"header": {}}},
            "The fault 'status' does not know 'header': it takes status, headers and body.",
        ),
        ({"status": {"headers": []}}, "The fault 'status' takes headers by name, such as {Retry-After: 30}."),
        ({"slow": "long"}, "The fault 'slow' takes a number of seconds, such as 45."),
        ({"slow": -1}, "The fault 'slow' takes a number of seconds, such as 45."),
        ({"silence": None}, "The fault 'silence' takes a number of seconds, such as 45."),
        ({"silence": True}, "The fault 'silence' takes a number of seconds, such as 45."),
        ({"reset": 5}, "The fault 'reset' takes nothing but 'true'."),
        ({}, "A fault does something. Known: cut, lost, reset, silence, slow, status."),
        (
            {"status": {"headers": {"X": "a\r\nSet-Cookie: b"}}},
            "The fault 'status' cannot send the header 'X' with that value.",
        ),
        (
            {"status": {"headers": {"X": "\u017e"}}},
            "The fault 'status' cannot send the header 'X' with that value.",
        ),
        (
            {"status": {"headers": {"Content-Length": 3}}},
            "The fault 'status' cannot send the header 'Content-Length' with that value.",
        ),
    ],
)
def test_a_fault_that_makes_no_sense_is_refused_with_what_would(
    faults: Faults, do: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadFault) as refused:
        faults.add({"at": {}, "do": do})
    assert str(refused.value) == message
    assert not faults.any


@pytest.mark.parametrize(
    ("selector", "message"),
    [
        ({"call": 0}, f"'call' of a fault is {NUMBERS}, not 0."),
        ({"call": "2"}, f"'call' of a fault is {NUMBERS}, not '2'."),
        ({"call": [1, True]}, f"'call' of a fault is {NUMBERS}, not [1, True]."),
        ({"times": 0}, "'times' of a fault is how often it may strike, from 1 on, not 0."),
        ({"chance": 2}, "'chance' of a fault is a probability, from 0 to 1, not 2."),
        ({"at": {"path": 5}}, f"'at' of a fault is {PARTS}, not {{'path': 5}}."),
        ({"at": {"sevice": "wrike"}}, f"'at' of a fault is {PARTS}, not {{'sevice': 'wrike'}}."),
        ({"time": 2}, "A fault has no 'time'. Known: at, call, times, chance, do."),
    ],
)
def test_a_fault_that_names_its_calls_in_no_known_way_is_refused(
    faults: Faults, selector: dict[str, Any], message: str
) -> None:
    with pytest.raises(BadFault) as refused:
        faults.add({"at": {}, "do": {"lost": True}, **selector})
    assert str(refused.value) == message
    assert not faults.any


# --- what each kind does


def struck(arguments: Any) -> Struck:
    context = make_context(tiny.SERVICE)
    exchange = context.journal.open("GET", f"https://{tiny.HOST}/v1/things", [], b"")
    return Struck(context, tiny.SERVICE, Request("GET", tiny.HOST, "/v1/things"), arguments, exchange)


def before(kind: str, arguments: Any) -> Response | None:
    assert KINDS[kind].problem(arguments) is None
    return KINDS[kind].before(struck(arguments))


def after(kind: str, arguments: Any) -> Response:
    assert KINDS[kind].problem(arguments) is None
    return KINDS[kind].after(Response(200, b"{}", [("a", "b")], delay=1.0), arguments)


ANSWER = Response(200, b"{}", [("a", "b")], delay=1.0)


@pytest.mark.parametrize("arguments", [429, "429", {"status": 429}])
def test_status_answers_in_the_vendors_envelope(arguments: Any) -> None:
    response = before("status", arguments)
    assert response is not None
    assert (response.status, orjson.loads(response.body)) == (429, {"oops": "we are so sorry"})


def test_status_tells_the_journal_which_of_the_vendors_errors_it_answered() -> None:
    call = struck(503)
    KINDS["status"].before(call)
    assert call.exchange.vendor_error == "tiny.broken"
    own = struck({"body": {"error": "busy"}})
    KINDS["status"].before(own)
    assert own.exchange.vendor_error is None


def test_status_can_have_headers_and_a_body_of_its_own() -> None:
    response = before("status", {"status": 503, "headers": {"Retry-After": 30}, "body": {"error": "busy"}})
    assert response is not None
    assert (response.status, response.body) == (503, b'{"error":"busy"}')
    assert ("Retry-After", "30") in response.headers


def test_headers_of_a_status_replace_those_of_the_vendor() -> None:
    response = before("status", {"status": 429, "headers": {"Content-Type": "text/plain"}})
    assert response is not None
    assert response.headers == [("Content-Type", "text/plain")]


def test_a_body_of_a_status_that_is_text_goes_out_as_it_is() -> None:
    response = before("status", {"status": 503, "body": "<h1>Down for maintenance</h1>"})
    assert response is not None
    assert response.body == b"<h1>Down for maintenance</h1>"
    assert response.headers == [("content-type", "text/html;charset=UTF-8")]


def test_status_is_500_unless_it_says_otherwise() -> None:
    response = before("status", {"headers": {}})
    assert response is not None
    assert response.status == 500


def test_reset_answers_nothing_and_does_no_work() -> None:
    assert before("reset", True) == Response(503, wire="reset")


@pytest.mark.parametrize("seconds", [60, "60", 60.0])
def test_silence_answers_nothing_late(seconds: Any) -> None:
    assert before("silence", seconds) == Response(503, delay=60.0, wire="reset")


@pytest.mark.parametrize(
    ("kind", "arguments", "expected"),
    [
        ("slow", 45, Response(200, b"{}", [("a", "b")], delay=46.0)),
        ("cut", True, Response(200, b"{}", [("a", "b")], delay=1.0, wire="cut")),
        ("lost", True, Response(200, b"{}", [("a", "b")], delay=1.0, wire="lost")),
    ],
)
def test_the_others_let_the_work_be_done_and_change_its_answer(
    kind: str, arguments: Any, expected: Response
) -> None:
    assert before(kind, arguments) is None
    assert after(kind, arguments) == expected


@pytest.mark.parametrize("kind", ["cut", "lost"])
def test_what_ends_without_an_answer_is_neither_cut_nor_lost(kind: str) -> None:
    reset = Response(503, delay=1.0, wire="reset")
    assert KINDS[kind].after(reset, True) == reset


@pytest.mark.parametrize(("kind", "arguments"), [("status", 500), ("reset", True), ("silence", 1)])
def test_what_answers_in_place_of_the_work_changes_nothing_afterwards(kind: str, arguments: Any) -> None:
    assert after(kind, arguments) == ANSWER
