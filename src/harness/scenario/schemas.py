"""The files that an author writes, as JSON Schema: made of the declarations that read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..extension import Extension
from . import fixtures
from .catalogue import Catalogue
from .expectations import KINDS as CHECKS
from .expectations.answer import answer_schema
from .expectations.written import IN
from .extension_file import extension_schema
from .field_schemas import element_schema, lists_of
from .fields import Declared
from .formats import FORMAT
from .given import given_definitions, given_schema
from .json_schema import ANYTHING, TEXT, Schema, any_of, defined, described, document, keys, list_of, many
from .loader import EXTENSION, GIVEN, MATRIX, SCENARIO, THEN, USE, WHEN
from .names import Names
from .steps import KINDS as STEPS
from .steps.kind import MODIFIERS

_FORMAT: Schema = {"const": FORMAT, "description": "the version of this file's format"}


def extension_document(catalogue: Catalogue) -> Schema:  # noqa: ARG001  # one of the documents
    """JSON Schema of `extension.yaml`."""
    return document("A Zoho Books extension", _with_format(extension_schema()))


def scenario_document(catalogue: Catalogue) -> Schema:
    """JSON Schema of a scenario; `catalogue` says what can be named."""
    names = _names(catalogue)
    steps = any_of(defined("step"), keys({THEN: defined("checks")}, (THEN,)))
    known = {
        SCENARIO: described(TEXT, "what must hold, in a sentence"),
        USE: described(many(TEXT), "fixtures to begin with"),
        EXTENSION: described(
            _loose(extension_schema()), "what is changed in the extension for this scenario"
        ),
        MATRIX: {
            "type": "object",
            "description": "axes, each with its values: one case for each combination",
        },
        GIVEN: described(given_schema(names), "the state that it starts from"),
        WHEN: described(list_of(steps), "what happens, step by step"),
        THEN: described(defined("checks"), "what is expected then"),
    }
    definitions = {
        **given_definitions(catalogue),
        **_expected(catalogue),
        "answer": answer_schema(),
        "step": _step(names),
        "check": _check(names),
        "checks": any_of(list_of(defined("check")), defined("check")),
    }
    return document("A scenario", _with_format(keys(known, (SCENARIO, THEN))), definitions)


def fixture_document(catalogue: Catalogue) -> Schema:
    """JSON Schema of a fixture."""
    name, use, given = fixtures.KEYS
    known = {
        name: described(TEXT, "what it gives, in a sentence"),
        use: described(many(TEXT), "fixtures that it builds on"),
        given: described(given_schema(_names(catalogue)), "the state that it gives"),
    }
    return document("A fixture", _with_format(keys(known, (given,))), given_definitions(catalogue))


DOCUMENTS: Mapping[str, Callable[[Catalogue], Schema]] = {
    "extension": extension_document,
    "scenario": scenario_document,
    "fixture": fixture_document,
}
"""By the word that a command line says."""


def _names(catalogue: Catalogue) -> Names:
    return Names(catalogue, Extension(), [], {})


def _with_format(schema: Schema) -> Schema:
    required = ["format", *schema["required"]]
    return {**schema, "properties": {"format": _FORMAT, **schema["properties"]}, "required": required}


def _loose(schema: Any) -> Any:
    """The schema of a part that is laid over a whole: nothing in it is required."""
    if isinstance(schema, Mapping):
        return {key: _loose(one) for key, one in schema.items() if key not in ("required", "minProperties")}
    return [_loose(one) for one in schema] if isinstance(schema, list) else schema


# --- steps and checks: a key says which it is, and what may stand beside it


def _step(names: Names) -> Schema:
    values: dict[str, Schema] = {}
    beside: dict[str, Schema] = {}
    for verb, kind in STEPS.items():
        allowed = {name: MODIFIERS.get(name, lambda: ANYTHING)() for name in kind.modifiers}
        for key, subject in _subjects(verb, kind.subject, names.catalogue):
            values[key] = kind.takes(names, subject)
            beside[key] = {"properties": {key: True, **allowed}, "additionalProperties": False}
    modifiers = {name for kind in STEPS.values() for name in kind.modifiers}
    return _by_key(values, sorted(modifiers), beside)


def _subjects(verb: str, subject: str, catalogue: Catalogue) -> Iterable[tuple[str, Any]]:
    """The keys of a step, each with the kind of record that it names."""
    if not subject:
        return [(verb, None)]
    kinds = (kind for kind in catalogue.kinds if catalogue.kind(kind).request is not None)
    return [(f"{verb} {kind}", kind) for kind in kinds]


def _check(names: Names) -> Schema:
    values = {key: kind.takes(names) for key, kind in CHECKS.items()}
    values |= {name: defined(f"expected.{name}") for name in names.catalogue.spellings}
    return _by_key(values, [IN], {key: {"maxProperties": 2} for key in values})


def _expected(catalogue: Catalogue) -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for spelling, name in catalogue.spellings.items():
        fields = catalogue.kind(name).fields
        found[f"element.{name}"] = element_schema(Declared(str(name), "list", fields=fields))
        found[f"expected.{spelling}"] = lists_of(defined(f"element.{name}"))
    return found


def _by_key(values: Mapping[str, Schema], modifiers: Iterable[str], beside: Mapping[str, Schema]) -> Schema:
    """A mapping in which one key says what it is; `beside` judges what stands beside it."""
    known = {**values, **{name: ANYTHING for name in modifiers if name not in values}}
    return {
        **keys(known),
        "type": "object",
        "anyOf": [{"required": [key]} for key in values],
        "dependentSchemas": dict(beside),
    }
