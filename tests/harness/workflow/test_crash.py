"""A crash at any moment loses no run and doubles none."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from harness.deluge.errors import ScriptError
from harness.deluge.host import Host
from harness.workflow import LogLine
from harness.workflow.model import DONE
from mocks.kit.store import Record, Snapshot, Store

from .fakes import ACME, GLOBEX, Workshop, call, function

SAVES = st.lists(
    st.tuples(st.sampled_from([ACME, GLOBEX]), st.sampled_from(["tom", "ann"]), st.booleans()),
    min_size=1,
    max_size=4,
)
"""Organization, person, and whether the functions fail on the record."""


async def body(arguments: Mapping[str, Any], host: Host) -> None:
    host.log("begun", 1)
    await host.send(call(connection=None))
    if arguments["project"]["bad"]:
        raise ScriptError("bad")


class Crashing:
    """Keeps a snapshot of the store after every write, as a crash there would leave it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.snapshots: list[Snapshot] = []
        store.on_write = self._note

    def _note(self, kind: str, tenant: str, key: str, record: Record | None) -> None:
        self.snapshots.append(self._store.snapshot())


def workshop(choice: str, store: Store | None = None) -> Workshop:
    shop = Workshop({"workflow.interrupted": choice}, store)
    shop.install(function(body, "one")[0], function(body, "two")[0])
    return shop


def finish(shop: Workshop) -> None:
    async def drain() -> None:
        while await shop.engine.drain():
            pass

    asyncio.run(drain())


def crash_points(saves: list[tuple[str, str, bool]], choice: str) -> list[Snapshot]:
    shop = workshop(choice)
    for number, (organization, person, bad) in enumerate(saves):
        shop.save(f"p{number}", organization, person=person, bad=bad)
    crashing = Crashing(shop.store)
    finish(shop)
    return [*crashing.snapshots, shop.store.snapshot()]


def restarted(snapshot: Snapshot, choice: str) -> Workshop:
    store = Store()
    store.restore(snapshot)
    return workshop(choice, store)


def attempts(log: list[LogLine]) -> Counter[tuple[str, str, int]]:
    return Counter((line.record_id, line.function, line.attempt) for line in log)


@settings(max_examples=20)
@given(SAVES)
def test_after_a_crash_anywhere_every_run_is_logged_exactly_once(saves: Any) -> None:
    expected = Counter((f"p{n}", name, 1) for n in range(len(saves)) for name in ("one", "two"))
    for snapshot in crash_points(saves, "dropped"):
        shop = restarted(snapshot, "dropped")
        cut_off = shop.engine.recover()
        finish(shop)
        log = shop.engine.logs()
        assert attempts(log) == expected
        assert sum(line.interrupted for line in log) <= cut_off <= 1
        assert shop.engine._queue.events() == []
        assert len(shop.engine._queue.runs(DONE)) == len(log)


@settings(max_examples=20)
@given(SAVES)
def test_where_cut_off_runs_are_repeated_each_ends_once_and_each_attempt_is_logged_once(saves: Any) -> None:
    for snapshot in crash_points(saves, "again"):
        shop = restarted(snapshot, "again")
        shop.engine.recover()
        finish(shop)
        log = shop.engine.logs()
        ended = Counter((line.record_id, line.function) for line in log if not line.interrupted)
        assert ended == Counter((f"p{n}", name) for n in range(len(saves)) for name in ("one", "two"))
        assert set(attempts(log).values()) == {1}


@settings(max_examples=60)
@given(SAVES, st.data())
def test_a_second_crash_during_recovery_changes_nothing(saves: Any, data: Any) -> None:
    points = crash_points(saves, "again")
    first = restarted(data.draw(st.sampled_from(points)), "again")
    crashing = Crashing(first.store)
    first.engine.recover()
    finish(first)
    second = restarted(data.draw(st.sampled_from([*crashing.snapshots, first.store.snapshot()])), "again")
    second.engine.recover()
    finish(second)
    log = second.engine.logs()
    ended = Counter((line.record_id, line.function) for line in log if not line.interrupted)
    assert ended == Counter((f"p{n}", name) for n in range(len(saves)) for name in ("one", "two"))
    assert set(attempts(log).values()) == {1}


def test_lines_are_numbered_on_after_a_crash() -> None:
    saves = [(ACME, "tom", False)] * 3
    for snapshot in crash_points(saves, "again"):
        shop = restarted(snapshot, "again")
        shop.engine.recover()
        finish(shop)
        numbers = [line.number for line in shop.engine.logs()]
        assert numbers == sorted(set(numbers))
