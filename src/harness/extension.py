"""The extension under test, as values; `scenario/extension_file.py` reads it from its folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from .connections import Definition, External, Service
from .workflow import Function, Rule, Webhook


@dataclass(frozen=True, slots=True)
class GlobalField:
    """A value that every organization fills in for itself; functions find it under its name."""

    name: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Basic:
    """User and password in a Basic header."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key in a header, in the query or in a form, under that name."""

    place: Literal["header", "query", "form"]
    name: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OAuth2:
    """An access token that the vendor of `service` (a link name) gave, with all of `scopes`.

    It comes in the header `header` behind `word`, or in the query parameter `query` if one is named.
    """

    service: str
    scopes: tuple[str, ...] = ()
    header: str = "Authorization"
    word: str = "Bearer"
    query: str = ""


@dataclass(frozen=True, slots=True)
class OAuth1:
    """A signature with a token that the vendor of `service` (a link name) gave, in header, form or query."""

    service: str


Required = Basic | ApiKey | OAuth2 | OAuth1
"""One sort of credentials that a host wants."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What comes back: status, headers (names in lower case), body."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


Fill = Callable[[Mapping[str, Any]], Reply]
"""Makes a reply out of a request's values: `path`, `query`, `form`, `json`, `headers`."""


@dataclass(frozen=True, slots=True)
class Canned:
    """What a host of the extension's own answers to one call.

    A segment of `path` may be anything where it is `*` or `{name}`. `requires` are the credentials that
    the call must have, all of them; `refusal` comes where it has not, ours if there is none.
    """

    method: str
    path: str
    reply: Reply | Fill = Reply()
    requires: tuple[Required, ...] = ()
    refusal: Reply | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension: what its author built in the extension portal.

    `directory` is its folder. `connections`, `external_connections` and custom `services` are by link name,
    `global_fields` by name, `hosts` by the name of the host. Without arguments there is nothing in it.
    """

    name: str = ""
    directory: Path = Path()
    connections: Mapping[str, Definition] = field(default_factory=dict)
    global_fields: Mapping[str, GlobalField] = field(default_factory=dict)
    functions: tuple[Function, ...] = ()
    rules: tuple[Rule, ...] = ()
    hosts: Mapping[str, tuple[Canned, ...]] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)
    webhooks: tuple[Webhook, ...] = ()
    external_connections: Mapping[str, External] = field(default_factory=dict)

    def function(self, name: str) -> Function | None:
        """The function of that name, or None."""
        return next((one for one in self.functions if one.name == name), None)

    def uses(self, link_name: str) -> list[str]:
        """Where the extension names a connection: `file:line` in its functions, and its webhooks.

        A text that is the link name counts, as it may reach a call through a variable; a comment does not.
        """
        from .deluge.lexer import text_lines

        lines = [
            f"{function.file}:{line}"
            for function in self.functions
            for line in dict.fromkeys(text_lines(function.text, link_name))
        ]
        return lines + [f"the webhook '{one.name}'" for one in self.webhooks if one.connection == link_name]
