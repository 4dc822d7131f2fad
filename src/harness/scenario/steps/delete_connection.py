"""`delete connection: wrike_connection`: with `anyway: true` also while the extension uses it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Step
from ..names import Names
from ..shapes import Boolean
from ..stage import Stage
from ..yamlfile import Place
from .failing import FAILS, expected, judge
from .kind import StepKind, Written, takes_link_name


@dataclass(frozen=True, slots=True)
class DeleteConnection:
    """Delete a connection, in all organizations."""

    place: Place
    title: str
    link_name: str
    anyway: bool
    fails: str

    async def perform(self, stage: Stage) -> None:
        """Delete it."""
        await judge(stage.world.connections.delete(self.link_name, anyway=self.anyway), self.fails)


def _read(written: Written, names: Names) -> Step:
    link_name, node = names.link_name(written.value), written.modifiers.get("anyway")
    anyway = node is not None and Boolean().read(node)
    title = f"delete connection {link_name}{' anyway' if anyway else ''}"
    return DeleteConnection(written.place, title, link_name, anyway, expected(written))


KIND = StepKind("delete connection", _read, modifiers=("anyway", FAILS), takes=takes_link_name)
