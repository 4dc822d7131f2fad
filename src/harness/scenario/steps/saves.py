"""What create, update and delete share: a call of a kind's own request, and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..catalogue import KindName
from ..expect import Pattern
from ..expectations.answer import verify
from ..names import Names
from ..stage import Answer, Stage, StepFailed
from .kind import Written

SUCCESS = range(200, 300)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who saves, how, where, and what they expect to be answered."""

    person: str
    origin: str
    tenant: str
    answer: Pattern | None

    @classmethod
    def read(cls, written: Written, kind: KindName, names: Names) -> Actor:
        """The actor of a step."""
        tenant = names.tenant(kind.service, written.modifiers.get("in"), written.place)
        return cls(written.person(names), written.origin(), tenant, written.answer(names))


def changeable(written: Written, names: Names) -> KindName:
    """The kind of record that a step saves; raises FileError if the vendor has no call for it."""
    kind = names.catalogue.find(written.key, written.subject)
    if names.catalogue.kind(kind).request is None:
        raise written.place.error(
            f"{kind} cannot be changed in a step: the fake has no call for it. Lay it down under 'given'."
        )
    return kind


async def save(
    stage: Stage, actor: Actor, kind: KindName, action: str, key: str | None, values: Mapping[str, Any]
) -> Answer:
    """Make the call; raises StepFailed when the answer is not the expected one, or none at all."""
    tenant = stage.id(actor.tenant)
    request = stage.catalogue.kind(kind).request
    method, url, body = request(stage.world.context, action, tenant, key, values)
    answer = await stage.request(
        method, url, person=actor.person, tenant=tenant, json=body, origin=actor.origin
    )
    if actor.answer is not None:
        verify(stage, actor.answer)
    elif answer.status not in SUCCESS:
        raise StepFailed(f"{kind.service} did not {action}: {answer.describe()}")
    return answer


def answered_record(value: Any, key: str) -> Mapping[str, Any] | None:
    """The record in a good answer: the outermost mapping that holds the id, whatever the envelope."""
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, Mapping):
            if key in one:
                return one
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return None
