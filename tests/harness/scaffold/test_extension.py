"""The skeleton of an extension: it works at once, and nothing is ever overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness.errors import UsageError
from harness.scaffold import new_extension
from harness.scenario import load_extension, run_paths


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_extension_has_a_scenario_that_passes(here: Path) -> None:
    written = new_extension("my-sync")
    assert {Path(one).name for one in written} == {
        "extension.yaml",
        "copyproject.dg",
        "start.yaml",
        "a-new-project-is-copied.yaml",
    }
    results = run_paths([here / "my-sync"])
    assert (results.exit_code, [case.outcome for case in results.cases]) == (0, ["passed"])
    assert load_extension(here / "my-sync").name == "My sync"


def test_its_scenario_notices_when_the_function_does_nothing(here: Path) -> None:
    new_extension("my-sync")
    (here / "my-sync" / "functions" / "copyproject.dg").write_text("info 1;", encoding="utf-8")
    assert run_paths([here / "my-sync"]).exit_code == 1


def test_nothing_is_overwritten_and_nothing_half_written(here: Path) -> None:
    (here / "my-sync").mkdir()
    (here / "my-sync" / "extension.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"my-sync/extension\.yaml is there already"):
        new_extension("my-sync")
    assert [one.name for one in (here / "my-sync").iterdir()] == ["extension.yaml"]


@pytest.mark.parametrize("name", ["", ".", "..", "a?b", "a:b", "-x", "a/..", "a.", "nul\0"])
def test_what_is_no_name_of_a_folder_is_refused(here: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name of a folder"):
        new_extension(name)
    assert list(here.iterdir()) == []


def test_a_name_may_be_a_path_with_blanks(here: Path) -> None:
    new_extension("my extensions/time sheets")
    assert load_extension(here / "my extensions" / "time sheets").name == "Time sheets"
