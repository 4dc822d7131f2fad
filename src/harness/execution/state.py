"""The fresh world that a function runs in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson

from ..errors import UsageError, nearest
from ..scenario import Catalogue
from ..scenario.fixtures import FOLDER, Fixtures, lay_over
from ..scenario.stage import Stage
from ..scenario.start import START, begin, has_start
from ..scenario.yamlfile import MappingNode, Node, Place, ScalarNode, parse_yaml
from ..world import World
from .subject import Subject


@dataclass(frozen=True, slots=True)
class State:
    """A world with its fixture in it. `chosen` is the name of the record to run on, if one was named."""

    stage: Stage
    organization: str
    person: str
    chosen: str | None
    fixture: str

    @property
    def world(self) -> World:
        """The world."""
        return self.stage.world


async def make_state(
    subject: Subject, on: str | None, seed: int, assume: Iterable[str], allowed: Iterable[str]
) -> State:
    """A world with the extension, and what the fixture `on` gives; raises FileError, UsageError."""
    catalogue = Catalogue.of(World.create())
    given, chosen, fixture = _fixture(on, subject.folder)
    start = begin(catalogue, subject.extension, lay_over(_around(subject), given))
    world = World.create(
        subject.extension,
        seed=seed,
        start=start.given.start,
        assume={**start.given.assume, **_assumed(assume, catalogue)},
        allowed=allowed,
    )
    stage = await start.lay_down(world)
    return State(stage, world.tenants("books")[0], start.given.persons[0].name, chosen, fixture)


def _around(subject: Subject) -> Node:
    """What a function that came alone needs of the organization and the account."""
    if not subject.alone:
        return MappingNode({}, Place(subject.function.file, 1, 1))
    kinds = {"books.organization": subject.inferred.organization, "wrike.account": subject.inferred.account}
    needed = {kind: dict(values) for kind, values in kinds.items() if values}
    return parse_yaml(orjson.dumps(needed).decode(), subject.function.file)


def _fixture(on: str | None, folder: Path) -> tuple[Node, str | None, str]:
    """What a fixture gives, the record in it that was named, and where it is.

    It is named as a scenario would (`start`), by its file, or with a record of it behind a dot
    (`start.site`).
    """
    place = Place(f"--on {on}", 0, 0)
    if on is None:
        if not has_start(folder):
            return MappingNode({}, place), None, ""
        on = START
    fixtures = Fixtures()
    if Path(on).is_file():
        return fixtures.file(Path(on)), None, on
    name, dot, record = on.rpartition(".")
    if dot and not _there(on, folder):
        return fixtures.given(ScalarNode(name, place), folder), record, name
    return fixtures.given(ScalarNode(on, place), folder), None, on


def _there(name: str, folder: Path) -> bool:
    start = folder.resolve()
    return any((one / FOLDER / f"{name}.yaml").is_file() for one in (start, *start.parents))


def _assumed(written: Iterable[str], catalogue: Catalogue) -> Mapping[str, str]:
    chosen: dict[str, str] = {}
    for one in written:
        key, equals, alternative = one.partition("=")
        if not equals:
            raise UsageError(f"'{one}' is no assumption. Write --assume KEY=ALTERNATIVE.")
        if key not in catalogue.assumptions:
            raise UsageError(f"There is no assumption '{key}'. {nearest(key, catalogue.assumptions)}")
        known = catalogue.assumptions[key].alternatives
        if alternative not in known:
            raise UsageError(f"'{key}' has no alternative '{alternative}'. {nearest(alternative, known)}")
        chosen[key] = alternative
    return chosen
