"""Canned answers out of an OpenAPI file (2.0 to 3.1): operations, answers, the credentials that they want.

An answer is the example of the operation's first good response, or made of its schema: always the same,
the plainest value that fits. Requests are not checked against the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from ..extension import ApiKey, Basic, Canned, OAuth2, Reply, Required
from .openapi_document import Document, plain, text_of
from .shapes import Keys, Text, mapping, refuse, scalar
from .yamlfile import Entry, MappingNode, Node, Place, ScalarNode, SequenceNode, parse_yaml, read_text, shown

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
_BASIC = Keys(
    "'credentials'", {"user": Text("a user"), "password": Text("a password")}, required=("user", "password")
)
Accepted = Callable[[Node], str]
"""Reads the link name of a service whose tokens are taken; raises FileError."""


class OpenApiFile:
    """One file, and what the extension says that its security schemes take."""

    def __init__(self, file: str, place: Place, credentials: MappingNode | None, service: Accepted) -> None:
        self._place, self._service = place, service
        self._given = {} if credentials is None else credentials.entries
        path = shown(Path(place.file).parent / file)
        root = mapping(parse_yaml(read_text(path, place), path), "an OpenAPI document")
        self._document = Document(root)
        self._old = _is_old(root)
        components = root if self._old else self._document.section(root, "components")
        schemes = "securityDefinitions" if self._old else "securitySchemes"
        self._schemes = self._document.section(components, schemes)
        for name, entry in self._given.items():
            if name not in self._schemes.entries:
                known = ", ".join(self._schemes.entries) or "none"
                raise entry.key.place.error(f"{file} has no security scheme '{name}'. Known: {known}.")

    def answers(self, requires: tuple[Required, ...] | None) -> Iterator[tuple[Canned, Place]]:
        """The answer to each operation, with its place; `requires` in place of the file's own security."""
        base = self._base()
        for path, entry in self._document.section(self._document.root, "paths").entries.items():
            item = mapping(self._document.follow(entry.value), "the operations of a path")
            for method, one in item.entries.items():
                if method in METHODS:
                    operation = mapping(one.value, "an operation")
                    wanted = self._wanted(method, path, operation) if requires is None else requires
                    reply = self._reply(operation)
                    yield Canned(method.upper(), base + path, reply, wanted), one.key.place

    # --- where

    def _base(self) -> str:
        """The path that every operation's begins with: that of the first server."""
        if self._old:
            return text_of(self._document.root, "basePath").rstrip("/")
        servers = self._document.root.get("servers")
        if not isinstance(servers, SequenceNode) or not servers.items:
            return ""
        server = mapping(servers.items[0], "a server")
        url = server.get("url")
        if url is None:
            return ""
        text = scalar(url, "a URL").text
        for name, entry in self._document.section(server, "variables").entries.items():
            default = mapping(entry.value, "a variable").get("default")
            if isinstance(default, ScalarNode):
                text = text.replace(f"{{{name}}}", default.text)
        return urlsplit(text).path.rstrip("/")

    # --- security

    def _wanted(self, method: str, path: str, operation: MappingNode) -> tuple[Required, ...]:
        """Of the alternatives the first for which the extension says what it takes."""
        security = operation.get("security") or self._document.root.get("security")
        if security is None:
            return ()
        if not isinstance(security, SequenceNode):
            refuse(security, "a list of alternatives")
        if not security.items:
            return ()
        choices = [mapping(one, "an alternative").entries for one in security.items]
        chosen = next((one for one in choices if set(one) <= set(self._given)), None)
        if chosen is None:
            schemes = " or ".join(" with ".join(one) for one in choices)
            raise self._place.error(
                f"{method.upper()} {path} ({security.place}) wants {schemes}: say under 'credentials:' what "
                "that takes, or under 'requires:' what all calls need."
            )
        return tuple(self._required(name, entry) for name, entry in chosen.items())

    def _required(self, name: str, asked: Entry) -> Required:
        if name not in self._schemes.entries:
            raise asked.key.place.error(f"There is no security scheme '{name}'.")
        scheme = mapping(self._document.follow(self._schemes.entries[name].value), "a security scheme")
        given, kind = self._given[name].value, text_of(scheme, "type")
        if kind == "apiKey" and text_of(scheme, "in") in ("header", "query"):
            name, value = text_of(scheme, "name"), scalar(given, "the key").text
            return ApiKey("header" if text_of(scheme, "in") == "header" else "query", name, value)
        if kind == "basic" or (kind == "http" and text_of(scheme, "scheme").lower() == "basic"):
            return Basic(**_BASIC.read(given))
        if kind in ("oauth2", "openIdConnect") or text_of(scheme, "scheme").lower() == "bearer":
            scopes = asked.value.items if isinstance(asked.value, SequenceNode) else ()
            names = tuple(scalar(one, "a scope").text for one in scopes)
            return OAuth2(self._service(given), names if kind != "http" else ())
        raise scheme.place.error(f"The security scheme '{name}' is of a sort that can't be demanded here.")

    # --- answers

    def _reply(self, operation: MappingNode) -> Reply:
        responses = self._document.section(operation, "responses")
        good = [code for code in responses.entries if re.fullmatch(r"2\d\d|2XX|default", code)]
        if not good:
            return Reply()
        code = min(good)
        response = mapping(self._document.follow(responses.entries[code].value), "a response")
        status = int(code) if code.isdigit() else 200
        content = self._content(response, operation).entries
        media = next((one for one in content if "json" in one), next(iter(content), None))
        if media is None:
            return Reply(status)
        value = self._example(mapping(content[media].value, "a media type"))
        body = orjson.dumps(value) if "json" in media else ("" if value is None else str(value)).encode()
        return Reply(status, (("content-type", media),), body)

    def _content(self, response: MappingNode, operation: MappingNode) -> MappingNode:
        """The media types of a response; version 2 says them once, and beside them what all look like."""
        if not self._old:
            return self._document.section(response, "content")
        produces = operation.get("produces") or self._document.root.get("produces")
        named = produces.items if isinstance(produces, SequenceNode) else ()
        media = next((one for one in named if isinstance(one, ScalarNode) and "json" in one.text), None)
        schema, examples = response.get("schema"), self._document.section(response, "examples").entries
        entries = {name: self._media("example", entry) for name, entry in examples.items()}
        if not entries and schema is not None:
            key = media or ScalarNode("application/json", response.place)
            entries = {key.text: self._media("schema", Entry(key, schema))}
        return MappingNode(entries, response.place)

    @staticmethod
    def _media(what: str, entry: Entry) -> Entry:
        """A media type as version 3 has it."""
        inner = Entry(ScalarNode(what, entry.key.place), entry.value)
        return Entry(entry.key, MappingNode({what: inner}, entry.key.place))

    def _example(self, media: MappingNode) -> Any:
        if (example := media.get("example")) is not None:
            return plain(example)
        for entry in self._document.section(media, "examples").entries.values():
            value = mapping(self._document.follow(entry.value), "an example").get("value")
            if value is not None:
                return plain(value)
        schema = media.get("schema")
        return None if schema is None else self._document.sample(schema)


def _is_old(root: MappingNode) -> bool:
    """Whether the document is of version 2; raises FileError for what is none of OpenAPI."""
    for key, versions in (("swagger", "2."), ("openapi", "3.")):
        if (found := root.get(key)) is not None and scalar(found, "a version").text.startswith(versions):
            return key == "swagger"
    found = root.get("openapi") or root.get("swagger")
    where = root.place if found is None else found.place
    raise where.error("Expected an OpenAPI document, such as 'openapi: 3.1.0' at its beginning.")
