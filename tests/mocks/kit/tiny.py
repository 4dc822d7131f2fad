"""A tiny fake of an invented vendor, whole but small: what the kit does for every fake is tested on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mocks.kit.checks import Check
from mocks.kit.errors import VendorError, vendor_error
from mocks.kit.fields import Field, read
from mocks.kit.http import BadBody, Request, Response
from mocks.kit.journal import Exchange
from mocks.kit.service import Call, Context, Operation, Service, unbuilt_operation
from mocks.kit.tokens import Grant, Need, Refusal

HOST = "api.tiny.example"
TOKEN = Check("tiny.token", "a token that is missing or unknown")
SCOPE = Check("tiny.scope", "a token without the scope")


class TinyError(VendorError):
    """`{"oops": …}`"""

    @classmethod
    @vendor_error
    def unauthorized(cls) -> TinyError:
        """No token, or none that is known."""
        return cls(401, "who are you?")

    @classmethod
    @vendor_error
    def forbidden(cls) -> TinyError:
        """The token lacks the scope."""
        return cls(403, "not you")

    @classmethod
    @vendor_error
    def invalid(cls, field: str) -> TinyError:
        """A value is not as declared."""
        return cls(400, f"bad {field}")

    @classmethod
    @vendor_error
    def missing(cls) -> TinyError:
        """No such path, no such thing."""
        return cls(404, "nothing here")

    @classmethod
    @vendor_error
    def not_allowed(cls, allowed: Iterable[str]) -> TinyError:
        """The path has no such method."""
        return cls(405, f"only {' '.join(sorted(allowed))}")

    @classmethod
    @vendor_error
    def unspeakable(cls) -> TinyError:
        """One that the dialect itself stumbles over."""
        return cls(418, object())

    @classmethod
    @vendor_error
    def broken(cls, status: int) -> TinyError:
        """A fault of the vendor's."""
        return cls(status, "we are so sorry")


class TinyDialect:
    """Notes the steps that it takes in the world's store, so that tests see their order."""

    def authenticate(self, context: Context, request: Request, exchange: Exchange) -> Grant | None:
        step(context, "token")
        found = context.tokens.check(request.headers.get("authorization", ""), Need("tiny"))
        if isinstance(found, Grant):
            return found
        if context.fails(TOKEN, True):
            raise TinyError.unauthorized().because(found.reason)
        return None

    def not_found(self, request: Request) -> VendorError:
        return TinyError.missing()

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        return TinyError.not_allowed(allowed)

    def authorize(self, call: Call) -> None:
        step(call.context, "scope")
        if call.grant is None:
            return
        call.tenant = call.grant.tenants[0]
        refusal = call.context.tokens.allows(call.grant, Need("tiny", call.operation.scopes, call.tenant))
        if isinstance(refusal, Refusal) and call.context.fails(SCOPE, True):
            raise TinyError.forbidden().because(refusal.reason)

    def parse(self, call: Call) -> None:
        step(call.context, "parse")
        call.parameters = call.request.parameters()
        if not call.operation.body:
            return
        try:
            body = call.request.json()
        except BadBody:
            raise TinyError.invalid("body") from None
        call.body, problems = read(call.operation.body_fields, body)
        for problem in problems:
            if problem.kind != "unknown":
                raise TinyError.invalid(problem.field)
            call.finding("unknown-field", f"'{problem.field}' is no field of a thing")

    def render(self, call: Call, result: Any) -> Response:
        step(call.context, "render")
        return Response.json({"answer": result}, call.operation.status)

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        return Response.json({"oops": error.body}, error.status)

    def faulty(self, status: int) -> VendorError:
        return TinyError.broken(status)


def step(context: Context, name: str) -> None:
    """Note that a step was taken."""
    number = len(context.store.rows("tiny.steps", ""))
    context.store.put("tiny.steps", "", str(number), {"step": name})


def steps(context: Context) -> list[str]:
    """The steps taken so far."""
    return [record["step"] for record in context.store.rows("tiny.steps", "").values()]


def list_things(call: Call) -> Any:
    step(call.context, "act")
    return list(call.context.store.rows("tiny.things", call.tenant).values())


def create_thing(call: Call) -> Any:
    step(call.context, "act")
    key = str(call.context.ids.nth("tiny", "thing"))
    record = {"id": key, **call.body}
    call.context.store.put("tiny.things", call.tenant, key, record)
    call.context.events.append(
        call.tenant, "things", "created", key, before=None, after=record, cause=call.cause
    )
    return record


def get_thing(call: Call) -> Any:
    step(call.context, "act")
    record = call.context.store.get("tiny.things", call.tenant, call.ids["id"])
    if record is None:
        raise TinyError.missing()
    return record


def explode(call: Call) -> Any:
    raise RuntimeError("the secret plan of the handler")


def say_nothing_sensible(call: Call) -> Any:
    raise TinyError.unspeakable()


async def shake_hands(call: Call) -> str:
    step(call.context, "prepare")
    return "a hand"


def keep_hand(call: Call) -> Any:
    step(call.context, "act")
    return call.prepared


def operations() -> Iterable[Operation]:
    """All that the vendor offers."""
    name = Field("name", required=True, max_length=20)
    answer = {"type": "object"}
    read_scope, write = ("things.READ", "things.ALL"), ("things.WRITE", "things.ALL")
    page = Field("page", "integer")
    yield Operation("list", "GET", "/things", list_things, read_scope, parameters=(page,), answer=answer)
    yield Operation(
        "create", "POST", "/things", create_thing, write, body=(name, Field("size", "number")), status=201
    )
    yield Operation("get", "GET", "/things/{id}", get_thing, read_scope)
    yield Operation(
        "rename", "PUT", "/things/{id}", get_thing, write, body=(name,), partial=True, summary="another name"
    )
    yield Operation("explode", "POST", "/things/{id}/explode", explode, write)
    yield Operation("mumble", "POST", "/things/{id}/mumble", say_nothing_sensible, write)
    yield unbuilt_operation("melt", "POST", "/things/{id}/melt", lambda: TinyError.broken(501), write)
    yield Operation("hand", "POST", "/hands", keep_hand, write, prepare=shake_hands)
    yield Operation("status", "GET", "/status", lambda call: "up", public=True)


SERVICE = Service(
    name="tiny",
    title="Tiny",
    dialect=TinyDialect(),
    operations=operations,
    hosts={HOST: "us"},
    home=HOST,
    prefixes=("/api/v1", "/v1"),
    checks=(TOKEN, SCOPE),
    errors=TinyError,
)
