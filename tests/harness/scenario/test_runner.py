"""Scenarios that need Books alone, played in real worlds."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from xml.etree import ElementTree as ET

import orjson
import pytest

from harness.errors import UsageError
from harness.scenario import (
    CaseResult,
    FileErrors,
    Options,
    Results,
    load_extension,
    report,
    run_paths,
)

EXTENSION = """\
format: 1
extension: Notes
global_fields: {greeting: {}}
functions:
  note: {module: projects, file: functions/note.dg}
rules:
  note-projects: {module: projects, trigger: created, actions: [note]}
"""
FUNCTION = """\
info greeting + " " + project.get("project_name");
response = invokeurl
[
	url :"https://www.zohoapis.com/books/v3/projects?organization_id=" + organization.get("organization_id")
	type :GET
];
"""
PASSES = """\
format: 1
scenario: A project is noted
given:
  books.contacts: {acme: Acme}
  global_fields: {greeting: Hello}
when:
  - create books.projects:
      site: {project_name: Website, customer: "${acme}", tasks: [Design, Build]}
then:
  - books.projects: [{project_name: Website, customer: Acme, tasks: [Build, Design]}]
  - log: [{rule: note-projects, status: Success, record: "${site}", info: [Hello Website]}]
  - calls: [{at: GET books /projects 401, function: note, reason: missing}]
  - findings: unchecked-response
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "functions").mkdir()
    (tmp_path / "extension.yaml").write_text(EXTENSION)
    (tmp_path / "functions" / "note.dg").write_text(FUNCTION)
    (tmp_path / "passes.yaml").write_text(PASSES)
    return tmp_path


def run(folder: Path, options: Options | None = None) -> Results:
    return run_paths([folder], options)


def only(folder: Path, text: str, options: Options | None = None) -> CaseResult:
    (folder / "passes.yaml").unlink()
    (folder / "only.yaml").write_text(text)
    [case] = run(folder, options).cases
    return case


def then(folder: Path, *expectations: str) -> CaseResult:
    """The scenario with other expectations."""
    head = PASSES.partition("then:")[0]
    return only(folder, head + "then:\n" + "".join(f"  - {one}\n" for one in expectations))


def test_a_scenario_passes(folder: Path) -> None:
    results = run(folder)
    assert [(case.title, case.outcome, case.message) for case in results.cases] == [
        ("A project is noted", "passed", "")
    ]
    assert results.exit_code == 0
    assert results.cases[0].assumptions["deluge.http_error"] == "returned"
    assert results.cases[0].exchanges == ()


def test_what_failed_is_explained_with_the_nearest_exchange_and_its_line(folder: Path) -> None:
    case = then(folder, "calls: []", "books.projects: [{project_name: Websit, tasks: [Design, Build]}]")
    assert case.outcome == "failed"
    told = "\n".join(report.explain(case))
    assert "then calls  (only.yaml:10)" in told
    assert 'seen      "GET books /books/v3/projects 401 (missing)"' in told
    assert "sent by   functions/note.dg:2\n" in told
    assert "          response = invokeurl" in told
    assert "differs in [Websit].project_name  (expected in line 11)" in told
    assert "nearest   #1 POST https://www.zohoapis.com/books/v3/projects" in told
    assert "finding   functions/note.dg:2: " in told
    assert "leaned on " in told


def test_a_missing_and_a_surplus_record_are_named(folder: Path) -> None:
    case = then(folder, "books.contacts: [{contact_name: Acme}, {contact_name: Zeta}]", "books.projects: []")
    differences = [
        one for part in case.failures for one in (part.failure.differences if part.failure else [])
    ]
    assert [(one["kind"], one["path"]) for one in differences] == [("missing", ""), ("surplus", "")]
    assert differences[0]["expected"] == {"contact_name": "Zeta"}


def test_a_step_that_is_refused_fails_and_what_follows_is_skipped(folder: Path) -> None:
    text = PASSES.replace("project_name: Website, ", "", 1)
    case = only(folder, text)
    assert [part.outcome for part in case.parts] == ["passed", "failed", *["skipped"] * 4]
    [failed] = case.failures
    assert failed.failure is not None
    assert failed.failure.message.startswith("books did not create: 400")
    assert failed.failure.nearest is not None


def test_a_refusal_that_is_expected_is_no_failure(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: Refused
        when:
          - create books.contacts: {a: {contact_name: ""}}
            answer: {status: 400, json: {code: 4}}
          - request: GET https://www.zohoapis.com/books/v3/contacts?organization_id=${organization}
            as: nobody
          - then:
              - answer: 401
          - request: GET https://www.zohoapis.com/books/v3/contacts?organization_id=${organization}
        then:
          - answer: {status: 200, json: {contacts: [], message: success}}
          - books.contacts: []
        """
    )
    case = only(folder, text)
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_references_see_the_answer_the_record_and_the_person(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: References
        given:
          books.contacts: {acme: {contact_name: Acme}}
        when:
          - create books.projects: {site: {project_name: "For ${acme.contact_name}", customer: "${acme}"}}
          - update books.projects: {site: {description: "by ${tom.full_name}, ${tom.books}"}}
          - request: GET https://www.zohoapis.com/books/v3/projects/${site}?organization_id=${organization}
        then:
          - answer: {json: {project: {project_name: For Acme, tasks: {exists: true}, x: {exists: false}}}}
          - books.projects:
              - {project_name: "${answer.project.project_name}", description: {contains: by Tom}}
          - books.users: [{person: tom, user_id: "${tom.books}"}]
        """
    )
    case = only(folder, text)
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_a_reference_to_a_field_that_is_not_there_fails_with_its_place(folder: Path) -> None:
    case = then(folder, 'books.projects: [{project_name: "${acme.contact_nam}"}]')
    [part] = case.failures
    assert part.failure is not None
    assert part.failure.message.startswith("only.yaml:10:37: ${acme.contact_nam} leads nowhere")
    assert "Did you mean 'contact_name'?" in part.failure.message


def test_a_deleted_record_is_known_as_it_last_was(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: Deleted
        when:
          - create books.contacts: {acme: {contact_name: Acme}}
          - delete books.contacts: acme
          - create books.contacts: {heir: {contact_name: "Heir of ${acme.contact_name}"}}
        then:
          - books.contacts: [{contact_name: Heir of Acme}]
        """
    )
    assert only(folder, text).outcome == "passed"


def test_a_fault_strikes_a_step_and_time_passes(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: A fault
        given:
          clock: 2026-03-01 23:30 Asia/Kolkata
          books.organization: {time_zone: Asia/Kolkata}
          faults: [{at: POST books /contacts, call: 1, do: {status: 503}}]
        when:
          - create books.contacts: {acme: {contact_name: Acme}}
            answer: 503
          - advance: 1h
          - create books.contacts: {acme2: {contact_name: Acme}}
          - fault: {at: POST books /contacts, do: {reset: true}}
          - create books.contacts: {acme3: {contact_name: Acme}}
            answer: {status: null, error: {contains: reset}}
        then:
          - books.contacts: [{contact_name: Acme, created_time: {contains: 2026-03-02T00:30}}]
        """
    )
    case = only(folder, text)
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_a_limit_refuses_the_call_after_it(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: A limit
        given: {limits: {books: 2}}
        when:
          - create books.contacts: {repeat: 2, of: {contact_name: "Customer ${n}"}}
          - create books.contacts: [{contact_name: One too many}]
            answer: {status: 429}
          - advance: 61s
          - create books.contacts: [{contact_name: In time}]
        then:
          - books.contacts: {count: 3, contains: [{contact_name: Customer 2}]}
        """
    )
    case = only(folder, text)
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_two_organizations_keep_apart(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: Two organizations
        given:
          books.organizations: {home: {organization_id: "1001"}, branch: {organization_id: "1002"}}
          persons: {tom: {}, ada: {in: branch}}
          global_fields: {home: {greeting: Hi}, branch: {greeting: Hello}}
        when:
          - create books.projects: {site: {project_name: Website, customer: "${acme}"}}
            in: branch
            as: ada
          - request: GET https://www.zohoapis.com/books/v3/projects?organization_id=${home}
            as: ada
            answer: {status: 400, json: {code: 6041}}
        then:
          - books.projects: []
            in: home
          - books.projects: [{project_name: Website}]
            in: branch
          - log: [{person: ada, organization: "1002", info: [Hello Website]}]
          - log: []
            in: home
          - books.users: [{person: tom}, {person: ada}]
            in: branch
          - books.users: [{person: tom}]
            in: home
        """
    ).replace(
        "  global_fields:", "  books.contacts: {acme: {contact_name: Acme, in: branch}}\n  global_fields:"
    )
    case = only(folder, text)
    assert (case.outcome, report.explain(case)) == ("passed", [])


@pytest.mark.parametrize("origin", ["function", "import", "sync"])
def test_a_save_that_no_person_makes_fires_no_rule(folder: Path, origin: str) -> None:
    text = PASSES.partition("then:")[0] + f"    via: {origin}\nthen:\n  - log: []\n  - calls: []\n"
    assert only(folder, text).outcome == "passed"


def test_findings_fail_a_strict_run_unless_they_are_expected(folder: Path) -> None:
    assert run(folder, Options(strict=True)).exit_code == 0
    case = only(folder, PASSES.replace("  - findings: unchecked-response\n", ""), Options(strict=True))
    assert (case.outcome, case.message) == (
        "failed",
        "Findings that the scenario does not expect (--strict).",
    )


def test_a_matrix_is_run_case_by_case(folder: Path) -> None:
    text = PASSES.replace(
        "given:\n", 'matrix: {name: [A & B, "C\'"], assume: {books.project_map: all}}\ngiven:\n'
    )
    text = text.replace("project_name: Website", 'project_name: "${name}"').replace(
        "Hello Website", '"Hello ${name}"'
    )
    (folder / "passes.yaml").write_text(text)
    results = run(folder)
    assert results.count("passed") == 6
    assert run(folder, Options(pattern="a & b empty")).selected == 1


def test_the_wrong_files_are_told_together_and_nothing_is_run(folder: Path) -> None:
    (folder / "wrong.yaml").write_text("format: 1\nscenaro: A\n")
    (folder / "worse.yaml").write_text("format: 1\nscenario: [\n")
    with pytest.raises(FileErrors) as caught:
        run(folder)
    assert [str(error).partition(": ")[0] for error in caught.value.errors] == [
        "worse.yaml:3:1",
        "wrong.yaml:2:1",
    ]


def test_an_error_in_a_function_names_its_place_once(folder: Path) -> None:
    (folder / "functions" / "note.dg").write_text('info "a\n')
    (folder / "again.yaml").write_text(PASSES)
    with pytest.raises(FileErrors) as caught:
        run(folder)
    [error] = caught.value.errors
    assert str(error).startswith("functions/note.dg:1:")


def limited(folder: Path, limits: str) -> None:
    text = EXTENSION.replace("file: functions/note.dg", f"file: functions/note.dg, limits: {limits}")
    (folder / "extension.yaml").write_text(text)


def test_a_function_has_the_limits_that_its_extension_gives_it(folder: Path) -> None:
    limited(folder, "{statements: 1, run_time: none, call_time: 10s}")
    text = PASSES.replace("status: Success", "status: Failure, line: 2")
    (folder / "passes.yaml").write_text(text.partition("  - calls")[0])
    assert run(folder).count("passed") == 1
    limited(folder, "{statements: none, download: 100}")
    (folder / "passes.yaml").write_text(PASSES)
    assert run(folder).count("passed") == 1


def test_a_limit_that_there_is_not_is_named_with_its_place(folder: Path) -> None:
    limited(folder, "{statement: 1}")
    with pytest.raises(FileErrors) as caught:
        run(folder)
    [error] = caught.value.errors
    assert "extension.yaml:5:" in str(error)
    assert "Did you mean 'statements'?" in str(error)


def test_nothing_selected_is_an_error_that_names_what_there_is(folder: Path) -> None:
    with pytest.raises(UsageError, match=r"(?s)has 'unheard of' in its name.*A project is noted"):
        run(folder, Options(pattern="unheard of"))
    (folder / "passes.yaml").unlink()
    with pytest.raises(UsageError, match="There is no scenario in"):
        run(folder)


def failing(folder: Path) -> None:
    (folder / "a-fails.yaml").write_text(PASSES.replace("Acme, tasks", "Acne, tasks"))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_may_stop_at_the_first_failure(folder: Path, jobs: int) -> None:
    failing(folder)
    results = run(folder, Options(stop=True, jobs=jobs))
    assert [case.file for case in results.cases] == ["a-fails.yaml"]
    assert results.exit_code == 1
    assert "1 not run (stopped)" in summary(results)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_interrupted_run_keeps_what_was_run(folder: Path, jobs: int) -> None:
    failing(folder)

    def interrupt(case: CaseResult, total: int) -> None:
        assert total == 2
        raise KeyboardInterrupt

    results = run_paths([folder], Options(jobs=jobs), interrupt)
    assert [case.file for case in results.cases] == ["a-fails.yaml"]
    assert (results.interrupted, results.exit_code) == (True, 130)
    assert "1 not run (interrupted)" in summary(results)


def test_several_processes_give_the_results_of_one(folder: Path) -> None:
    failing(folder)
    alone = run(folder, Options(detail=True))
    together = run(folder, Options(detail=True, jobs=2))
    assert [case.as_json() for case in together.cases] == [case.as_json() for case in alone.cases]


def test_sockets_give_the_results_of_one_process(folder: Path) -> None:
    failing(folder)
    inside = run(folder, Options(detail=True))
    outside = run(folder, Options(detail=True, sockets=True))
    assert [case.as_json() for case in outside.cases] == [case.as_json() for case in inside.cases]


def summary(results: Results) -> str:
    out = io.StringIO()
    report.Console(out).summary(results)
    return out.getvalue()


def test_the_console_counts_and_colours_only_a_terminal(folder: Path) -> None:
    failing(folder)
    out = io.StringIO()
    console = report.Console(out, colour=True)
    results = run_paths([folder], Options(), console.progress)
    console.summary(results)
    assert out.getvalue().startswith("\x1b[31mFAIL \x1b[0m 1/2  A project is noted  (a-fails.yaml)\n")
    assert "1 passed, 1 failed in " in out.getvalue()
    assert "\x1b" not in summary(results)


def test_the_junit_report_is_xml_whatever_a_name_holds(folder: Path) -> None:
    failing(folder)
    for name in ("a-fails.yaml", "passes.yaml"):
        text = (folder / name).read_text().replace("scenario: A", 'scenario: "A \\x01<&>')
        (folder / name).write_text(text.replace("is noted", 'is noted"', 1), encoding="utf-8")
    root = ET.fromstring(report.junit(run(folder)).encode())
    assert root.attrib == {"name": "harness", "tests": "2", "failures": "1", "errors": "0"}
    cases = root.findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == ["A \N{REPLACEMENT CHARACTER}<&> project is noted"] * 2
    assert [case.get("file") for case in cases] == ["a-fails.yaml", "passes.yaml"]
    failure = cases[0].find("failure")
    assert failure is not None
    assert "Acne" in (failure.text or "")


def test_the_json_report_has_what_a_page_needs(folder: Path) -> None:
    failing(folder)
    told = orjson.loads(report.json(run(folder, Options(detail=True))))
    assert told["format"] == 1
    assert told["counts"] == {"selected": 2, "passed": 1, "failed": 1, "faults": 0}
    assert list(told["timing"]) == ["seconds", "scenarios"]
    case = told["scenarios"][0]
    assert [part["phase"] for part in case["parts"]] == ["given", "when", *["then"] * 4]
    assert case["parts"][1]["exchanges"] == [1, 2]
    assert case["parts"][1]["logs"] == [0]
    assert case["exchanges"][1]["cause"]["line"] == 2
    assert case["parts"][2]["failure"]["pairing"]["near"] == [[0, 0]]
    shown = [side["kind"] for side in case["sides"] if side["service"] == "books"]
    assert shown[:2] == ["contacts", "projects"]
    assert case["logs"][0]["info"] == [{"line": 1, "text": "Hello Website"}]
    assert case["findings"][0]["code"] == "unchecked-response"


def test_no_token_is_in_a_report(folder: Path) -> None:
    failing(folder)
    results = run(folder, Options(detail=True))
    assert "Zoho-oauthtoken [redacted]" in report.json(results)


def test_two_processes_write_the_same_bytes(folder: Path) -> None:
    failing(folder)
    code = (
        "import re, sys; from pathlib import Path; from harness.scenario import Options, report, run_paths\n"
        "results = run_paths([Path()], Options(detail=True, seed=7))\n"
        "text = report.json(results) + report.junit(results)\n"
        'sys.stdout.write(re.sub(r\'"timing": {.*?}|"timing" value="[^"]*"\', \'\', text, flags=re.S))\n'
    )
    written = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert b"Acne" in written[0]


def test_a_fault_of_ours_is_said_as_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    results = Results(1, 1, [CaseResult("a.yaml", 1, "A", "", "", "fault", "Traceback: boom")])
    assert results.exit_code == 3
    assert "1 ended by a fault of the harness" in summary(results)
    assert "Traceback: boom" in summary(results)


def test_an_extension_is_loaded_from_its_folder_or_its_file(folder: Path) -> None:
    assert load_extension(folder).name == load_extension(folder / "extension.yaml").name == "Notes"
