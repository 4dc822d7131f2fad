"""`harness new`: what it says and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harness import cli


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["new", *arguments])


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_names_what_it_wrote_and_what_to_do_next() -> None:
    done = run("extension", "sync")
    assert done.exit_code == 0
    assert "sync/extension.yaml" in done.output
    assert "Now: harness run sync" in done.output
    again = run("extension", "sync")
    assert (again.exit_code, "is there already" in again.output) == (2, True)


def test_an_extension_of_pasted_functions_and_a_scenario_in_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "f.dg").write_text('info project.get("project_name");', encoding="utf-8")
    assert run("extension", "sync", "--from", ".").exit_code == 0
    monkeypatch.chdir(here / "sync")
    done = run("scenario", "One more")
    assert (done.exit_code, "Now: harness run one-more.yaml" in done.output) == (0, True)


def test_an_unknown_kind_is_told_the_nearest() -> None:
    done = run("scenrio", "x")
    assert (done.exit_code, "Did you mean 'scenario'?" in done.output) == (2, True)
