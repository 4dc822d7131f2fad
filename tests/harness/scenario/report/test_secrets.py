"""No credential of any type of authentication is in a report, a diagram, a log line or on the console."""

from __future__ import annotations

import io
import re
import shutil
from base64 import b64encode
from pathlib import Path

import pytest

from harness.scenario import Options, Results, report, run_paths

SCENARIOS = Path(__file__).resolve().parents[4] / "scenarios" / "custom-services"
ECHO = """\
format: 1
scenario: Every application repeats what it was sent, and a function logs it
use: start
extension:
  hosts:
    api.warehouse.example:
      answers:
        - at: POST /v1/shelves
          status: 500
          json: {said: ["${headers.x-warehouse-key}", "${query.depot}"]}
    permits.example:
      answers: [{at: POST /requests, status: 500, json: {said: "${form.api_key}"}}]
    helpdesk.example:
      answers: [{at: POST /tickets, status: 500, json: {said: "${headers.authorization}"}}]
    api.rosters.example:
      answers: [{at: POST /shifts, status: 500, json: {said: "${headers.authorization}"}}]
    api.deliveries.example:
      answers: [{at: POST /orders, status: 500, json: {said: "${headers.authorization}"}}]
    api.meters.example:
      answers: [{at: "PUT /sites/{id}", status: 500, json: {said: "${query.access_token}"}}]
  functions:
    reserve_shelf: {file: says.dg}
when:
  - create books.projects:
      site: {project_name: Quay, customer: "${acme}"}
    as: tom
then:
  - log: []
"""
CALLS = """\
answer = invokeurl
[
	url :"https://api.warehouse.example/v1/shelves"
	type :POST
	connection:"warehouse_connection"
];
info answer;
"""
SECRETS = [
    "whk-3f9a1c",
    "prm-81e2d0",
    "opensesame",
    b64encode(b"books:opensesame").decode(),
    "93ad01f2c7",
    "5f1c9a7e20",
    "77ab02c4d1",
    "0d94b3f8a6",
    "e8c1f6d320",
]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    """A run that fails, so that all it knows is told."""
    folder = tmp_path_factory.mktemp("echo")
    shutil.copytree(SCENARIOS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*-*.yaml"))
    (folder / "says.dg").write_text(CALLS, encoding="utf-8")
    (folder / "echo.yaml").write_text(ECHO, encoding="utf-8")
    return run_paths([folder], Options(detail=True))


def shown(results: Results) -> str:
    out = io.StringIO()
    console = report.Console(out, colour=False)
    for case in results.cases:
        console.progress(case, 1)
    console.summary(results)
    return out.getvalue() + report.html(results) + report.json(results) + report.junit(results)


def test_the_run_told_what_the_applications_repeated(results: Results) -> None:
    (case,) = results.cases
    assert case.outcome == "failed"
    assert "[redacted]" in shown(results)
    assert len(case.exchanges) >= 7


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_is_shown_anywhere(results: Results, secret: str) -> None:
    assert secret not in shown(results)


ONCE = re.compile(r"(?:state|csrf|oauth_nonce)[^0-9a-f]{1,6}(?:value=[^0-9a-f]*|3D)?[0-9a-f]{32,}")
"""What is good for one page or call, and proves nothing afterwards."""


def test_no_token_is_shown_anywhere(results: Results) -> None:
    told = ONCE.sub("", report.json(results))
    assert re.findall(r"[0-9a-f]{32,}", told) == []
