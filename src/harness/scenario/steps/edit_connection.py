"""`edit connection: wrike_connection` with `name` or `scopes`: the connection is changed on its page."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import nearest
from ..model import Step
from ..names import Names
from ..shapes import Many, Text
from ..stage import Stage
from ..yamlfile import Place
from .failing import FAILS, expected, judge
from .kind import StepKind, Written, takes_link_name


@dataclass(frozen=True, slots=True)
class EditConnection:
    """Change the name or the scopes of a connection; None leaves them."""

    place: Place
    title: str
    link_name: str
    name: str | None
    scopes: tuple[str, ...] | None
    fails: str

    async def perform(self, stage: Stage) -> None:
        """Change it."""
        await judge(self._edit(stage), self.fails)

    async def _edit(self, stage: Stage) -> None:
        stage.world.connections.edit(self.link_name, name=self.name, scopes=self.scopes)


def _read(written: Written, names: Names) -> Step:
    link_name = names.link_name(written.value)
    name, scopes = written.modifiers.get("name"), written.modifiers.get("scopes")
    if name is None and scopes is None:
        raise written.place.error(f"Nothing is changed here. {nearest('', ('name', 'scopes'))}")
    return EditConnection(
        written.place,
        f"edit connection {link_name}",
        link_name,
        None if name is None else Text("a name").read(name),
        None if scopes is None else Many(Text("a scope")).read(scopes),
        expected(written),
    )


KIND = StepKind("edit connection", _read, modifiers=("name", "scopes", FAILS), takes=takes_link_name)
