"""`harness check`: what it takes, what it prints, how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from harness import cli
from harness.check import RULES, check_paths
from harness.check.functions import check_function
from harness.check.script import Surroundings
from tests.deluge.cases import Case, all_cases

SAVED = 'name = project.get("project_name");\ninfo name;\n'
UNSAVED = "info nam;\n"
DOUBTFUL = '"a".trim();\n'
EXTENSION = """\
format: 1
extension: Orders
functions:
  copy: {module: projects, file: copy.dg}
rules:
  copy-new: {module: projects, trigger: created, actions: [copy]}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, ["check", *map(str, arguments)])


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def codes(*paths: Path, deluge: bool = False) -> list[str]:
    return [problem.code for problem in check_paths(paths, deluge=deluge).problems]


def test_a_file_without_a_problem_is_said_to_have_none(tmp_path: Path) -> None:
    done = run(written(tmp_path / "f.dg", SAVED))
    assert (done.exit_code, done.output) == (0, "1 file checked: nothing to report.\n")


def test_a_problem_is_shown_with_its_place_its_line_and_what_to_do(tmp_path: Path) -> None:
    done = run(written(tmp_path / "f.dg", UNSAVED))
    first, line, carets, hint, summary = done.output.splitlines()
    assert done.exit_code == 1
    assert first.endswith("f.dg:1:6: error: Variable 'nam' is not defined [unknown-variable]")
    assert (line, carets) == ("    1 | info nam;", "      |      ^^^")
    assert "// harness: given[nam]" in hint
    assert summary == "1 file checked: 1 error."


def test_warnings_fail_only_if_it_is_strict(tmp_path: Path) -> None:
    file = written(tmp_path / "f.dg", DOUBTFUL)
    assert (run(file).exit_code, run("--strict", file).exit_code) == (0, 1)


def test_notes_never_fail(tmp_path: Path) -> None:
    written(tmp_path / "copy.dg", SAVED)
    file = written(tmp_path / "extension.yaml", EXTENSION.replace("Orders", "Zoho orders"))
    done = run("--strict", file)
    assert (done.exit_code, "[product-name]" in done.output) == (0, True)


def test_json_is_a_list_of_objects_and_nothing_else(tmp_path: Path) -> None:
    done = run("--json", written(tmp_path / "f.dg", UNSAVED + DOUBTFUL))
    first, second = json.loads(done.output)
    assert set(first) == {"file", "line", "column", "severity", "code", "message"}
    assert (first["line"], first["column"], first["severity"]) == (1, 6, "error")
    assert (second["line"], second["severity"], second["code"]) == (2, "warning", "unused-result")
    assert first["message"].startswith("Variable 'nam' is not defined. No statement assigns it")
    assert done.exit_code == 1


def test_json_of_nothing_is_an_empty_list(tmp_path: Path) -> None:
    assert json.loads(run("--json", written(tmp_path / "f.dg", SAVED)).output) == []


@pytest.mark.parametrize("name", ["gone.dg", "empty"])
def test_a_path_that_is_wrong_or_holds_nothing_is_an_error_of_use(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    done = run("--json", tmp_path / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert name in done.stderr


def test_a_file_of_another_name_is_taken_as_deluge_when_asked(tmp_path: Path) -> None:
    file = written(tmp_path / "function.txt", SAVED)
    refused = run(file)
    assert (refused.exit_code, "--as deluge" in refused.stderr) == (2, True)
    assert run("--as", "deluge", file).exit_code == 0


def test_as_deluge_takes_every_file_of_a_folder_and_no_extension(tmp_path: Path) -> None:
    written(tmp_path / "extension.yaml", EXTENSION)
    written(tmp_path / "copy", 'info invoice.get("total");\n')
    problems = check_paths([tmp_path], deluge=True).problems
    assert {Path(one.file).name for one in problems} == {"extension.yaml"}


def test_a_function_is_given_the_record_of_its_module_only(tmp_path: Path) -> None:
    written(tmp_path / "extension.yaml", EXTENSION)
    written(tmp_path / "copy.dg", 'info invoice.get("total");\n')
    written(tmp_path / "another.dg", 'info invoice.get("total");\n')
    (problem,) = check_paths([tmp_path]).problems
    assert (Path(problem.file).name, problem.code) == ("copy.dg", "unknown-variable")


def test_a_global_field_is_a_variable(tmp_path: Path) -> None:
    written(tmp_path / "extension.yaml", EXTENSION + "global_fields: {folder: {}}\n")
    written(tmp_path / "copy.dg", "info folder;\n")
    assert codes(tmp_path) == []


def test_an_extension_is_checked_with_the_functions_that_it_names(tmp_path: Path) -> None:
    written(tmp_path / "copy.dg", UNSAVED)
    assert codes(written(tmp_path / "extension.yaml", EXTENSION)) == ["unknown-variable"]


def test_a_scenario_is_checked_with_the_functions_that_it_names(tmp_path: Path) -> None:
    written(tmp_path / "extension.yaml", EXTENSION)
    written(tmp_path / "copy.dg", SAVED)
    written(tmp_path / "other.dg", UNSAVED)
    changed = "extension: {functions: {copy: {file: other.dg}}}\n"
    scenario = f"format: 1\nscenario: x\n{changed}then: [{{books.projects: []}}]\n"
    assert codes(written(tmp_path / "x.yaml", scenario)) == ["unknown-variable"]


def test_a_fixture_is_checked_where_it_lies(tmp_path: Path) -> None:
    fixture = written(tmp_path / "fixtures" / "start.yaml", "given: {a: [}\n")
    assert codes(fixture) == ["syntax.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        '"a".trim(); // harness: ignore[unused-result]\n',
        '// harness: ignore[unused-result]\n"a".trim();\n',
        'info 1;\n"a".trim();\n// harness: ignore-file[unused-result]\n',
        '"a".trim(); /* harness: ignore[creator,unused-result] */ alert "x";\n',
    ],
)
def test_a_comment_silences_a_code(tmp_path: Path, text: str) -> None:
    assert codes(written(tmp_path / "f.dg", text)) == []


def test_a_comment_silences_its_own_line_only(tmp_path: Path) -> None:
    text = '"a".trim(); // harness: ignore[unused-result]\n"b".trim();\n'
    (problem,) = check_paths([written(tmp_path / "f.dg", text)]).problems
    assert problem.line == 2


def test_what_a_parser_refuses_cannot_be_silenced(tmp_path: Path) -> None:
    text = "info ; // harness: ignore[syntax, syntax.statement]\n"
    assert "syntax.statement" in codes(written(tmp_path / "f.dg", text))


def test_an_extension_silences_codes_in_all_its_files(tmp_path: Path) -> None:
    silence = "check: {ignore: [unused-result, product-name]}\n"
    written(tmp_path / "extension.yaml", EXTENSION.replace("Orders", "Zoho orders") + silence)
    written(tmp_path / "copy.dg", DOUBTFUL)
    assert codes(tmp_path) == []


def test_an_extension_that_silences_a_code_that_is_none_is_told_the_nearest(tmp_path: Path) -> None:
    written(tmp_path / "copy.dg", SAVED)
    file = written(tmp_path / "extension.yaml", EXTENSION + "check: {ignore: [unused-results]}\n")
    (problem,) = check_paths([file]).problems
    assert (problem.code, problem.hint) == ("unknown-code", "Did you mean 'unused-result'?")


def test_a_comment_of_yaml_silences_as_well(tmp_path: Path) -> None:
    written(tmp_path / "copy.dg", SAVED)
    silenced = EXTENSION.replace("Orders", "Zoho orders # harness: ignore[product-name]")
    assert codes(written(tmp_path / "extension.yaml", silenced)) == []


def test_a_secret_is_not_shown(tmp_path: Path) -> None:
    text = 'info {"Authorization":"Bearer 8f14e45fceea167a5a36"}; "a".trim();\n'
    done = run(written(tmp_path / "f.dg", text))
    assert "[secret-in-header]" in done.output
    assert "8f14e45fceea167a5a36" not in done.output


def test_every_error_of_a_file_is_reported(tmp_path: Path) -> None:
    text = 'a = ;\nif(true {\n}\nb = "x" "y";\ninfo nothing;\n'
    problems = check_paths([written(tmp_path / "f.dg", text)]).problems
    assert [one.line for one in problems] == [1, 2, 4, 5]


def test_a_statement_that_cannot_be_read_causes_no_other_error(tmp_path: Path) -> None:
    text = "map f(map project)\n{\n\ttotal = 1 + ;\n\tcount = 2;\n\treturn total count;\n}\n"
    assert set(codes(written(tmp_path / "f.dg", text))) == {"syntax.statement"}


def test_a_file_in_utf_16_is_read_and_told_so(tmp_path: Path) -> None:
    file = tmp_path / "f.dg"
    file.write_bytes(UNSAVED.encode("utf-16"))
    assert codes(file) == ["encoding", "unknown-variable"]


def test_a_picture_is_no_function(tmp_path: Path) -> None:
    file = tmp_path / "f.dg"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 100)
    (problem,) = [one for one in check_paths([file]).problems if one.code.startswith("syntax")]
    assert (problem.line, problem.column) == (2, 1)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    assert codes(written(tmp_path / "f.dg", "// " + "x" * 1_000_000)) == ["syntax.size"]


@pytest.mark.parametrize("text", ["(" * 5_000, "{" * 5_000, "!" * 5_000, "if(1==1){" * 500, "x=[" * 300])
def test_a_deep_file_is_a_located_error(tmp_path: Path, text: str) -> None:
    problems = check_paths([written(tmp_path / "f.dg", text)]).problems
    assert any(one.code.startswith("syntax") for one in problems)
    assert all(one.line and one.column for one in problems)


@pytest.mark.parametrize("text", ["u = u + 1;", "a = b; b = a; info a + 1;", "u = u;", 'x = "a" + x + x;'])
def test_a_variable_that_is_made_of_itself_ends_nothing(tmp_path: Path, text: str) -> None:
    assert check_paths([written(tmp_path / "f.dg", f'{text}\nu = "https://" + u + "?name=" + u;\n')]).problems


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_every_program_of_the_language_is_checked_without_a_fault(case: Case) -> None:
    problems, _ = check_function(case.text, case.name, Surroundings(connections={}))
    assert all(problem.line > 0 for problem in problems)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_whatever_give_located_problems(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    file = tmp_path_factory.mktemp("any") / "f.dg"
    file.write_bytes(content)
    assert all(one.line > 0 and one.column > 0 for one in check_paths([file]).problems)


def test_the_rules_are_listed_with_their_sources() -> None:
    done = run("--rules")
    assert done.exit_code == 0
    for rule in RULES.values():
        assert f"{rule.code} ({rule.severity})\n  {rule.what}\n  Source: {rule.source}\n" in done.output


def test_the_extension_of_the_story_has_no_error_but_those_it_shows_on_purpose() -> None:
    story = Path(__file__).parents[3] / "scenarios" / "wrike-projects"
    errors = [one for one in check_paths([story]).problems if one.severity == "error"]
    assert [(Path(one.file).name, one.code) for one in errors] == [
        ("display-name.dg", "display-name"),
        ("unknown-link-name.dg", "unknown-connection"),
    ]
