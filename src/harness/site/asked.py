"""What a request to the harness means: whose organization, which person, and errors the caller can mend."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from harness import servers
from harness.errors import HarnessError, nearest

if TYPE_CHECKING:
    from harness.world import World


def organization_of(world: World, given: str | None) -> str:
    """The organization that is meant: the first where none is named; raises Unusable."""
    known = world.tenants("books")
    if given is None and known:
        return known[0]
    if given not in known:
        raise servers.Unusable(f"No organization '{given}'. {nearest(str(given), known)}")
    return given


def person_of(world: World, given: str | None) -> str:
    """The person who is meant: the first where none is named; raises Unusable."""
    people = world.people.all()
    person = given or next(iter(people), None)
    if person not in people:
        raise servers.Unusable(f"Nobody is called '{person}'. {nearest(str(person), people)}")
    return str(person)


@contextlib.contextmanager
def usable() -> Iterator[None]:
    """What the caller can mend becomes `Unusable`."""
    try:
        yield
    except servers.Unusable:
        raise
    except (HarnessError, LookupError, ValueError) as error:
        raise servers.Unusable(str(error)) from None
