"""`hosts:` of an extension: canned answers of services of its own, and the credentials that they take.

An answer may hold values of the request that it is for: `${path.id}`, `${query.page}`, `${form.name}`,
`${json.customer.name}`, `${headers.accept-language}`; what the request does not hold is nothing (null). A
text that is nothing but such a reference keeps the type of its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from .. import connections
from ..connections import Service
from ..errors import nearest
from ..extension import ApiKey, Basic, Canned, Fill, OAuth1, OAuth2, Reply, Required
from ..targets import METHODS
from .json_schema import ANYTHING, TEXT, Schema, any_of, keys, many, named
from .references import Reference, as_text, parse, references, resolve
from .shapes import (
    Anything,
    Choice,
    Keys,
    Many,
    Named,
    Placed,
    Shape,
    Text,
    Whole,
    mapping,
    scalar,
    unknown_key,
)
from .yamlfile import MappingNode, Node, Place, ScalarNode, SequenceNode

VALUES = ("path", "query", "form", "json", "headers")
"""What of a request an answer may hold."""
EXAMPLE = "a call such as GET /v1/orders/{id}"
CONTENT_TYPE = "content-type"


class Filled:
    """A text that may hold values of the request."""

    def read(self, node: Node) -> Any:
        """The text, or what it is made of."""
        found = scalar(node, "a text")
        return parse(found.text, found.place)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return TEXT


_ANSWER: Mapping[str, Shape[Any]] = {
    "status": Whole(100),
    "headers": Named(Filled(), "headers"),
    "json": Anything(),
    "text": Filled(),
}
_REFUSAL = Keys("A refusal", _ANSWER)
_NAMED = {
    "header": Text("the name of a header"),
    "query": Text("the name of a parameter"),
    "form": Text("the name of a field"),
}
_KEY = Keys("An API key", {**_NAMED, "value": Text("the key")}, required=("value",))
_BASIC = Keys(
    "'basic'", {"user": Text("a user"), "password": Text("a password")}, required=("user", "password")
)
_HOST = ("requires", "refused", "answers", "openapi", "credentials")
Call = tuple[str, str]
"""A method and the shape of a path."""
KINDS = ("basic", "api_key", "oauth2", "oauth1")
"""The ways in which a host may want to be told who calls."""


class HostsReader:
    """Reads the hosts of an extension; `services` are those that tokens may be of."""

    def __init__(self, services: Mapping[str, Service]) -> None:
        self._services = services

    def read(self, node: Node) -> dict[str, tuple[Canned, ...]]:
        """The answers by host; raises FileError."""
        entries = mapping(node, "answers by host").entries.values()
        return {_host_name(entry.key): self._host(entry.value) for entry in entries}

    def schema(self) -> Schema:
        """JSON Schema of it."""
        canned = _CannedShape(lambda _: (), self).schema()
        whole = {"requires": _Requires(self).schema(), "refused": _REFUSAL.schema(), "answers": many(canned)}
        whole |= {"openapi": TEXT, "credentials": named(ANYTHING)}
        return named(any_of(many(canned), keys(whole)))

    def _host(self, node: Node) -> tuple[Canned, ...]:
        if not isinstance(node, MappingNode) or "at" in node.entries:
            return self._own(node, {}, ())
        for entry in node.entries.values():
            if entry.key.text not in _HOST:
                unknown_key(entry.key, _HOST, "A host")
        wanted = node.get("requires")
        requires = None if wanted is None else self.required(wanted)
        described = self._described(node, requires)
        own = node.get("answers")
        answers = () if own is None else self._own(own, described, requires or ())
        taken = {_call_of(one) for one in answers}
        answers += tuple(one for call, one in described.items() if call not in taken)
        refused = node.get("refused")
        refusal = None if refused is None else _refusal(refused)
        return tuple(replace(one, refusal=refusal) for one in answers)

    def _own(
        self, node: Node, described: Mapping[Call, Canned], requires: tuple[Required, ...]
    ) -> tuple[Canned, ...]:
        """The extension's own answers; in place of an operation of a file they want what that wants."""

        def default(canned: Canned) -> tuple[Required, ...]:
            operation = described.get(_call_of(canned))
            return requires if operation is None else operation.requires

        answers = Many(_CannedShape(default, self)).read(node)
        places = [one.place for one in node.items] if isinstance(node, SequenceNode) else [node.place]
        seen: dict[Call, Place] = {}
        for one, place in zip(answers, places, strict=True):
            first = seen.setdefault(_call_of(one), place)
            if first is not place:
                raise place.error(f"{one.method} {one.path} is answered already, in line {first.line}.")
        return answers

    def _described(self, host: MappingNode, requires: tuple[Required, ...] | None) -> dict[Call, Canned]:
        """What an OpenAPI file describes, by call."""
        file, given = host.get("openapi"), host.get("credentials")
        if given is not None and (file is None or requires is not None):
            why = "there is none" if file is None else "'requires' says it already"
            raise given.place.error(f"'credentials' says what the schemes of an 'openapi' file take: {why}.")
        if file is None:
            return {}
        from .openapi import OpenApiFile

        takes = None if given is None else mapping(given, "what each scheme takes")
        service = self._service_of(connections.OAuth2).read
        found: dict[Call, Canned] = {}
        for canned, place in OpenApiFile(Text("a file").read(file), file.place, takes, service).answers(
            requires
        ):
            _call(f"{canned.method} {canned.path}", place)
            found.setdefault(_call_of(canned), canned)
        return found

    def required(self, node: Node) -> tuple[Required, ...]:
        """The credentials that are wanted, all of them; none for nothing."""
        found = mapping(node, f"the credentials that are wanted ({', '.join(KINDS)})")
        required: list[Required] = []
        for kind, entry in found.entries.items():
            if kind == "basic":
                required.append(Basic(**_BASIC.read(entry.value)))
            elif kind == "api_key":
                required += Many(_KeyShape()).read(entry.value)
            elif kind == "oauth2":
                required.append(self._oauth2(entry.value))
            elif kind == "oauth1":
                required.append(OAuth1(self._service_of(connections.OAuth1).read(entry.value)))
            else:
                unknown_key(entry.key, KINDS, "'requires'")
        return tuple(required)

    def _service_of(self, kind: type[connections.OAuth1 | connections.OAuth2]) -> Choice:
        known = [name for name, one in self._services.items() if isinstance(one.authentication, kind)]
        return Choice(f"a service of {kind.kind}", known)

    def _oauth2(self, node: Node) -> OAuth2:
        service = self._service_of(connections.OAuth2)
        if not isinstance(node, MappingNode):
            return OAuth2(service.read(node))
        known: Mapping[str, Any] = {
            "service": service,
            "scopes": Many(Text("a scope")),
            "header": Text("the name of a header"),
            "word": Text("a word"),
            "query": Text("the name of a parameter"),
        }
        values = Keys("'oauth2'", known, required=("service",)).read(node)
        if "header" in values and "query" in values:
            raise node.place.error("A token comes in a header or in the query: write one of the two.")
        return OAuth2(**values)


def _host_name(key: ScalarNode) -> str:
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", key.text):
        raise key.place.error(
            f"'{key.text}' is no name of a host. Write it in small letters, without https:// and path."
        )
    return key.text


class _KeyShape:
    """One API key: where it comes, under which name, and what it is."""

    def read(self, node: Node) -> ApiKey:
        values: dict[Any, str] = _KEY.read(node)
        value = values.pop("value")
        if len(values) != 1:
            raise node.place.error("An API key has one place: 'header', 'query' or 'form', with its name.")
        ((place, name),) = values.items()
        return ApiKey(place, name, value)

    def schema(self) -> Schema:
        return _KEY.schema()


@dataclass(frozen=True, slots=True)
class _CannedShape:
    """One answer; `default` says what it wants unless it says so itself."""

    default: Callable[[Canned], tuple[Required, ...]]
    reader: HostsReader

    def read(self, node: Node) -> Canned:
        """The answer; raises FileError."""
        values = self._keys().read(node)
        at, place = values.pop("at")
        method, path = _call(at, place)
        requires = values.pop("requires", None)
        check(values, set(placeholders(path)))
        canned = Canned(method, path, reply(values))
        return replace(canned, requires=self.default(canned) if requires is None else requires)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return self._keys().schema()

    def _keys(self) -> Keys:
        known = {"at": Placed(Text(EXAMPLE)), **_ANSWER, "requires": _Requires(self.reader)}
        return Keys("A canned answer", known, required=("at",))


@dataclass(frozen=True, slots=True)
class _Requires:
    reader: HostsReader

    def read(self, node: Node) -> tuple[Required, ...]:
        return self.reader.required(node)

    def schema(self) -> Schema:
        known = {"basic": _BASIC.schema(), "api_key": Many(_KeyShape()).schema()}
        return keys({**known, "oauth2": ANYTHING, "oauth1": TEXT})


def _call(at: str, place: Place) -> tuple[str, str]:
    method, _, path = at.partition(" ")
    if not path.startswith("/"):
        raise place.error(f"Expected {EXAMPLE}, not '{at}'.")
    if method not in METHODS:
        raise place.error(f"'{method}' is no method. {nearest(method, METHODS)}")
    if "?" in path:
        raise place.error("The query does not choose the answer: leave out what is behind the '?'.")
    names = placeholders(path)
    if len(set(names)) < len(names):
        raise place.error(f"Two segments of {path} have the same name.")
    if partial := next((part for part in path.split("/") if _partial(part)), None):
        raise place.error(f"A name in braces is a whole segment, not a part of one as in '{partial}'.")
    return method, path


def _partial(segment: str) -> bool:
    return bool({"{", "}"} & set(segment)) and re.fullmatch(r"\{[\w-]+\}", segment) is None


def _call_of(canned: Canned) -> Call:
    return canned.method, shape(canned.path)


def placeholders(path: str) -> list[str]:
    """The names of a path's segments that may be anything; those written `*` are called 1, 2 …"""
    names, stars = [], 0
    for segment in path.strip("/").split("/"):
        if segment == "*":
            stars += 1
            names.append(str(stars))
        elif segment.startswith("{") and segment.endswith("}"):
            names.append(segment[1:-1])
    return names


def shape(path: str) -> str:
    """What the path looks like, whatever its segments are called."""
    parts = path.strip("/").split("/")
    return "/".join("*" if part == "*" or part[:1] == "{" else part for part in parts)


def check(values: Any, names: set[str]) -> None:
    """Refuse references to what no request holds; raises FileError."""
    for reference in references(values):
        if reference.name not in VALUES:
            raise reference.place.error(
                f"{reference}: a request has no '{reference.name}'. {nearest(reference.name, VALUES)}"
            )
        if reference.name == "path" and (not reference.path or reference.path[0] not in names):
            known = nearest(".".join(reference.path), sorted(names))
            raise reference.place.error(f"{reference}: the path has no such segment. {known}")


def reply(values: Mapping[str, Any]) -> Reply | Fill:
    """What is answered: a reply that is always the same, or how it is made."""
    if not any(references(values)):
        return _made(values)

    def fill(request: Mapping[str, Any]) -> Reply:
        def look(reference: Reference) -> Any:
            return _value(request, (reference.name, *reference.path))

        return _made(resolve(values, look))

    return fill


def _made(values: Mapping[str, Any]) -> Reply:
    headers = {name.lower(): as_text(value) for name, value in values.get("headers", {}).items()}
    body = b""
    if "json" in values:
        headers.setdefault(CONTENT_TYPE, "application/json")
        body = orjson.dumps(values["json"])
    elif "text" in values:
        headers.setdefault(CONTENT_TYPE, "text/plain;charset=UTF-8")
        body = as_text(values["text"]).encode()
    return Reply(values.get("status", 200), tuple(headers.items()), body)


def _value(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        if isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(value, list):
            value = value[int(step)] if step.isdigit() and int(step) < len(value) else None
        else:
            return None
    return value


def _refusal(node: Node) -> Reply:
    values = {"status": 401, **_REFUSAL.read(node)}
    for reference in references(values):
        raise reference.place.error("A refusal is the same for every request: no reference can stand here.")
    return _made(values)
