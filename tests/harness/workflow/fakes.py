"""Fakes by name for the workflow layer: vendors, connections, a program, and an engine around them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from harness.connections import Carrier
from harness.deluge.host import Host, Incoming, Outgoing
from harness.deluge.runtime.limits import Limits
from harness.errors import HarnessError
from harness.ports import Record
from harness.workflow import ASSUMPTIONS, Action, Engine, Function, Rule
from harness.workflow.environment import Environment
from mocks.kit.assumptions import Assumptions
from mocks.kit.clock import Clock
from mocks.kit.events import Events
from mocks.kit.ids import Ids
from mocks.kit.journal import Journal
from mocks.kit.store import Store

ACME, GLOBEX = "60001", "60002"
PEOPLE: Mapping[str, Mapping[str, Any]] = {
    "tom": {"full_name": "Tom Thumb", "email": "tom@example.com"},
    "ann": {"full_name": "Ann Other", "email": "ann@example.com"},
}
WRIKE = "https://www.wrike.com/api/v4/folders"

Body = Callable[[Mapping[str, Any], Host], Awaitable[Any]]
Reply = httpx.Response | BaseException


class Denied(HarnessError):
    """What FakeConnections says of a connection that cannot be used."""


@dataclass(frozen=True)
class FakeCredentials:
    headers: Mapping[str, str] = field(default_factory=dict)
    parameters: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()


class FakeConnections:
    """Connections by (organization, link name, person), as a test sets them."""

    def __init__(self) -> None:
        self.usable: dict[tuple[str, str, str | None], FakeCredentials] = {}
        self.renewed: FakeCredentials | None = None
        self.failure: Exception | None = None
        self.renewal_failure: Exception | None = None
        self.carrier: Carrier | None = None
        self.asked: list[tuple[str, str, str | None]] = []

    def connect(
        self,
        organization: str = ACME,
        link_name: str = "wrike",
        person: str | None = "tom",
        credentials: FakeCredentials | None = None,
    ) -> None:
        made = credentials or FakeCredentials({"Authorization": f"bearer token-of-{person}"})
        self.usable[organization, link_name, person] = made

    async def credentials(
        self, organization: str, link_name: str, person: str | None, carrier: Carrier
    ) -> FakeCredentials:
        self.carrier = carrier
        self.asked.append((organization, link_name, person))
        if self.failure is not None:
            raise self.failure
        try:
            return self.usable[organization, link_name, person]
        except KeyError:
            raise Denied(f"'{link_name}' is not connected in {organization}") from None

    async def credentials_after_401(
        self, organization: str, link_name: str, person: str | None, refused: Any
    ) -> FakeCredentials | None:
        if self.renewal_failure is not None:
            raise self.renewal_failure
        return self.renewed


class FakeVendors(httpx.AsyncBaseTransport):
    """Every vendor of a test: answers in turn, the last one again and again."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.replies: list[Reply | Callable[[httpx.Request], Reply]] = [httpx.Response(200, json={})]
        self.requests: list[httpx.Request] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        reply = self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        made = reply if isinstance(reply, (httpx.Response, BaseException)) else reply(request)
        if isinstance(made, BaseException):
            raise made
        exchange = self.journal.get(request.extensions["harness.exchange"])
        assert exchange is not None
        self.journal.complete(exchange, made.status_code, list(made.headers.items()), b"")
        return httpx.Response(made.status_code, headers=made.headers, content=made.content)


class ProgramDouble:
    """A program whose body is Python. It counts its runs and keeps the arguments of each."""

    def __init__(self, body: Body | None = None) -> None:
        self._body = body
        self.seen: list[Mapping[str, Any]] = []

    async def run(self, arguments: Mapping[str, Any], host: Host, limits: Limits | None = None) -> Any:
        self.seen.append(arguments)
        return None if self._body is None else await self._body(arguments, host)


class Workshop:
    """The parts of a world that the workflow layer needs, and an engine on them."""

    def __init__(self, chosen: Mapping[str, str] | None = None, store: Store | None = None) -> None:
        self.store = store or Store()
        self.clock = Clock(self.store)
        self.ids = Ids(self.store)
        self.journal = Journal(self.clock)
        self.assumptions = Assumptions(ASSUMPTIONS, chosen)
        self.events = Events(self.store, self.clock, self.ids)
        self.connections = FakeConnections()
        self.vendors = FakeVendors(self.journal)
        self.client = httpx.AsyncClient(transport=self.vendors)
        self.leaving: list[tuple[str, str]] = []
        self.before: Callable[[], None] = lambda: None
        self.fields: dict[str, dict[str, Any]] = {}
        self.administrator: str | None = "ann"
        self.wire()

    def wire(self) -> None:
        """Make the engine from the parts as they are now."""
        self.engine = Engine(
            self.store,
            self.clock,
            self.ids,
            self.assumptions,
            self.journal,
            client=lambda: self.client,
            connections=self.connections,
            people=PEOPLE.__getitem__,
            administrator=lambda organization: self.administrator,
            arguments=arguments,
            before_sending=self._before_sending,
            global_fields=lambda organization: self.fields.get(organization, {}),
        )

    @property
    def environment(self) -> Environment:
        return self.engine._environment

    def install(self, *functions: Function, rules: Iterable[Rule] | None = None) -> None:
        """Install the functions and, unless rules are given, a rule "created" for each."""
        made = [rule(function.name, module=function.module) for function in functions]
        self.engine.install(made if rules is None else rules, functions)

    def save(
        self,
        key: str = "p1",
        organization: str = ACME,
        *,
        event: str = "created",
        module: str = "projects",
        origin: str = "ui",
        person: str | None = "tom",
        exchange: int | None = None,
        **fields: Any,
    ) -> None:
        """What a fake does when a record changes."""
        record: Record = {"project_id": key, **fields}
        self.events.append(
            organization,
            module,
            event,
            key,
            before=record if event != "created" else None,
            after=record if event != "deleted" else None,
            cause={"origin": origin, "person": person, "exchange": exchange},
        )

    async def _before_sending(self, method: str, url: str) -> None:
        self.leaving.append((method, url))
        self.before()


def arguments(organization: str, module: str, record: Record, person: str | None) -> dict[str, Any]:
    """The maps of a function, as the world would give them: the record complete with its defaults."""
    return {
        "project": {"status": "active", **record},
        "organization": {"organization_id": organization, "time_zone": "Asia/Kolkata"},
        "user": {} if person is None else {"email": PEOPLE[person]["email"]},
    }


def rule(function: str, name: str = "", **values: Any) -> Rule:
    """A rule on projects created that runs the function."""
    defaults = {"module": "projects", "trigger": "created", "actions": (Action(function),)}
    return Rule(name or f"rule-{function}", **{**defaults, **values})


def function(
    body: Body | None = None, name: str = "copy", module: str = "projects"
) -> tuple[Function, ProgramDouble]:
    """A function and its program."""
    program = ProgramDouble(body)
    return Function(name, module, program, f"functions/{name}.dg"), program


def call(url: str = WRIKE, **values: Any) -> Outgoing:
    """A call through the connection `wrike`, from line 7 of `copy`."""
    defaults: dict[str, Any] = {
        "method": "GET",
        "headers": (),
        "body": b"",
        "connection": "wrike",
        "function": "copy",
        "line": 7,
    }
    return Outgoing(url=url, **{**defaults, **values})


def calling(*calls: Outgoing) -> Body:
    """A body that makes the calls and returns the last answer."""

    async def body(arguments: Mapping[str, Any], host: Host) -> Incoming | None:
        answer = None
        for one in calls:
            answer = await host.send(one)
        return answer

    return body
