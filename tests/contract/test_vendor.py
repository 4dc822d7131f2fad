"""The fakes against the vendors' own specifications: what was reached is kept, what contradicts is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from . import baseline
from .exceptions import EXCEPTIONS, Except
from .facts import SECTIONS, Module, Operation, modules
from .judge import ASPECTS, Verdict, judge, unexcused

MODULES = modules()
by_module = pytest.mark.parametrize("module", MODULES, ids=lambda one: one.id)


@by_module
def test_coverage_does_not_drop(module: Module) -> None:
    now, before = baseline.reached(judge(module)), baseline.known()[module.id]
    dropped = {one: (before[one], now[one]) for one in ASPECTS if now[one] < before[one]}
    assert not dropped, f"before, now; see `python -m tests.contract {module.id}`"


@by_module
def test_nothing_new_contradicts_the_vendor(module: Module) -> None:
    verdict = judge(module)
    told = "\n".join(map(str, verdict.contradictions))
    assert len(verdict.contradictions) <= baseline.known()[module.id]["contradictions"], told


@pytest.mark.parametrize("one", EXCEPTIONS, ids=lambda one: f"{one.where} {one.what}")
def test_an_exception_excuses_something_and_says_why(one: Except) -> None:
    assert one.source
    assert any(one.covers(gap) for module in MODULES for gap in unexcused(module))


def test_the_facts_hold_no_prose() -> None:
    keys = {"type", "of", "required", "enum", "max", "in"}
    for module in MODULES:
        for operation in module.operations.values():
            for section in SECTIONS:
                for name, fact in getattr(operation, section).items():
                    assert set(fact) <= keys, (module.id, name)
                    assert all(len(str(choice)) < 60 for choice in fact.get("enum", ()))


# --- the judge itself, before a vendor of one operation

VENDOR = Operation(
    scopes=("shelves.READ",),
    status=201,
    parameters={"sort": {"type": "string", "enum": ["a", "b"]}},
    body={"name": {"type": "string", "required": True, "max": 9}},
    answer={"shelf": {"type": "object"}, "shelf.id": {"type": "string"}, "shelf.books": {"type": "array"}},
)
SAME = replace(VENDOR, scopes=("shelves.ALL", "shelves.READ"))
SHELVES = Module("library", "shelves", {"POST /shelves": VENDOR})


def verdict(ours: Operation | None) -> Verdict:
    return judge(SHELVES, {} if ours is None else {"POST /shelves": ours})


def changed(section: str, name: str, **fact: Any) -> Operation:
    changes: Any = {section: {**getattr(SAME, section), name: fact}}
    return replace(SAME, **changes)


def without(section: str, name: str) -> Operation:
    kept: Any = {section: {one: fact for one, fact in getattr(SAME, section).items() if one != name}}
    return replace(SAME, **kept)


def told(ours: Operation | None) -> Iterator[tuple[str, str]]:
    return ((gap.aspect, gap.field) for gap in verdict(ours).gaps)


def test_a_fake_that_has_everything_has_no_gap() -> None:
    assert verdict(SAME).gaps == ()
    assert verdict(SAME).counts == {
        "operations": (1, 1),
        "parameters": (1, 1),
        "body": (1, 1),
        "answer": (3, 3),
        "limits": (3, 3),
    }


def test_an_operation_that_is_not_built_counts_for_nothing() -> None:
    counts = verdict(None).counts
    assert {aspect: there for aspect, (there, _) in counts.items()} == dict.fromkeys(ASPECTS, 0)


@pytest.mark.parametrize(
    ("ours", "gap"),
    [
        (without("parameters", "sort"), ("parameters", "sort")),
        (without("body", "name"), ("body", "name")),
        (without("answer", "shelf.id"), ("answer", "shelf.id")),
        (changed("parameters", "sort", type="string", enum=["a"]), ("limits", "sort.enum")),
        (changed("parameters", "sort", type="string"), ("limits", "sort.enum")),
        (changed("body", "name", type="string", max=9), ("limits", "name.required")),
        (changed("body", "name", type="string", max=8, required=True), ("limits", "name.max")),
    ],
)
def test_what_is_missing_is_a_gap(ours: Operation, gap: tuple[str, str]) -> None:
    assert gap in told(ours)
    assert not verdict(ours).contradictions


@pytest.mark.parametrize(
    ("ours", "gap"),
    [
        (replace(SAME, scopes=("shelves.ALL",)), ("scope", "")),
        (replace(SAME, status=200), ("status", "")),
        (changed("answer", "shelf.id", type="number"), ("type", "answer.shelf.id")),
        (changed("body", "name", type="array", required=True, max=9), ("type", "body.name")),
    ],
)
def test_what_is_otherwise_is_a_contradiction(ours: Operation, gap: tuple[str, str]) -> None:
    assert list(told(ours)) == [gap]
    assert verdict(ours).contradictions


def test_a_request_may_spell_a_number_as_text() -> None:
    assert verdict(changed("body", "name", type="number", required=True, max=9)).gaps == ()
