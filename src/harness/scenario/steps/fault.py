"""`fault: {at: POST wrike /folders/*/tasks, do: {status: 429}}`: from now on something goes wrong."""

from __future__ import annotations

from dataclasses import dataclass

from ..faults import FaultShape, set_fault
from ..model import Fault, Step
from ..names import Names
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written


@dataclass(frozen=True, slots=True)
class SetFault:
    """Set a fault."""

    place: Place
    title: str
    fault: Fault

    async def perform(self, stage: Stage) -> None:
        """Set it."""
        set_fault(stage, self.fault)


def _read(written: Written, names: Names) -> Step:
    fault = FaultShape(names).read(written.value)
    title = f"fault {', '.join(fault.record['do'])} at {' '.join(fault.record['at'].values())}"
    return SetFault(written.place, title, fault)


KIND = StepKind("fault", _read, takes=lambda names, _kind: FaultShape(names).schema())
