"""GRAMMAR.md speaks of every rule, code, assumption and system variable there is."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import harness.deluge
from harness.deluge import ASSUMPTIONS
from harness.deluge.calls import SYSTEM
from harness.deluge.expression_parser import TASKS
from harness.deluge.parser import Parser
from harness.deluge.runtime.limits import Limits
from harness.scenario.extension_file import LIMITS

FOLDER = Path(harness.deluge.__file__).parent
TEXT = (FOLDER / "GRAMMAR.md").read_text(encoding="utf-8")
BLOCK = TEXT.split("```")[1]
RULES = re.findall(r"^([a-z_]+) +=", BLOCK, re.MULTILINE)
MERGED = {"braced": {"list", "map"}, "statement": {"statement"}}
"""Rules that one method reads together."""

UNREAD = {"page", "target", "map", "call", "key"}
"""Rules of the page that belong to the methods of others."""


def read_rules() -> set[str]:
    """The rules that the parser's methods say they read, habits of other languages apart."""
    found = set[str]()
    for _, method in inspect.getmembers(Parser, inspect.isfunction):
        rule = re.match(r"([a-z_]+) = ", method.__doc__ or "")
        if rule and not method.__qualname__.startswith("HabitParser"):
            found |= MERGED.get(rule[1], {rule[1]})
    return found


def test_the_rules_of_the_page_are_those_of_the_parser() -> None:
    assert read_rules() == set(RULES) - UNREAD | {"map"}


def test_every_rule_has_its_source() -> None:
    table = TEXT.split("```")[2].split("Operators,")[0]
    named = {
        name for row in re.findall(r"^\| ([a-z_, ]+) \|", table, re.MULTILINE) for name in row.split(", ")
    }
    assert named - {"rule"} == set(RULES)


def test_every_assumption_is_named_where_it_decides() -> None:
    assert {one.key for one in ASSUMPTIONS} == set(re.findall(r"assumption `(deluge\.\w+)`", TEXT))


def test_every_code_of_an_error_is_explained() -> None:
    sources = "\n".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.py"))
    codes = set(re.findall(r'(?:_report|warn)\(\s*"([a-z-]+)"', sources))
    assert codes
    assert {code for code in codes if f"`{code}`" not in TEXT} == set()


def test_every_system_variable_limit_and_task_is_there() -> None:
    assert {name for name in SYSTEM if f"`{name}`" not in TEXT} == set()
    assert {name for name in LIMITS.known if f"`{name}`" not in TEXT} == set()
    assert {name for name in TASKS if f'"{name}"' not in BLOCK} == set()


def test_an_extension_can_set_every_limit() -> None:
    assert len(LIMITS.known) == len(inspect.signature(Limits).parameters)
