"""What nothing in an extension needs, and what Zoho's review would say of its names, scopes and URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from harness.connections import OAuth2
from harness.errors import nearest
from harness.extension import Extension
from harness.modules import MODULES
from harness.scenario.yamlfile import MappingNode, Place

from .extensions import Checked, found_at
from .model import Problem
from .usage import Usage

_CUSTOM: Final = "cm_"
_OFFLINE: Final = "access_type=offline"
_ASKED: Final = re.compile(r"https?://accounts\.(?:zoho|google)\b", re.IGNORECASE)
"""Vendors that give a refresh token only to who asks for it."""
_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*-[A-Z][A-Za-z0-9]*")
_PRODUCT: Final = re.compile(r"\bzoho\b|\bbooks\b", re.IGNORECASE)
_OPERATIONS: Final = {"READ": {"GET"}, "CREATE": {"POST"}, "UPDATE": {"PUT", "PATCH"}, "DELETE": {"DELETE"}}
"""The methods that the last word of a scope of Books allows (reference: scopes of the OpenAPI documents)."""


def judge(checked: Checked, used: Usage) -> Iterator[Problem]:
    """What nothing in the extension needs, and what Zoho's review would say of its names and scopes."""
    extension, root = checked.extension, checked.root
    if extension is None or root is None:
        return
    yield from _services(extension, _places(root, "services"))
    yield from _connections(extension, _places(root, "connections"), used)
    yield from _functions(extension, _places(root, "functions"))
    yield from _modules(extension, _places(root, "functions"))
    for name, place in _places(root, "global_fields").items():
        if name not in used.words:
            hint = "Delete it, or read it in a function."
            yield found_at(place, "unused-global-field", f"No function reads the global field '{name}'", hint)
    if _PRODUCT.search(extension.name):
        place = root.entries["extension"].value.place
        hint = "Name it after what it connects to."
        yield found_at(place, "product-name", "The name of the extension names Zoho's product", hint)


def _places(root: MappingNode, section: str) -> dict[str, Place]:
    node = root.get(section)
    entries = node.entries if isinstance(node, MappingNode) else {}
    return {name: entry.key.place for name, entry in entries.items()}


def _modules(extension: Extension, places: Mapping[str, Place]) -> Iterator[Problem]:
    for function in extension.functions:
        if function.module not in MODULES.values() and not function.module.startswith(_CUSTOM):
            hint = f"{nearest(function.module, MODULES.values())} A custom module begins with {_CUSTOM}"
            message = f"'{function.name}' is on '{function.module}', which is no module of Books"
            yield found_at(places[function.name], "unknown-module", message, hint)


def _services(extension: Extension, places: Mapping[str, Place]) -> Iterator[Problem]:
    used = {one.service for one in extension.connections.values()}
    for link_name, service in extension.services.items():
        place, how = places[link_name], service.authentication
        if link_name not in used:
            hint = "Delete it, or name it in a connection."
            yield found_at(place, "unused-service", f"No connection uses the service '{link_name}'", hint)
        if isinstance(how, OAuth2) and _ASKED.match(how.authorize_url) and _OFFLINE not in how.authorize_url:
            message = f"'{link_name}' will get no refresh token: its connections work for an hour"
            yield found_at(place, "online-access", message, f"Add {_OFFLINE} to authorize_url.")


def _connections(extension: Extension, places: Mapping[str, Place], used: Usage) -> Iterator[Problem]:
    for link_name, connection in extension.connections.items():
        place, methods = places[link_name], used.methods.get(link_name, set())
        if not methods and not used.unknown:
            hint = f'Delete it, or name it in a function: connection:"{link_name}".'
            yield found_at(place, "unused-connection", f"No function uses the connection '{link_name}'", hint)
        for scope in connection.scopes:
            if scope.lower().endswith(".fullaccess.all"):
                hint = "Ask only for the scopes that the calls need."
                yield found_at(place, "wide-scope", f"{scope} opens everything", hint)
            elif methods and "" not in methods and not used.unknown and not _needed(scope, methods):
                said = ", ".join(sorted(methods))
                hint = f"Its calls are {said} only: leave the scope out, or take a narrower one."
                yield found_at(place, "unneeded-scope", f"No call through '{link_name}' needs {scope}", hint)
        if not _NAME.fullmatch(connection.display_name):
            hint = "The review wants ServiceName-ExtensionName, such as ZohoBooks-Twilio."
            yield found_at(
                place, "connection-name", f"'{connection.display_name}' is not named by the guidelines", hint
            )


def _needed(scope: str, methods: set[str]) -> bool:
    """Does a call with one of the methods need the scope? Of a scope that says nothing of methods: yes."""
    word = scope.rpartition(".")[2].upper()
    if word in _OPERATIONS:
        return bool(_OPERATIONS[word] & methods)
    return "ReadWrite" not in scope or methods != {"GET"}


def _functions(extension: Extension, places: Mapping[str, Place]) -> Iterator[Problem]:
    run = {action.name for rule in extension.rules for action in rule.actions}
    for name, place in places.items():
        if extension.rules and name not in run:
            hint = "Name it under actions of a rule, or delete it."
            yield found_at(place, "unused-function", f"No rule runs the function '{name}'", hint)
