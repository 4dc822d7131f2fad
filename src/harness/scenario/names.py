"""The names that a scenario may use, known while it is read, so that a wrong one is an error at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..connections import OAuth1, OAuth2
from ..errors import nearest
from ..extension import Extension
from . import references
from .catalogue import Catalogue
from .shapes import scalar
from .yamlfile import Node, Place, ScalarNode

if TYPE_CHECKING:
    from .expect import Pattern

ANSWER = "answer"
"""The JSON of the last answer that a step got."""


class Names:
    """What is called how: persons, organizations, accounts, records.

    `persons` are in the order of their declaration, the first is who acts where nobody is named;
    `tenants` are the names of the organizations (accounts) of each fake.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        extension: Extension,
        persons: Sequence[str],
        tenants: Mapping[str, Sequence[str]],
    ) -> None:
        self.catalogue, self.extension = catalogue, extension
        self.persons, self.tenants = persons, tenants
        self._known: dict[str, str] = {ANSWER: "the last answer"}

    @property
    def services(self) -> Sequence[str]:
        """What calls can be for: the fakes, the OAuth servers of services, the extension's own hosts."""
        own = (
            f"oauth_{name}"
            for name, one in self.extension.services.items()
            if isinstance(one.authentication, OAuth1 | OAuth2)
        )
        return [*self.catalogue.services, *self.catalogue.providers, *own, *self.extension.hosts]

    def declare(self, key: ScalarNode, what: str) -> str:
        """A new name; raises FileError if something else is called so."""
        if key.text in self._known:
            raise key.place.error(f"'{key.text}' is already the name of {self._known[key.text]}.")
        self._known[key.text] = what
        return key.text

    def check(self, value: Any) -> Any:
        """The value, all of whose references lead to known names; raises FileError."""
        for reference in references.references(value):
            if reference.name not in self._known:
                raise reference.place.error(
                    f"{reference} refers to nothing: there is no '{reference.name}' up to here. "
                    f"{nearest(reference.name, self._known)}"
                )
        return value

    def check_pattern(self, pattern: Pattern) -> None:
        """Refuse a pattern with references to names that are not known."""
        for value in pattern.values():
            self.check(value)

    def person(self, node: Node | None) -> str:
        """The person that is named, or the first one."""
        if node is None:
            return self.persons[0]
        found = scalar(node, "a person")
        if found.text not in self.persons:
            raise found.place.error(
                f"Nobody is called '{found.text}'. {nearest(found.text, self.persons)} "
                "Declare them under given: persons."
            )
        return found.text

    def tenant(self, service: str, node: Node | None, place: Place) -> str:
        """The name of the organization or account that is meant; there must be no doubt."""
        known = self.tenants.get(service, ())
        if node is None:
            if len(known) > 1:
                raise place.error(f"There are several ({', '.join(known)}): say which with 'in:'.")
            return known[0] if known else ""
        found = scalar(node, "an organization or account")
        if found.text not in known:
            raise found.place.error(
                f"{service} has no organization or account '{found.text}' here. {nearest(found.text, known)}"
            )
        return found.text

    def link_name(self, node: Node, *, external: bool = False) -> str:
        """The link name of a connection of the extension; with `external`, of an external one too."""
        found = scalar(node, "the link name of a connection")
        self.known_connection(found, external=external)
        return found.text

    def known_connection(self, node: ScalarNode, *, external: bool = False) -> None:
        """Refuse a link name that the extension does not have."""
        others = self.extension.external_connections if external else {}
        known = [*self.extension.connections, *others]
        if node.text not in known:
            raise node.place.error(
                f"The extension has no connection '{node.text}'. {nearest(node.text, known)}"
            )
