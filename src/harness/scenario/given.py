"""Reads `given`: the state that a scenario starts from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from typing import Any

from ..errors import nearest
from ..extension import Extension
from .catalogue import PERSON, Catalogue, KindName, singular
from .entering import read_entered
from .expand import Case
from .faults import FaultShape
from .field_schemas import record_schema, records_schema
from .json_schema import (
    NOTHING,
    TEXT,
    Schema,
    any_of,
    defined,
    described,
    keys,
    many,
    named,
    one_of_names,
    whole,
)
from .model import ConnectionStatus, Given, GivenRecord, GlobalValue, Limit, Person
from .names import Names
from .records import read_record, split_tenant, written_records
from .references import parse, references
from .shapes import Choice, Duration, Keys, Many, Moment, Text, Whole, mapping, unknown_key
from .statuses import read_statuses, statuses_schema
from .yamlfile import MappingNode, Node, ScalarNode, SequenceNode

ASSUME, CLOCK, PERSONS, GLOBAL_FIELDS = "assume", "clock", "persons", "global_fields"
ENTERED, CONNECTIONS, FAULTS, LIMITS = "entered", "connections", "faults", "limits"
SECTIONS = (ASSUME, CLOCK, PERSONS, GLOBAL_FIELDS, ENTERED, CONNECTIONS, FAULTS, LIMITS)
DEFAULT_PERSON = "tom"
"""Who is there when a scenario names nobody."""
MINUTE = 60.0

_PERSON = Keys(
    "A person",
    {"full_name": Text(), "email": Text(), "zuid": Text("an id"), "in": Many(Text("a name"))},
)
_LIMIT = Keys("A limit", {"calls": Whole(1), "per": Duration()}, required=("calls",))


def read_given(
    node: MappingNode, case: Case, catalogue: Catalogue, extension: Extension
) -> tuple[Given, Names]:
    """The given state and the names it makes known, in one case of a matrix; raises FileError."""
    reader = _Reader(node, catalogue, extension)
    for axis in case.axes or ():
        reader.names.declare(ScalarNode(axis, node.place), "an axis of the matrix")
    return reader.read(case.assume or {})


class _Reader:
    def __init__(self, node: MappingNode, catalogue: Catalogue, extension: Extension) -> None:
        self._node, self._catalogue, self._extension = node, catalogue, extension
        self._spellings = catalogue.spellings
        for entry in node.entries.values():
            if entry.key.text not in SECTIONS and entry.key.text not in self._spellings:
                unknown_key(entry.key, [*SECTIONS, *self._spellings], "'given'")
        self._tenants = dict(self._tenant_nodes())
        self._persons = self._person_nodes()
        self.names = Names(
            catalogue,
            extension,
            list(self._persons),
            {kind.service: [key.text for key, _ in found] for kind, found in self._tenants.items()},
        )

    def read(self, extra: Mapping[str, ScalarNode]) -> tuple[Given, Names]:
        """Everything, in the order in which one thing needs another."""
        self._declare()
        given = Given(
            start=self._section(CLOCK, Moment(), None),
            assume=self._assume(extra),
            persons=[self._person(key, node) for key, node in self._persons.values()],
            tenants=[
                read_record(key, node, kind, self.names, "")
                for kind, found in self._tenants.items()
                for key, node in found
            ],
            records=_ordered(list(self._records())),
            global_values=list(self._global_values()),
            entered=dict(self._entered()),
            connections=self._connections(),
            faults=self._section(FAULTS, Many(FaultShape(self.names)), ()),
            limits=[self._limit(name, node) for name, node in self._entries(LIMITS)],
        )
        return given, self.names

    def _section(self, name: str, shape: Any, default: Any) -> Any:
        node = self._node.get(name)
        return default if node is None else shape.read(node)

    def _entries(self, name: str) -> list[tuple[ScalarNode, Node]]:
        node = self._node.get(name)
        if node is None:
            return []
        return [(entry.key, entry.value) for entry in mapping(node, f"{name} by name").entries.values()]

    def _tenant_nodes(self) -> Iterator[tuple[KindName, list[tuple[ScalarNode, Node]]]]:
        """The organizations and accounts, by name; one of each fake where none is given."""
        for kind in self._catalogue.tenant_kinds.values():
            one, several = singular(kind), f"{singular(kind)}s"
            name = one.partition(".")[2]
            found = []
            if one in self._node.entries and several in self._node.entries:
                raise self._node.entries[several].key.place.error(
                    f"There is '{one}' already: write one of the two."
                )
            if one in self._node.entries:
                entry = self._node.entries[one]
                found.append((replace(entry.key, text=name), entry.value))
            if several in self._node.entries:
                node = self._node.entries[several].value
                found += [(key, value) for key, value in written_records(node, several) if key]
            if not found:
                nothing = MappingNode({}, self._node.place)
                found = [(ScalarNode(name, self._node.place), nothing)]
            yield kind, found

    def _person_nodes(self) -> dict[str, tuple[ScalarNode, Node]]:
        found = self._entries(PERSONS)
        if not found:
            key = ScalarNode(DEFAULT_PERSON, self._node.place)
            found = [(key, MappingNode({}, self._node.place))]
        return {key.text: (key, node) for key, node in found}

    def _declare(self) -> None:
        """Make every name known, so that records may refer to each other in any order."""
        for key, _ in self._persons.values():
            self.names.declare(key, "a person")
        for kind, found in self._tenants.items():
            for key, _ in found:
                self.names.declare(key, f"a record of {kind}")
        for kind, node in self._record_nodes():
            for name, _ in written_records(node, str(kind)):
                if name is not None and not self._members(kind):
                    self.names.declare(name, f"a record of {kind}")

    def _members(self, kind: KindName) -> bool:
        return self._catalogue.member_kinds.get(kind.service) == kind

    def _record_nodes(self) -> Iterator[tuple[KindName, Node]]:
        for entry in self._node.entries.values():
            kind = self._spellings.get(entry.key.text)
            if kind is not None and self._catalogue.kind(kind).tenanted:
                yield kind, entry.value

    def _records(self) -> Iterator[GivenRecord]:
        for kind, written in self._record_nodes():
            for key, node in written_records(written, str(kind)):
                if self._members(kind):
                    yield self._member(key, node, kind)
                else:
                    body, tenant = split_tenant(node, kind, self.names)
                    yield read_record(key, body, kind, self.names, tenant)

    def _member(self, key: ScalarNode | None, node: Node, kind: KindName) -> GivenRecord:
        """A user or contact: the name is that of the person who it is."""
        if key is None:
            raise node.place.error(f"Write records of {kind} under the names of persons.")
        person = self.names.person(key)
        found = mapping(node, f"a record of {kind}")
        tenant = self.names.tenant(kind.service, found.get("in"), found.place)
        body = found.without("in")
        if PERSON in body.entries:
            raise body.entries[PERSON].key.place.error(f"The person is '{person}' by the name of the record.")
        record = read_record(key, body, kind, self.names, tenant)
        return replace(record, name=None, values={**record.values, PERSON: person})

    def _person(self, key: ScalarNode, node: Node) -> Person:
        values = _PERSON.read(node)
        tenants = values.pop("in", None)
        known = [name for names in self.names.tenants.values() for name in names]
        for name in tenants or ():
            if name not in known:
                raise key.place.error(f"'{name}' is no organization or account. {nearest(name, known)}")
        return Person(key.text, values, tenants)

    def _assume(self, extra: Mapping[str, ScalarNode]) -> dict[str, str]:
        chosen = {}
        for key, node in [*self._entries(ASSUME), *_keyed(extra)]:
            chosen[key.text] = Choice(
                f"an alternative of {key.text}", self._catalogue.alternatives(key)
            ).read(node)
        return chosen

    def _global_values(self) -> Iterator[GlobalValue]:
        """Values for every organization, or below the names of organizations for these."""
        organizations = self.names.tenants.get("books", ())
        for key, node in self._entries(GLOBAL_FIELDS):
            if key.text in organizations:
                for entry in mapping(node, "global fields by name").entries.values():
                    yield self._global_value(entry.key, entry.value, key.text)
            else:
                for organization in organizations:
                    yield self._global_value(key, node, organization)

    def _global_value(self, key: ScalarNode, node: Node, organization: str) -> GlobalValue:
        known = self._extension.global_fields
        if key.text not in known:
            raise key.place.error(
                f"The extension has no global field '{key.text}'. {nearest(key.text, known)}"
            )
        if isinstance(node, (MappingNode, SequenceNode)):
            raise node.place.error("A global field holds a text.")
        return GlobalValue(key.text, organization, self.names.check(parse(node.text, node.place)))

    def _entered(self) -> Iterator[tuple[str, Mapping[str, str]]]:
        for key, node in self._entries(ENTERED):
            self.names.known_connection(key)
            yield key.text, read_entered(node, key.text, self._extension)

    def _connections(self) -> Sequence[ConnectionStatus]:
        node = self._node.get(CONNECTIONS)
        return () if node is None else read_statuses(node, self.names)

    def _limit(self, key: ScalarNode, node: Node) -> Limit:
        service = Choice("a fake", self._catalogue.services).read(key)
        if isinstance(node, MappingNode):
            values = _LIMIT.read(node)
            return Limit(service, values["calls"], values.get("per", MINUTE))
        return Limit(service, Whole(1).read(node), MINUTE)


def given_schema(names: Names) -> Schema:
    """JSON Schema of what is given; the records of each kind are a definition of their own."""
    catalogue = names.catalogue
    sections = {
        ASSUME: (keys(_alternatives(catalogue)), "alternatives of assumptions (`harness assumptions`)"),
        CLOCK: (Moment().schema(), "the clock's first moment"),
        PERSONS: (named(_PERSON.schema()), "humans of the world, by name"),
        GLOBAL_FIELDS: (named(any_of(TEXT, named(TEXT))), "what organizations filled in"),
        ENTERED: (named(named(Text("what is typed").schema())), "what persons type when they connect"),
        CONNECTIONS: (statuses_schema(), "connections, each with its status"),
        FAULTS: (many(FaultShape(names).schema()), "what goes wrong on purpose"),
        LIMITS: (
            keys(dict.fromkeys(catalogue.services, any_of(whole(1), _LIMIT.schema()))),
            "so many calls a minute, by fake",
        ),
    }
    known = {name: described(schema, about) for name, (schema, about) in sections.items()}
    return keys({**known, **{name: defined(f"given.{name}") for name in catalogue.spellings}})


def given_definitions(catalogue: Catalogue) -> dict[str, Schema]:
    """The records of each kind, as `given` may lay them down."""
    found: dict[str, Schema] = {}
    for spelling, name in catalogue.spellings.items():
        kind = catalogue.kind(name)
        found[f"record.{name}"] = record_schema(kind.fields, tenanted=kind.tenanted)
        record = defined(f"record.{name}")
        alone = not kind.tenanted and spelling == singular(name)
        found[f"given.{spelling}"] = any_of(record, NOTHING) if alone else records_schema(record)
    return found


def _alternatives(catalogue: Catalogue) -> dict[str, Schema]:
    return {
        key: described(one_of_names(one.alternatives), one.question)
        for key, one in catalogue.assumptions.items()
    }


def _keyed(nodes: Mapping[str, ScalarNode]) -> list[tuple[ScalarNode, Node]]:
    return [(ScalarNode(key, node.place), node) for key, node in nodes.items()]


def _ordered(records: list[GivenRecord]) -> list[GivenRecord]:
    """The records so that each comes after those it refers to, else in the order of the file."""
    by_name = {record.name: index for index, record in enumerate(records) if record.name}
    needs = {
        index: {by_name[one.name] for one in references(record.values) if one.name in by_name}
        for index, record in enumerate(records)
    }
    if not any(needs.values()):
        return records
    sorter = TopologicalSorter(needs)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = [records[index] for index in error.args[1]]
        named = " -> ".join(str(record.name) for record in circle)
        raise circle[0].place.error(f"These records refer to each other in a circle: {named}.") from None
    ordered: list[GivenRecord] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        ordered += [records[index] for index in ready]
        sorter.done(*ready)
    return ordered
