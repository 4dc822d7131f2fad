"""Each rule reports what it is for, and nothing that is fine."""

from __future__ import annotations

import dataclasses
import inspect
import re
from pathlib import Path

import pytest

from harness.check import RULES, check_paths
from harness.check.model import SYNTAX, Rule
from harness.deluge import nodes
from harness.deluge.walk import CHILDREN

from .cases import Case, all_cases

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_reports_what_its_comments_say_and_nothing_else(case: Case) -> None:
    problems = check_paths([case.path]).problems
    assert {(Path(one.file).name, one.line, one.code) for one in problems} == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_has_both_sides(case: Case) -> None:
    assert case.fine
    assert case.expected


def test_every_rule_has_a_case() -> None:
    shown = {
        code.partition(".")[0] if code.startswith(SYNTAX) else code
        for case in CASES
        for _, _, code in case.expected
    }
    assert shown == set(RULES)


def test_every_code_of_the_parser_and_the_compiler_is_listed() -> None:
    deluge = Path(inspect.getfile(nodes)).parent
    source = "".join(file.read_text(encoding="utf-8") for file in deluge.rglob("*.py"))
    found = re.findall(r"\b(?:_report|_warn|warn|problems\.add)\(\s*\"([a-z.-]+)\"", source)
    assert {code for code in found if not code.startswith(SYNTAX)} - set(RULES) == set()
    assert "no-effect" in found


def test_a_walk_reaches_what_every_kind_of_node_holds() -> None:
    kinds = {one for one in vars(nodes).values() if inspect.isclass(one) and issubclass(one, nodes.Node)}
    holding = {one for one in kinds if re.search("Expression|Block|Arm|Entry|Postfix", _fields(one))}
    assert holding - set(CHILDREN) - {nodes.Function} == set()


def _fields(kind: type) -> str:
    return " ".join(str(one.type) for one in dataclasses.fields(kind))


def test_the_page_about_the_rules_lists_them_as_the_table_does() -> None:
    page = (Path(inspect.getfile(check_paths)).parent / "RULES.md").read_text(encoding="utf-8")
    rows = [f"| `{one.code}` | {one.severity} | {one.what} | {one.source} |" for one in RULES.values()]
    assert page.splitlines()[-len(rows) :] == rows


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_says_what_it_is_for_and_who_says_so(rule: Rule) -> None:
    assert rule.what.endswith(".")
    assert rule.source
