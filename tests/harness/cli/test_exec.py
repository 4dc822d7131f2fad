"""`harness exec`: its options, exit codes and what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from harness import cli


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, ["exec", *map(str, arguments)])


@pytest.fixture
def function(tmp_path: Path) -> Path:
    return tmp_path / "function.dg"


def test_a_function_that_comes_to_its_end_is_0(function: Path) -> None:
    function.write_text('info "hello"; return {"a":1};', encoding="utf-8")
    done = run(function)
    assert done.exit_code == 0
    assert "1  info  hello" in done.output
    assert 'Result: {"a":1}' in done.output


def test_one_that_fails_is_1(function: Path) -> None:
    function.write_text('x = null;\ninfo x.get("a");', encoding="utf-8")
    assert run(function).exit_code == 1


@pytest.mark.parametrize(
    ("text", "said"), [("x = ;", ":1:5: "), ("info project;", "Did you mean 'project'?")]
)
def test_a_wrong_file_or_argument_is_2(function: Path, text: str, said: str) -> None:
    function.write_text(text, encoding="utf-8")
    done = run(function, "--arg", "projet=1")
    assert done.exit_code == 2
    assert said in done.output


def test_all_of_it_comes_as_json(function: Path) -> None:
    function.write_text('info name;\nx = null;\ninfo x.get("a");', encoding="utf-8")
    done = run(function, "--arg", "name=Ann", "--json")
    report = json.loads(done.output)
    assert (done.exit_code, report["format"], report["status"]) == (1, 1, "Failure")
    assert report["info"] == [{"line": 1, "text": "Ann"}]
    assert (report["error"]["line"], report["error"]["column"]) == (3, 8)
    assert report["error"]["excerpt"].splitlines()[0] == '3 | info x.get("a");'
    assert list(report["timing"]) == ["seconds"]
