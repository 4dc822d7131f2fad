"""How Books speaks: tokens, organizations, bodies, envelopes, errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import orjson

from ..kit.checks import Check
from ..kit.errors import VendorError
from ..kit.fields import Field, Problem, read
from ..kit.http import JSON, BadBody, Request, Response, read_json
from ..kit.journal import Exchange
from ..kit.limits import Limits
from ..kit.service import Call, Context
from ..kit.tokens import Grant, Need, Refusal
from . import checks
from .errors import BooksError
from .money import PERCENTAGE, percentage
from .organizations.tenancy import KIND, organization_of, zone_of
from .plan import VENDOR, Reply, plan

WORDS = frozenset({"zoho-oauthtoken", "bearer"})
"""The words before the token [docs; clients send both], compared without regard to case."""
ORGANIZATION_HEADER = "x-com-zoho-books-organizationid"
FORMS = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_ANYWHERE = Need(VENDOR)
DAY_LIMIT = 1000
"""Calls a day that the recorded header X-Rate-Limit-Limit names."""


class BooksDialect:
    """Zoho Books API v3; see `kit.service.Dialect` for what each step is."""

    def __init__(self, hosts: Mapping[str, str], home: str) -> None:
        self._home = home
        self._needs = {host: Need(VENDOR, data_centre=centre) for host, centre in hosts.items()}

    def authenticate(self, context: Context, request: Request, exchange: Exchange) -> Grant | None:
        """Judge the token before the route is looked at."""
        word, _, token = request.headers.get("authorization", "").strip().partition(" ")
        token = token.strip()
        if word.lower() not in WORDS or not token:
            if context.fails(checks.AUTHENTICATION, True):
                raise BooksError.unauthenticated().because("missing")
            return None
        grant = context.tokens.check(token, self._needs.get(request.host, _ANYWHERE))
        if isinstance(grant, Refusal):
            if context.fails(checks.TOKEN, True):
                raise BooksError.unauthorized().because(grant.reason)
            return None
        return grant

    def not_found(self, request: Request) -> VendorError:
        """A path that Books does not have; records of custom modules it has, and this fake has not."""
        custom = any(part.startswith("cm_") for part in request.segments)
        return BooksError.not_built() if custom else BooksError.invalid_url()

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """A method that the path does not have; its code is set when it is rendered."""
        return BooksError.wrong_method(request.method)

    def authorize(self, call: Call) -> None:
        """Scope, then organization, then limit."""
        call.parameters = call.request.parameters()
        context, grant, tokens = call.context, call.grant, call.context.tokens
        if grant is not None:
            refusal = tokens.allows(grant, plan(call).need)
            if context.fails(checks.SCOPE, refusal is not None):
                raise BooksError.unauthorized().because("scope")
        if plan(call).tenanted:
            call.tenant = self._tenant(call)
            self._require_member(call)
        self._require_within_limit(call)

    def parse(self, call: Call) -> None:
        """Read the query and, where the operation takes one, the body; judge both by the contract."""
        operation, declared, values = call.operation, plan(call), call.parameters
        call.note_repeated(values)
        text = values.pop("JSONString", None)
        known, problems = read(operation.query_fields, values)
        if declared.custom:
            known |= {name: value for name, value in values.items() if name.startswith("cf_")}
            problems = [one for one in problems if one.field not in known or one.kind != "unknown"]
        self._judge(call, problems, operation.query_fields, "parameter")
        call.parameters = known
        if not operation.body and _says_something(call.request):
            call.finding("unread-body", "Books reads no body here: what it says has no effect.")
        if operation.body:
            body = self._body(call, text)
            partial = operation.partial or (declared.bodyless and not body)
            call.body, problems = read(operation.body_fields, body, partial=partial)
            self._judge(call, problems, operation.body_fields, "field")
            self._require_filled(call)
            for name, value in call.body.items():
                if type(value) is not str:
                    field = operation.body_fields[name]
                    call.body[name] = _decimal(field, _filled(value) if field.fields else value)

    def render(self, call: Call, result: Reply | Response) -> Response:
        """The envelope: code, message, and the keys of the answer; a file goes out as it is."""
        if isinstance(result, Response):
            return result
        message = result.message or plan(call).message
        response = Response(
            call.operation.status,
            orjson.dumps({"code": 0, "message": message, **result.keys}),
            [("content-type", JSON)],
        )
        if result.location is not None:
            response.headers.append(("location", self._location(call.context, result.location)))
        if call.context.assumptions.chosen("books.rate_headers") == "day":
            response.headers.extend(self._rate_headers(call))
        return response

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """`{code, message}`."""
        if error.name == "organization_blocked":  # by a fault, whose form is chosen here as well
            error = _limited(context)
        body = error.body
        if error.name == "wrong_method":
            body = {**body, "code": int(context.assume("books.method_code"))}
        response = Response.json(body, error.status)
        if isinstance(error, BooksError):
            response.headers.extend(error.headers)
        return response

    def faulty(self, status: int) -> VendorError:
        """The error of a fault made on purpose: the limit's for 429, the server's own for the rest."""
        return BooksError.organization_blocked() if status == 429 else BooksError.internal(status)

    def _tenant(self, call: Call) -> str:
        organization = call.ids.get("organization_id") or self._named(call) or self._only(call)
        if not organization.isdecimal():
            if call.context.fails(checks.ORGANIZATION_ID, True):
                raise BooksError.invalid_value("organization_id")
            organization = self._possible(call)[0]
        if call.grant is not None:
            refusal = call.context.tokens.allows(call.grant, _within(organization))
            if call.context.fails(checks.ORGANIZATION, refusal is not None):
                raise BooksError.not_associated(organization).because("other organization")
        return organization

    def _named(self, call: Call) -> str:
        if named := call.parameters.get("organization_id", ""):
            return str(named)
        named = call.request.headers.get(ORGANIZATION_HEADER, "").strip()
        if named and call.context.assume("books.organization_header") == "accepted":
            return named
        return ""

    def _only(self, call: Call) -> str:
        """The one organization that a call without organization_id can mean."""
        context, possible = call.context, self._possible(call)
        allowed = context.assume("books.organization_omitted") == "only"
        if context.fails(checks.ORGANIZATION_MISSING, not allowed or len(possible) != 1):
            if context.assume("books.organization_missing") == "code4":
                raise BooksError.missing_value("organization_id")
            raise BooksError.not_associated("")
        return possible[0]

    def _possible(self, call: Call) -> tuple[str, ...]:
        """The organizations of the token that its person is active in; of no token, all."""
        context, grant = call.context, call.grant
        if grant is None:
            return tuple(context.store.rows(KIND, "")) or ("0",)
        active = context.people.tenants(grant.person, VENDOR)
        return tuple(one for one in grant.tenants if one in active) or grant.tenants or ("0",)

    def _require_member(self, call: Call) -> None:
        """Refuse who was deactivated or removed; one whom nobody made a user is not judged here."""
        if call.grant is None:
            return
        member = call.context.people.membership(call.grant.person, VENDOR, call.tenant)
        if call.context.fails(checks.MEMBERSHIP, member is not None and not member["active"]):
            if call.context.assume("books.inactive_user") == "code57":
                raise BooksError.unauthorized().because("inactive user")
            raise BooksError.not_associated(call.tenant).because("inactive user")

    def _require_within_limit(self, call: Call) -> None:
        exceeded = call.context.limits.exceeded("books", _payer(call))
        if call.context.fails(checks.LIMIT, exceeded):
            raise _limited(call.context)

    def _body(self, call: Call, text: str | None) -> dict[str, Any]:
        """The JSON object of a body, a form field JSONString or a parameter JSONString."""
        request = call.request
        try:
            if text is None and request.content_type in FORMS:
                text = self._json_string(call, request.form())
            value = read_json(text) if text is not None else request.json() if request.body.strip() else {}
        except BadBody:
            value = None
        if isinstance(value, list) and plan(call).bare:
            value = {plan(call).bare: value}
        if call.context.fails(checks.JSON, not isinstance(value, dict)):
            raise BooksError.missing_value("JSONString") if text else BooksError.malformed()
        if not isinstance(value, dict):
            return {}
        if not value:
            self._allow_nothing(call)
        return value

    def _allow_nothing(self, call: Call) -> None:
        """Refuse a body that says nothing where something is made or changed."""
        operation = call.operation
        due = operation.partial or (operation.body_fields.required and not plan(call).bodyless)
        if due and call.context.fails(checks.NOTHING, call.context.assume("books.nothing_sent") == "code11"):
            raise BooksError.nothing_sent()

    def _json_string(self, call: Call, form: Mapping[str, str]) -> str:
        """The one field of a form that Books reads."""
        for name in form if "JSONString" in form else ():
            if name != "JSONString":
                call.finding("unknown-field", f"Books reads JSONString of a form and ignores '{name}'.")
        return form.get("JSONString", "")

    def _judge(self, call: Call, problems: list[Problem], declared: Mapping[str, Field], what: str) -> None:
        for problem in problems:
            if problem.kind == "unknown":
                call.finding(f"unknown-{what}", _ignored(problem.field, declared, what))
                continue
            kind = problem.kind
            if kind in ("type", "enum") and problem.blank:
                if problem.declared is None or not problem.declared.required:
                    continue  # clients leave a blank text where a number, a date or a choice would be
                kind = "required"
            check, error = _REFUSALS[kind]
            if call.context.fails(check, True):
                raise error(problem)

    def _require_filled(self, call: Call) -> None:
        """An update may leave required fields out; it may not empty them."""
        for name in call.operation.body_fields.required:
            if call.context.fails(checks.REQUIRED, name in call.body and call.body[name] in ("", None)):
                raise BooksError.missing_value(name)

    def _location(self, context: Context, path: str) -> str:
        """A path as recorded (`/api/v3/contacts/460…`), below the prefix of a world that has one."""
        prefix = urlsplit(context.urls.origin(self._home)).path if context.urls.local else ""
        return f"{prefix}/api/v3/{path}"

    def _rate_headers(self, call: Call) -> list[tuple[str, str]]:
        """What is left of the limit in force; where there is none, nothing of the recorded one is used up."""
        calls, left = call.context.limits.left("books", _payer(call)) or (DAY_LIMIT, DAY_LIMIT)
        now = call.context.clock.now()
        zone = organization_of(call.context, call.tenant)["time_zone"]
        return [
            ("x-rate-limit-limit", str(calls)),
            ("x-rate-limit-remaining", str(left)),
            ("x-rate-limit-reset", str(int(_midnight_after(now // _QUARTER, zone) - now))),
        ]


@lru_cache(maxsize=1_000)
def _within(organization: str) -> Need:
    """What a call needs to be about the organization."""
    return Need(VENDOR, tenant=organization)


_QUARTER = 900
"""Seconds: days begin and end at full quarters of an hour, wherever that is."""


@lru_cache(maxsize=64)
def _midnight_after(quarter: float, zone: str) -> float:
    """When the day ends there that it is in that quarter of an hour; both in UTC, since the epoch."""
    day = datetime.fromtimestamp(quarter * _QUARTER, zone_of(zone)).date()
    return datetime.combine(day + timedelta(days=1), datetime.min.time(), zone_of(zone)).timestamp()


def _payer(call: Call) -> str:
    """Whose calls are counted together: the organization's; the person's where there is none."""
    return call.tenant or f"person {call.grant.person if call.grant else ''}"


def _limited(context: Context) -> BooksError:
    """The refusal of a call too many, in the form that is assumed."""
    chosen = context.assume("books.rate_limited")
    if chosen == "live":
        return BooksError.blocked()
    if chosen == "concurrent":
        return BooksError.too_many_in_process()
    if chosen == "day":
        limit = context.store.get(Limits.KIND, "", "books") or {}
        return BooksError.day_exceeded(limit.get("calls", DAY_LIMIT))
    return BooksError.organization_blocked()


_REFUSALS: Mapping[str, tuple[Check, Callable[[Problem], BooksError]]] = {
    "required": (checks.REQUIRED, lambda problem: BooksError.missing_value(problem.label)),
    "type": (checks.VALUE, lambda problem: BooksError.invalid_value(problem.label)),
    "enum": (checks.VALUE, lambda problem: BooksError.invalid_value(problem.label)),
    "length": (checks.LENGTH, lambda problem: BooksError.too_long(problem.label, _length(problem))),
}


def _says_something(request: Request) -> bool:
    """Whether there is a body, and not one of files or the empty one that some clients always send."""
    return request.body.strip() not in (b"", b"{}") and request.content_type != "multipart/form-data"


def _filled(value: Any) -> Any:
    """Nested records of a body without their nulls: they are saved whole, and what is null is not there."""
    if isinstance(value, list):
        return [_filled(one) for one in value]
    if isinstance(value, dict):
        return {name: _filled(one) for name, one in value.items() if one is not None}
    return value


def _decimal(declared: Field, value: Any) -> Any:
    """The value with its numbers as the live service has them: `120.00` for 120, but a tax of `10`."""
    if type(value) in (int, float) and declared.type == "number":
        return percentage(value) if declared.name == PERCENTAGE else float(value)
    if isinstance(value, list) and declared.fields:
        return [_decimals(declared, one) for one in value]
    return _decimals(declared, value) if isinstance(value, dict) and declared.fields else value


def _decimals(declared: Field, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    known = declared.by_name
    return {name: _decimal(known[name], one) if name in known else one for name, one in value.items()}


def _length(problem: Problem) -> int:
    assert problem.declared is not None
    return problem.declared.max_length or 0


def _ignored(name: str, declared: Mapping[str, Field], what: str) -> str:
    close = get_close_matches(name, declared, n=1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    return f"Books ignores the {what} '{name}'.{hint}"
