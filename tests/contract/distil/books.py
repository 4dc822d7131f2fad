"""The facts of Zoho's OpenAPI files. Choices, lengths and variants stand only in their prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from ..facts import Fact, flatten, key_of

_LONGEST = re.compile(r"max-length\s*\[(\d+)\]", re.IGNORECASE)
_CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)
_CHOICES = re.compile(r"allowed values?", re.IGNORECASE)
_VARIANTS = re.compile(r"variants", re.IGNORECASE)
_WORD = re.compile(r"[\w.\-]+")
_FLAGS = {"true", "false"}


def distil(folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Module -> operation -> its facts."""
    return {path.stem: dict(_operations(path)) for path in sorted((folder / "zoho-books").glob("*.yml"))}


def _operations(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))

    def resolve(name: str) -> Any:
        found: Any = document
        for part in name.removeprefix("#/").split("/"):
            found = found[part.replace("~1", "/").replace("~0", "~")]
        return found

    for where, methods in document["paths"].items():
        common = methods.pop("parameters", [])
        for method, one in methods.items():
            yield key_of(method, where), _operation(one, common, resolve)


def _operation(one: Mapping[str, Any], common: list[Any], resolve: Callable[[str], Any]) -> dict[str, Any]:
    status, answer = next(iter(one["responses"].items()))
    parameters: dict[str, Fact] = {}
    for written in (*common, *one.get("parameters", ())):
        parameters.update(_parameter(resolve(written["$ref"]) if "$ref" in written else written, resolve))
    return {
        "scopes": [scope for need in one.get("security", ()) for scopes in need.values() for scope in scopes],
        "status": int(status),
        "message": _message(answer, resolve),
        "parameters": parameters,
        "body": _content(one.get("requestBody", {}), resolve),
        "answer": {name: _shape(fact) for name, fact in _content(answer, resolve).items()},
    }


def _message(answer: Mapping[str, Any], resolve: Callable[[str], Any]) -> str:
    """What the service says of a call that went well: the one example that is itself a fact."""
    for content in answer.get("content", {}).values():
        schema = content.get("schema", {})
        schema = resolve(schema["$ref"]) if "$ref" in schema else schema
        return str(schema.get("properties", {}).get("message", {}).get("example", ""))
    return ""


def _content(written: Mapping[str, Any], resolve: Callable[[str], Any]) -> dict[str, Fact]:
    for content in written.get("content", {}).values():
        return flatten(content.get("schema", {}), resolve, text=said)
    return {}


def _parameter(written: Mapping[str, Any], resolve: Callable[[str], Any]) -> dict[str, Fact]:
    """A parameter and its variants (`contact_name_startswith`)."""
    if written["in"] == "path":
        return {}
    name, prose = written["name"], str(written.get("description", ""))
    schema = {"properties": {name: {**written.get("schema", {}), "description": prose}}}
    fact = dict(flatten(schema, resolve, text=said)[name])
    if written.get("required"):
        fact["required"] = True
    if written["in"] != "query":
        fact["in"] = written["in"]
    return {name: fact, **{variant: {} for variant in _variants(prose) if variant != name}}


def said(prose: str) -> Fact:
    """What a description says of its field: the longest text, the choices."""
    found: dict[str, Any] = {}
    if longest := _LONGEST.search(prose):
        found["max"] = int(longest[1])
    at = _CHOICES.search(prose)
    choices = _codes(prose[at.end() :]) if at else []
    if not _FLAGS.issuperset(choices):
        found["enum"] = choices
    return found


def _variants(prose: str) -> list[str]:
    at = _VARIANTS.search(prose)
    return _codes(prose[at.end() :]) if at else []


def _codes(prose: str) -> list[str]:
    words = (word.strip() for code in _CODE.findall(prose) for word in code.split(","))
    return list(dict.fromkeys(word for word in words if _WORD.fullmatch(word)))


def _shape(fact: Fact) -> Fact:
    """What counts of a field of an answer: choices and lengths are about requests."""
    return {name: value for name, value in fact.items() if name in ("type", "of")}
