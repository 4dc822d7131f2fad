"""What a kind of step is, and what all of them read alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..catalogue import KindName
from ..expect import Pattern
from ..json_schema import ANYTHING, Schema, defined
from ..model import Step
from ..names import Names
from ..shapes import Anything, Choice, Many, Named, Text, scalar
from ..yamlfile import Node, Place, ScalarNode

ORIGINS = ("ui", "api", "function", "import", "sync")
"""How a save can come about (platform.md 3.3)."""
BOOKS = "books"


@dataclass(frozen=True, slots=True)
class Written:
    """A step as it stands in the file: `create books.projects: {…}` with what stands beside it.

    `subject` is what follows the verb in the key ("books.projects"), `modifiers` the other keys.
    """

    verb: str
    subject: str
    key: ScalarNode
    value: Node
    modifiers: Mapping[str, Node]

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.key.place

    def person(self, names: Names) -> str:
        """Who does it: `as`, or the first person."""
        return names.person(self.modifiers.get("as"))

    def organization(self, names: Names) -> str:
        """The name of the organization it concerns: `in`, or the only one."""
        return names.tenant(BOOKS, self.modifiers.get("in"), self.place)

    def origin(self) -> str:
        """How a save comes about: `via`, or by hand."""
        node = self.modifiers.get("via")
        return "ui" if node is None else Choice("an origin", ORIGINS).read(node)

    def answer(self, names: Names) -> Pattern | None:
        """What the step expects to be answered."""
        from ..expectations.answer import read_answer

        node = self.modifiers.get("answer")
        return None if node is None else read_answer(node, names)

    def beside(self) -> str:
        """The modifiers that say who and where, for the title of the step."""
        shown = (name for name in ("as", "via", "in") if name in self.modifiers)
        return "".join(f" {name} {scalar(self.modifiers[name], 'a name').text}" for name in shown)


MODIFIERS: Mapping[str, Callable[[], Schema]] = {
    "as": lambda: Text("a person").schema(),
    "in": lambda: Text("an organization or account").schema(),
    "via": lambda: Choice("an origin", ORIGINS).schema(),
    "answer": lambda: defined("answer"),
    "headers": lambda: Named(Anything(), "headers").schema(),
}
"""JSON Schema of the modifiers that are not just anything."""


def _anything(names: Names, kind: KindName | None) -> Schema:  # noqa: ARG001  # the default of StepKind
    return ANYTHING


def takes_name(what: str) -> Callable[[Names, KindName | None], Schema]:
    """Schema of a step whose value is a name."""
    return lambda _names, _kind: Text(what).schema()


takes_link_name = takes_name("the link name of a connection")
"""Schema of a step about a connection."""


def takes_names(what: str) -> Callable[[Names, KindName | None], Schema]:
    """Schema of a step whose value is one name or several."""
    return lambda _names, _kind: Many(Text(what)).schema()


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step. `subject` says what follows the verb in its key, "" if nothing does.

    `takes` is JSON Schema of its value, for the kind of record that is its subject (None without one).
    """

    verb: str
    read: Callable[[Written, Names], Step]
    subject: str = ""
    modifiers: tuple[str, ...] = ()
    takes: Callable[[Names, KindName | None], Schema] = _anything
