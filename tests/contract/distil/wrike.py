"""The facts of three sources about Wrike, none of them complete.

`WrikeAPI-PAO-Connector.json` (2026) has the most operations and the newest fields, but every argument is a
query parameter of type string there and `required` is unreliable; `public_api_doc-2020.json` has the types
of arguments and the full folder; of the hand-made `WrikeAPI-Native-PAO-Connector.yaml` only webhooks count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ..facts import Fact, flatten, key_of

_BULLET = re.compile(r"^\* `([^`]+)`", re.MULTILINE)
_SCOPES = re.compile(r"Scopes:</b>\s*([\w, ]+)")
_NEWEST = "WrikeAPI-PAO-Connector.json"
_METHODS = {"get", "post", "put", "delete"}
_PLAIN = {"number", "boolean", "string", "object", "array"}

Found = tuple[str, str, dict[str, Any]]
"""Module, operation, its facts."""


def distil(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Module -> operation -> its facts, out of all sources; the newest wins."""
    place = folder / "wrike"
    newest = json.loads((place / _NEWEST).read_text(encoding="utf-8"))
    full = json.loads((place / "public_api_doc-2020.json").read_text(encoding="utf-8"))
    native = yaml.safe_load((place / "WrikeAPI-Native-PAO-Connector.yaml").read_text(encoding="utf-8"))
    found: dict[str, dict[str, dict[str, Any]]] = {}
    homes: dict[str, str] = {}
    hooks = {path: methods for path, methods in native["paths"].items() if "/webhooks" in path}
    webhooks = _swagger({**native, "paths": hooks})
    for module, key, facts in (*_swagger(newest), *_reference(full), *webhooks):
        operations = found.setdefault(homes.setdefault(key, module), {})
        operations[key] = _merged(operations[key], facts) if key in operations else facts
    return {name: operations for name, operations in found.items() if operations}


def kinds(folder: Path) -> list[str]:
    """What the `kind` of an answer may be."""
    newest = json.loads((folder / "wrike" / _NEWEST).read_text(encoding="utf-8"))
    found: list[str] = newest["definitions"]["ResponseKind"]["enum"]
    return found


def _merged(known: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    def section(name: str) -> dict[str, Fact]:
        names = {**known[name], **more[name]}
        return {one: {**more[name].get(one, {}), **known[name].get(one, {})} for one in names}

    return {
        **known,
        "scopes": known["scopes"] or more["scopes"],
        **{name: section(name) for name in ("parameters", "body", "answer")},
    }


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


# --- the two Swagger files


def _swagger(document: Mapping[str, Any]) -> Iterator[Found]:
    def resolve(name: str) -> Any:
        return document["definitions"][name.rpartition("/")[2]]

    for path, methods in document["paths"].items():
        for method, one in methods.items():
            if method not in _METHODS:
                continue
            yield _slug(one.get("tags", ["Webhooks"])[0]), key_of(method, path), _called(one, resolve)


def _called(one: Mapping[str, Any], resolve: Callable[[str], Any]) -> dict[str, Any]:
    answers: Iterable[Mapping[str, Any]] = one.get("responses", {}).values()
    answer: Mapping[str, Any] = next((one["schema"] for one in answers if one.get("schema")), {})
    scopes = _SCOPES.search(one.get("description", ""))
    return {
        "scopes": [scope.strip() for scope in scopes[1].split(",")] if scopes else [],
        "status": 200,
        "parameters": dict(_arguments(one.get("parameters", ()), resolve)),
        "body": {},
        "answer": {name: _shape(fact) for name, fact in flatten(answer, resolve).items()},
    }


def _arguments(
    written: Iterable[Mapping[str, Any]], resolve: Callable[[str], Any]
) -> Iterator[tuple[str, Fact]]:
    for one in written:
        if one["in"] == "query" or one.get("x-ms-notification-url"):
            yield one["name"], _argument(one)
        elif one["in"] == "body":
            yield from flatten(one["schema"], resolve).items()


def _argument(written: Mapping[str, Any]) -> Fact:
    """A text may stand for anything, so it says nothing of the type."""
    fact: dict[str, Any] = {}
    if (kind := written.get("type")) in ("boolean", "number"):
        fact["type"] = kind
    if choices := written.get("enum") or _BULLET.findall(written.get("description", "")):
        fact["enum"] = choices
    return fact


# --- the reference of 2020


def _reference(document: Mapping[str, Any]) -> Iterator[Found]:
    models = {name: model for one in document["models"] for name, model in one.items()}
    for entity in document["entities"]:
        for group in entity["methodGroups"]:
            for method in group["methods"]:
                yield (
                    _slug(entity["name"]),
                    key_of(method["httpMethod"], method["path"].partition(" ")[0]),
                    {
                        "scopes": group["scopes"] or [],
                        "status": 200,
                        "parameters": dict(_asked(models, method)),
                        "body": {},
                        "answer": {
                            name: _shape(fact)
                            for name, fact in _params(models, method["responseModelRef"], "data[].", ())
                        },
                    },
                )


def _asked(models: Mapping[str, Any], method: Mapping[str, Any]) -> Iterator[tuple[str, Fact]]:
    """The arguments; of a question none is required, though a group of them is told as if."""
    for name, fact in _params(models, method["requestModelRef"], "", ()):
        omitted = "required" if method["httpMethod"] == "GET" else ""
        yield name, {key: value for key, value in fact.items() if key != omitted}


def _params(
    models: Mapping[str, Any], name: str | None, prefix: str, within: tuple[str, ...]
) -> Iterator[tuple[str, Fact]]:
    if not name or name in within:
        return
    for one in models[name]["params"]:
        path = prefix + one["name"]
        yield path, _param(one)
        inside = f"{path}[]." if one["type"] == "array" else f"{path}."
        yield from _params(models, one["modelRef"], inside, (*within, name))


def _param(one: Mapping[str, Any]) -> Fact:
    kind = one["type"].removeprefix("optional ")
    fact: dict[str, Any] = {"type": kind} if kind in _PLAIN else {}
    if one["fields"]:
        fact["enum"] = [choice["value"] for choice in one["fields"]]
    if not one["optional"] and not one["type"].startswith("optional"):
        fact["required"] = True
    return fact


def _shape(fact: Fact) -> Fact:
    return {name: value for name, value in fact.items() if name in ("type", "of")}
