"""`harness up` as a process, used with nothing but plain HTTP."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.processes import ROOT, command, running

WINDOWS = sys.platform == "win32"


class Caller:
    """A program of one's own, with the tokens that were printed."""

    def __init__(self, front: dict[str, Any]) -> None:
        self.front = front
        self.books = {"authorization": f"Zoho-oauthtoken {front['tokens']['books']}"}
        self.wrike = {"authorization": f"Bearer {front['tokens']['wrike']}"}
        self.query = {"organization_id": front["organization_id"]}

    def get_books(self, path: str) -> Any:
        url = f"{self.front['books']}/books/v3/{path}"
        return httpx.get(url, params=self.query, headers=self.books).json()

    def create_project(self, name: str) -> httpx.Response:
        contact = self.get_books("contacts")["contacts"][0]["contact_id"]
        body = {
            "project_name": name,
            "customer_id": contact,
            "billing_type": "based_on_task_hours",
            "user_id": self.front["user_id"],
            "tasks": [{"task_name": "Design"}],
        }
        url = f"{self.front['books']}/books/v3/projects"
        return httpx.post(url, params=self.query, headers=self.books, json=body)

    def control(self, path: str, **body: Any) -> httpx.Response:
        return httpx.post(f"{self.front['control']}/_control/{path}", json=body)

    def wrike_titles(self) -> list[str]:
        url = f"{self.front['wrike']}/api/v4/folders?project=true"
        return [one["title"] for one in httpx.get(url, headers=self.wrike).json()["data"]]


def test_a_project_created_with_the_printed_token_is_found_in_wrike(up: dict[str, Any]) -> None:
    caller = Caller(up)
    assert caller.create_project("Website").status_code == 201
    assert caller.control("settle").json() == {"settled": True}
    assert "Website" in caller.wrike_titles()


def test_every_address_that_it_answers_is_one_of_this_machine() -> None:
    with running("--port", "0") as (_, up):  # of its own: others ask /_control for services as defined
        caller = Caller(up)
        caller.create_project("Crawled")
        caller.control("settle")
        folders = httpx.get(f"{up['wrike']}/api/v4/folders?project=true", headers=caller.wrike)
        journal = httpx.get(f"{up['control']}/_control/journal").json()
        bodies = [one["response_body"] for one in journal["exchanges"]]
        seen = " ".join([json.dumps(up), folders.text, *bodies, httpx.get(up["control"]).text])
        hosts = {urlsplit(url).hostname for url in re.findall(r"https?://[^\s\"'<>\\]+", unescape(seen))}
        vendors = {"www.zohoapis.com", "www.wrike.com", "harness.localhost"}
        assert hosts - vendors == {"127.0.0.1"}, (
            "the front page and the journal name the vendors' hosts as asked"
        )
        assert "127.0.0.1" in folders.text
        assert not any(f"//{host}" in folders.text for host in vendors)


def test_every_fake_serves_its_own_description(up: dict[str, Any]) -> None:
    for name in ("books", "wrike", "accounts_zoho", "login_wrike"):
        document = httpx.get(f"{up[name]}/_harness/openapi.json").json()
        assert document["openapi"].startswith("3.")
        assert document["servers"][0]["url"].startswith(up[name])
        assert document["paths"]


def test_a_client_of_ones_own_gets_tokens_by_the_code_flow(up: dict[str, Any]) -> None:
    keys = up["clients"]["zoho"]
    asked = {
        "response_type": "code",
        "client_id": keys["client_id"],
        "redirect_uri": keys["redirect_uris"][0],
        "scope": "ZohoBooks.projects.READ",
        "access_type": "offline",
        "state": "s",
    }
    with httpx.Client() as browser:
        page = browser.get(f"{up['accounts_zoho']}/oauth/v2/auth", params=asked, follow_redirects=True)
        page = submit(browser, page, {"person": "tom"})
        back = submit(browser, page, {"decision": "accept"}, follow=False)
    query = parse_qs(urlsplit(back.headers["location"]).query)
    assert query["state"] == ["s"]
    form = {
        "grant_type": "authorization_code",
        "client_id": keys["client_id"],
        "client_secret": keys["client_secret"],
        "redirect_uri": keys["redirect_uris"][0],
        "code": query["code"][0],
    }
    answer = httpx.post(f"{up['accounts_zoho']}/oauth/v2/token", data=form).json()
    headers = {"authorization": f"Zoho-oauthtoken {answer['access_token']}"}
    listed = httpx.get(f"{answer['api_domain']}/books/v3/projects", headers=headers)
    assert listed.json()["message"] == "success"


def submit(
    browser: httpx.Client, page: httpx.Response, values: dict[str, str], *, follow: bool = True
) -> httpx.Response:
    """Fill in the form of a page as a browser would."""
    action = re.search(r'<form[^>]*action="([^"]+)"', page.text)
    assert action is not None
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
    chosen = dict(re.findall(r'type="radio" name="([^"]+)" value="([^"]*)"[^>]*checked', page.text))
    return browser.post(unescape(action[1]), data={**hidden, **chosen, **values}, follow_redirects=follow)


def test_a_further_world_lives_apart_under_a_prefix_and_under_a_name(up: dict[str, Any]) -> None:
    first, further = Caller(up), Caller(Caller(up).control("worlds", seed=7).json())
    assert "/_w/" in further.front["books"]
    assert further.create_project("Elsewhere").status_code == 201
    further.control("settle")
    assert further.wrike_titles() == ["Elsewhere"]
    assert "Elsewhere" not in first.wrike_titles()
    world = further.front["books"].rpartition("/")[2]
    port = urlsplit(further.front["books"]).port
    named = {**further.books, "host": f"{world}.localhost:{port}"}
    url = f"http://127.0.0.1:{port}/books/v3/projects"
    listed = httpx.get(url, params=further.query, headers=named).json()
    assert [one["project_name"] for one in listed["projects"]] == ["Elsewhere"]


def test_a_revoked_connection_copies_nothing_until_it_is_authorised_again(up: dict[str, Any]) -> None:
    caller = Caller(up)
    caller.control("connections/wrike_connection/revoke")
    caller.create_project("Lost")
    caller.control("settle")
    assert "Lost" not in caller.wrike_titles()
    again = caller.control("connections/wrike_connection/authorize").json()
    assert again["connection"]["status"] == "Connected"
    caller.create_project("Found")
    caller.control("settle")
    assert "Found" in caller.wrike_titles()


def test_a_taken_port_is_named_and_so_is_the_harness_that_has_it(up: dict[str, Any]) -> None:
    port = str(urlsplit(up["books"]).port)
    done = subprocess.run(command("--port", port), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert f"Port {port} is taken by another 'harness up' (process " in done.stderr
    assert up["control"] in done.stderr


def test_a_broken_extension_ends_with_its_place_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "extension.yaml").write_text("format: 1\nextension: X\nrulez: {}\n", encoding="utf-8")
    options = ("--extension", str(tmp_path), "--port", "0")
    done = subprocess.run(command(*options), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "extension.yaml:3:1:" in done.stderr
    assert "Did you mean 'rules'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_state_file_survives_a_kill(tmp_path: Path) -> None:
    state = str(tmp_path / "state.json")
    with running("--port", "0", "--state", state) as (process, front):
        caller = Caller(front)
        assert caller.create_project("Kept").status_code == 201
        caller.control("settle")
        process.kill()
        process.wait(timeout=20)
    with running("--port", "0", "--state", state) as (_, front):
        caller = Caller(front)
        names = [one["project_name"] for one in caller.get_books("projects")["projects"]]
        assert names == ["Kept"]
        assert caller.wrike_titles() == ["Kept"]


@pytest.mark.skipif(WINDOWS, reason="a Ctrl-C reaches a process otherwise there")
def test_ctrl_c_ends_it_at_once_and_without_a_word() -> None:
    started = subprocess.Popen(
        command("--json", "--port", "0"), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    with started as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 130
        assert process.stderr.read() == ""


@pytest.mark.skipif(WINDOWS, reason="Windows cannot ask a process to end")
def test_a_process_that_is_asked_to_end_folds_its_state_and_ends_well(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with running("--port", "0", "--state", str(state)) as (process, front):
        assert Caller(front).create_project("Kept").status_code == 201
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert "Kept" in state.read_text(encoding="utf-8")
