"""`advance: 2h`: time passes."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Step
from ..names import Names
from ..shapes import Duration, scalar
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written


@dataclass(frozen=True, slots=True)
class Advance:
    """Move the clock, from timer to timer."""

    place: Place
    title: str
    seconds: float

    async def perform(self, stage: Stage) -> None:
        """Let the time pass."""
        await stage.advance(self.seconds)


def _read(written: Written, names: Names) -> Step:  # noqa: ARG001  # one of the kinds
    seconds = Duration().read(written.value)
    return Advance(written.place, f"advance {scalar(written.value, 'a duration').text}", seconds)


KIND = StepKind("advance", _read, takes=lambda _names, _kind: Duration().schema())
