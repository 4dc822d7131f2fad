"""Rules, runs and log lines as values."""

from __future__ import annotations

import json

import pytest

from harness.workflow import Action, Finding, Info, LogLine, Rule, RuleError, Run


def test_a_rule_with_an_unknown_trigger_is_refused_with_the_nearest() -> None:
    with pytest.raises(RuleError, match=r"rule 'copy' has no trigger 'create'. Did you mean 'created'\?"):
        Rule("copy", "projects", "create", (Action("copy"),))


def test_a_run_survives_the_store() -> None:
    run = Run(
        "1/r/custom_function/f", 1, 0, "60001", "r", "custom_function", "f", "projects", "created", "p1",
        {"a": 1}, "tom", 4,
    )  # fmt: skip
    assert Run(**json.loads(json.dumps(run.as_record()))) == run


def test_a_log_line_survives_as_json() -> None:
    line = LogLine(
        5.0,
        "60001",
        "copy",
        "Failure",
        reason="Value is null",
        file="functions/copy.dg",
        line=12,
        column=5,
        info=(Info(3, "hello"),),
        exchanges=(7, 9),
        findings=(Finding("unchecked-response", "answered 401", "functions/copy.dg", "copy", 4, 7),),
    )
    assert LogLine.from_json(json.loads(json.dumps(line.as_json()))) == line
    assert line.place == "functions/copy.dg:12:5"
    assert LogLine(5.0, "60001", "copy", "Success").place == ""
