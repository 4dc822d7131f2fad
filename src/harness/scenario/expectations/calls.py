"""`calls: [POST wrike /folders/*/tasks 200]`: the calls that functions made, those that never left too.

`token calls` are those that connections made meanwhile: refreshed and revoked tokens.
A call is a text, or a mapping with the same words under `at` and more about it; `times: 3` stands for
three alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

import orjson

from ...servers import path_matches
from ...targets import Target
from ..expect import Difference, Elements, Every, Fields, Pattern
from ..field_schemas import fields_schema
from ..fields import Declared
from ..json_schema import TEXT, Schema, any_of, described, keys, many, whole
from ..model import Check, Verdict
from ..names import Names
from ..patterns import read_fields, read_pattern
from ..shapes import Whole, scalar
from ..stage import Stage
from ..targets import named_target
from ..yamlfile import MappingNode, Node, Place, ScalarNode, SequenceNode
from .written import CheckKind, Expected, judge_hiding

FUNCTIONS, CONNECTIONS = "calls", "token calls"
NO_ANSWER, NEVER_LEFT = "no answer", "never left"
AT, TIMES = "at", "times"
CONTENT = frozenset({"sent", "answer"})
FIELDS = (
    Declared("status", "integer"),
    Declared("reason"),
    Declared("error"),
    Declared("fault"),
    Declared("host"),
    Declared("function"),
    Declared("line", "integer"),
    Declared("person"),
    Declared("sent", "object"),
    Declared("answer", "any"),
)
_OUTCOME = re.compile(rf"(.*?)(?:\s+(\d{{3}}|{NO_ANSWER}|{NEVER_LEFT}))?")


@dataclass(frozen=True, slots=True)
class At(Pattern):
    """Which call it was, and what came of it: a status, `no answer` or `never left`."""

    target: Target
    outcome: str | None
    place: Place

    def _parts(self, seen: Mapping[str, Any]) -> list[bool]:
        target = self.target
        return [
            target.method in (None, seen.get("method")),
            target.service in (None, seen.get("service")),
            target.path is None or path_matches(target.path, seen.get("path", "")),
            self.outcome in (None, seen.get("outcome")),
        ]

    def matches(self, seen: Any) -> bool:
        """Whether all that is said of it holds."""
        return isinstance(seen, Mapping) and all(self._parts(seen))

    def likeness(self, seen: Any) -> float:
        """The parts that hold; the path counts for more."""
        return sum(self._parts(seen)) / 4 if isinstance(seen, Mapping) and self._parts(seen)[2] else 0.0

    def plain(self) -> Any:
        """As an author would write it."""
        return {AT: f"{self.target} {self.outcome}" if self.outcome else str(self.target)}


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls since the scenario began: those of functions, or else those of connections.

    `whole` says that what was sent or answered is looked at, which has to be parsed for it.
    """

    place: Place
    title: str
    pattern: Pattern
    of_functions: bool
    whole: bool

    def check(self, stage: Stage) -> Verdict:
        """Compare them."""
        made = stage.calls(of_functions=self.of_functions)
        calls = [(exchange, _service(stage.world.fakes, exchange)) for exchange in made]
        seen = [view(exchange, service, whole=self.whole) for exchange, service in calls]
        verdict = judge_hiding(
            self.pattern.resolved(stage.lookup),
            seen,
            lambda: [_without_secrets(exchange, service) for exchange, service in calls],
            detail=stage.detail,
        )
        return replace(verdict, differences=[_in_a_line(one) for one in verdict.differences])


def _service(fakes: Any, exchange: Any) -> str | None:
    """The fake that the call was for, also where it never got there."""
    if exchange.service is not None:
        return str(exchange.service)
    url = urlsplit(exchange.url)
    app = fakes.find(url.hostname or "", url.path)
    return None if app is None else str(app.service.name)


def _in_a_line(difference: Difference) -> Difference:
    """A whole call that was seen, as an author would write it."""
    call = difference.seen
    if not isinstance(call, Mapping) or "outcome" not in call:
        return difference
    because = f" ({call['error'] or call['reason']})" if call["error"] or call["reason"] else ""
    text = f"{call['method']} {call['service'] or call['host']} {call['path']} {call['outcome']}{because}"
    return replace(difference, seen=text)


def view(exchange: Any, service: str | None, *, whole: bool) -> dict[str, Any]:
    """An exchange as expectations see it."""
    url = urlsplit(exchange.url)
    head = _head(exchange, service, url)
    if not whole:
        return head
    return head | _content(url, exchange.request_body, exchange.response_body)


def _without_secrets(exchange: Any, service: str | None) -> dict[str, Any]:
    shown = exchange.as_json()
    url = urlsplit(shown["url"])
    content = _content(url, shown["request_body"].encode(), shown["response_body"].encode())
    return _head(exchange, service, url) | {"error": shown["error"]} | content


def _content(url: SplitResult, request_body: bytes, response_body: bytes) -> dict[str, Any]:
    return {"sent": sent(url.query, request_body), "answer": _json(response_body)}


def _head(exchange: Any, service: str | None, url: SplitResult) -> dict[str, Any]:
    return {
        "method": exchange.method,
        "service": service,
        "host": url.hostname,
        "path": url.path,
        "outcome": outcome(exchange),
        "status": exchange.status,
        "reason": exchange.reason,
        "error": exchange.error,
        "fault": exchange.fault,
        "function": exchange.cause.get("function"),
        "line": exchange.cause.get("line"),
        "person": exchange.person,
    }


def outcome(exchange: Any) -> str:
    """What came of a call, in a word or two."""
    if exchange.error is None:
        return str(exchange.status)
    return NEVER_LEFT if exchange.service is None else NO_ANSWER


def sent(query: str, body: bytes) -> dict[str, Any]:
    """The parameters of a call, wherever they stood: query, form or JSON."""
    parameters: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    if not body:
        return parameters
    content = _json(body)
    if isinstance(content, Mapping):
        return {**parameters, **content}
    return {**parameters, **dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))}


def _json(body: bytes) -> Any:
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError:
        return None


def read(expected: Expected, names: Names) -> Check:
    """The check of the calls."""
    expected.nowhere()
    pattern = _pattern(expected.value, names)
    names.check_pattern(pattern)
    of_functions = expected.key.text == FUNCTIONS
    return Calls(expected.place, expected.title(), pattern, of_functions, _looks_inside(pattern))


def _looks_inside(pattern: Pattern) -> bool:
    if isinstance(pattern, Fields):
        return not CONTENT.isdisjoint(pattern.fields)
    if isinstance(pattern, Elements):
        return any(map(_looks_inside, pattern.items))
    return isinstance(pattern, Every) and any(map(_looks_inside, pattern.patterns))


def _pattern(node: Node, names: Names) -> Pattern:
    if isinstance(node, MappingNode) and set(node.entries) == {"contains"}:
        return replace(_elements(node.entries["contains"].value, names), partial=True)
    if isinstance(node, MappingNode) and set(node.entries) == {"count"}:
        return read_pattern(node, Declared("calls", "list"))
    return _elements(node, names)


def _elements(node: Node, names: Names) -> Elements:
    nodes: Sequence[Node] = (node,)
    if isinstance(node, SequenceNode):
        nodes = node.items
    elif isinstance(node, ScalarNode) and node.empty:
        nodes = ()
    return Elements(tuple(one for each in nodes for one in _alike(each, names)), node.place)


def _alike(node: Node, names: Names) -> Sequence[Pattern]:
    """The expectation of one call, as often as it is expected."""
    if not isinstance(node, MappingNode):
        return (_at(scalar(node, "a call such as POST wrike /folders/*/tasks 200"), names),)
    at, times = node.get(AT), node.get(TIMES)
    patterns: list[Pattern] = []
    if at is not None:
        patterns.append(_at(scalar(at, "a call such as POST wrike /folders/*/tasks 200"), names))
    fields: Fields = read_fields(node.without(AT, TIMES), "A call", FIELDS)
    if fields.fields or not patterns:
        patterns.append(fields)
    one = patterns[0] if len(patterns) == 1 else Every(tuple(patterns), node.place)
    return (one,) * (1 if times is None else Whole(1).read(times))


def _at(node: ScalarNode, names: Names) -> At:
    match = _OUTCOME.fullmatch(node.text.strip())
    assert match is not None
    return At(named_target(node, match[1].split(), names.services), match[2], node.place)


def _takes(names: Names) -> Schema:
    about = "a call such as POST wrike /folders/*/tasks 200, or 'never left', 'no answer'"
    fields = fields_schema((Declared(AT), *FIELDS, Declared(TIMES, "integer")))
    call = any_of(described(TEXT, f"{about}; fakes: {', '.join(names.services)}"), fields)
    words = keys({"contains": many(call)}, ("contains",)), keys({"count": whole()}, ("count",))
    return any_of(many(call), *words)


KIND = CheckKind(read, _takes)
