"""`harness connections`, of a state file and of a running `harness up`."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from harness import cli
from tests.processes import running

ROOT = Path(__file__).resolve().parents[3]
EXTENSION = ROOT / "scenarios" / "wrike-projects"

Run = Callable[..., Result]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.main, ["connections", *(str(one) for one in arguments)])


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    state = tmp_path_factory.mktemp("state") / "state.json"
    with running("--port", "0", "--extension", str(EXTENSION), "--state", str(state)) as (process, front):
        yield front["control"], state
        process.kill()


@pytest.fixture
def at(up: tuple[str, Path]) -> Run:
    """Runs a command about the connections of a running server."""
    return lambda *arguments: run(*arguments, "--at", up[0])


def well(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return done.output


def test_services_are_found_by_a_word_and_by_category() -> None:
    assert "slack" in well(run("services", "SLA"))
    every = json.loads(well(run("services", "--category", "Zoho", "--json")))
    assert {one["category"] for one in every} == {"Zoho"}
    unknown = run("services", "--category", "Zoo")
    assert (unknown.exit_code, "Did you mean 'Zoho'?" in unknown.output) == (2, True)
    assert run("services", "nothing-like-it").exit_code == 2


def test_a_connection_lives_from_create_to_delete(at: Run) -> None:
    well(at("create", "chat", "--service", "slack", "--scope", "chat:write", "--name", "Team chat"))
    assert "Not connected" in well(at("list"))
    assert "Connected" in well(at("connect", "chat", "--person", "tom"))
    assert "authorised by   tom: Connected" in well(at("show", "chat"))
    assert "Disconnected" in well(at("revoke", "chat"))
    assert "tom: Connected" in well(at("reconnect", "chat"))
    assert "new scopes await consent" in well(at("edit", "chat", "--scope", "channels:read"))
    assert well(at("delete", "chat")) == "chat is deleted.\n"
    assert "chat" not in well(at("list"))


def test_only_what_was_revoked_is_reconnected(at: Run) -> None:
    refused = at("reconnect", "wrike_connection")
    assert refused.exit_code == 2
    assert "is Connected: only what was revoked is reconnected." in refused.output


def test_a_connection_in_use_is_deleted_only_by_force(at: Run) -> None:
    refused = at("delete", "wrike_connection")
    assert refused.exit_code == 2
    assert "createwrikeproject.dg:" in refused.output


def test_what_happens_at_a_vendor_ends_tokens(at: Run) -> None:
    well(at("connect", "wrike_connection", "--person", "tom"))
    assert "grants ended." in well(at("happens", "wrike", "password reset", "--person", "tom"))
    unknown = at("happens", "wrike", "pasword reset")
    assert (unknown.exit_code, "Did you mean 'password reset'?" in unknown.output) == (2, True)
    well(at("connect", "wrike_connection", "--person", "tom"))


def test_a_client_of_ones_own_gets_a_code(at: Run) -> None:
    made = json.loads(well(at("client", "zoho", "--redirect-uri", "http://127.0.0.1:5000/cb", "--json")))
    scopes = ("--scope", "ZohoBooks.contacts.READ")
    assert well(at("code", "zoho", made["client_id"], *scopes)).startswith("code            1000.")
    assert "client secret" in well(at("client", "zoho"))


def test_a_denied_consent_is_exit_code_1(at: Run) -> None:
    denied = at("connect", "wrike_connection", "--deny")
    assert (denied.exit_code, "access_denied" in denied.output) == (1, True)


def test_the_address_for_a_browser_is_on_this_machine(at: Run) -> None:
    assert well(at("connect", "wrike_connection", "--browser")).startswith("http://127.0.0.1:")


def test_what_is_asked_for_is_entered(at: Run, tmp_path: Path) -> None:
    file = tmp_path / "stock.yaml"
    file.write_text("authentication: API Key\nparameters: [{parameter: X-Key, display_name: Key}]\n")
    assert "API Key, custom" in well(at("service", "stock", "--from", file))
    well(at("create", "stock_connection", "--service", "stock"))
    wrong = at("connect", "stock_connection", "--enter", "X-Key")
    assert (wrong.exit_code, "is not NAME=VALUE" in wrong.output) == (2, True)
    assert "tom: Connected" in well(at("connect", "stock_connection", "--enter", "X-Key=k-1"))
    well(at("delete", "stock_connection"))
    assert well(at("service", "stock", "--delete")) == "stock is deleted.\n"


def test_a_mistake_in_the_file_of_a_service_has_its_place(at: Run, tmp_path: Path) -> None:
    file = tmp_path / "stock.yaml"
    file.write_text("authentication: API Kee\n")
    wrong = at("service", "stock", "--from", file)
    assert (wrong.exit_code, "stock.yaml:1:17: " in wrong.output) == (2, True)


def test_every_answer_comes_as_json_too(at: Run) -> None:
    shown: dict[str, Any] = json.loads(well(at("show", "wrike_connection", "--json")))
    assert shown["samples"]["json"]["connectionLinkName"] == "wrike_connection"


def test_an_unknown_name_is_told_the_nearest(at: Run) -> None:
    wrong = at("show", "wrike_conection")
    assert (wrong.exit_code, "Did you mean 'wrike_connection'?" in wrong.output) == (2, True)


def test_where_nothing_answers_it_says_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nobody = run("list", "--at", f"http://127.0.0.1:{port}")
    assert (nobody.exit_code, "Start one, name another with --at" in nobody.output) == (2, True)


def test_a_state_file_in_use_is_refused_and_one_that_is_not_there_too(
    up: tuple[str, Path], tmp_path: Path
) -> None:
    used = run("list", "--state", up[1], "--extension", EXTENSION)
    assert (used.exit_code, "is in use by process" in used.output) == (2, True)
    missing = run("list", "--state", tmp_path / "none.json")
    assert (missing.exit_code, "There is no state file" in missing.output) == (2, True)


def test_a_state_file_keeps_what_was_done_to_it(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    with running("--port", "0", "--extension", str(EXTENSION), "--state", str(state)) as (process, _):
        process.terminate()
        process.wait(timeout=20)

    def kept(*arguments: object) -> str:
        return well(run(*arguments, "--state", state, "--extension", EXTENSION))

    assert "Disconnected" in kept("revoke", "wrike_connection")
    assert "wrike_connection            Wrike                 Disconnected" in kept("list")
    assert "tom: Connected" in kept("connect", "wrike_connection")
