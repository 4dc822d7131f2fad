"""README.md counts what is built, and what is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mocks import books
from tests.contract.facts import Module, modules
from tests.contract.judge import judge

README = (Path(books.__file__).parent / "README.md").read_text(encoding="utf-8")
COUNTED = {
    name: (int(built), int(lacking))
    for name, built, lacking in re.findall(r"^\| ([a-z-]+) \| (\d+) \| (\d+) \|$", README, re.MULTILINE)
}
"""Specification -> how many operations are built, and how many are not."""


@pytest.mark.parametrize(
    "module", [one for one in modules() if one.fake == "books"], ids=lambda one: one.name
)
def test_the_counts_are_true(module: Module) -> None:
    built, together = judge(module).counts["operations"]
    expected = (built, together - built) if built else None
    assert COUNTED.get(module.name) == expected
