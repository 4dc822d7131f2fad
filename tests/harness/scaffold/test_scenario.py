"""A new scenario in an extension."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.scaffold import new_extension, new_scenario
from harness.scenario import run_paths


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    new_extension("sync")
    return tmp_path / "sync"


@pytest.mark.parametrize(
    ("name", "file", "title"),
    [
        ("Access is revoked", "access-is-revoked.yaml", "Access is revoked"),
        ("two-tasks", "two-tasks.yaml", "Two tasks"),
        ("two.yaml", "two.yaml", "Two"),
        ('It says "no": 3', "it-says-no-3.yaml", 'It says "no": 3'),
    ],
)
def test_a_new_scenario_runs_at_once(folder: Path, name: str, file: str, title: str) -> None:
    (written,) = new_scenario(name, folder)
    assert written == f"sync/{file}"
    (case,) = run_paths([folder / file]).cases
    assert (case.name, case.outcome) == (title, "passed")


@pytest.mark.parametrize("below", ["functions", "fixtures"])
def test_it_lies_beside_the_extension_also_from_a_folder_of_its_parts(folder: Path, below: str) -> None:
    assert new_scenario("one", folder / below) == ["sync/one.yaml"]


def test_it_lies_in_a_folder_of_scenarios_when_one_stands_there(folder: Path) -> None:
    (folder / "more").mkdir()
    assert new_scenario("one", folder / "more") == ["sync/more/one.yaml"]
    assert run_paths([folder / "more"]).exit_code == 0


def test_it_expects_every_rule_that_the_record_sets_off(folder: Path) -> None:
    file = folder / "extension.yaml"
    more = "  again:\n    module: projects\n    trigger: created or edited\n    actions: [copyproject]\n"
    file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
    new_scenario("one", folder)
    assert run_paths([folder / "one.yaml"]).exit_code == 0


def test_an_extension_without_rules_gets_a_scenario_too(tmp_path: Path) -> None:
    (tmp_path / "extension.yaml").write_text("format: 1\nextension: Bare\n", encoding="utf-8")
    new_scenario("one", tmp_path)
    assert run_paths([tmp_path / "one.yaml"]).exit_code == 0


def test_outside_of_an_extension_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="harness new extension NAME"):
        new_scenario("one", tmp_path)


def test_nothing_is_overwritten(folder: Path) -> None:
    new_scenario("one", folder)
    with pytest.raises(UsageError, match=r"sync/one\.yaml is there already"):
        new_scenario("one", folder)
    with pytest.raises(UsageError, match="cannot be the name"):
        new_scenario("?!", folder)
