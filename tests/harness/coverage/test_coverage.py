"""Coverage of Deluge: which lines and branches count, and which of them ran."""

from __future__ import annotations

import asyncio
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from harness import cli
from harness.coverage import Measurement
from harness.coverage.flow import OUTSIDE, flow_of
from harness.deluge import compile_source
from harness.errors import UsageError
from tests.deluge.host import RecordingHost

CHOICE = """\
if(a == 1)
{
	x = "one";
}
else if(a == 2)
{
	x = "two";
}
else
{
	x = "more";
}
info x;
"""
LOOP = """\
for each  x in list
{
	if(x == 2)
	{
		continue;
	}
	if(x == 3)
	{
		break;
	}
	info x;
}
"""
HANDLED = """\
try
{
	info text.toLong();
	info "a number";
}
catch (e)
{
	info "none";
}
"""


def measured(folder: Path, text: str, *runs: dict[str, Any]) -> tuple[set[int], set[tuple[int, int]]]:
    """The lines that did not run, and the branches that did not, of a program that ran so often."""
    file = folder / "f.dg"
    file.write_text(text, encoding="utf-8")
    with Measurement() as measurement:
        program = compile_source(text, str(file))
        for given in runs:
            asyncio.run(program.run(given, RecordingHost()))
    measurement.expect([file])
    target = folder / "f.lcov"
    measurement.lcov(target)
    lcov = target.read_text(encoding="utf-8")
    lines = {int(line) for line in re.findall(r"^DA:(\d+),0", lcov, re.MULTILINE)}
    branches = re.findall(r"^BRDA:(\d+),\d+,jump to line (-?\d+),(?:0|-)$", lcov, re.MULTILINE)
    return lines, {(int(start), int(end)) for start, end in branches}


@pytest.mark.parametrize(
    ("runs", "lines", "branches"),
    [
        ([1], {5, 7, 11}, {(1, 5), (5, 7), (5, 11)}),
        ([2], {3, 11}, {(1, 3), (5, 11)}),
        ([3], {3, 7}, {(1, 3), (5, 7)}),
        ([1, 2, 3], set(), set()),
        ([], {1, 3, 5, 7, 11, 13}, {(1, 3), (1, 5), (5, 7), (5, 11)}),
    ],
)
def test_a_choice_has_a_branch_for_each_condition_and_its_contrary(
    tmp_path: Path, runs: list[int], lines: set[int], branches: set[tuple[int, int]]
) -> None:
    assert measured(tmp_path, CHOICE, *({"a": one} for one in runs)) == (lines, branches)


@pytest.mark.parametrize(
    ("items", "lines", "branches"),
    [
        ([], {3, 5, 7, 9, 11}, {(1, 3), (3, 5), (3, 7), (7, 9), (7, 11)}),
        ([1], {5, 9}, {(3, 5), (7, 9)}),
        ([1, 2], {9}, {(7, 9)}),
        ([3], {5, 11}, {(1, OUTSIDE), (3, 5), (7, 11)}),
        ([1, 2, 3], set(), {(1, OUTSIDE)}),
    ],
)
def test_a_loop_has_a_branch_into_its_block_and_one_behind_it(
    tmp_path: Path, items: list[int], lines: set[int], branches: set[tuple[int, int]]
) -> None:
    assert measured(tmp_path, LOOP, {"list": items}) == (lines, branches)


@pytest.mark.parametrize(("text", "lines"), [("1", {8}), ("x", {4})])
def test_a_handler_runs_or_not_and_is_no_branch(tmp_path: Path, text: str, lines: set[int]) -> None:
    assert measured(tmp_path, HANDLED, {"text": text}) == (lines, set())


def test_a_statement_of_several_lines_counts_once(tmp_path: Path) -> None:
    text = (
        'x = {\n\t"a":1,\n\t"b":if(1 == 1,\n\t\t2,\n\t\t3)\n};\ninfo x.get("a")\n\t.toString()\n\t.trim();\n'
    )
    assert measured(tmp_path, text, {}) == (set(), set())
    assert flow_of(text, "f.dg").lines == {1, 7}


def test_a_condition_of_several_lines_is_one_branch(tmp_path: Path) -> None:
    text = "if(a == 1\n\t&& a != 2\n\t|| a == 3)\n{\n\tinfo a;\n}\n"
    assert measured(tmp_path, text, {"a": 1}) == (set(), {(1, OUTSIDE)})
    assert measured(tmp_path, text, {"a": 1}, {"a": 2}) == (set(), set())


def test_what_stands_in_one_line_is_no_branch(tmp_path: Path) -> None:
    assert measured(tmp_path, "if(a == 1) { info a; }\ninfo a;\n", {"a": 2}) == (set(), set())


def test_an_empty_block_is_no_branch(tmp_path: Path) -> None:
    assert measured(tmp_path, "info 1;\nif(a == 1)\n{\n}\ninfo a;\n", {"a": 2}) == (set(), set())


def test_a_constant_condition_is_no_branch(tmp_path: Path) -> None:
    assert measured(tmp_path, "if(true)\n{\n\tinfo 1;\n}\ninfo 2;\n", {}) == (set(), set())


def test_what_a_return_cuts_off_did_not_run(tmp_path: Path) -> None:
    text = 'map f(map m)\n{\n\tif(m.isEmpty())\n\t{\n\t\treturn m;\n\t}\n\treturn {"a":1};\n\tinfo 2;\n}\n'
    assert measured(tmp_path, text, {"m": {}}) == ({7, 8}, {(3, 7)})


def test_a_while_loop_has_two_branches(tmp_path: Path) -> None:
    text = "n = 0;\nwhile(n < 2)\n{\n\tn = n + 1;\n}\ninfo n;\n"
    assert measured(tmp_path, text, {}) == (set(), set())


@pytest.mark.parametrize("arms", [19, 25, 60])
def test_a_long_ladder_is_measured_like_a_short_one(tmp_path: Path, arms: int) -> None:
    ladder = "\nelse ".join(f"if(a == {one})\n{{\n\tinfo {one};\n}}" for one in range(arms))
    lines, branches = measured(tmp_path, f"{ladder}\ninfo a;\n", {"a": 0}, {"a": 1})
    heads = [1 + 4 * one for one in range(arms)]
    end = 4 * arms + 1
    following = [*heads[1:], end]
    assert lines == {line for head in heads[2:] for line in (head, head + 2)}
    assert branches == {(heads[1], heads[2])} | {
        (head, to) for head, miss in list(zip(heads, following, strict=True))[2:] for to in (head + 2, miss)
    }


@pytest.mark.parametrize("arms", [19, 25])
def test_a_long_ladder_of_which_every_arm_ran_misses_nothing(tmp_path: Path, arms: int) -> None:
    inner = "{\n\tif(b == 1)\n\t{\n\t\tinfo 1;\n\t}\n}"
    ladder = "\nelse ".join(f"if(a == {one})\n{inner}" for one in range(arms))
    runs = [{"a": one, "b": other} for one in range(arms + 1) for other in (1, 2)]
    assert measured(tmp_path, f"{ladder}\ninfo a;\n", *runs) == (set(), set())
    assert measured(tmp_path, f"{ladder}\nelse\n{{\n\tinfo 0;\n}}\ninfo a;\n", *runs) == (set(), set())


@pytest.mark.parametrize("depth", [3, 12, 25])
def test_deeply_nested_loops_are_measured_like_others(tmp_path: Path, depth: int) -> None:
    text = "\n".join(f"for each  x{one} in list\n{{" for one in range(depth))
    text += "\ninfo 1;\n" + "}\n" * depth + "info 2;\n"
    assert measured(tmp_path, text, {"list": [1]}) == (set(), set())
    assert measured(tmp_path, text, {"list": []})[1] == {(1, 3)} | {
        (head, to)
        for head, back in zip(range(3, 2 * depth, 2), range(1, 2 * depth, 2), strict=False)
        for to in (head + 2, back)
    }


def test_a_file_with_a_byte_order_mark_and_windows_line_ends_is_measured(tmp_path: Path) -> None:
    assert measured(tmp_path, "\ufeff" + CHOICE.replace("\n", "\r\n"), {"a": 1})[0] == {5, 7, 11}


def test_without_any_function_there_is_nothing_to_report(tmp_path: Path) -> None:
    with Measurement() as measurement:
        pass
    with pytest.raises(UsageError, match="Coverage cannot be reported: No data to report"):
        measurement.table(io.StringIO())


EXTENSION = """\
format: 1
extension: Orders
functions:
  copy: {module: contacts, file: functions/copy.dg}
rules:
  copy-new: {module: contacts, trigger: created, actions: [copy]}
"""
SCENARIO = """\
format: 1
scenario: A contact is copied
when:
  - create books.contacts: {acme: {contact_name: Acme}}
then:
  - books.contacts: [{contact_name: Acme}]
"""


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an extension, a scenario, and a function that nothing runs."""
    (tmp_path / "functions").mkdir()
    (tmp_path / "extension.yaml").write_text(EXTENSION, encoding="utf-8")
    (tmp_path / "story.yaml").write_text(SCENARIO, encoding="utf-8")
    (tmp_path / "functions" / "copy.dg").write_text('info contact.get("contact_name");\n', encoding="utf-8")
    (tmp_path / "functions" / "idle.dg").write_text("info 1;\ninfo 2;\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(cli.main, ["run", *map(str, arguments)])
    return done.exit_code, done.output


def test_a_run_prints_a_table_of_the_functions_also_of_those_that_nothing_ran(story: Path) -> None:
    code, output = run("--coverage")
    assert code == 0
    assert re.search(r"^functions/copy\.dg +1 +0 +0 +0 +100%", output, re.MULTILINE)
    assert re.search(r"^functions/idle\.dg +2 +2 +0 +0 +0% +1-2", output, re.MULTILINE)
    assert ".py" not in output


def test_a_run_writes_lcov_and_pages(story: Path) -> None:
    code, output = run("--coverage-lcov", "out/f.lcov", "--coverage-html", "out/html")
    assert code == 0
    assert "SF:functions/copy.dg" in Path("out/f.lcov").read_text(encoding="utf-8")
    assert "copy.dg" in Path("out/html/index.html").read_text(encoding="utf-8").replace("&#8201;", "")
    assert "Wrote" in output


def test_coverage_py_itself_measures_deluge_with_the_plugin(story: Path) -> None:
    Path("rc").write_text(
        "[run]\nbranch = true\nplugins = harness.coverage\ninclude = *.dg\n", encoding="utf-8"
    )
    for command in (["run", "--rcfile=rc", "-m", "harness", "run"], ["report", "--rcfile=rc"]):
        done = subprocess.run(
            [sys.executable, "-m", "coverage", *command], capture_output=True, text=True, check=True
        )
    assert re.search(r"^functions/copy\.dg +1 +0 +0 +0 +100%", done.stdout, re.MULTILINE)


def test_a_run_in_several_processes_is_not_measured(story: Path) -> None:
    code, output = run("--coverage", "-j", "2")
    assert (code, output) == (2, "Coverage is measured in one process: leave out -j.\n")


def test_a_run_without_coverage_py_says_what_to_install(story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "coverage", None)
    code, output = run("--coverage")
    assert code == 2
    assert "pip install 'zoho-books-harness[coverage]'" in output
