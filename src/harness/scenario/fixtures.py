"""Fixtures: shared pieces of a given state, in files of a folder `fixtures/` beside the scenarios.

A fixture is a file with `given:` (and `use:`, if it builds on others). What a scenario gives itself is
laid over it, key by key.
"""

from __future__ import annotations

from pathlib import Path

from ..errors import nearest
from .expand import overlay
from .formats import check_format
from .shapes import Text, scalar, unknown_key
from .yamlfile import MappingNode, Node, ScalarNode, SequenceNode, read_yaml, shown

FOLDER = "fixtures"
KEYS = ("fixture", "use", "given")


class Fixtures:
    """The fixtures that were read so far."""

    def __init__(self) -> None:
        self._read: dict[Path, Node] = {}

    def given(self, used: Node, folder: Path, above: tuple[Path, ...] = ()) -> Node:
        """What the named fixtures give together; `folder` is that of the file that uses them.

        Raises FileError for one that does not exist, and for one that uses itself.
        """
        together: Node = MappingNode({}, used.place)
        for node in used.items if isinstance(used, SequenceNode) else (used,):
            name = scalar(node, "the name of a fixture")
            Text("the name of a fixture").read(name)
            path = _find(name, folder)
            if path in above:
                raise name.place.error(f"The fixture '{name.text}' uses itself.")
            together = lay_over(together, self._fixture(path, above))
        return together

    def file(self, path: Path) -> Node:
        """What the fixture in a file gives; raises FileError."""
        return self._fixture(path.resolve(), ())

    def _fixture(self, path: Path, above: tuple[Path, ...]) -> Node:
        if path not in self._read:
            self._read[path] = self._load(path, above)
        return self._read[path]

    def _load(self, path: Path, above: tuple[Path, ...]) -> Node:
        root = check_format(read_yaml(shown(path)), "A fixture")
        for entry in root.entries.values():
            if entry.key.text not in KEYS:
                unknown_key(entry.key, KEYS, "A fixture")
        given = root.get("given")
        if given is None:
            raise root.place.error("A fixture needs the key 'given'.")
        used = root.get("use")
        if used is None:
            return given
        return lay_over(self.given(used, path.parent.parent, (*above, path)), given)


def lay_over(given: Node, more: Node) -> Node:
    """`more` laid over what is given; `books.organizations` in place of a `books.organization`, and back."""
    if isinstance(given, MappingNode) and isinstance(more, MappingNode):
        kinds = [key for key in more.entries if "." in key]
        given = given.without(
            *(f"{key}s" for key in kinds), *(key.removesuffix("s") for key in kinds if key.endswith("s"))
        )
    return overlay(given, more)


def _find(name: ScalarNode, folder: Path) -> Path:
    """The file of a fixture: in the folder `fixtures` here, or beside a folder above."""
    known: list[str] = []
    start = folder.resolve()
    for one in (start, *start.parents):
        path = one / FOLDER / f"{name.text}.yaml"
        if path.is_file():
            return path
        known += [file.stem for file in (one / FOLDER).glob("*.yaml")] if (one / FOLDER).is_dir() else []
        if (one / "extension.yaml").is_file():
            break
    raise name.place.error(f"There is no fixture '{name.text}'. {nearest(name.text, known)}")
