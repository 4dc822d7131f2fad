"""`extension.yaml`: the file in which an author declares an extension."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..connections import SERVICES, Definition, External, InvalidDefinition, Service
from ..deluge import Limits
from ..extension import Canned, Extension, GlobalField
from ..workflow import (
    COMPARATORS,
    METHODS,
    TRIGGERS,
    Action,
    Criteria,
    Criterion,
    Function,
    Rule,
    RuleError,
    Webhook,
)
from ..workflow.model import Program
from .formats import check_format
from .hosts import HostsReader
from .json_schema import ANYTHING, Schema, any_of, described, keys, list_of, named
from .manifest_file import check_manifest
from .services_file import Url, read_service, service_schema
from .shapes import (
    Anything,
    Boolean,
    Choice,
    Duration,
    Keys,
    Many,
    Named,
    Placed,
    Shape,
    Suggested,
    Text,
    Whole,
    mapping,
    refuse,
    scalar,
    unknown_key,
)
from .yamlfile import MappingNode, Node, ScalarNode, SequenceNode, read_text, shown

NAME = "extension.yaml"

Compile = Callable[[str, str], Program]
"""Makes a program of (the text of a Deluge file, the file's name); raises FileError."""

_NONE = "none"


@dataclass(frozen=True, slots=True)
class _Bound:
    """A bound of a run: a value of another shape, or `none`."""

    of: Whole | Duration

    def read(self, node: Node) -> float | None:
        """The bound, None where there is none."""
        return None if isinstance(node, ScalarNode) and node.text == _NONE else self.of.read(node)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return any_of(self.of.schema(), {"enum": [_NONE]})


LIMITS = Keys(
    "The limits of a function",
    {
        "statements": _Bound(Whole(1)),
        "size": _Bound(Whole(1)),
        "add_all": _Bound(Whole(1)),
        "download": _Bound(Whole(1)),
        "zoho_download": _Bound(Whole(1)),
        "run_time": _Bound(Duration()),
        "call_time": Duration(),
        "regex_time": Duration(),
    },
)
"""What bounds a run, by the names of `deluge.Limits`; its seconds are durations here."""

_SECONDS = {"run_time": "seconds", "call_time": "call_seconds", "regex_time": "regex_seconds"}

_FUNCTION = Keys(
    "A function",
    {"module": Text("a module"), "file": Placed(Text("a file")), "description": Text(), "limits": LIMITS},
    required=("module", "file"),
)
_GLOBAL_FIELD = Keys("A global field", {"description": Text()})
_CHECK = Keys("What is said to the checker", {"ignore": Many(Text("the code of a rule"))})


class ExtensionFile:
    """Reads one extension out of its nodes; every error names its place."""

    def __init__(self, directory: Path, compiler: Compile) -> None:
        self._directory, self._compile = directory, compiler

    def read(self, node: Node) -> Extension:
        """The extension; raises FileError."""
        root = check_format(node, "An extension")
        values = _EXTENSION.read(root)
        services = self._named(root, "services", read_service)
        functions = self._named(root, "functions", self._function)
        connections = self._named(root, "connections", lambda key, one: _definition(key, one, services))
        webhooks = self._named(root, "webhooks", lambda key, one: _webhook(key, one, connections, functions))
        rules = self._named(root, "rules", lambda key, one: _rule(key, one, {**functions, **webhooks}))
        check_manifest(self._directory, connections, {**SERVICES, **services})
        return Extension(
            values["extension"],
            self._directory,
            connections,
            {name: GlobalField(name, **given) for name, given in values.get("global_fields", {}).items()},
            tuple(functions.values()),
            tuple(rules.values()),
            self._hosts(root, services),
            services,
            tuple(webhooks.values()),
            self._named(root, "external_connections", lambda key, one: _external(key, one, connections)),
        )

    @staticmethod
    def _hosts(root: MappingNode, services: Mapping[str, Service]) -> dict[str, tuple[Canned, ...]]:
        node = root.get("hosts")
        return {} if node is None else HostsReader({**SERVICES, **services}).read(node)

    @staticmethod
    def _named(root: MappingNode, section: str, read: Callable[[ScalarNode, Node], Any]) -> dict[str, Any]:
        node = root.get(section)
        if node is None:
            return {}
        entries = mapping(node, f"{section.replace('_', ' ')} by name").entries
        return {name: read(entry.key, entry.value) for name, entry in entries.items()}

    def _function(self, key: ScalarNode, node: Node) -> Function:
        values = _FUNCTION.read(node)
        file, place = values["file"]
        path = shown(Path(place.file).parent / file)
        text, limits = read_text(path, place), _limits(values.get("limits"))
        return Function(key.text, values["module"], self._compile(text, path), path, limits, text)


def _limits(given: Mapping[str, Any] | None) -> Limits | None:
    return Limits(**{_SECONDS.get(name, name): value for name, value in given.items()}) if given else None


_EXTENSION = Keys(
    "An extension",
    {
        "extension": Text("the name of the extension"),
        "services": Anything(),
        "connections": Anything(),
        "external_connections": Anything(),
        "global_fields": Named(_GLOBAL_FIELD, "global fields by name"),
        "functions": Anything(),
        "webhooks": Anything(),
        "rules": Anything(),
        "hosts": Anything(),
        "check": _CHECK,
    },
    required=("extension",),
)


def extension_schema() -> Schema:
    """JSON Schema of the keys of an extension."""
    known = {name: shape.schema() for name, shape in _EXTENSION.known.items()}
    sections = {
        "services": (service_schema(), "custom services, by link name"),
        "connections": (_connection(Suggested("a service", SERVICES)).schema(), "connections, by link name"),
        "external_connections": (_EXTERNAL.schema(), "external connections, by a link name of ours"),
        "functions": (_FUNCTION.schema(), "functions, by name"),
        "webhooks": (_webhook_keys(Text("the link name of a connection")).schema(), "webhooks, by name"),
        "rules": (_rule_keys(Text("a function or webhook")).schema(), "workflow rules, by name"),
    }
    known |= {name: described(named(one), about) for name, (one, about) in sections.items()}
    known["hosts"] = described(HostsReader(SERVICES).schema(), "what hosts of its own answer, by host")
    return keys(known, _EXTENSION.required)


def _connection(service: Shape[str]) -> Keys:
    return Keys(
        "A connection",
        {
            "name": Text("a name"),
            "service": service,
            "scopes": Many(Text("a scope")),
            "use_credentials_of_login_user": Boolean(),
        },
        required=("service",),
    )


def _definition(key: ScalarNode, node: Node, services: Mapping[str, Service]) -> Definition:
    known = {**SERVICES, **services}
    values = _connection(Choice("a service", known)).read(node)
    try:
        definition = Definition(key.text, **values)
        known[definition.service].check_scopes(definition)
    except InvalidDefinition as problem:
        found = mapping(node, "a connection").get(problem.field)
        raise (found or key).place.error(problem.message) from None
    return definition


_EXTERNAL = Keys(
    "An external connection",
    {"name": Text("a name"), "connection_url": Url(), "revoke_url": Url()},
    required=("connection_url", "revoke_url"),
)


def _external(key: ScalarNode, node: Node, connections: Mapping[str, Definition]) -> External:
    if key.text in connections:
        raise key.place.error(f"'{key.text}' is the link name of a connection already.")
    values = _EXTERNAL.read(node)
    try:
        return External(key.text, **values)
    except InvalidDefinition as problem:
        found = mapping(node, "an external connection").get(problem.field)
        raise (found or key).place.error(problem.message) from None


def _rule_keys(function: Shape[str]) -> Keys:
    return Keys(
        "A rule",
        {
            "module": Text("a module"),
            "trigger": Choice("a trigger", TRIGGERS),
            "criteria": _CriteriaShape(),
            "actions": Many(function),
            "active": Boolean(),
        },
        required=("module", "trigger", "actions"),
    )


def _rule(key: ScalarNode, node: Node, known: Mapping[str, Function | Webhook]) -> Rule:
    values = _rule_keys(Choice("a function or webhook", known)).read(node)
    actions = []
    for name in values.pop("actions"):
        one = known[name]
        kind = "webhook" if isinstance(one, Webhook) else "function"
        if one.module != values["module"]:
            raise key.place.error(f"The rule is on {values['module']}, its {kind} '{name}' on {one.module}.")
        actions.append(Action(name, "webhook") if kind == "webhook" else Action(name))
    return Rule(key.text, actions=tuple(actions), **values)


def _webhook_keys(connection: Shape[str]) -> Keys:
    return Keys(
        "A webhook",
        {
            "module": Text("a module"),
            "description": Text(),
            "method": Choice("a method", METHODS),
            "url": Url(),
            "parameters": Named(Text(), "parameters"),
            "headers": Named(Text(), "headers"),
            "connection": connection,
            "form": Named(Text(), "fields of a form"),
            "raw": Text(),
        },
        required=("module", "url"),
    )


def _webhook(
    key: ScalarNode, node: Node, connections: Mapping[str, Definition], functions: Mapping[str, Function]
) -> Webhook:
    values = _webhook_keys(Choice("a connection", connections)).read(node)
    if key.text in functions:
        raise key.place.error(f"'{key.text}' is the name of a function already.")
    if "form" in values and "raw" in values:
        raise key.place.error("A body is a form or raw: write one of the two, or none for the record itself.")
    values.pop("description", None)
    return Webhook(key.text, method=values.pop("method", "POST"), **values)


class _CriteriaShape:
    """A list of criteria that must all be met, or `any:` or `all:` of several such lists."""

    def read(self, node: Node) -> Criteria:
        """The criteria of a rule."""
        between = "or"
        groups: tuple[Node, ...] = (node,)
        if isinstance(node, MappingNode) and len(node.entries) == 1 and set(node.entries) <= {"any", "all"}:
            word, entry = next(iter(node.entries.items()))
            if not isinstance(entry.value, SequenceNode):
                refuse(entry.value, "a list of lists of criteria")
            between, groups = ("or" if word == "any" else "and"), entry.value.items
        try:
            return Criteria(tuple(Many(_CriterionShape()).read(one) for one in groups), between)
        except RuleError as problem:
            raise node.place.error(str(problem)) from None

    def schema(self) -> Schema:
        """JSON Schema of it."""
        group = Many(_CriterionShape()).schema()
        between = [keys({word: list_of(group)}, required=(word,)) for word in ("any", "all")]
        return any_of(group, *between)


class _CriterionShape:
    """One criterion: `{field: status, is: active}`."""

    def read(self, node: Node) -> Criterion:
        """The criterion."""
        found = mapping(node, "a criterion such as {field: status, is: active}")
        words = [entry for key, entry in found.entries.items() if key != "field"]
        if "field" not in found.entries or len(words) != 1:
            refuse(node, "a criterion such as {field: status, is: active}")
        if words[0].key.text not in COMPARATORS:
            unknown_key(words[0].key, COMPARATORS, "A criterion")
        field = scalar(found.entries["field"].value, "a field")
        return Criterion(field.text, words[0].key.text, Anything().read(words[0].value))

    def schema(self) -> Schema:
        """JSON Schema of it."""
        known = {"field": Text("a field").schema(), **dict.fromkeys(COMPARATORS, ANYTHING)}
        return {**keys(known, required=("field",)), "minProperties": 2, "maxProperties": 2}


def find_extension(directory: Path) -> Path | None:
    """The extension that a folder belongs to: the nearest `extension.yaml` in it or above it."""
    for one in (directory, *directory.parents):
        if (one / NAME).is_file():
            return one / NAME
    return None
