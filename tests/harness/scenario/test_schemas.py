"""The JSON Schemas for editors: they take every file that the loader takes, and refuse what it refuses."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner

from harness import cli
from harness.cli.schema import FILES
from harness.errors import HarnessError
from harness.scaffold import new_extension
from harness.scenario import Catalogue, Loader, load_extension
from harness.scenario.schemas import DOCUMENTS
from harness.scenario.yamlfile import Node, ScalarNode, SequenceNode, core, parse_yaml, read_yaml
from harness.workflow.model import Program
from harness.world import World

ROOT = Path(__file__).resolve().parents[3]
VENDORS_OWN = ("carrier.yaml",)
"""Files in a vendor's own format: OpenAPI."""
SCENARIOS = sorted(file for file in (ROOT / "scenarios").rglob("*.yaml") if file.name not in VENDORS_OWN)


@cache
def catalogue() -> Catalogue:
    return Catalogue.of(World.create())


@cache
def document(kind: str) -> dict[str, Any]:
    return DOCUMENTS[kind](catalogue())


@cache
def validator(kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(document(kind))


def plain(node: Node) -> Any:
    """The values that an editor sees."""
    if isinstance(node, ScalarNode):
        return core(node)
    if isinstance(node, SequenceNode):
        return [plain(one) for one in node.items]
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def kind_of(file: Path) -> str:
    if file.name == "extension.yaml":
        return "extension"
    return "fixture" if file.parent.name == "fixtures" else "scenario"


def problems(kind: str, text: str) -> list[str]:
    return [one.message for one in validator(kind).iter_errors(plain(parse_yaml(text, "f.yaml")))]


@pytest.mark.parametrize("kind", FILES)
def test_a_schema_is_one_of_draft_2020_12(kind: str) -> None:
    assert document(kind)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema_rs.meta.validate(document(kind))


def test_there_is_a_schema_for_every_file_that_an_author_writes() -> None:
    assert set(DOCUMENTS) == set(FILES)


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_every_file_of_ours_is_good(file: Path) -> None:
    found = validator(kind_of(file)).iter_errors(plain(read_yaml(str(file))))
    assert [f"{one.instance_path}: {one.message}" for one in found] == []


def test_a_new_extension_is_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for file in map(Path, new_extension("sync")):
        if file.suffix == ".yaml":
            assert problems(kind_of(file), file.read_text(encoding="utf-8")) == []


EXTENSION = """\
format: 1
extension: Sync
services:
  shop:
    authentication: API Key
    parameters: [{parameter: key, param_type: header}]
connections:
  mine: {service: shop}
  wrike: {service: wrike, scopes: [wsReadWrite], use_credentials_of_login_user: true}
global_fields: {folder: {description: Where}}
functions:
  f: {module: projects, file: f.dg}
rules:
  r:
    module: projects
    trigger: created
    criteria: {any: [[{field: status, is: active}], [{field: rate, is: 3}]]}
    actions: [f]
hosts:
  api.example.com:
    - {at: GET /v1/orders/*, status: 200, json: {ok: true}}
"""
SCENARIO = """\
format: 1
scenario: Things happen
matrix: {status: [429, 500]}
given:
  clock: 2026-01-15 23:30 Asia/Kolkata
  assume: {deluge.division: exact}
  persons: {tom: {full_name: Tom, zuid: 700}}
  books.contacts:
    acme: {contact_name: Acme, phone: 0123}
  books.projects:
    old: {project_name: 2026, customer: "${acme}", tasks: [Design, {task_name: Build, rate: 2.5}]}
  faults: [{at: POST wrike /folders/*/tasks, call: 1, do: {status: "${status}"}}]
  limits: {wrike: 100}
when:
  - create books.contacts: {new: {contact_name: B}}
    as: tom
    via: api
    answer: {status: 201, json: {code: 0}}
  - update books.projects: {old: {description: X}}
  - delete books.contacts: new
    answer: 200
  - advance: 2h
  - request: GET https://www.wrike.com/api/v4/version
    as: nobody
  - fault: {at: {method: GET, service: wrike}, do: {silence: 45}}
  - then: [{log: []}]
then:
  - books.contacts: {contains: [{contact_name: Acme}]}
  - books.projects: [{project_name: "2026", tasks: {count: 2}}]
    in: organization
  - log: []
  - calls: [POST wrike /folders/*/tasks 200, {at: GET wrike /version, times: 2, answer: {kind: x}}]
  - findings: [unchecked-response, {code: x, line: 3}]
  - mails: {count: 0}
"""


def scenario_error(tmp_path: Path, text: str) -> HarnessError | None:
    """What the loader says of it."""
    (tmp_path / "s.yaml").write_text(text, encoding="utf-8")
    try:
        Loader(catalogue(), _compiler).scenarios(str(tmp_path / "s.yaml"))
    except HarnessError as error:
        return error
    return None


def _compiler(text: str, file: str) -> Program:
    raise AssertionError("no function here")


def extension_error(tmp_path: Path, text: str) -> HarnessError | None:
    (tmp_path / "f.dg").write_text("info 1;", encoding="utf-8")
    (tmp_path / "extension.yaml").write_text(text, encoding="utf-8")
    try:
        load_extension(tmp_path)
    except HarnessError as error:
        return error
    return None


def test_whatever_the_loader_takes_the_schema_takes(tmp_path: Path) -> None:
    assert (extension_error(tmp_path, EXTENSION), problems("extension", EXTENSION)) == (None, [])
    (tmp_path / "extension.yaml").unlink()
    assert (scenario_error(tmp_path, SCENARIO), problems("scenario", SCENARIO)) == (None, [])


BAD = [
    ("format: 1", "format: 2"),
    ("format: 1\n", ""),
    ("extension: Sync\n", ""),
    ("connections:", "conections:"),
    ("service: wrike, ", ""),
    ("use_credentials_of_login_user: true", "use_credentials_of_login_user: maybe"),
    ("use_credentials_of_login_user", "use_credentials"),
    ("trigger: created", "trigger: creatd"),
    ("module: projects, file", "file"),
    ("actions: [f]", "action: [f]"),
    ("is: active", "is like: active"),
    ("{field: status, is: active}", "{is: active}"),
    ("status: 200", "status: ok"),
    ("at: GET /v1/orders/*, ", ""),
    ("param_type: header", "param_type: heder"),
    ("authentication: API Key", "authentication: Key"),
    ("{description: Where}", "{describe: Where}"),
]


@pytest.mark.parametrize(("good", "bad"), BAD, ids=[bad or good for good, bad in BAD])
def test_a_bad_extension_is_refused_by_both(tmp_path: Path, good: str, bad: str) -> None:
    assert EXTENSION.count(good) >= 1
    text = EXTENSION.replace(good, bad, 1)
    assert extension_error(tmp_path, text) is not None
    assert problems("extension", text) != []


WORSE = [
    ("format: 1", "format: new"),
    ("scenario: Things happen\n", ""),
    ("given:", "givn:"),
    ("full_name: Tom", "fullname: Tom"),
    ("books.contacts:", "books.contcts:"),
    ("contact_name: Acme", "contact_nam: Acme"),
    ("rate: 2.5", "rate: much"),
    ("rate: 2.5", "rat: 2.5"),
    ("deluge.division: exact", "deluge.division: exactly"),
    ("deluge.division: exact", "deluge.divisio: exact"),
    ("do: {status", "do: {stats"),
    ("call: 1", "call: first"),
    (", do: {status", ", dos: {status"),
    ("wrike: 100", "wrke: 100"),
    ("- create books.contacts", "- creat books.contacts"),
    ("- create books.contacts", "- create books.contact"),
    ("{new: {contact_name: B}}", "{new: {contact_name: B, colour: red}}"),
    ("via: api", "via: fax"),
    ("as: tom\n    via", "by: tom\n    via"),
    ("answer: {status: 201", "answer: {stats: 201"),
    ("- advance: 2h", "- advance: 2h\n    as: tom"),
    ("- advance: 2h", "- advance: soon"),
    ("- log: []", "- logs: []"),
    ("{count: 2}", "{count: 2, some: 3}"),
    ("tasks: {count: 2}", "task: {count: 2}"),
    ("{code: x, line: 3}", "{code: x, lin: 3}"),
    ("times: 2", "time: 2"),
]


@pytest.mark.parametrize(("good", "bad"), WORSE, ids=[bad or good for good, bad in WORSE])
def test_a_bad_scenario_is_refused_by_both(tmp_path: Path, good: str, bad: str) -> None:
    assert SCENARIO.count(good) >= 1
    text = SCENARIO.replace(good, bad, 1)
    assert scenario_error(tmp_path, text) is not None
    assert problems("scenario", text) != []


def test_an_editor_gets_descriptions_and_names_to_offer() -> None:
    step = document("scenario")["$defs"]["step"]["properties"]
    assert {"create books.projects", "advance", "revoke", "request"} <= set(step)
    assume = document("fixture")["properties"]["given"]["properties"]["assume"]["properties"]
    assert assume["deluge.division"]["description"].endswith("?")
    connection = document("extension")["properties"]["connections"]["additionalProperties"]
    assert "wrike" in connection["properties"]["service"]["anyOf"][0]["enum"]


@pytest.mark.parametrize("kind", FILES)
def test_the_command_prints_it(kind: str) -> None:
    done = CliRunner().invoke(cli.main, ["schema", kind])
    assert (done.exit_code, json.loads(done.output)) == (0, document(kind))


def test_another_word_is_refused() -> None:
    assert CliRunner().invoke(cli.main, ["schema", "scenrio"]).exit_code == 2
