"""One function in a fresh world, as its author pasted it."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from harness.deluge import SyntaxErrors
from harness.errors import FileError, UsageError
from harness.execution import Execution, Settings, execute
from harness.execution.as_json import as_json
from harness.execution.text import written

ROOT = Path(__file__).resolve().parents[3]
STORY = ROOT / "scenarios" / "wrike-projects"
COPIED = (STORY / "functions" / "createwrikeproject.dg").read_text(encoding="utf-8")
HARD_WIRED = (STORY / "variations" / "hard-wired-ids.dg").read_text(encoding="utf-8")
READ_BACK = """
answer = invokeurl
[
    url :"https://www.zohoapis.com/books/v3/projects/" + project.get("project_id")
    parameters:{"organization_id":organization.get("organization_id")}
    type :GET
    connection:"my_books"
];
info answer.get("code") + " " + answer.get("project").get("project_name");
return answer.get("project").get("customer_name");
"""


@pytest.fixture
def pasted(tmp_path: Path) -> Path:
    return tmp_path / "pasted.dg"


def run(file: Path, text: str | bytes | None = None, /, *arguments: str, **more: object) -> Execution:
    if text is not None:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return asyncio.run(execute(Settings(file, arguments, **more)))  # type: ignore[arg-type]


def noted(done: Execution) -> dict[str, str]:
    return {one.about: one.text for one in done.notes}


def urls(done: Execution) -> list[tuple[str, int]]:
    return [(f"{one['method']} {one['url']}", one["status"]) for one in done.calls]


# --- paste and go


def test_a_function_runs_without_an_extension_and_says_what_was_inferred(pasted: Path) -> None:
    done = run(pasted, COPIED)
    assert done.well
    assert [one.text for one in done.line.info] == ["Copying Website relaunch to Wrike", "3 tasks sent"]
    assert [(one["cause"]["line"], one["status"]) for one in done.calls] == [
        (11, 200),
        (28, 200),
        (28, 200),
        (28, 200),
    ]
    assert list(noted(done)) == [
        "module",
        "connection wrike_connection",
        "project",
        "global field wrike_parent_folder",
    ]


def test_the_file_is_not_touched(pasted: Path) -> None:
    content = b"\xef\xbb\xbfname\xc2\xa0= project.get('project_name');\r\ninfo name;\r\n"
    assert run(pasted, content).well
    assert pasted.read_bytes() == content
    assert [one.name for one in pasted.parent.iterdir()] == ["pasted.dg"]


def test_a_call_back_with_the_id_of_a_made_up_record_finds_it(pasted: Path) -> None:
    done = run(pasted, READ_BACK)
    assert (done.line.info[0].text, done.value) == ("0 Website relaunch", "Acme Corp")


def test_a_pasted_record_is_given_as_it_stands_and_books_has_it_too(pasted: Path) -> None:
    record = {
        "project_id": "460000000026049",
        "project_name": "Relaunch",
        "customer_id": "460000000017138",
        "customer_name": "Globex",
        "odd": [1],
    }
    file = pasted.parent / "project.json"
    file.write_text(json.dumps(record), encoding="utf-8")
    done = run(pasted, READ_BACK + "info project;", f"project=@{file}")
    assert (done.line.info[0].text, done.value) == ("0 Relaunch", "Globex")


@pytest.mark.parametrize(
    "text",
    [
        '{"project_id":"460000000026049","project_name":"Relaunch"}',
        "{project_id=460000000026049, project_name=Relaunch}",
        '{"code":0,"message":"success","project":{"project_id":"460000000026049","project_name":"Relaunch"}}',
    ],
)
def test_a_record_is_read_in_any_form_in_which_it_is_pasted(pasted: Path, text: str) -> None:
    (pasted.parent / "p.txt").write_text(text, encoding="utf-8-sig")
    done = run(pasted, READ_BACK, f"project=@{pasted.parent / 'p.txt'}")
    assert done.line.info[0].text == "0 Relaunch"


def test_a_record_without_its_id_is_completed(pasted: Path) -> None:
    done = run(pasted, READ_BACK, 'project={"project_name":"Mine"}')
    assert done.line.info[0].text == "0 Mine"
    assert "completed by fake Books" in noted(done)["project"]


def test_a_part_of_the_organization_is_laid_over_the_rest(pasted: Path) -> None:
    text = 'info organization.get("name") + organization.get("organization_id").length();'
    assert run(pasted, text, 'organization={"name":"X"}').line.info[0].text == "X11"


def test_a_record_that_books_cannot_hold_is_given_all_the_same(pasted: Path) -> None:
    done = run(
        pasted, "info project.get('tasks');", 'project={"project_id":"1","tasks":"none","rate":{"a":1}}'
    )
    assert [one.text for one in done.line.info] == ["none"]


def test_a_module_that_books_has_not_gets_a_record_made_of_the_keys_that_are_read(pasted: Path) -> None:
    done = run(
        pasted,
        'info purchaseorder.get("total").toDecimal() * 2;\n'
        'for each l in purchaseorder.get("line_items") { info l.get("quantity"); }\n'
        'if(purchaseorder.get("purchaseorder_id").length() > 10) { info "id"; }',
    )
    assert [one.text for one in done.line.info] == ["200.0", "1", "1", "id"]
    assert "made up of the keys" in noted(done)["purchaseorder"]


def test_the_parameters_of_a_header_are_given_too(pasted: Path) -> None:
    text = "map automation.f(Map project, Map organization, Map user, Int count, String name)\n{\n"
    text += 'return {"n": count + 1, "s": name, "p": project.get("project_name"), "u": user.get("name")};\n}'
    done = run(pasted, text, "count=2", "name={a}")
    assert done.value == {"n": 3, "s": "{a}", "p": "Website relaunch", "u": "Tom"}


def test_a_parameter_that_holds_the_id_of_a_record_gets_one_that_is_there(pasted: Path) -> None:
    text = "void f(String projectId)\n{\ninfo projectId;\n}"
    done = run(pasted, text)
    assert f"project_id {done.line.info[0].text}" in noted(done)["projects"]


def test_a_missing_parameter_is_asked_for(pasted: Path) -> None:
    with pytest.raises(
        UsageError, match=r"asks for count .int., name .string.. Give it: --arg count=… --arg name=…"
    ):
        run(pasted, "void f(Int count, String name)\n{\ninfo name + count;\n}")


def test_a_hard_wired_organization_is_the_one_that_answers(pasted: Path) -> None:
    done = run(pasted, HARD_WIRED)
    assert urls(done)[0][1] == 200
    assert noted(done)["organization"] == "organization_id 60012345678"


# --- what is missing is said with what to add


def test_a_hard_wired_folder_that_wrike_has_not_is_named_with_the_line_to_add(pasted: Path) -> None:
    (advice,) = run(pasted, HARD_WIRED).advice
    assert "Wrike has no folder IEAAAAAQI4ABCDEF, which line 18 names" in advice
    fixture = pasted.parent / "fixtures" / "start.yaml"
    fixture.parent.mkdir()
    lines = advice.splitlines()[2:]
    fixture.write_text("\n".join(line.removeprefix("  ") for line in lines), encoding="utf-8")
    done = run(pasted, None, on="start")
    assert (done.advice, [status for _, status in urls(done)]) == ([], [200, 200])


def test_a_host_that_nothing_answers_for_is_named_with_the_lines_to_add(pasted: Path) -> None:
    done = run(pasted, 'r = postUrl("https://api.example.com/v1/orders/7",{"a":1}); info r;')
    assert not done.well
    assert "at: POST /v1/orders/7, json:" in done.advice[0]
    assert "api.example.com" in done.line.reason


def test_a_connection_to_an_unknown_service_is_named_with_its_host(pasted: Path) -> None:
    text = 'r = invokeurl\n[\nurl :"https://api.example.com/v1/" + organization.get("name")\n'
    text += 'type :GET\nconnection:"shop"\n];'
    (advice,) = run(pasted, text).advice
    assert "Nothing here answers for api.example.com" in advice
    assert "at: GET /v1/" in advice


@pytest.mark.parametrize(
    "url", ["https://slack.com/api/chat.postMessage", "https://api.openweathermap.org/data/2.5/weather"]
)
def test_a_service_of_the_catalogue_that_no_fake_stands_for_is_said_to_answer_nothing(
    pasted: Path, url: str
) -> None:
    done = run(pasted, f'r = invokeurl\n[\nurl :"{url}"\ntype :POST\nconnection:"mine"\n];')
    assert noted(done)["connection mine"].startswith(("Slack", "OpenWeather"))
    assert f"at: POST {url[url.index('/', 8) :]}, json:" in done.advice[0]


def test_a_variable_that_nobody_gives_is_asked_for(pasted: Path) -> None:
    done = run(pasted, "info some_setting;")
    assert (done.line.line, done.line.reason) == (1, "Variable 'some_setting' is not defined")
    assert "--arg some_setting=…" in done.advice[0]
    assert run(pasted, None, "some_setting=x").line.info[0].text == "x"


def test_a_path_that_the_fake_of_a_host_has_not_is_said_to_be_of_another_product(pasted: Path) -> None:
    text = 'r = invokeurl\n[\nurl :"https://www.zohoapis.com/billing/v1/plans"\ntype :GET\nconnection:"z"\n];'
    (advice,) = run(pasted, text).advice
    assert advice.startswith("Of www.zohoapis.com there is a fake, but none that has /billing/v1/plans")


def test_where_a_made_up_record_was_not_enough_it_asks_for_a_real_one(pasted: Path) -> None:
    text = 'info project.get("phases").get(0);'
    assert "--arg project=@project.json" in run(pasted, text).advice[0]
    assert run(pasted, None, 'project={"phases":[]}').advice == []


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("projct=1", "Did you mean 'project'?"),
        ("project", "Write --arg name=text"),
        ("=x", "Write --arg name=text"),
        ("project={a", "--arg project:1:"),
    ],
)
def test_a_wrong_argument_is_refused(pasted: Path, argument: str, said: str) -> None:
    with pytest.raises((UsageError, FileError), match=said):
        run(pasted, "info project.get('a');", argument)


def test_a_file_that_cannot_be_saved_is_refused_with_every_place(pasted: Path) -> None:
    with pytest.raises(SyntaxErrors) as raised:
        run(pasted, "x = ;\ny = project.get(\u201ca\u201d);\n")
    assert [one.line for one in raised.value.errors][:2] == [1, 2]
    with pytest.raises(FileError, match="cannot be read"):
        run(pasted.with_name("nowhere.dg"))


# --- with an extension


def test_a_function_in_an_extension_uses_its_connections_fields_and_fixture() -> None:
    done = run(STORY / "functions" / "createwrikeproject.dg")
    assert done.well
    assert "/folders/IEAAAAAQI4ABCDEF/folders" in done.calls[0]["url"]
    assert list(noted(done)) == ["extension", "project"]


def test_an_extension_may_be_given(pasted: Path) -> None:
    done = run(pasted, COPIED, extension=STORY / "extension.yaml")
    assert (done.well, done.file) == (True, pasted.as_posix())
    wrong = COPIED.replace("wrike_connection", "wrike_conection")
    assert "wrike_conection" in run(pasted, wrong, extension=STORY).line.reason


FIXTURE = """\
format: 1
given:
  persons: {ann: {full_name: Ann Reed}}
  books.contacts: {acme: {contact_name: Acme}}
  books.projects:
    one: {project_name: One, customer: "${acme}"}
    two: {project_name: Two, customer: "${acme}"}
"""


@pytest.mark.parametrize(
    ("on", "name"), [("some", "One"), ("some.two", "Two"), ("{folder}/fixtures/some.yaml", "One")]
)
def test_the_record_comes_from_a_fixture(pasted: Path, on: str, name: str) -> None:
    (pasted.parent / "fixtures").mkdir()
    (pasted.parent / "fixtures" / "some.yaml").write_text(FIXTURE, encoding="utf-8")
    text = 'info project.get("project_name") + " " + user.get("name");'
    done = run(pasted, text, on=on.format(folder=pasted.parent))
    assert done.line.info[0].text == f"{name} Ann Reed"


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("sme", "Did you mean 'some'"),
        ("some.tow", "Did you mean 'two'"),
        ("some.acme", "no record of books.projects"),
    ],
)
def test_a_fixture_that_is_not_there_is_named(pasted: Path, on: str, said: str) -> None:
    (pasted.parent / "fixtures").mkdir()
    (pasted.parent / "fixtures" / "some.yaml").write_text(FIXTURE, encoding="utf-8")
    with pytest.raises((UsageError, FileError), match=said):
        run(pasted, 'info project.get("project_name");', on=on)


# --- how it is shown


def test_log_and_calls_are_told_in_their_order(pasted: Path) -> None:
    told = written(run(pasted, COPIED)).splitlines()
    story = [line.split()[:2] for line in told if line[:5].strip().isdigit()]
    assert story == [
        ["3", "info"],
        ["11", "POST"],
        ["28", "POST"],
        ["28", "POST"],
        ["28", "POST"],
        ["36", "info"],
    ]
    assert any("sent  title=Design, description=Three drafts" in line for line in told)


def test_a_failure_is_told_with_excerpt_caret_and_hint(pasted: Path) -> None:
    told = written(run(pasted, 'x = null;\n\tinfo x.get("a");'))
    assert "pasted.dg:2:9, in pasted" in told
    assert '2 | \tinfo x.get("a");' in told
    assert "Value is empty and 'get' function cannot be applied" in told
    assert "Failure in 0 s" in told


def test_no_secret_is_shown(pasted: Path) -> None:
    text = 'r = invokeurl\n[\nurl :"https://www.wrike.com/api/v4/account?api_key=s3cretvalue"\ntype :GET\n'
    text += 'headers:{"Authorization":"Bearer abcdef123456789"}\n];'
    text += 'info {"refresh_token":"s3cretvalue"}; return {"access_token":"s3cretvalue"};'
    done = run(pasted, text)
    shown = written(done) + json.dumps(as_json(done))
    assert "s3cretvalue" not in shown
    assert "abcdef123456789" not in shown


def test_an_unchecked_error_is_a_finding_with_its_line(pasted: Path) -> None:
    done = run(pasted, HARD_WIRED.replace('info response.get("kind");', ""))
    assert [(one["code"], one["line"]) for one in done.findings] == [("unchecked-response", 16)]


def test_the_same_seed_gives_the_same_bytes_and_another_gives_other_ids(pasted: Path) -> None:
    def shown(seed: int) -> str:
        report = as_json(run(pasted, COPIED, seed=seed))
        assert report.pop("timing")["seconds"] > 0
        return json.dumps(report)

    assert shown(1) == shown(1)
    assert shown(1) != shown(2)


def test_an_assumption_can_be_taken_otherwise(pasted: Path) -> None:
    assert run(pasted, "info 7 / 2;").line.info[0].text == "3.5"
    assert run(pasted, None, assume=["deluge.division=truncate"]).line.info[0].text == "3"
    with pytest.raises(UsageError, match="Did you mean 'truncate'"):
        run(pasted, None, assume=["deluge.division=truncated"])


def test_waiting_is_told_as_the_worlds_time(pasted: Path) -> None:
    (pasted.parent / "fixtures").mkdir()
    fixture = "format: 1\ngiven:\n  faults: [{at: GET wrike /version, do: {silence: 45}}]\n"
    (pasted.parent / "fixtures" / "start.yaml").write_text(fixture, encoding="utf-8")
    done = run(
        pasted, 'try { r = getUrl("https://www.wrike.com/api/v4/version"); } catch (e) { info e.message; }'
    )
    assert (done.virtual, done.line.info[0].text) == (40.0, "socket timeout error")
    assert done.seconds < 20


def test_mails_are_told(pasted: Path) -> None:
    done = run(
        pasted, 'sendmail\n[\nfrom :zoho.adminuserid\nto :"jo@example.com"\nsubject :"Hi"\nmessage :"x"\n];'
    )
    assert "mail  to jo@example.com: Hi" in written(done)
