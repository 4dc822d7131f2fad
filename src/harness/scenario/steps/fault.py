"""`fault: {at: POST wrike /folders/*/tasks, do: {status: 429}}`: from now on something goes wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..faults import FaultShape
from ..model import Step
from ..names import Names
from ..references import resolve
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written


@dataclass(frozen=True, slots=True)
class Fault:
    """Set a fault."""

    place: Place
    title: str
    record: Mapping[str, Any]

    async def perform(self, stage: Stage) -> None:
        """Set it."""
        stage.world.context.faults.add(resolve(self.record, stage.lookup))


def _read(written: Written, names: Names) -> Step:
    record = FaultShape(names).read(written.value)
    title = f"fault {', '.join(record['do'])} at {' '.join(record['at'].values())}"
    return Fault(written.place, title, record)


KIND = StepKind("fault", _read)
