"""The README of fake Wrike is true where a machine can tell."""

from __future__ import annotations

import re
from pathlib import Path

from mocks.wrike import SERVICE

README = (Path(__file__).parents[3] / "mocks" / "wrike" / "README.md").read_text(encoding="utf-8")


def test_it_counts_what_is_built_and_what_is_not() -> None:
    counts = re.search(r"Built are (\d+) operations; (\d+) further ones", README)
    assert counts is not None
    unbuilt = sum(one.unbuilt is not None for one in SERVICE.declared)
    assert [int(one) for one in counts.groups()] == [len(SERVICE.declared) - unbuilt, unbuilt]


def test_it_names_every_assumption() -> None:
    assert {one.key for one in SERVICE.assumptions if f"`{one.key}`" not in README} == set()
