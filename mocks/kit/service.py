"""What a fake declares, and what it is given to run.

A `Service` is compiled once per process, lazily; `create_app(context)` only binds it to a world.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from .assumptions import Assumption, Assumptions
from .checks import Check, Checks
from .clock import Clock, Timers
from .errors import VendorError
from .events import Events
from .fields import Field, Fields
from .http import Request, Response
from .ids import Ids
from .journal import Exchange, Journal
from .limits import Limits
from .people import People
from .routing import Router
from .store import Record, Store
from .tokens import Grant, Tokens
from .urls import Urls

if TYPE_CHECKING:
    from .app import App
    from .faults import Faults


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody outside answered to a fake; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]


Schema = Mapping[str, Any]
"""A JSON Schema."""
Send = Callable[[str, Mapping[str, str], bytes], Awaitable["Answered | None"]]
"""POST a body with headers to a URL; None if nobody answered."""


async def nobody(url: str, headers: Mapping[str, str], body: bytes) -> Answered | None:
    """Sends nothing: of a context that belongs to no world."""
    return None


@dataclass(slots=True)
class Context:
    """All that a fake is given: one per world, the same for all of its fakes."""

    store: Store
    clock: Clock
    ids: Ids
    timers: Timers
    journal: Journal
    assumptions: Assumptions
    checks: Checks
    events: Events
    limits: Limits
    people: People
    urls: Urls
    faults: Faults
    tokens: Tokens
    data_centre: str = "us"
    send: Send = nobody

    def assume(self, key: str) -> str:
        """The chosen alternative of an assumption; notes that the run leaned on it."""
        return self.assumptions.assume(key)

    def fails(self, check: Check, failed: bool) -> bool:
        """Whether a check of the registry refuses; see `checks.Checks.fails`."""
        return self.checks.fails(check, failed)


@dataclass(slots=True)
class Call:
    """One request on its way through a fake: what each step found out, for the next."""

    context: Context
    request: Request
    exchange: Exchange
    service: Service
    operation: Operation
    ids: Mapping[str, str] = field(default_factory=dict)
    grant: Grant | None = None
    tenant: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    body: dict[str, Any] = field(default_factory=dict)
    prepared: Any = None
    memo: dict[str, Any] = field(default_factory=dict)
    """What handlers found out and need again."""

    @property
    def cause(self) -> dict[str, Any]:
        """Who and what is behind a change that this call makes: for the record's event."""
        return {
            "origin": self.exchange.origin,
            "person": self.grant.person if self.grant else None,
            "exchange": self.exchange.id,
        }

    def note_repeated(self, parameters: Mapping[str, str]) -> None:
        """Note the query's parameters that came more than once: `parameters` has the last of each."""
        for name in self.request.repeated(parameters):
            self.finding("repeated-parameter", f"'{name}' came more than once; the last one counts.")

    def finding(self, code: str, message: str) -> None:
        """Note something accepted that the author should know."""
        self.context.journal.find(self.exchange, code, message)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method on one path.

    `scopes`: any one suffices. `parameters` are those of the query, `headers` those that come as headers,
    `body` those of the body. `act` is plain: nothing awaits between reading and writing the store; what must
    call out has an async `prepare` before it. `public` operations ask for no token. `answer` is the JSON
    Schema of a good answer, or makes it: that takes long, and only the contract asks for it. The status of a
    good answer is `status` or one of `also`. `extra` belongs to the service's dialect (messages, envelope
    keys). `gives` says where a good answer holds an id that has not the name of a placeholder: the segment of
    a path that it follows (`folders`) -> its JSON pointer. `unbuilt` makes the vendor's error of an operation
    that the fake knows but does not have yet: see `unbuilt_operation`.
    """

    id: str
    method: str
    path: str
    act: Callable[[Call], Any]
    scopes: tuple[str, ...] = ()
    parameters: tuple[Field, ...] = ()
    body: tuple[Field, ...] = ()
    status: int = 200
    summary: str = ""
    public: bool = False
    partial: bool = False
    answer: Schema | Callable[[], Schema] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[Field, ...] = ()
    prepare: Callable[[Call], Awaitable[Any]] | None = None
    unbuilt: Callable[[], VendorError] | None = None
    also: tuple[int, ...] = ()
    query_fields: Fields = field(init=False, repr=False, compare=False)
    """The `parameters` by name."""
    body_fields: Fields = field(init=False, repr=False, compare=False)
    """Those of the `body` by name."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "query_fields", Fields(self.parameters))
        object.__setattr__(self, "body_fields", Fields(self.body))

    @property
    def schema(self) -> Schema:
        """The JSON Schema of a good answer; empty if none is declared."""
        return self.answer() if callable(self.answer) else self.answer


def unbuilt_operation(
    id: str,  # noqa: A002 - as in Operation
    method: str,
    path: str,
    error: Callable[[], VendorError],
    scopes: tuple[str, ...] = (),
) -> Operation:
    """An operation of the vendor that this fake does not have yet.

    Token, route and scope are judged as ever; then it answers `error`, status 501, whatever was sent.
    """

    def act(call: Call) -> Any:
        raise error()

    return Operation(id, method, path, act, scopes, status=501, unbuilt=error)


class Dialect(Protocol):
    """How one vendor speaks: the steps of a request that are the vendor's own."""

    def authenticate(self, context: Context, request: Request, exchange: Exchange) -> Grant | None:
        """Who calls; raises the vendor's error. Runs before the route is looked at."""
        ...

    def not_found(self, request: Request) -> VendorError:
        """The vendor's error for a path that does not exist."""
        ...

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """The vendor's error for a method that the path does not have."""
        ...

    def authorize(self, call: Call) -> None:
        """Whether the grant covers the operation and its tenant; raises the vendor's error."""
        ...

    def parse(self, call: Call) -> None:
        """Read parameters and body into the call, checked by the contract; raises."""
        ...

    def render(self, call: Call, result: Any) -> Response:
        """The vendor's envelope around what `act` returned."""
        ...

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """The one place that renders an error of this vendor."""
        ...

    def faulty(self, status: int) -> VendorError:
        """The vendor's error of that HTTP status: 429, 500, 503, for faults made on purpose."""
        ...


Given = Callable[[Context, str, Mapping[str, Any]], Record]
"""Lays down a record of the starting state: (context, tenant, values) -> the stored record."""

View = Callable[[Context, str], list[dict[str, Any]]]
"""The records of a tenant as expectations see them: (context, tenant) -> plain dicts, nested."""


Requesting = Callable[[Context, str, str, "str | None", Mapping[str, Any]], tuple[str, str, Any]]
"""The call by which a client changes a record: (context, action, tenant, key or None, values) -> method,
URL, JSON body. `action` is `create`, `update` or `delete`; `values` are friendly, as for `Given`."""


Arguments = Callable[[Context, str, str, Record, "str | None"], dict[str, Any]]
"""The maps that a function gets: (context, tenant, module, stored record, person) -> name -> map."""


@dataclass(frozen=True)
class Kind:
    """One kind of record that scenarios can lay down and look at, for example `contacts`.

    `fields` are all keys that a scenario may write or expect, `key` is the field that holds the id. A
    kind without `tenanted` is itself a tenant (an organization, an account). A kind without `request`
    cannot be changed over the vendor's API.
    """

    name: str
    key: str
    given: Given
    view: View
    fields: tuple[Field, ...]
    tenanted: bool = True
    request: Requesting | None = None


def above(host: str) -> str:
    """What stands for the host among hosts that are told by their domain: `*.example.com`."""
    return f"*.{host.partition('.')[2]}"


@dataclass(frozen=True)
class Service:
    """One fake, declared.

    `hosts` maps each host that it answers (`*.example.com`: all directly below) to the data centre of that
    host; `paths` are the prefixes it owns there (the longest wins over other services on the same host).
    `operations` is called once, at first use. `home` is the host that stands for it where one address must
    do. A `strict` fake refuses what it does not know; others drop it. Only faults that name an `aloof`
    one strike it. `timers` are the handlers, plain or coroutines, of the fake's own kinds of timers. `meant`
    makes of a request the one that it means, where parameters may change its method.
    """

    name: str
    title: str
    dialect: Dialect
    operations: Callable[[], Iterable[Operation]]
    hosts: Mapping[str, str]
    home: str
    paths: tuple[str, ...] = ("/",)
    prefixes: tuple[str, ...] = ("",)
    checks: tuple[Check, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    errors: type[VendorError] = VendorError
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    arguments: Arguments | None = None
    timers: Mapping[str, Callable[[Context, Record], Any]] = field(default_factory=dict)
    strict: bool = False
    aloof: bool = False
    meant: Callable[[Request], Request] | None = None

    def answers(self, host: str) -> bool:
        """Whether it answers for the host; `*.example.com` among its hosts are all directly below."""
        return host in self.hosts or above(host) in self.hosts

    @cached_property
    def router(self) -> Router[Operation]:
        """The dispatch tree over all operations."""
        return Router((one.method, one.path, one) for one in self.declared)

    @cached_property
    def declared(self) -> tuple[Operation, ...]:
        """All operations, in the order of their declaration."""
        return tuple(self.operations())

    def create_app(self, context: Context) -> App:
        """The fake as an ASGI application of one world."""
        from .app import App

        return App(self, context)
