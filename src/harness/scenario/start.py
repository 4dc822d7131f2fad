"""What `harness up` begins with: an extension, and the state that a fixture of it gives."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..deluge import compile_source
from ..errors import UsageError
from ..extension import Extension
from .catalogue import Catalogue
from .expand import Case, repeat
from .extension_file import NAME, ExtensionFile
from .fixtures import FOLDER, Fixtures
from .given import read_given
from .laying import lay_down
from .model import Given
from .shapes import mapping
from .stage import Stage
from .yamlfile import MappingNode, Node, Place, ScalarNode, read_yaml, shown

if TYPE_CHECKING:
    from ..world import World

START = "start"
"""The fixture that is taken where none is named, if the extension has it."""


@dataclass(frozen=True, slots=True)
class Start:
    """An extension and the state to begin with."""

    extension: Extension
    given: Given
    catalogue: Catalogue

    async def lay_down(self, world: World) -> Stage:
        """Lay the state down in a world; connections that the fixture does not mention become Connected.

        Those to vendors that no fake stands for do not.
        """
        stage = Stage(world, self.catalogue, self.extension)
        await lay_down(stage, self.given)
        person = self.given.persons[0].name
        mentioned = {one.link_name for one in self.given.connections}
        for organization in world.tenants("books"):
            for link_name in self.extension.connections:
                if link_name not in mentioned:
                    with suppress(UsageError):  # no fake stands for its vendor: it stays Not connected
                        entered = stage.entered.get(link_name)
                    await world.given_connection(organization, link_name, person, entered)
        return stage


def load_start(world: World, folder: Path, fixture: str | None = None) -> Start:
    """The extension in `folder`, with the fixture of that name; `world` says what can be named.

    Without a name it is `start`, or nothing but one organization, one account and one person where the
    extension has no such fixture. Raises FileError, SyntaxErrors.
    """
    extension = ExtensionFile(folder, compile_source).read(read_yaml(shown(folder / NAME)))
    place = Place(str(folder / NAME), 1, 1)
    given: Node = MappingNode({}, place)
    if fixture is not None or has_start(folder):
        given = Fixtures().given(ScalarNode(fixture or START, place), folder)
    return begin(Catalogue.of(world), extension, given)


def begin(catalogue: Catalogue, extension: Extension, given: Node) -> Start:
    """The extension, and the state in `given`; raises FileError."""
    read, _ = read_given(mapping(repeat(given), "what is given"), Case(), catalogue, extension)
    return Start(extension, read, catalogue)


def has_start(folder: Path) -> bool:
    """Whether there is the fixture that is taken where none is named."""
    return (folder / FOLDER / f"{START}.yaml").is_file()
