"""Faults feel the same in process, over sockets, and to programs that are none of ours."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AsyncExitStack
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import requests

from harness.extension import Canned, Extension, Reply
from harness.world import OWN_HOST, World

HOST, PATH = "www.wrike.com", "/api/v4/version"
VERSION = f"https://{HOST}{PATH}"
FOLDERS = f"https://{HOST}/api/v4/folders/IEAAAAAQI7777777/folders"
TOKEN = "https://accounts.zoho.com/oauth/v2/token"
SHOP = "https://shop.example/orders"


def furnished(**options: Any) -> World:
    shop = Extension(hosts={"shop.example": (Canned("POST", "/orders", Reply(body=b"{}")),)})
    world = World.create(shop, **options)
    world.people.add("tom")
    world.given("wrike", "accounts", "", {"id": "IEAAAAAQ"})
    world.given("wrike", "contacts", "IEAAAAAQ", {"person": "tom"})
    return world


async def calls(
    faults: Iterable[dict[str, Any]],
    asked: Iterable[tuple[str, str]],
    *,
    sockets: bool,
    seed: int = 1,
) -> dict[str, Any]:
    """What a caller and the journal see of calls under faults."""
    world = furnished(seed=seed)
    for fault in faults:
        world.context.faults.add(fault)
    seen: list[Any] = []
    began = world.clock.now()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(world.aclose)
        if sockets:
            await stack.enter_async_context(world.serve())
        for method, url in asked:
            person = "tom" if "wrike" in url else None
            try:
                answer = await world.request(method, url, person=person)
                seen.append((answer.status_code, answer.headers.multi_items(), answer.content))
            except httpx.HTTPError as error:
                seen.append(type(error))
    struck = [(one["seen"], one["struck"]) for one in world.context.faults.all()]
    exchanges = [one.as_json() for one in world.journal]
    return {"seen": seen, "passed": world.clock.now() - began, "exchanges": exchanges, "struck": struck}


def both_ways(
    *faults: dict[str, Any], asked: Iterable[tuple[str, str]] = (("GET", VERSION),), seed: int = 1
) -> dict[str, Any]:
    """The one outcome of both ways."""
    inside = asyncio.run(calls(faults, asked, sockets=False, seed=seed))
    assert asyncio.run(calls(faults, asked, sockets=True, seed=seed)) == inside
    return inside


def outcome(seen: Any) -> Any:
    """An error's class, or the status of an answer."""
    return seen if isinstance(seen, type) else seen[0]


KINDS: list[tuple[dict[str, Any], Any, float]] = [
    ({"status": 429}, 429, 0),
    ({"status": 500}, 500, 0),
    ({"status": 503}, 503, 0),
    ({"status": 204}, 204, 0),
    ({"status": 304}, 304, 0),
    ({"status": {"status": 503, "body": "<h1>Down</h1>", "headers": {"Retry-After": 60}}}, 503, 0),
    ({"slow": 5}, 200, 5),
    ({"slow": 40}, 200, 40),
    ({"slow": 60}, httpx.ReadTimeout, 40),
    ({"silence": 60}, httpx.ReadTimeout, 40),
    ({"silence": 5}, httpx.ReadError, 5),
    ({"reset": True}, httpx.ReadError, 0),
    ({"lost": True}, httpx.RemoteProtocolError, 0),
    ({"cut": True}, httpx.RemoteProtocolError, 0),
]
SELECTORS: list[tuple[dict[str, Any], list[int]]] = [
    ({}, [1, 2, 3, 4, 5]),
    ({"call": 2}, [2]),
    ({"call": [1, 4]}, [1, 4]),
    ({"times": 2}, [1, 2]),
    ({"call": [2, 3, 4], "times": 2}, [2, 3]),
    ({"chance": 0.5}, [2, 4]),
    ({"chance": 0.5, "times": 1}, [2]),
    ({"chance": 0.0}, []),
    ({"at": {"service": "wrike", "method": "GET", "path": "/version"}, "call": 5}, [5]),
    ({"at": {"service": "books"}}, []),
]
SEED = 8
"""With it, half a chance strikes the second and the fourth of five calls."""


@pytest.mark.parametrize(("kind", "expected", "seconds"), KINDS, ids=str)
def test_every_kind_strikes_the_calls_that_each_selector_names_the_same_both_ways(
    kind: dict[str, Any], expected: Any, seconds: float
) -> None:
    for selector, hits in SELECTORS:
        found = both_ways({"at": {}, "do": kind, **selector}, asked=[("GET", VERSION)] * 5, seed=SEED)
        outcomes = [outcome(one) for one in found["seen"]]
        assert outcomes == [expected if number in hits else 200 for number in range(1, 6)], selector
        assert found["passed"] == pytest.approx(seconds * len(hits))


@pytest.mark.parametrize("seed", range(4))
def test_chance_strikes_the_same_calls_both_ways_with_the_same_seed(seed: int) -> None:
    found = both_ways(
        {"at": {}, "chance": 0.4, "do": {"lost": True}}, asked=[("GET", VERSION)] * 12, seed=seed
    )
    assert 0 < found["struck"][0][1] < 12


@pytest.mark.parametrize(
    ("kind", "expected", "seconds"),
    [
        ({"status": 429, "slow": 3}, 429, 3),
        ({"status": 429, "cut": True}, httpx.RemoteProtocolError, 0),
        ({"slow": 5, "cut": True}, httpx.RemoteProtocolError, 5),
        ({"slow": 60, "lost": True}, httpx.ReadTimeout, 40),
        ({"silence": 5, "slow": 10}, httpx.ReadError, 15),
        ({"silence": 30, "slow": 30}, httpx.ReadTimeout, 40),
        ({"reset": True, "cut": True}, httpx.ReadError, 0),
        ({"reset": True, "lost": True}, httpx.ReadError, 0),
        ({"silence": 5, "cut": True}, httpx.ReadError, 5),
        ({"cut": True, "lost": True}, httpx.RemoteProtocolError, 0),
        ({"status": {"body": ""}, "cut": True}, httpx.RemoteProtocolError, 0),
        ({"status": 500, "reset": True}, 500, 0),
    ],
    ids=str,
)
def test_several_faults_of_one_call_add_up_the_same_both_ways(
    kind: dict[str, Any], expected: Any, seconds: float
) -> None:
    found = both_ways({"at": {}, "do": kind})
    assert (outcome(found["seen"][0]), found["passed"]) == (expected, pytest.approx(seconds))
    apart = both_ways(*({"at": {}, "do": {name: arguments}} for name, arguments in kind.items()))
    assert (apart["seen"], apart["passed"]) == (found["seen"], found["passed"])


@pytest.mark.parametrize(
    "kind", [{"status": 429}, {"cut": True}, {"lost": True}, {"slow": 2}, {"status": 204}]
)
@pytest.mark.parametrize(
    "asked",
    [
        ("HEAD", VERSION),
        ("POST", TOKEN),
        ("GET", "https://accounts.zoho.com/oauth/v2/auth"),
        ("GET", "https://accounts.zoho.com/oauth/user/info"),
        ("POST", "https://login.wrike.com/oauth2/token"),
        ("GET", "https://login.wrike.com/oauth2/authorize/v4"),
        ("POST", "https://oauth2.googleapis.com/token"),
        ("POST", SHOP),
    ],
)
def test_routes_without_a_body_of_oauth_and_of_canned_hosts_are_struck_the_same_both_ways(
    kind: dict[str, Any], asked: tuple[str, str]
) -> None:
    assert both_ways({"at": {}, "do": kind}, asked=[asked])["struck"] == [(1, 1)]


def test_answers_to_head_have_no_body_and_say_how_long_it_would_be() -> None:
    ((_, headers, content),) = both_ways(asked=[("HEAD", VERSION)])["seen"]
    assert content == b""
    assert int(dict(headers)["content-length"]) > 0


@pytest.mark.parametrize(("fault", "made"), [({"lost": True}, 1), ({"cut": True}, 1), ({"slow": 60}, 1)])
def test_work_is_done_under_an_answer_that_does_not_arrive(fault: dict[str, Any], made: int) -> None:
    assert asyncio.run(_made(fault)) == made


@pytest.mark.parametrize("fault", [{"reset": True}, {"silence": 60}])
def test_work_is_not_done_under_what_comes_before_it(fault: dict[str, Any]) -> None:
    assert asyncio.run(_made(fault)) == 0


async def _made(fault: dict[str, Any]) -> int:
    world = furnished()
    world.context.faults.add({"at": {"method": "POST"}, "do": fault})
    with pytest.raises(httpx.TransportError):
        await world.request("POST", f"{FOLDERS}?title=A", person="tom")
    await world.aclose()
    return len(world.view("wrike", "folders", "IEAAAAAQ"))


@pytest.mark.parametrize(
    ("fake", "url"), [("wrike", VERSION.replace("version", "colors")), ("accounts_zoho", TOKEN)]
)
def test_a_limit_refuses_the_same_calls_both_ways(fake: str, url: str) -> None:
    async def statuses(*, sockets: bool) -> list[int]:
        world = furnished()
        world.context.limits.allow(fake, 2, 60)
        client = world.own_client("zoho", ["http://127.0.0.1/callback"])
        form = {name: client[name] for name in ("client_id", "client_secret")}
        form |= {"grant_type": "authorization_code", "code": "1000.made.up"}
        content = urlencode(form).encode() if fake == "accounts_zoho" else None
        headers = {"content-type": "application/x-www-form-urlencoded"} if content else {}

        async def ask() -> int:
            person, method = (None, "POST") if content else ("tom", "GET")
            answer = await world.request(method, url, person=person, content=content, headers=headers)
            return answer.status_code

        async with AsyncExitStack() as stack:
            stack.push_async_callback(world.aclose)
            if sockets:
                await stack.enter_async_context(world.serve())
            first = [await ask() for _ in range(4)]
            world.clock.move(60)
            return [*first, await ask()]

    inside = asyncio.run(statuses(sockets=False))
    assert inside == asyncio.run(statuses(sockets=True))
    assert inside == [200, 200, *[400 if fake == "accounts_zoho" else 429] * 2, 200]


# --- programs that are none of ours


Outside = Callable[[tuple[str, int], str], Awaitable[str]]
WORDS: dict[str, dict[str, Any]] = {
    "200": {"slow": 3},
    "204": {"status": 204},
    "429": {"status": 429},
    "reset": {"reset": True},
    "reset after silence": {"silence": 3},
    "lost": {"lost": True},
    "cut": {"cut": True},
}
"""What a program sees -> the fault."""


async def by_httpx(address: tuple[str, int], token: str) -> str:
    url = "http://{}:{}{}".format(*address, PATH)
    async with httpx.AsyncClient(trust_env=False) as client:
        try:
            answer = await client.get(url, headers={"host": HOST, "authorization": f"Bearer {token}"})
        except httpx.ReadError:
            return "reset"
        except httpx.RemoteProtocolError as error:
            return "cut" if "complete message body" in str(error) else "lost"
        return str(answer.status_code)


async def by_requests(address: tuple[str, int], token: str) -> str:
    def ask() -> str:
        url = "http://{}:{}{}".format(*address, PATH)
        with requests.Session() as session:
            session.trust_env = False
            try:
                answer = session.get(url, headers={"Host": HOST, "Authorization": f"Bearer {token}"})
            except requests.exceptions.ChunkedEncodingError:
                return "cut"
            except requests.exceptions.ConnectionError as error:
                return "lost" if "RemoteDisconnected" in str(error) else "reset"
            return str(answer.status_code)

    return await asyncio.to_thread(ask)


async def by_hand(address: tuple[str, int], token: str) -> str:
    try:
        (answer,) = await talk(address, request(token, "connection: close"))
    except ConnectionResetError:
        return "reset"
    except ValueError:
        return "lost"
    head, _, body = answer.partition(b"\r\n\r\n")
    length = [int(line[16:]) for line in head.split(b"\r\n") if line.startswith(b"content-length: ")]
    return head.split()[1].decode() if sum(length) == len(body) else "cut"


def request(token: str, *more: str) -> bytes:
    lines = (f"GET {PATH} HTTP/1.1", f"host: {HOST}", f"authorization: Bearer {token}", *more, "", "")
    return "\r\n".join(lines).encode()


async def talk(address: tuple[str, int], sent: bytes) -> list[bytes]:
    """Everything that comes back until the other side closes, cut before each status line."""
    reader, writer = await asyncio.open_connection(*address)
    writer.write(sent)
    try:
        received = await reader.read()
    finally:
        writer.close()
    return [b"HTTP/1.1 " + one for one in received.split(b"HTTP/1.1 ")[1:]]


@pytest.fixture(params=["httptools", "h11"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser that serves: httptools comes with an extra, h11 with uvicorn."""
    if request.param == "h11":
        monkeypatch.delitem(sys.modules, "uvicorn.protocols.http.httptools_impl", raising=False)
        monkeypatch.setitem(sys.modules, "httptools", None)


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("ask", [by_httpx, by_requests, by_hand])
@pytest.mark.parametrize("word", WORDS)
def test_a_program_of_ones_own_sees_each_kind_of_fault(word: str, ask: Outside) -> None:
    async def seen() -> list[str]:
        world = furnished()
        world.context.faults.add({"at": {}, "call": 2, "do": WORDS[word]})
        token = world.token("wrike", "tom")
        async with world.serve() as address:
            found = [await ask(address, token) for _ in range(3)]
        await world.aclose()
        return found

    assert asyncio.run(seen()) == ["200", word.partition(" ")[0], "200"]


@pytest.mark.parametrize(
    ("kind", "statuses", "done"),
    [
        ({"slow": 3}, [b"200", b"200", b"200"], 3),
        ({"status": 204}, [b"200", b"204", b"200"], 3),
        ({"status": 429}, [b"200", b"429", b"200"], 3),
        ({"cut": True}, [b"200", b"200"], 2),
        ({"lost": True}, [b"200"], 2),
    ],
)
def test_requests_sent_ahead_on_one_connection_end_where_a_fault_ends_it(
    kind: dict[str, Any], statuses: list[bytes], done: int
) -> None:
    async def answered() -> tuple[list[bytes], int]:
        world = furnished()
        world.context.faults.add({"at": {}, "call": 2, "do": kind})
        token = world.token("wrike", "tom")
        async with world.serve() as address:
            found = await talk(address, request(token) * 2 + request(token, "connection: close"))
        await world.aclose()
        assert all((b"\r\n\r\n{" in one) == (b" 204 " not in one) for one in found)
        return [one.split()[1] for one in found], len(world.journal)

    assert asyncio.run(answered()) == (statuses, done)


def test_a_fault_set_over_control_strikes_a_connection_that_is_open_already() -> None:
    async def statuses() -> list[int]:
        world = furnished()
        token = world.token("wrike", "tom")
        async with (
            world.serve() as address,
            httpx.AsyncClient(
                base_url="http://{}:{}".format(*address),
                headers={"host": HOST, "authorization": f"Bearer {token}"},
                limits=httpx.Limits(max_connections=1),
                trust_env=False,
            ) as client,
        ):
            own = {"host": OWN_HOST}
            before = await client.get(PATH)
            fault = {"at": "GET wrike /version", "do": {"status": 429}}
            number = (await client.post("/_control/faults", json=fault, headers=own)).json()["fault"]
            during = await client.get(PATH)
            await client.delete(f"/_control/faults/{number}", headers=own)
            after = await client.get(PATH)
        await world.aclose()
        return [one.status_code for one in (before, during, after)]

    assert asyncio.run(statuses()) == [200, 429, 200]


@pytest.mark.parametrize("kind", [{"status": 500}, {"reset": True}, {"silence": 60}, {"lost": True}], ids=str)
def test_what_takes_faults_back_is_struck_by_none(kind: dict[str, Any]) -> None:
    async def reset() -> int:
        world = furnished()
        world.controls.remember_beginning()
        world.context.faults.add({"at": {}, "do": kind})
        async with world.serve():
            answer = await world.request("POST", f"https://{OWN_HOST}/_control/reset", json={})
        await world.aclose()
        return answer.status_code

    assert asyncio.run(reset()) == 200


@pytest.mark.parametrize("kind", [{"slow": 60}, {"silence": 60}], ids=str)
def test_on_the_systems_clock_a_program_gives_up_by_its_own_timeout(kind: dict[str, Any]) -> None:
    async def ask() -> None:
        world = furnished(manual=False)
        world.context.faults.add({"at": {}, "do": kind})
        try:
            async with world.serve() as address, httpx.AsyncClient(timeout=0.05, trust_env=False) as client:
                await client.get("http://{}:{}{}".format(*address, PATH), headers={"host": HOST})
        finally:
            await world.aclose()

    with pytest.raises(httpx.ReadTimeout):
        asyncio.run(ask())


def test_on_a_manual_clock_the_time_that_a_program_would_have_waited_passes_at_once() -> None:
    async def passed() -> float:
        world = furnished()
        world.context.faults.add({"at": {}, "do": {"slow": 60}})
        began = world.clock.now()
        async with world.serve() as address:
            assert await by_httpx(address, world.token("wrike", "tom")) == "200"
        await world.aclose()
        return world.clock.now() - began

    assert asyncio.run(passed()) == 60
