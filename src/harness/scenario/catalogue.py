"""What a scenario can name: the fakes and their kinds of records, assumptions, faults.

Everything is taken from a world; the fakes are seen only through the protocols of this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ..errors import nearest
from .yamlfile import ScalarNode

if TYPE_CHECKING:
    from ..world import World


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


@dataclass(frozen=True)
class Catalogue:
    """Everything that can be named, whatever the extension."""

    services: Mapping[str, Service]
    assumptions: Mapping[str, Any]
    faults: Sequence[str]

    @classmethod
    def of(cls, world: World) -> Catalogue:
        """The catalogue of a world; it is the same for all worlds of a process."""
        context = world.context
        return cls(world.services, context.assumptions.declared, context.faults.kinds)

    def kind(self, name: KindName) -> Kind:
        """The declaration of a kind that exists."""
        return self.services[name.service].kinds[name.kind]

    def find(self, node: ScalarNode, text: str) -> KindName:
        """The kind called `text`; raises FileError at the node with the nearest name."""
        service, _, kind = text.partition(".")
        found = self.services.get(service)
        if found is not None and kind in found.kinds:
            return KindName(service, kind)
        known = [str(one) for one in self.kinds()]
        raise node.place.error(f"There is no kind of record '{text}'. {nearest(text, known)}")

    def kinds(self) -> Iterator[KindName]:
        """All kinds of records of all fakes."""
        for name, service in self.services.items():
            for kind in service.kinds:
                yield KindName(name, kind)

    def tenant_kinds(self) -> Iterator[KindName]:
        """The kinds whose records are tenants: organizations, accounts."""
        return (name for name in self.kinds() if not self.kind(name).tenanted)

    def tenant_kind(self, service: str) -> KindName | None:
        """The kind whose records are the tenants of that fake, if it has tenants."""
        return next((name for name in self.tenant_kinds() if name.service == service), None)

    def alternatives(self, node: ScalarNode) -> list[str]:
        """All alternatives of the assumption that the node names; raises FileError."""
        if node.text not in self.assumptions:
            raise node.place.error(
                f"There is no assumption '{node.text}'. {nearest(node.text, self.assumptions)}"
            )
        return list(self.assumptions[node.text].alternatives)
