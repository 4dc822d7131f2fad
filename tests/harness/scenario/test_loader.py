from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from harness.errors import FileError
from harness.extension import Reply
from harness.scenario.finding import find_scenarios
from harness.scenario.model import Halfway, Scenario

from .fakes import EXTENSION, make_loader, write_extension

GOOD = """\
format: 1
scenario: A project is copied
given:
  books.organization: {organization_id: "60012345678", time_zone: Asia/Kolkata}
  books.contacts:
    acme: {contact_name: Acme Corp, phone: 0123456}
  wrike.projects:
    clients: {title: Clients, id: IEAAAAAQI4ABCDEF}
  global_fields: {wrike_parent_folder: "${clients}"}
  connections: {wrike_connection: Connected}
  faults:
    - {at: POST wrike /folders/*/tasks, call: 1, do: {revoke: wrike_connection}}
  limits: {wrike: 400, books: {calls: 100, per: 1m}}
when:
  - create books.projects:
      site: {project_name: Website, customer: "${acme}", tasks: [Design, Build]}
    as: tom
    via: ui
  - advance: 1h 30m
  - then:
      - calls: []
  - revoke: wrike_connection
  - reconnect: wrike_connection
    decision: deny
  - request: GET https://www.zohoapis.com/books/v3/projects/${site}
    answer: {status: 200}
then:
  - wrike.projects: [{title: Website, parent: "${clients}", tasks: []}]
  - log: {rule: copy-new-projects, status: Failure}
  - connections: {wrike_connection: Disconnected}
  - calls: [POST wrike /folders/*/folders 200, {at: POST wrike /folders/*/tasks, times: 2}]
"""


def load(folder: Path, text: str, name: str = "scenario.yaml") -> list[Scenario]:
    (folder / name).write_text(text, encoding="utf-8")
    return make_loader().scenarios(str(folder / name))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_extension(tmp_path)


def test_a_scenario_is_read_with_everything_in_it(folder: Path) -> None:
    [scenario] = load(folder, GOOD)
    assert scenario.title == "A project is copied"
    assert scenario.extension.name == "Wrike projects"
    assert [one.name for one in scenario.given.records] == ["acme", "clients"]
    assert scenario.given.records[0].values["phone"] == "0123456"
    assert scenario.given.faults[0].record["at"] == {
        "method": "POST",
        "service": "wrike",
        "path": "/folders/*/tasks",
    }
    assert [(one.service, one.calls, one.seconds) for one in scenario.given.limits] == [
        ("wrike", 400, 60),
        ("books", 100, 60),
    ]
    titles = [step.title for step in scenario.when if not isinstance(step, Halfway)]
    assert titles == [
        "create books.projects: site as tom via ui",
        "advance 1h 30m",
        "revoke wrike_connection",
        "reconnect wrike_connection, denied",
        "request GET https://www.zohoapis.com/books/v3/projects/${site}",
    ]
    assert [check.title for check in scenario.then] == ["wrike.projects", "log", "connections", "calls"]


def refused(folder: Path, text: str) -> FileError:
    """The error of the file; it must be one, with a place in it."""
    with pytest.raises(FileError) as caught:
        load(folder, text)
    return caught.value


def place_of(text: str, new: str, at: str) -> tuple[str, int, int]:
    """Where `at` stands, within `new`, within the file."""
    index = text.index(new) + new.index(at)
    return "scenario.yaml", text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


WRONG = [
    ("scenario: A", "scenaro: A", "scenaro", "no key 'scenaro'. Did you mean 'scenario'?"),
    ("format: 1", "format: 2", "2", "reads format 1, not '2'. It was written for a newer harness"),
    ("format: 1\n", "", "", "needs the key 'format'"),
    ("books.contacts:", "books.contact:", "books", "Did you mean 'books.contacts'?"),
    ("contact_name:", "contact_nam:", "contact", "no key 'contact_nam'. Did you mean 'contact_name'?"),
    ("${acme}", "${acmee}", "", "refers to nothing: there is no 'acmee' up to here. Did you mean 'acme'?"),
    ("wrike_parent_folder:", "wrike_parent_foldr:", "wrike", "Did you mean 'wrike_parent_folder'?"),
    ("{wrike_connection:", "{wrike_conection:", "wrike", "Did you mean 'wrike_connection'?"),
    ("n: Connected", "n: connected", "connected", "Did you mean 'Connected'?"),
    ("do: {revoke", "do: {revok", "revok", "'do' has no key 'revok'. Did you mean 'revoke'?"),
    ("revoke: wrike_connection}", "revoke: wrike}", "wrike", "no connection 'wrike'"),
    ("do: {revoke: wrike_connection}", "do: {status: x}", "{", "The fault 'status' takes an HTTP status."),
    ("POST wrike", "POST wrik", "POST", "'wrik' is no service. Did you mean 'wrike'?"),
    ("limits: {wrike:", "limits: {wrik:", "wrik:", "'wrik' is no fake. Did you mean 'wrike'?"),
    ("create books", "crate books", "crate", "no step 'crate books.projects'. Did you mean 'create'?"),
    ("create books.projects:", "create books.project:", "create", "Did you mean 'books.projects'?"),
    ("as: tom", "as: tim", "tim", "Nobody is called 'tim'. Did you mean 'tom'?"),
    ("as: tom", "ass: tom", "ass", "The step 'create' has no key 'ass'. Did you mean 'as'?"),
    ("via: ui", "via: iu", "iu", "'iu' is no origin. Known: api, function, import, sync, ui."),
    ("1h 30m", "90", "90", "Expected a duration such as 90s"),
    ("1h 30m", "1h 30m\n    revoke: wrike_connection", "revoke", "A second step begins here"),
    ("decision: deny", "decision: no", "no", "'no' is no decision."),
    ("request: GET https", "request: GETT https", "GETT", "Expected a call such as GET https://"),
    ("- log: {rule", "- logs: {rule", "logs", "Nothing 'logs' can be expected. Did you mean 'log'?"),
    ("Failure", "Failed", "Failed", "'Failed' is not possible here. Did you mean 'Failure'?"),
    ("{title: Website, parent", "{titel: Website, parent", "titel", "Did you mean 'title'?"),
    ("times: 2}", "times: two}", "two", "Expected a whole number"),
    ("calls: []", "calls: []\n        log: []", "log", "A second expectation begins here"),
    ("acme: {contact", "tom: {contact", "tom", "'tom' is already the name of a person."),
    ("when:\n", "when: {}\nold:\n", "old", "A scenario has no key 'old'."),
    ("then:\n  - wrike", "when:\n  - wrike", "when", "'when' is given twice; the first is in line 14."),
]


@pytest.mark.parametrize(("old", "new", "at", "message"), WRONG)
def test_a_mistake_is_one_error_with_its_place_and_the_nearest_name(
    folder: Path, old: str, new: str, at: str, message: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    error = refused(folder, text)
    assert message in error.message
    expected = place_of(text, new, at)
    if at == "" and new:  # a reference has the place of the text that it stands in, here its quote
        expected = (*expected[:2], expected[2] - 1)
    assert (Path(error.file).name, error.line, error.column) == expected


TYPES = [
    ("credit_limit: much", "much", "Expected a number, not 'much'."),
    ("is_taxable: yes", "yes", "Expected true or false, not 'yes'."),
    ("since: 2026-1-5", "2026", "Expected a date such as 2026-01-15, not '2026-1-5'."),
    ("phone: [1]", "[", "Expected a text, not a list."),
    ("phone: {a: 1}", "{", "Expected a text, not a mapping."),
    ("custom_fields: none", "none", "Expected a mapping, not 'none'."),
]


@pytest.mark.parametrize(("value", "at", "message"), TYPES)
def test_a_value_of_the_wrong_type_says_what_was_expected(
    folder: Path, value: str, at: str, message: str
) -> None:
    text = f"format: 1\nscenario: A\ngiven:\n  books.contacts:\n    acme:\n      {value}\nthen: []\n"
    error = refused(folder, text)
    assert error.message == message
    assert ("scenario.yaml", error.line, error.column) == place_of(text, value, at)


def test_what_yaml_1_1_would_make_something_else_of_stays_text(folder: Path) -> None:
    contacts = "{a: {contact_name: NO, phone: 12:26}, b: {contact_name: on, phone: 0123}}"
    [scenario] = load(folder, f"format: 1\nscenario: A\ngiven:\n  books.contacts: {contacts}\nthen: []\n")
    assert [dict(one.values) for one in scenario.given.records] == [
        {"contact_name": "NO", "phone": "12:26"},
        {"contact_name": "on", "phone": "0123"},
    ]


MATRIX = """\
format: 1
scenario: Wrike answers ${case.status}
matrix:
  case:
    quota: {status: 429, log: Failure}
    crash: {status: 500, log: Success}
  assume: {books.project_map: [absent, "null"]}
given:
  faults: [{at: POST wrike /folders/*/tasks, do: {status: "${case.status}"}}]
then:
  - log: "${case.log}"
"""


def test_a_matrix_makes_a_scenario_of_every_combination(folder: Path) -> None:
    scenarios = load(folder, MATRIX)
    assert [one.title for one in scenarios] == [
        "Wrike answers 429 [case=quota, books.project_map=absent]",
        "Wrike answers 429 [case=quota, books.project_map=null]",
        "Wrike answers 500 [case=crash, books.project_map=absent]",
        "Wrike answers 500 [case=crash, books.project_map=null]",
    ]
    assert [one.given.assume for one in scenarios[:2]] == [
        {"books.project_map": "absent"},
        {"books.project_map": "null"},
    ]
    assert scenarios[2].given.faults[0].record["do"] == {"status": 500}


MATRIX_WRONG = [
    ("log: Success}", "log: Sucess}", "Sucess", "'Sucess' is not possible here. Did you mean 'Success'?"),
    ('"null"', '"nil"', '"nil"', "'nil' is no alternative of books.project_map"),
    ("books.project_map:", "books.project_mop:", "books", "Did you mean 'books.project_map'?"),
    ('"${case.log}"', '"${case.lag}"', '"', "there is no 'lag' in this case. Did you mean 'log'?"),
    ('"${case.log}"', '"${cas.log}"', '"', "there is no 'cas' up to here. Did you mean 'case'?"),
    ('[absent, "null"]', "absent", "absent", "Expected a list of alternatives or 'all', not 'absent'."),
    ("  case:\n", "  n:\n", "n:", "'n' cannot be the name of an axis."),
]


@pytest.mark.parametrize(("old", "new", "at", "message"), MATRIX_WRONG)
def test_a_mistake_in_one_case_of_a_matrix_points_at_its_value(
    folder: Path, old: str, new: str, at: str, message: str
) -> None:
    text = MATRIX.replace(old, new, 1)
    error = refused(folder, text)
    assert message in error.message
    assert ("scenario.yaml", error.line, error.column) == place_of(text, new, at)


def test_an_axis_may_be_a_repetition(folder: Path) -> None:
    matrix = "matrix: {number: {repeat: 3, of: 'No ${n}'}}"
    scenarios = load(folder, f"format: 1\nscenario: ${{number}}\n{matrix}\nthen: []\n")
    assert [one.title for one in scenarios] == [f"No {n} [number=No {n}]" for n in (1, 2, 3)]


def test_all_stands_for_every_alternative_of_an_assumption(folder: Path) -> None:
    text = MATRIX.replace('[absent, "null"]', "all")
    assert [one.label for one in load(folder, text)][:3] == [
        "case=quota, books.project_map=empty",
        "case=quota, books.project_map=absent",
        "case=quota, books.project_map=null",
    ]


def test_a_repetition_is_the_list_it_stands_for(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: Many tasks
        when:
          - create books.projects:
              site: {project_name: Big, tasks: {repeat: 3, of: "Task ${n}"}}
        then:
          - wrike.projects: [{title: Big, tasks: {repeat: 3, of: {title: "Task ${n}"}}}]
        """
    )
    [scenario] = load(folder, text)
    step = scenario.when[0]
    assert getattr(step, "records")[0][1]["tasks"] == [{"task_name": f"Task {n}"} for n in (1, 2, 3)]  # noqa: B009
    with pytest.raises(FileError, match="come to more than 200000 values"):
        load(folder, text.replace("repeat: 3", "repeat: 300000", 1))


SEVERAL = """\
format: 1
scenario: Two organizations
given:
  books.organizations:
    home: {organization_id: "1"}
    branch: {organization_id: "2"}
  persons: {tom: {}, ada: {in: branch}}
  books.contacts:
    acme: {contact_name: Acme, in: branch}
  connections: {wrike_connection: {home: Connected, branch: {tom: Connected, ada: Not connected}}}
when:
  - create books.projects: {site: {project_name: A}}
    in: branch
    as: ada
then:
  - connections: {wrike_connection: {home: Connected}}
  - log: {status: Success, organization: "${branch}"}
"""


def test_organizations_and_persons_have_names(folder: Path) -> None:
    [scenario] = load(folder, SEVERAL)
    assert [(one.organization, one.person, one.status) for one in scenario.given.connections] == [
        ("home", None, "Connected"),
        ("branch", "tom", "Connected"),
        ("branch", "ada", "Not connected"),
    ]
    assert scenario.given.records[0].tenant == "branch"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("    in: branch\n", "", 12, "There are several (home, branch): say which with 'in:'."),
        (", in: branch}", "}", 9, "There are several (home, branch): say which with 'in:'."),
        ("    in: branch\n", "    in: brench\n", 13, "Did you mean 'branch'?"),
        (
            "{home: Connected}",
            "{hom: Connected}",
            16,
            "'hom' is no organization or person. Did you mean 'home'?",
        ),
        ("{in: branch}", "{in: brench}", 7, "Did you mean 'branch'?"),
    ],
)
def test_where_there_are_several_organizations_one_is_named(
    folder: Path, old: str, new: str, line: int, message: str
) -> None:
    with pytest.raises(FileError) as caught:
        load(folder, SEVERAL.replace(old, new, 1))
    assert message in caught.value.message
    assert caught.value.line == line


def test_records_may_refer_to_each_other_in_any_order_but_not_in_a_circle(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: A
        given:
          books.projects:
            site: {project_name: Website, customer: "${acme}"}
          books.contacts:
            acme: {contact_name: Acme}
        then: []
        """
    )
    [scenario] = load(folder, text)
    assert [one.name for one in scenario.given.records] == ["acme", "site"]
    circle = text.replace("contact_name: Acme", 'contact_name: "${site.project_name}"')
    with pytest.raises(FileError, match="in a circle: "):
        load(folder, circle)


def test_fixtures_are_shared_and_laid_under_what_is_given(folder: Path) -> None:
    fixtures = folder / "fixtures"
    fixtures.mkdir()
    (fixtures / "base.yaml").write_text(
        "format: 1\ngiven:\n  clock: 2026-03-01 09:00\n"
        "  books.contacts: {acme: {contact_name: Acme, phone: 1}}\n"
    )
    (fixtures / "more.yaml").write_text(
        "format: 1\nuse: base\ngiven:\n  books.contacts: {beta: {contact_name: Beta}}\n"
    )
    text = "format: 1\nscenario: A\nuse: [more]\ngiven:\n  books.contacts: {acme: {phone: 2}}\nthen: []\n"
    [scenario] = load(folder, text)
    assert {one.name: dict(one.values) for one in scenario.given.records} == {
        "acme": {"contact_name": "Acme", "phone": "2"},
        "beta": {"contact_name": "Beta"},
    }
    assert scenario.given.start == 1772355600.0


def test_several_organizations_take_the_place_of_the_one_of_a_fixture(folder: Path) -> None:
    (folder / "fixtures").mkdir()
    (folder / "fixtures" / "base.yaml").write_text("format: 1\ngiven: {books.organization: {}}\n")
    several = "  books.organizations: {home: {}, branch: {}}\n"
    [scenario] = load(folder, f"format: 1\nscenario: A\nuse: base\ngiven:\n{several}then: []\n")
    assert [one.name for one in scenario.given.tenants] == ["home", "branch", "account"]
    both = f"format: 1\nscenario: A\ngiven:\n  books.organization: {{}}\n{several}then: []\n"
    assert "There is 'books.organization' already" in refused(folder, both).message


@pytest.mark.parametrize(
    ("files", "where", "message"),
    [
        ({}, "scenario.yaml:3:6", "There is no fixture 'base'."),
        ({"bases": "format: 1\ngiven: {}\n"}, "scenario.yaml:3:6", "Did you mean 'bases'?"),
        ({"base": "format: 1\ngiven: {}\nuse: base\n"}, "base.yaml:3:6", "The fixture 'base' uses itself."),
        ({"base": "format: 1\ngivn: {}\n"}, "base.yaml:2:1", "A fixture has no key 'givn'."),
        ({"base": "format: 1\ngiven: {clok: x}\n"}, "base.yaml:2:9", "Did you mean 'clock'?"),
    ],
)
def test_a_mistake_in_a_fixture_names_the_fixture(
    folder: Path, files: dict[str, str], where: str, message: str
) -> None:
    (folder / "fixtures").mkdir()
    for name, text in files.items():
        (folder / "fixtures" / f"{name}.yaml").write_text(text)
    with pytest.raises(FileError) as caught:
        load(folder, "format: 1\nscenario: A\nuse: base\nthen: []\n")
    assert message in caught.value.message
    assert str(caught.value).partition(": ")[0].endswith(where)


def test_a_scenario_may_change_its_extension(folder: Path) -> None:
    text = dedent(
        """\
        format: 1
        scenario: It may only read
        extension:
          connections: {wrike_connection: {scopes: [wsReadOnly]}}
        then: []
        """
    )
    [scenario] = load(folder, text)
    assert scenario.extension.connections["wrike_connection"].scopes == ("wsReadOnly",)
    with pytest.raises(FileError) as caught:
        load(folder, text.replace("wsReadOnly", "wsReadonly"))
    assert (caught.value.line, "Did you mean 'wsReadOnly'?" in caught.value.message) == (4, True)


EXTENSION_WRONG = [
    ("service: wrike", "service: wriek", 5, 14, "'wriek' is no service. Did you mean 'wrike'?"),
    ("wsReadWrite", "wsReadWrit", 6, 13, "Did you mean 'wsReadWrite'?"),
    ("  wrike_connection:", "  Wrike:", 4, 3, "can't be a link name"),
    ("    service: wrike\n", "", 5, 5, "A connection needs the key 'service'."),
    ("trigger: created", "trigger: create", 16, 14, "'create' is no trigger. Did you mean 'created'?"),
    ("[copy]", "[cpy]", 17, 15, "'cpy' is no function or webhook. Did you mean 'copy'?"),
    ("functions/copy.dg", "functions/none.dg", 12, 11, "cannot be read"),
    ("functions/copy.dg", "functions/cpy.dg", 12, 11, "Did you mean 'copy.dg'?"),
    ("global_fields:", "global_field:", 7, 1, "Did you mean 'global_fields'?"),
    (
        "    module: projects\n    trigger",
        "    module: contacts\n    trigger",
        14,
        3,
        "The rule is on contacts",
    ),
]


@pytest.mark.parametrize(("old", "new", "line", "column", "message"), EXTENSION_WRONG)
def test_a_mistake_in_the_extension_is_found_before_anything_runs(
    tmp_path: Path, old: str, new: str, line: int, column: int, message: str
) -> None:
    folder = write_extension(tmp_path, EXTENSION.replace(old, new, 1))
    with pytest.raises(FileError) as caught:
        load(folder, GOOD)
    assert message in caught.value.message
    assert (Path(caught.value.file).name, caught.value.line, caught.value.column) == (
        "extension.yaml",
        line,
        column,
    )


def test_criteria_and_hosts_of_an_extension_are_read(tmp_path: Path) -> None:
    more = """\
    criteria: {any: [[{field: status, is: active}], [{field: rate, greater than: 10}]]}
hosts:
  api.example.com:
    - {at: GET /v1/orders/*, json: {total: 3}}
"""
    folder = write_extension(tmp_path, EXTENSION + more)
    extension = make_loader().extension(folder / "extension.yaml")
    assert extension.rules[0].criteria.between == "or"
    assert extension.rules[0].criteria.groups[1][0].value == 10
    [canned] = extension.hosts["api.example.com"]
    assert (canned.method, canned.path) == ("GET", "/v1/orders/*")
    assert canned.reply == Reply(200, (("content-type", "application/json"),), b'{"total":3}')


def test_scenarios_are_found_below_folders_and_nothing_else_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write_extension(tmp_path / "ext")
    for name in (
        "ext/b.yaml",
        "ext/deep/a.yml",
        "ext/fixtures/f.yaml",
        "ext/.hidden/h.yaml",
        "other/ci.yaml",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("jobs: {}\n")
    (tmp_path / "other" / "alone.yaml").write_text("format: 1\nscenario: A\n")
    (tmp_path / "ext" / "api.yaml").write_text("info: {title: A}\nopenapi: 3.1.0\n")
    assert find_scenarios([Path()]) == ["ext/b.yaml", "ext/deep/a.yml", "other/alone.yaml"]
    assert find_scenarios([Path("other/ci.yaml"), Path("ext/b.yaml"), Path("ext")]) == [
        "other/ci.yaml",
        "ext/b.yaml",
        "ext/deep/a.yml",
    ]
    with pytest.raises(FileError, match="no such file or folder"):
        find_scenarios([Path("none")])
