"""`/_control`: the second public API, for scenarios and for people with a shell. JSON only.

It knows no vendor and no connection: whoever owns the world implements `Controls`, and adds further
operations (`control_operation`) of its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, Protocol
from urllib.parse import urlsplit

from .checks import Check
from .contract import openapi
from .errors import VendorError, vendor_error
from .fields import Field, Fields, Problem, read
from .http import BadBody, Request, Response
from .journal import Exchange
from .service import Call, Context, Operation, Service
from .tokens import Grant

FOREIGN_HOST = Check("control.foreign_host", "a request whose Host is not this machine's")
FOREIGN_ORIGIN = Check("control.foreign_origin", "a request that a page of another origin makes")
NOT_JSON = Check("control.not_json", "a write whose body is not declared as JSON")
CHECKS = (FOREIGN_HOST, FOREIGN_ORIGIN, NOT_JSON)

PREFIX = "/_control"
PAGE = "page"
"""Marks an operation (in `extra`) that is a page for a browser: it reads its request itself."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


class Unusable(ValueError):
    """What was asked for can't be done; the message says why and what would work."""


class Controls(Protocol):
    """What the owner of a world lets `/_control` do. All raise `Unusable`, answers are JSON objects."""

    async def create_world(self, options: Mapping[str, Any]) -> Any:
        """A further, fresh world; answers what `harness up --json` prints."""
        ...

    async def worlds(self) -> Any:
        """The ids of the worlds on this server."""
        ...

    async def delete_world(self, world: str) -> Any:
        """End a further world."""
        ...

    async def reset(self) -> Any:
        """Back to the state that the world began with."""
        ...

    async def snapshot(self) -> Any:
        """Keep the present state; answers its id."""
        ...

    async def restore(self, snapshot: str) -> Any:
        """Back to a kept state."""
        ...

    async def clock(self) -> Any:
        """The time."""
        ...

    async def advance(self, by: str) -> Any:
        """Move the clock by a duration such as `90s`, `2h`, settling at each timer."""
        ...

    async def settle(self) -> Any:
        """Wait until nothing is due."""
        ...

    async def faults(self) -> Any:
        """The faults that are set."""
        ...

    async def add_fault(self, fault: Mapping[str, Any]) -> Any:
        """Set a fault; answers its id."""
        ...

    async def remove_fault(self, fault: str) -> Any:
        """Take a fault back."""
        ...

    async def mint(self, options: Mapping[str, Any]) -> Any:
        """A ready token; the one answer that shows a secret."""
        ...

    async def revoke_token(self, token: str) -> Any:
        """Revoke a token."""
        ...

    async def end_tokens(self, options: Mapping[str, Any]) -> Any:
        """Something happens at a vendor that ends tokens without anybody revoking them; how many ended."""
        ...

    async def client(self, options: Mapping[str, Any]) -> Any:
        """Register a client with a vendor, for a program of one's own; shows a secret."""
        ...

    async def code(self, options: Mapping[str, Any]) -> Any:
        """An authorisation code without a consent page, as a developer console hands out; shows a secret."""
        ...

    async def journal(self, since: int) -> Any:
        """The exchanges after that number, secrets redacted."""
        ...

    async def logs(self, organization: str | None) -> Any:
        """The workflow log."""
        ...

    async def assumptions(self) -> Any:
        """Every assumption, its choice, and whether the world leaned on it."""
        ...

    async def assume(self, choices: Mapping[str, str]) -> Any:
        """Choose other alternatives."""
        ...


class ControlError(VendorError):
    """What `/_control` refuses: `{"error": what happened and what to do}`."""

    @classmethod
    @vendor_error
    def refused(cls, message: str) -> ControlError:
        """The caller is not somebody on this machine."""
        return cls(403, message)

    @classmethod
    @vendor_error
    def unusable(cls, message: str) -> ControlError:
        """The request can't be carried out as it is."""
        return cls(400, message)

    @classmethod
    @vendor_error
    def not_found(cls, message: str) -> ControlError:
        """No such path."""
        return cls(404, message)

    @classmethod
    @vendor_error
    def not_allowed(cls, message: str) -> ControlError:
        """No such method on that path."""
        return cls(405, message)

    @classmethod
    @vendor_error
    def broken(cls) -> ControlError:
        """A fault of ours."""
        return cls(500, "The harness itself failed here: please report it with the server's output.")


class ControlDialect:
    """Plain JSON, no tokens: who may call is decided by Host and Origin."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = LOOPBACK | frozenset(names)

    def authenticate(self, context: Context, request: Request, exchange: Exchange) -> Grant | None:
        """Only somebody on this machine: a page in a browser must not reach us by another name."""
        host = request.headers.get("host", "")
        if context.fails(FOREIGN_HOST, not self._ours(host)):
            raise ControlError.refused(
                f"'{host}' is not a name of this machine: use 127.0.0.1 or localhost."
            ).because("foreign host")
        origin = request.headers.get("origin")
        foreign = origin is not None and not self._ours(urlsplit(origin).netloc or origin)
        if context.fails(FOREIGN_ORIGIN, foreign):
            raise ControlError.refused(f"A page of {origin} may not use this.").because("foreign origin")
        return None

    def not_found(self, request: Request) -> VendorError:
        """No such path."""
        return ControlError.not_found(f"There is no {request.path}. See {PREFIX}/openapi.json.")

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """No such method."""
        return ControlError.not_allowed(f"{request.path} takes {', '.join(allowed)}.")

    def authorize(self, call: Call) -> None:
        """What a form of another page could send is never taken for JSON."""
        form = call.request.method in ("POST", "PUT") and call.request.content_type in FORMS
        if call.context.fails(NOT_JSON, form and PAGE not in call.operation.extra):
            raise ControlError.unusable("Send JSON, with 'content-type: application/json'.")

    def parse(self, call: Call) -> None:
        """Query and JSON body, checked strictly: an unknown key is an error with the nearest known."""
        operation, request = call.operation, call.request
        if PAGE in operation.extra:
            return
        call.parameters = _checked(operation.parameters, request.parameters())
        if request.method in ("GET", "DELETE"):
            return
        try:
            body = request.json() if request.body else {}
        except BadBody as error:
            raise ControlError.unusable(f"The body is not JSON: {error}") from None
        if not isinstance(body, dict):
            raise ControlError.unusable("The body must be a JSON object.")
        call.body = _checked(operation.body, body) if operation.body else body

    def render(self, call: Call, result: Any) -> Response:
        """The answer as it is."""
        return result if isinstance(result, Response) else Response.json(result, call.operation.status)

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """`{"error": …}`"""
        return Response.json({"error": error.body}, error.status)

    def faulty(self, status: int) -> VendorError:
        """A fault of ours."""
        return ControlError.broken()

    def _ours(self, host: str) -> bool:
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return name in self._names or name.endswith(".localhost")


Run = Callable[[Call], Awaitable[Any]]

FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
"""What a page of another origin may send without asking: never taken for JSON."""

ORGANIZATION = Field("organization", "id")
PERSON = Field("person")


def operations(controls: Controls) -> list[Operation]:
    """Every operation of `/_control`."""

    def get(path: str, run: Run, *parameters: Field, summary: str) -> Operation:
        return control_operation("GET", path, run, parameters=parameters, summary=summary)

    def post(path: str, run: Run, *body: Field, summary: str) -> Operation:
        return control_operation("POST", path, run, body=body, summary=summary)

    def delete(path: str, run: Run, summary: str) -> Operation:
        return control_operation("DELETE", path, run, summary=summary)

    return [
        get("/worlds", lambda _: controls.worlds(), summary="the worlds on this server"),
        post(
            "/worlds",
            lambda call: controls.create_world(call.body),
            Field("seed", "integer"),
            Field("start"),
            Field("assume", "object"),
            summary="a further world",
        ),
        delete("/worlds/{id}", lambda call: controls.delete_world(call.ids["id"]), "end a world"),
        post("/reset", lambda _: controls.reset(), summary="back to the beginning"),
        post("/snapshots", lambda _: controls.snapshot(), summary="keep the present state"),
        post(
            "/snapshots/{id}/restore",
            lambda call: controls.restore(call.ids["id"]),
            summary="back to a kept state",
        ),
        get("/clock", lambda _: controls.clock(), summary="the time"),
        post(
            "/clock/advance",
            lambda call: controls.advance(call.body["by"]),
            Field("by", required=True),
            summary="move the clock, for example by 2h",
        ),
        post("/settle", lambda _: controls.settle(), summary="wait until nothing is due"),
        get("/faults", lambda _: controls.faults(), summary="the faults that are set"),
        post("/faults", lambda call: controls.add_fault(call.body), *FAULT, summary="set a fault"),
        delete("/faults/{id}", lambda call: controls.remove_fault(call.ids["id"]), "take it back"),
        post(
            "/tokens",
            lambda call: controls.mint(call.body),
            Field("vendor", required=True),
            PERSON,
            Field("tenant", "id"),
            Field("scopes", "list", of="text"),
            Field("lifetime", "number"),
            summary="a ready token",
        ),
        post(
            "/tokens/revoke",
            lambda call: controls.revoke_token(call.body["token"]),
            Field("token", required=True),
            summary="revoke a token",
        ),
        post(
            "/tokens/end",
            lambda call: controls.end_tokens(call.body),
            Field("vendor", required=True),
            Field("event", required=True),
            PERSON,
            Field("tenant", "id"),
            summary="something happens at a vendor that ends tokens",
        ),
        post(
            "/clients",
            lambda call: controls.client(call.body),
            Field("vendor", required=True),
            Field("name"),
            Field("redirect_uris", "list", of="text"),
            Field("owner"),
            summary="register a client; with an owner it may ask for tokens in its own name",
        ),
        post(
            "/codes",
            lambda call: controls.code(call.body),
            Field("vendor", required=True),
            Field("client_id", required=True),
            Field("scopes", "list", required=True, of="text"),
            PERSON,
            Field("tenant", "id"),
            Field("lifetime", "number"),
            summary="an authorisation code, as a developer console hands out",
        ),
        get(
            "/journal",
            lambda call: controls.journal(call.parameters.get("since") or 0),
            Field("since", "integer"),
            summary="the exchanges after a number",
        ),
        get(
            "/logs",
            lambda call: controls.logs(call.parameters.get("organization")),
            ORGANIZATION,
            summary="the workflow log",
        ),
        get("/assumptions", lambda _: controls.assumptions(), summary="what is assumed"),
        control_operation(
            "PUT",
            "/assumptions",
            lambda call: controls.assume(call.body),
            summary="choose other alternatives",
        ),
        Operation(
            "control.openapi",
            "GET",
            f"{PREFIX}/openapi.json",
            lambda call: openapi(call.service, call.context.urls),
            summary="this API's own description",
        ),
    ]


FAULT = (
    Field("at", "any", required=True),
    Field("call", "any"),
    Field("times", "integer"),
    Field("chance", "number"),
    Field("do", "object", required=True),
)


def control_service(
    controls: Controls, host: str, more: Iterable[Operation] = (), names: Iterable[str] = ()
) -> Service:
    """The service of the harness itself: `/_control` and whatever operations its owner adds.

    `host` is its name in process, `names` are further names of this machine that may be used.
    """
    declared = (*operations(controls), *more)
    return Service(
        name="control",
        title="harness control",
        dialect=ControlDialect((host, *names)),
        operations=lambda: declared,
        hosts={host: ""},
        home=host,
        checks=CHECKS,
        errors=ControlError,
        aloof=True,  # or a fault that strikes everything could not be taken back
    )


def control_operation(
    method: str,
    path: str,
    run: Run,
    *,
    parameters: tuple[Field, ...] = (),
    body: tuple[Field, ...] = (),
    summary: str,
) -> Operation:
    """One operation of `/_control`: `run` answers a JSON object or raises `Unusable`."""

    async def prepare(call: Call) -> Any:
        try:
            return await run(call)
        except Unusable as error:
            raise ControlError.unusable(str(error)) from None

    return Operation(
        f"control.{method.lower()}{path.replace('/', '.')}",
        method,
        PREFIX + path,
        lambda call: call.prepared,
        parameters=parameters,
        body=body,
        summary=summary,
        prepare=prepare,
    )


def _checked(fields: Iterable[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    declared = Fields(fields)
    known, problems = read(declared, values)
    if problems:
        # A misspelt key explains the one that is missing.
        first = min(problems, key=lambda problem: problem.kind != "unknown")
        raise ControlError.unusable(_in_words(first, declared))
    return known


def _in_words(problem: Problem, declared: Mapping[str, Field]) -> str:
    if problem.kind == "unknown":
        close = get_close_matches(problem.field, declared, n=1)
        hint = f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(declared) or 'none'}."
        return f"Unknown key '{problem.field}'. {hint}"
    if problem.kind == "required":
        return f"'{problem.field}' is missing."
    if problem.kind == "enum" and problem.declared is not None:
        return f"'{problem.field}' is one of {', '.join(problem.declared.enum)}."
    wanted = problem.declared.type if problem.declared else "another type"
    return f"'{problem.field}' must be {wanted}, not {problem.value!r}."
