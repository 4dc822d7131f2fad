"""The command line: exit codes and what is said."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harness import cli, scenario

GOOD = """\
format: 1
scenario: A contact is there
when:
  - create books.contacts:
      acme: {contact_name: Acme}
then:
  - books.contacts: [{contact_name: Acme}]
"""
BAD = GOOD.replace("[{contact_name: Acme}]\n", "[]\n")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, [str(one) for one in arguments])


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "good.yaml"
    file.write_text(GOOD, encoding="utf-8")
    return file


def test_all_well_is_0(good: Path) -> None:
    done = run("run", good)
    assert (done.exit_code, "1 passed" in done.output) == (0, True)


def test_a_failed_scenario_is_1(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    done = run("run", tmp_path)
    assert (done.exit_code, "1 failed" in done.output) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("run", "nowhere"), "There is no such file or folder"),
        (("run", "{good}", "-k", "zebra"), "has 'zebra' in its name or file"),
        (("rnu",), "Did you mean 'run'?"),
        (("run", "--sead", "1"), "--seed"),
        (("up", "--port", "70000"), "70000"),
    ],
)
def test_a_wrong_argument_is_2_and_says_what_there_is(
    good: Path, arguments: tuple[str, ...], said: str
) -> None:
    done = run(*(one.replace("{good}", str(good)) for one in arguments))
    assert done.exit_code == 2
    assert said in done.output


def test_our_own_fault_is_3_and_says_so(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scenario, "run_paths", None)
    done = run("run", good)
    assert (done.exit_code, "Please report it" in done.output) == (3, True)


def test_an_interruption_is_130(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(scenario, "run_paths", interrupted)
    assert run("run", good).exit_code == 130


def test_results_are_written_in_three_formats(good: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = [one for kind in ("junit", "html", "json") for one in (f"--{kind}", out / f"r.{kind}")]
    assert run("run", good, *options).exit_code == 0
    assert ET.parse(out / "r.junit").getroot().get("tests") == "1"
    report = json.loads((out / "r.json").read_text(encoding="utf-8"))
    assert report["format"] == 1
    (case,) = report["scenarios"]
    assert case["exchanges"], "a report holds what happened in cases that passed, too"
    assert "A contact is there" in (out / "r.html").read_text(encoding="utf-8")


def test_assumptions_are_listed_with_evidence_and_alternatives() -> None:
    listed = run("assumptions").output
    assert "wrike.scope_denied" in listed
    assert "Evidence:" in listed
    known = json.loads(run("assumptions", "--json").output)["assumptions"]
    assert all(one["choice"] in one["alternatives"] and one["evidence"] for one in known)
    assert [one["key"] for one in known] == sorted(one["key"] for one in known)
