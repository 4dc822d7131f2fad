"""The public face: compile once, run many times."""

from __future__ import annotations

from datetime import datetime

import pytest

from harness.deluge import SyntaxErrors, compile_source
from harness.errors import UsageError

from .host import RecordingHost, run


def test_a_header_gives_name_and_parameters() -> None:
    text = "void ns.copy(Map project, String note) { info organization; }"
    program = compile_source(text, "x/y.dg")
    assert (program.name, program.parameters) == ("copy", ("project", "note"))
    assert program.variables_read == ("organization",)


def test_a_bare_body_is_named_after_its_file_and_says_what_it_reads() -> None:
    text = 'id = project.get(user.get("id")); project = null; info id;'
    program = compile_source(text, "functions/createwrikeproject.dg")
    assert (program.name, program.parameters) == ("createwrikeproject", ())
    assert program.variables_read == ("project", "user")


def test_a_name_of_a_loop_or_handler_is_not_read_from_outside() -> None:
    text = "for each a in {1} { info a; } try { b = 1; } catch (e) { info e; }"
    assert compile_source(text, "f.dg").variables_read == ()


def test_a_missing_parameter_is_named() -> None:
    with pytest.raises(UsageError, match="needs the argument 'project'"):
        run("map f(Map project) { return project; }")


def test_a_name_that_nobody_gives_keeps_the_function_from_running() -> None:
    host = RecordingHost()
    with pytest.raises(SyntaxErrors, match="Variable 'project' is not defined") as caught:
        run("info 1;\ninfo project;", {"projects": 1}, host)
    assert (caught.value.line, caught.value.column, host.lines) == (2, 6, [])
    assert "projects" in caught.value.hint


def test_arguments_and_results_are_copies() -> None:
    given = {"project": {"tasks": [{"name": "Design"}]}}
    result = run('project.get("tasks").get(0).put("name","x"); return project;', given)
    assert given == {"project": {"tasks": [{"name": "Design"}]}}
    assert result == {"tasks": [{"name": "x"}]}


def test_a_result_is_plain_python() -> None:
    text = 'return {"d":\'01-Jan-2019\',"n":1,"f":1.5,"b":true,"z":null};'
    assert run(text) == {"d": "01-Jan-2019", "n": 1, "f": 1.5, "b": True, "z": None}


def test_what_deluge_has_no_value_for_is_refused() -> None:
    with pytest.raises(TypeError, match="datetime"):
        run("return x;", {"x": datetime(2026, 1, 1)})  # noqa: DTZ001 - any unknown type will do


def test_system_variables_come_from_the_host() -> None:
    host = RecordingHost()
    run("info zoho.loginuserid; info Zoho.LoginUser;", host=host)
    assert host.lines == ["asha@example.com", "Asha"]


def test_the_time_is_that_of_the_organization() -> None:
    host = RecordingHost(zone="America/New_York")
    run("info zoho.currenttime;", host=host)
    assert host.lines == ["01-Jan-2026 07:00:00"]


def test_an_assumption_is_asked_only_when_the_run_leans_on_it() -> None:
    host = RecordingHost()
    run('x = 1 + 2; y = "a" + "b"; z = x == 3;', host=host)
    assert host.asked == []
    run("x = 7 / 2; y = 8 / 2;", host=host)
    assert sorted(host.asked) == ["deluge.decimals", "deluge.division"]
