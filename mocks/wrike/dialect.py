"""How Wrike speaks: the token before the route, parameters in three spellings, `{kind, data}`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ..kit.errors import VendorError
from ..kit.fields import Field, Fields, Problem, read
from ..kit.http import BadBody, Request, Response
from ..kit.journal import Exchange
from ..kit.service import Call, Context
from ..kit.tokens import Grant, Need, Refusal
from . import checks
from .accounts import HOSTS, ensure
from .administration import manages, require_management
from .answers import Answer
from .audit import note_login
from .declaring import missing_parameter, unknown_parameter
from .errors import WrikeError
from .resources.contacts import ensure_member
from .stored import ACCOUNTS
from .unbuilt import lacks
from .values import decode, spell

VENDOR = "wrike"
TOKEN_PARAMETER = "access_token"  # noqa: S105 - a name, not a secret
OVERRIDES = frozenset({"POST", "PUT", "DELETE"})
"""The verbs that the parameter `method` of a GET may name [DOC]."""
SILENT = frozenset({TOKEN_PARAMETER, "method", "state"})
"""Parameters that every operation takes and that are no business of it."""
IDLE = frozenset(
    (
        *("withInvitations", "plainTextCustomFields", "copyCustomStatuses", "notifyResponsibles"),
        "enableCalculations",
    )
)
"""Parameters of Wrike that change nothing here: a finding says so to who asks for them."""
JSON = "application/json;charset=UTF-8"
_FIELDS = Field("fields", "list")
ROUTED = "text/plain;charset=UTF-8"
"""A 401 on a path that exists came as plain text, on another as JSON [LIVE-401]."""


class WrikeDialect:
    """Wrike API v4; see `kit.service.Dialect` for what each step is."""

    def __init__(self, exists: Callable[[Request], bool]) -> None:
        self._exists = exists

    def authenticate(self, context: Context, request: Request, exchange: Exchange) -> Grant | None:
        """Judge the token before the route is looked at [LIVE-401]."""
        token = _token(request)
        if context.fails(checks.CREDENTIAL, not token):
            raise WrikeError.no_credential().because("missing")
        need = Need(VENDOR, data_centre=HOSTS.get(request.host))
        grant = context.tokens.check(token or "", need)
        if isinstance(grant, Refusal):
            if token and context.fails(checks.TOKEN_CHECKS[grant.reason], True):
                raise _bad_token(context, grant.reason).because(grant.reason)
            return None
        exchange.person = grant.person
        return grant

    def not_found(self, request: Request) -> VendorError:
        """A path that Wrike does not have."""
        return WrikeError.method_not_found()

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """A method that the path does not have."""
        return WrikeError.method_not_found()

    def authorize(self, call: Call) -> None:
        """Limit, then scope; what is public has neither."""
        if call.operation.public:
            return
        grant = call.grant = call.grant or _anybody(call.context)
        call.tenant = ensure(call.context, next(iter(grant.tenants), ""))["id"]
        ensure_member(call.context, call.tenant, grant.person)
        exceeded = call.context.limits.exceeded(VENDOR, grant.id)
        if call.context.fails(checks.LIMIT, exceeded):
            raise _limited(call.context)
        refusal = call.context.tokens.allows(grant, Need(VENDOR, scopes=call.operation.scopes))
        if call.context.fails(checks.SCOPE, refusal is not None):
            raise _scope_denied(call.context).because("scope")
        if manages(call.operation.scopes, call.operation.method):
            require_management(call)
        note_login(call)

    def parse(self, call: Call) -> None:
        """Query, form and JSON body are one set of parameters, whatever the method."""
        operation = call.operation
        raw = {name: value for name, value in self._raw(call).items() if name not in SILENT}
        if "fields" in raw and lacks(operation, decode(_FIELDS, raw["fields"])):
            raise WrikeError.not_built()
        for name in IDLE & raw.keys():
            if str(raw[name]).lower() != "false":
                call.finding("idle-parameter", f"This fake of Wrike does nothing with the parameter '{name}'")
        query, body = operation.query_fields, operation.body_fields
        call.parameters = self._read(call, query, raw, body)
        self._require(call, query, call.parameters)
        if body:
            call.body = self._read(call, body, raw, query)
            self._require(call, body, call.body)

    def render(self, call: Call, result: Answer | Response) -> Response:
        """`{kind, data}`, or a file; every answer is numbered."""
        if isinstance(result, Response):
            response = result
        else:
            response = Response.json(
                result.envelope(_plainly(call.request, "state")), result.status or call.operation.status
            )
        return _numbered(response, call.context, call.exchange.id)

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """`{errorDescription, error}`."""
        if error.name == "too_many_requests":  # by a fault, whose form is chosen here as well
            error = _limited(context)
        plain = error.status == 401 and self._exists(request)
        media = ROUTED if plain else JSON
        response = Response.json(error.body, error.status, media) if error.body else Response(error.status)
        return _numbered(response, context, context.journal.last)

    def faulty(self, status: int) -> VendorError:
        """The error of a fault made on purpose."""
        return WrikeError.too_many_requests() if status == 429 else WrikeError.server_error(status)

    def _raw(self, call: Call) -> dict[str, Any]:
        request = call.request
        raw: dict[str, Any] = dict(request.parameters())
        call.note_repeated(raw)
        if request.method in ("GET", "DELETE"):
            if request.body.strip() not in (b"", b"{}"):
                call.finding("unread-body", f"Wrike reads no body of {request.method}: it has no effect")
            return raw
        if not request.body or "upload" in call.operation.extra:
            return raw
        if request.content_type != "application/json":
            return raw | request.form()
        try:
            body = request.json()
        except BadBody:
            body = None
        if call.context.fails(checks.BODY, not isinstance(body, dict)):
            raise WrikeError.invalid_request("The body is not a JSON object")
        return raw | (body if isinstance(body, dict) else {})

    def _read(self, call: Call, declared: Fields, raw: Mapping[str, Any], others: Fields) -> dict[str, Any]:
        values = {name: value for name, value in raw.items() if name in declared or name not in others}
        known, problems = read(declared, spell(declared, values), partial=True)
        for problem in problems:
            inside = problem.kind == "unknown" and problem.field not in values
            if inside and call.context.assume("wrike.unknown_key") == "ignored":
                call.finding("unknown-key", f"Wrike ignores the key '{problem.field}' inside a parameter")
                continue
            self._judge(call, problem)
            if problem.declared is not None and not problem.declared.required:
                known.pop(problem.field, None)  # what a switched-off check let pass counts as not sent
        return known

    def _judge(self, call: Call, problem: Problem) -> None:
        if problem.kind == "unknown":
            if call.context.fails(checks.UNKNOWN_PARAMETER, True):
                raise unknown_parameter(call.context, problem.field)
        elif call.context.fails(checks.PARAMETER_VALUE, True):
            raise WrikeError.invalid_parameter(problem.field)

    def _require(self, call: Call, declared: Fields, given: dict[str, Any]) -> None:
        if call.operation.partial:
            return
        for name in declared.required:
            absent = given.get(name) in (None, "")
            if absent and call.context.fails(checks.REQUIRED_PARAMETER, True):
                raise missing_parameter(call.context, name)
            if absent:
                given[name] = ""


def overridden(request: Request) -> Request:
    """A GET whose parameter `method` names another verb, as that verb; else the request [DOC]."""
    if request.method == "GET" and "method=" in request.query:
        verb = request.parameters().get("method", "").upper()
        if verb in OVERRIDES:
            return replace(request, method=verb)
    return request


def _token(request: Request) -> str:
    word, _, token = request.headers.get("authorization", "").strip().partition(" ")
    if word.lower() == "bearer" and token.strip():
        return token.strip()
    return _plainly(request, TOKEN_PARAMETER)


def _plainly(request: Request, name: str) -> str:
    """A parameter of the query or of a form, whatever the operation's own are; "" if it is not there."""
    if name not in request.query and name.encode() not in request.body:
        return ""  # most calls: neither has to be read for it
    form = request.content_type == "application/x-www-form-urlencoded"
    return request.parameters().get(name, "") or (request.form().get(name, "") if form else "")


def _bad_token(context: Context, reason: str) -> WrikeError:
    if reason == "other data centre" and context.assume("wrike.wrong_data_centre") == "300":
        return WrikeError.other_data_centre()
    return WrikeError.bad_token()


def _limited(context: Context) -> WrikeError:
    if context.assume("wrike.rate_limit") == "rate_limit_exceeded":
        return WrikeError.rate_limit_exceeded()
    return WrikeError.too_many_requests()


def _scope_denied(context: Context) -> WrikeError:
    chosen = context.assume("wrike.scope_denied")
    if chosen == "access_forbidden":
        return WrikeError.scope_forbidden()
    return WrikeError.scope_not_authorized() if chosen == "not_authorized" else WrikeError.scope_not_allowed()


def _anybody(context: Context) -> Grant:
    """Who stands for a caller whose token a switched-off check let pass."""
    account = next(iter(context.store.rows(ACCOUNTS, "")), "IEAAAAAQ")
    people = [member["person"] for member in context.people.members(VENDOR, account)]
    return Grant("", VENDOR, "", next(iter(people), "nobody"), ("*",), (account,), "us")


def _numbered(response: Response, context: Context, number: int) -> Response:
    """The answer with an id of its own, refusals too [live]; its form is ours."""
    text = context.ids.digest("wrike-response-id", number).hex()
    parts = (text[:8], text[8:12], text[12:16], text[16:20], text[20:32])
    response.headers.append(("wrike-response-id", "-".join(parts)))
    return response
