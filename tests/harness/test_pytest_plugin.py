"""Scenario files as items of pytest."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

GOOD = """\
format: 1
scenario: A contact is there
when:
  - create books.contacts:
      acme: {contact_name: Acme}
then:
  - books.contacts: [{contact_name: Acme}]
"""
BAD = GOOD.replace("then:\n  - books.contacts: [{contact_name: Acme}]", "then:\n  - books.contacts: []")
MATRIX = """\
format: 1
scenario: A name
matrix: {name: [Acme, Globex]}
when:
  - create books.contacts:
      acme: {contact_name: "${name}"}
then:
  - books.contacts: [{contact_name: "${name}"}]
"""


def run(pytester: pytest.Pytester, *options: str) -> pytest.RunResult:
    """pytest in a process of its own, as a user runs it."""
    return pytester.runpytest_subprocess("-p", "no:cacheprovider", *options)


def test_each_case_of_a_scenario_is_an_item(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", good=GOOD, names=MATRIX)
    result = run(pytester, "-v")
    result.assert_outcomes(passed=3)
    result.stdout.fnmatch_lines(["*good.yaml::A contact is there PASSED*", "*A name*Globex* PASSED*"])


def test_a_failure_says_what_was_expected_and_seen(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", bad=BAD)
    result = run(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*then books.contacts*", "*too much*", "*Acme*"])
    assert "Traceback" not in result.stdout.str()


def test_a_broken_file_is_an_error_with_its_place_and_no_traceback(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", broken=GOOD.replace("when:", "wen:"))
    result = run(pytester)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*broken.yaml:3:1:*when*"])
    assert "Traceback" not in result.stdout.str()


def test_other_yaml_files_extensions_and_fixtures_are_left_alone(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", settings="a: 1\n")
    folder = pytester.mkdir("ext")
    (folder / "extension.yaml").write_text("format: 1\nextension: X\n", encoding="utf-8")
    (folder / "fixtures").mkdir()
    (folder / "fixtures" / "start.yaml").write_text("format: 1\ngiven: {}\n", encoding="utf-8")
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    run(pytester).assert_outcomes(passed=1)


def test_strict_runs_and_sockets_are_options(pytester: pytest.Pytester) -> None:
    pytester.makefile(".yaml", good=GOOD)
    run(pytester, "--harness-strict", "--harness-sockets", "--harness-seed=7").assert_outcomes(passed=1)


def test_the_plugin_loads_nothing_heavy() -> None:
    heavy = ("httpx", "yaml", "mocks", "jinja2", "harness.scenario", "harness.world")
    code = f"import harness.pytest_plugin, sys; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_test_that_is_no_coroutine_has_a_world(harness_world: Callable[..., Any]) -> None:
    face = harness_world(seed=3)
    face.world.given("books", "organization", "", {"organization_id": "60012345678"})
    face.world.given("books", "users", "60012345678", {"person": "tom"})
    url = "https://www.zohoapis.com/books/v3/users/me"
    answer = face.run(face.world.request("GET", url, person="tom"))
    assert answer.json()["user"]["name"] == "Tom"
