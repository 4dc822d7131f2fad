"""Compares a vendor's module with what the fake declares: what is missing, and where the two contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .exceptions import EXCEPTIONS
from .facts import SECTIONS, Fact, Module, Operation
from .ours import declared

ASPECTS = ("operations", *SECTIONS, "limits")
"""What coverage counts: operations built; parameters, fields of bodies and of answers that are there; and
limits of requests (required, choices, longest text) that are checked."""
LIMITS = ("required", "enum", "max")


@dataclass(frozen=True)
class Gap:
    """One thing that the vendor's specification has and the fake has not, or has otherwise.

    `aspect` is one of ASPECTS, or `type`, `scope`, `status` for what contradicts.
    """

    module: str
    operation: str
    aspect: str
    field: str = ""
    vendor: Any = None
    here: Any = None

    @property
    def contradicts(self) -> bool:
        """Whether the fake says otherwise, not just less."""
        return self.aspect not in ASPECTS

    def __str__(self) -> str:
        told = f": vendor {self.vendor!r}, here {self.here!r}" if self.vendor is not None else ""
        return f"{self.operation} {self.aspect} {self.field}{told}".rstrip()


@dataclass(frozen=True)
class Verdict:
    """How much of a module there is: aspect -> (there, in all)."""

    module: Module
    counts: Mapping[str, tuple[int, int]]
    gaps: tuple[Gap, ...]

    @property
    def contradictions(self) -> list[Gap]:
        """What the fake says otherwise than the vendor."""
        return [gap for gap in self.gaps if gap.contradicts]


def judge(module: Module, ours: Mapping[str, Operation] | None = None) -> Verdict:
    """The verdict on one module; exceptions count as met."""
    built = declared(module.fake) if ours is None else ours
    gaps = [gap for gap in unexcused(module, built) if gap.operation not in built or not _excepted(gap)]
    totals = Counter[str]()
    for theirs in module.operations.values():
        totals.update(_facts(theirs))
    lost = Counter(gap.aspect for gap in gaps)
    counts = {aspect: (totals[aspect] - lost[aspect], totals[aspect]) for aspect in ASPECTS}
    return Verdict(module, counts, tuple(gaps))


def unexcused(module: Module, ours: Mapping[str, Operation] | None = None) -> Iterator[Gap]:
    """Every gap of a module, also those that exceptions excuse."""
    built = declared(module.fake) if ours is None else ours
    for key, theirs in module.operations.items():
        yield from _gaps(module, key, theirs, built.get(key))


def _excepted(gap: Gap) -> bool:
    return any(one.covers(gap) for one in EXCEPTIONS)


def _facts(theirs: Operation) -> dict[str, int]:
    asked = (*theirs.parameters.values(), *theirs.body.values())
    limits = sum(name in fact for fact in asked for name in LIMITS)
    return {"operations": 1, **{name: len(getattr(theirs, name)) for name in SECTIONS}, "limits": limits}


def _gaps(module: Module, key: str, theirs: Operation, ours: Operation | None) -> Iterator[Gap]:
    here = ours or Operation()
    if ours is None:
        yield Gap(module.id, key, "operations")
    elif theirs.scopes and not set(theirs.scopes) <= set(ours.scopes):
        yield Gap(module.id, key, "scope", "", theirs.scopes, ours.scopes)
    if ours is not None and theirs.status != ours.status:
        yield Gap(module.id, key, "status", "", theirs.status, ours.status)
    # Where a vendor takes the same names in query and body, the place makes no difference.
    asked = {**here.parameters, **here.body} if not theirs.body else here.parameters
    for section, known in (("parameters", asked), ("body", here.body), ("answer", here.answer)):
        facts = getattr(theirs, section)
        for name, fact in facts.items():
            yield from _field(module, key, section, name, fact, known.get(_name_here(name, facts, known)))


def _name_here(name: str, theirs: Mapping[str, Fact], ours: Mapping[str, Fact]) -> str:
    """The same field in our spelling: where we have one object in place of a list, its fields count."""
    listed, _, inside = name.partition("[].")
    single = theirs.get(listed, {}).get("type") == "array" and ours.get(listed, {}).get("type") == "object"
    return f"{listed}.{inside}" if inside and single else name


def _field(
    module: Module, key: str, section: str, name: str, theirs: Fact, ours: Fact | None
) -> Iterator[Gap]:
    if ours is None:
        yield Gap(module.id, key, section, name)
    elif not _same_type(theirs, ours, asked=section != "answer"):
        yield Gap(module.id, key, "type", f"{section}.{name}", _type(theirs), _type(ours))
    for one in LIMITS if section != "answer" else ():
        here = (ours or {}).get(one)
        if one in theirs and not _limited(one, theirs[one], here):
            yield Gap(module.id, key, "limits", f"{name}.{one}", theirs[one], here)


def _limited(name: str, theirs: Any, ours: Any) -> bool:
    if name == "enum" and ours is not None:
        return set(theirs) <= set(ours)
    return bool(theirs == ours)


_SCALARS = {"string", "number", "integer", "boolean"}


def _type(fact: Fact) -> Any:
    return f"array of {fact['of']}" if "of" in fact else fact.get("type")


def _same_type(theirs: Fact, ours: Fact, *, asked: bool) -> bool:
    """Numbers are numbers; a request may spell any scalar as text, so there only the shape counts."""
    for name in ("type", "of"):
        one, other = theirs.get(name), ours.get(name)
        if isinstance(other, list):
            other = one if one in other else other[0]
        if one is None or other is None or one == other or {one, other} <= {"number", "integer"}:
            continue
        if asked and {one, other} <= _SCALARS:
            continue
        return False
    return True
