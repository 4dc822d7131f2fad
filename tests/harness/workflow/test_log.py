"""The workflow log in the store."""

from __future__ import annotations

from harness.connections import Credentials
from harness.deluge.errors import HostFault, ScriptError
from harness.errors import UsageError
from harness.workflow import Finding, Info, Run
from harness.workflow.environment import Recording
from harness.workflow.errors import Interrupted
from harness.workflow.log import Log, line_of
from mocks.kit.ids import Ids
from mocks.kit.store import Store

from .fakes import ACME, GLOBEX

KNOWN = {"time": 5.0, "organization": ACME, "function": "copy"}


def run(organization: str = ACME, seq: int = 1, attempt: int = 1) -> Run:
    return Run(
        id=f"{seq}/copy-new",
        seq=seq,
        order=0,
        organization=organization,
        rule="copy-new",
        kind="custom_function",
        action="copy",
        module="projects",
        event="created",
        record_id="p1",
        record={},
        person="tom",
        exchange=3,
        attempt=attempt,
    )


def make_log() -> Log:
    store = Store()
    return Log(store, Ids(store))


def test_a_line_says_when_which_rule_module_record_function_and_person() -> None:
    log = make_log()
    log.append(run(), Recording(), 5.0, None)
    (line,) = log.lines(ACME)
    assert (line.time, line.status, line.number) == (5.0, "Success", 1)
    assert (line.rule, line.module, line.event, line.record_id) == ("copy-new", "projects", "created", "p1")
    assert (line.function, line.person, line.attempt) == ("copy", "tom", 1)


def test_an_organization_sees_its_own_lines_only() -> None:
    log = make_log()
    log.append(run(GLOBEX, 1), Recording(), 1.0, None)
    log.append(run(ACME, 2), Recording(), 2.0, None)
    log.append(run(GLOBEX, 3), Recording(), 3.0, None)
    assert [line.number for line in log.lines(GLOBEX)] == [1, 3]
    assert [line.number for line in log.lines(ACME)] == [2]
    assert [line.number for line in log.lines()] == [1, 2, 3]


def test_every_attempt_of_a_run_has_a_line_of_its_own() -> None:
    log = make_log()
    log.append(run(), Recording(), 1.0, Interrupted())
    assert log.find(run(attempt=2)) is None
    log.append(run(attempt=2), Recording(), 2.0, None)
    assert [(line.attempt, line.status) for line in log.lines()] == [(1, "Failure"), (2, "Success")]
    first = log.find(run())
    assert first is not None
    assert first.interrupted


def test_a_failure_of_the_function_says_what_where_and_why() -> None:
    error = ScriptError("Value is null", "Ask isNull() first.")
    error.file, error.line, error.column, error.excerpt = "f/copy.dg", 12, 5, "x = y.get(1);"
    line = line_of(Recording(), error, **KNOWN)
    assert (line.status, line.reason, line.place) == ("Failure", "Value is null", "f/copy.dg:12:5")
    assert (line.hint, line.excerpt, line.ours) == ("Ask isNull() first.", "x = y.get(1);", False)


def test_a_failure_of_the_harness_is_marked_as_ours() -> None:
    assert line_of(Recording(), HostFault("no fake owns it"), **KNOWN).ours
    assert line_of(Recording(), UsageError("the argument 'project' is missing"), **KNOWN).ours
    broken = line_of(Recording(), ZeroDivisionError("oops"), **KNOWN)
    assert broken.ours
    assert broken.reason == "The harness itself failed while this action ran: ZeroDivisionError('oops')"


def test_what_was_left_behind_is_in_the_line() -> None:
    finding = Finding("unchecked-response", "nobody looked", "f/copy.dg", "copy", 4, 7)
    recording = Recording([Info(3, "hello")], [7, 8], [finding])
    line = line_of(recording, None, **KNOWN)
    assert (line.info, line.exchanges, line.findings) == ((Info(3, "hello"),), (7, 8), (finding,))


def test_no_secret_of_a_connection_is_in_a_line_wherever_it_was_echoed() -> None:
    secret = "1000.abcdef"
    recording = Recording([Info(3, f"echo {secret}")], [], [Finding("x", secret, "f", "copy", 1, None)])
    recording.keep_secret(Credentials({"Authorization": f"Zoho-oauthtoken {secret}"}))
    error = ScriptError(f"cannot read {secret}", f"hint {secret}")
    error.excerpt = f'x = "{secret}";'
    line = line_of(recording, error, **KNOWN)
    assert secret not in repr(line)
    assert line.info[0].text == "echo [redacted]"


def test_the_longer_of_two_secrets_is_hidden_whole() -> None:
    recording = Recording()
    recording.keep_secret(Credentials({"a": "secret-1"}, {"b": "secret-12", "version": "v4"}))
    assert recording.hide("secret-12 secret-1 v4") == "[redacted] [redacted] v4"
