"""Steps and expectations that need Wrike and its consent, in real worlds."""

from __future__ import annotations

import asyncio
from pathlib import Path
from textwrap import dedent, indent

import pytest

from harness.scenario import CaseResult, Catalogue, Options, report, run_paths
from harness.scenario.stage import Stage, StepFailed
from harness.world import World

EXTENSION = """\
format: 1
extension: Wrike projects
connections:
  wrike_connection: {service: wrike, scopes: [wsReadWrite]}
global_fields: {folder: {}}
functions:
  copy: {module: projects, file: copy.dg}
rules:
  copy-projects: {module: projects, trigger: created, actions: [copy]}
"""
FUNCTION = """\
response = invokeurl
[
	url :"https://www.wrike.com/api/v4/folders/" + folder + "/folders"
	type :POST
	parameters:{"title":project.get("project_name"),"project":Map()}
	connection:"wrike_connection"
];
info response.get("kind");
"""
START = """\
format: 1
given:
  persons: {tom: {}, ada: {}}
  books.contacts: {acme: Acme}
  wrike.folders: {clients: Clients}
  global_fields: {folder: "${clients}"}
  connections: {wrike_connection: Connected}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "fixtures").mkdir()
    (tmp_path / "fixtures" / "start.yaml").write_text(START)
    (tmp_path / "extension.yaml").write_text(EXTENSION)
    (tmp_path / "copy.dg").write_text(FUNCTION)
    return tmp_path


def play(folder: Path, when: str, then: str, options: Options | None = None, given: str = "{}") -> CaseResult:
    text = (
        f"format: 1\nscenario: A\nuse: start\ngiven: {given}\n"
        f"when:\n{indent(dedent(when), '  ')}\nthen:\n{indent(dedent(then), '  ')}\n"
    )
    (folder / "a.yaml").write_text(text)
    [case] = run_paths([folder], options).cases
    return case


PROJECT = '- create books.projects: {site: {project_name: Website, customer: "${acme}"}}\n'


def test_a_project_is_copied_and_the_connection_refreshes_its_token_in_time(folder: Path) -> None:
    case = play(
        folder,
        f"{PROJECT}- then: [token calls: []]\n- advance: 2h\n{PROJECT.replace('{site', '{later')}",
        """\
        - wrike.projects: [{title: Website, parent: "${clients}"}, {title: Website}]
        - log: [Success, Success]
        - calls: [{at: POST wrike /folders/*/folders 200, times: 2, sent: {title: Website}}]
        - token calls: [{at: POST login_wrike /oauth2/token 200, sent: {grant_type: refresh_token}}]
        - findings: []
        """,
    )
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_consent_is_given_denied_and_given_again(folder: Path) -> None:
    case = play(
        folder,
        f"""\
        - connect: wrike_connection
          decision: deny
        - then: [connections: {{wrike_connection: Not connected}}]
        - connect: wrike_connection
          as: ada
        - then: [connections: {{wrike_connection: Connected}}]
        - revoke: wrike_connection
        - then: [connections: {{wrike_connection: Disconnected}}]
        - reconnect: wrike_connection
        {PROJECT}""",
        """\
        - log: Success
        - calls: [POST wrike /folders/*/folders 200]
        - connections: {wrike_connection: Connected}
        """,
        given="{connections: {wrike_connection: Not connected}}",
    )
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_only_what_is_disconnected_is_connected_again(folder: Path) -> None:
    case = play(folder, "- reconnect: wrike_connection", "- log: []")
    assert "'wrike_connection' is Connected: only what is Disconnected" in report.explain(case)[1]


def test_a_call_that_never_left_is_a_call_too(folder: Path) -> None:
    case = play(
        folder,
        f"- revoke: wrike_connection\n{PROJECT}",
        """\
        - wrike.projects: []
        - log: [{status: Failure, reason: {contains: wrike_connection}, line: 1}]
        - calls: [{at: POST wrike /folders/*/folders never left, error: {contains: Disconnected}}]
        - connections: {wrike_connection: Disconnected}
        """,
    )
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_access_removed_at_the_vendor_is_noticed_by_the_next_call(folder: Path) -> None:
    case = play(
        folder,
        f"- remove access: wrike_connection\n{PROJECT}",
        """\
        - calls: [{at: POST wrike /folders/*/folders 401, reason: revoked}]
        - wrike.projects: []
        """,
    )
    assert (case.outcome, report.explain(case)) == ("passed", [])


def test_a_failure_names_the_refused_call_and_its_line(folder: Path) -> None:
    case = play(
        folder,
        f"- fault: {{at: POST wrike /folders/*/folders, do: {{status: 500}}}}\n{PROJECT}",
        "- wrike.projects: [{title: Website}]",
    )
    told = "\n".join(report.explain(case))
    assert "missing  (expected in line 10)" in told
    assert "nearest   #2 POST https://www.wrike.com/api/v4/folders/" in told
    assert "-> 500" in told
    assert "sent by   copy.dg:1\n            response = invokeurl" in told


def test_calls_cannot_be_told_when_the_journal_has_dropped_some(folder: Path) -> None:
    world = World.create()
    world.journal = world.context.journal = type(world.journal)(world.clock, count=1)

    async def settle() -> None:
        for _ in range(2):
            world.journal.open("GET", "https://www.wrike.com/", [], b"", cause={"function": "copy"})

    world.settle = settle  # type: ignore[method-assign]  # a world in which just this happens
    stage = Stage(world, Catalogue.of(world), world.extension)
    asyncio.run(stage.settle())
    with pytest.raises(StepFailed, match="The journal has dropped 1 exchanges"):
        stage.calls()


def test_no_secret_of_a_connection_is_in_a_report(folder: Path) -> None:
    case = play(folder, "- advance: 2h\n" + PROJECT, "- token calls: []\n- answer: 200", Options(detail=True))
    text = "\n".join(report.explain(case)) + str(case.as_json())
    assert "refresh_token" in text
    assert case.outcome == "failed"
    seen = case.failures[0].failure
    assert seen is not None
    assert seen.seen[0]["sent"]["refresh_token"] == "[redacted]"
    assert seen.seen[0]["answer"]["access_token"] == "[redacted]"
