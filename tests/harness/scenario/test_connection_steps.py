"""Steps about connections: what they do, and that they fail when it goes otherwise than their author said."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from harness.scenario import run_paths
from harness.scenario.results import CaseResult
from harness.scenario.session import FileErrors

EXTENSION = """\
format: 1
extension: Steps
services:
  stock: {authentication: API Key, parameters: [{parameter: X-Key}, {parameter: depot}]}
connections:
  wrike_connection: {service: wrike, scopes: [wsReadWrite]}
  stock_connection: {service: stock}
"""
SCENARIO = "format: 1\nscenario: Steps\n{given}when:\n{when}then:\n  - connections: {then}\n"


def write(folder: Path, when: str, then: str = "{}", given: str = "") -> Path:
    (folder / "extension.yaml").write_text(EXTENSION, encoding="utf-8")
    text = SCENARIO.format(when=indent(dedent(when), "  "), then=then, given=dedent(given))
    (folder / "steps.yaml").write_text(text, encoding="utf-8")
    return folder


def play(folder: Path, when: str, then: str = "{}", given: str = "") -> CaseResult:
    (case,) = run_paths([write(folder, when, then, given)]).cases
    return case


def error(folder: Path, when: str, given: str = "") -> str:
    with pytest.raises(FileErrors) as caught:
        play(folder, when, given=given)
    return str(caught.value).partition("steps.yaml:")[2]


def failure(case: CaseResult) -> str:
    (told,) = [str(part.failure) for part in case.parts if part.failure]
    return told


@pytest.mark.parametrize(
    ("when", "status"),
    [
        ("- connect: wrike_connection\n", "Connected"),
        ("- connect: wrike_connection\n  decision: deny\n", "Not connected"),
        ("- connect: wrike_connection\n  decision: deny\n  fails: connection\n", None),
        ("- connect: wrike_connection\n  fails: state_refused\n", None),
        ("- connect: wrike_connection\n  without: [wsReadWrite]\n  fails: consent_stuck\n", "Not connected"),
        ("- connect: wrike_connection\n  without: [wsReadWrite]\n", None),
        ("- connect: wrike_connection\n- revoke: wrike_connection\n", "Disconnected"),
        ("- reconnect: wrike_connection\n", None),
        ("- consent: wrike_connection\n  fails: consent_stuck\n", None),
        ("- delete connection: wrike_connection\n  fails: connection_in_use\n", None),
        ("- edit connection: wrike_connection\n  scopes: [wsRead]\n", None),
        (
            "- edit connection: wrike_connection\n  scopes: [wsRead]\n  fails: invalid_definition\n",
            "Not connected",
        ),
    ],
)
def test_a_step_passes_only_if_it_goes_as_it_says(tmp_path: Path, when: str, status: str | None) -> None:
    case = play(tmp_path, when, f"{{wrike_connection: {status or 'Connected'}}}")
    assert case.outcome == ("failed" if status is None else "passed"), case.parts


def test_what_went_otherwise_is_told(tmp_path: Path) -> None:
    case = play(tmp_path, "- connect: wrike_connection\n  fails: vendor_silent\n")
    assert "It was to fail with 'vendor_silent', and went well." in failure(case)


def test_what_a_service_asks_is_made_up_unless_it_is_given(tmp_path: Path) -> None:
    assert (
        play(tmp_path, "- connect: stock_connection\n", "{stock_connection: Connected}").outcome == "passed"
    )
    given = "given:\n  connections: {stock_connection: Connected}\n"
    assert play(tmp_path, "- advance: 1h\n", "{stock_connection: Connected}", given).outcome == "passed"


def test_an_empty_field_connects_nothing(tmp_path: Path) -> None:
    when = "- connect: stock_connection\n  entered: {X-Key: ''}\n  fails: entry_refused\n"
    assert play(tmp_path, when, "{stock_connection: Not connected}").outcome == "passed"


@pytest.mark.parametrize(
    ("when", "given", "expected"),
    [
        ("- connect: wrike_conection\n", "", "4:14: The extension has no connection 'wrike_conection'."),
        ("- connect: wrike_connection\n  fails: state\n", "", "5:12: 'state' is no problem of connections."),
        (
            "- connect: stock_connection\n  entered: {X-Kee: k}\n",
            "",
            "5:15: stock asks for no 'X-Kee'. Did you",
        ),
        ("- connect: wrike_connection\n  entered: {key: k}\n", "", "5:15: Wrike asks for no 'key'."),
        ("- edit connection: wrike_connection\n", "", "4:5: Nothing is changed here."),
        (
            "- advance: 1h\n",
            "given:\n  entered: {stok: {}}\n",
            "4:13: The extension has no connection 'stok'.",
        ),
        ("- request: GET ${back.url}\n", "", "4:14: ${back.url} refers to nothing"),
        ("- consent: wrike_connection\n  named: back\n", "", "5:5: The step 'consent' has no key 'named'."),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, when: str, given: str, expected: str) -> None:
    assert error(tmp_path, when, given).startswith(expected)


def test_the_end_of_a_consent_can_be_opened_once(tmp_path: Path) -> None:
    when = """\
        - consent: wrike_connection
          name: back
        - then:
            - connections: {wrike_connection: Not connected}
        - request: GET ${back.url}
          as: nobody
          answer: {status: 200}
        - request: GET ${back.url}
          as: nobody
          answer: {status: 400}
        """
    assert play(tmp_path, when, "{wrike_connection: Connected}").outcome == "passed"
