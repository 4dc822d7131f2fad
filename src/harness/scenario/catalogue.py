"""What a scenario can name: the fakes and their kinds of records, assumptions, faults.

Everything is taken from a world; the fakes are seen only through the protocols of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import nearest
from .yamlfile import ScalarNode

if TYPE_CHECKING:
    from ..world import World


PERSON = "person"
"""The field by which a record makes a person a member of its tenant."""


class Field(Protocol):
    """A declared field: `type` is text, id, integer, number, boolean, date, time, object, list or any.

    `fields` are those of an object or of a list's elements, `of` is the type of a list's plain elements.
    """

    @property
    def name(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def required(self) -> bool: ...
    @property
    def enum(self) -> Sequence[str]: ...
    @property
    def fields(self) -> Sequence[Field]: ...
    @property
    def of(self) -> str | None: ...


class Kind(Protocol):
    """A kind of record that scenarios can lay down, change and look at."""

    @property
    def name(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def fields(self) -> Sequence[Field]: ...
    @property
    def tenanted(self) -> bool: ...
    @property
    def request(self) -> Any: ...


class Service(Protocol):
    """A fake."""

    @property
    def kinds(self) -> Mapping[str, Kind]: ...


@dataclass(frozen=True, slots=True)
class KindName:
    """A kind of record of a fake, such as `books.projects`."""

    service: str
    kind: str

    def __str__(self) -> str:
        return f"{self.service}.{self.kind}"


def singular(name: KindName) -> str:
    """The kind of a single record, such as `books.organization`."""
    return str(name).removesuffix("s")


@dataclass(frozen=True)
class Catalogue:
    """Everything that can be named, whatever the extension.

    `faults` are the kinds of faults; `check_fault` raises ValueError for what a fault cannot do.
    `endings` are what happens at vendors that ends tokens, `providers` the OAuth servers of services.
    """

    services: Mapping[str, Service]
    assumptions: Mapping[str, Any]
    faults: Sequence[str]
    check_fault: Callable[[Mapping[str, Any]], None]
    endings: Mapping[str, Sequence[str]]
    providers: Sequence[str] = ()

    @classmethod
    def of(cls, world: World) -> Catalogue:
        """The catalogue of a world; it is the same for all worlds of a process."""
        context = world.context
        faults = context.faults
        return cls(
            world.services,
            context.assumptions.declared,
            faults.kinds,
            faults.check,
            world.endings,
            world.providers,
        )

    def kind(self, name: KindName) -> Kind:
        """The declaration of a kind that exists."""
        return self.services[name.service].kinds[name.kind]

    def find(self, node: ScalarNode, text: str) -> KindName:
        """The kind called `text`; raises FileError at the node with the nearest name."""
        known = self.spellings
        if text not in known:
            raise node.place.error(f"There is no kind of record '{text}'. {nearest(text, known)}")
        return known[text]

    @cached_property
    def spellings(self) -> Mapping[str, KindName]:
        """What each kind may be called: a tenant's kind in the singular, for just one, and the plural."""
        found: dict[str, KindName] = {}
        for name in self.kinds:
            if self.kind(name).tenanted:
                found[str(name)] = name
            else:
                found |= {singular(name): name, f"{singular(name)}s": name}
        return found

    @cached_property
    def kinds(self) -> Sequence[KindName]:
        """All kinds of records of all fakes."""
        return [KindName(name, kind) for name, service in self.services.items() for kind in service.kinds]

    @cached_property
    def tenant_kinds(self) -> Mapping[str, KindName]:
        """Of each fake that has tenants the kind whose records they are: organizations, accounts."""
        return {name.service: name for name in self.kinds if not self.kind(name).tenanted}

    @cached_property
    def member_kinds(self) -> Mapping[str, KindName]:
        """Of each fake the kind whose records make persons members of a tenant: users, contacts."""
        kinds = (name for name in self.kinds if self.kind(name).tenanted)
        return {
            name.service: name
            for name in kinds
            if any(field.name == PERSON for field in self.kind(name).fields)
        }

    def alternatives(self, node: ScalarNode) -> list[str]:
        """All alternatives of the assumption that the node names; raises FileError."""
        if node.text not in self.assumptions:
            raise node.place.error(
                f"There is no assumption '{node.text}'. {nearest(node.text, self.assumptions)}"
            )
        return list(self.assumptions[node.text].alternatives)
