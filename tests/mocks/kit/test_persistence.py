"""What lives on disk: state files with their logs, snapshots, formats and locks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import TinyDB, where

from mocks.kit.persistence import (
    FORMATS,
    DatabaseFile,
    Formats,
    StateError,
    StateFile,
    StateLocked,
    load_snapshot,
    save_snapshot,
)
from mocks.kit.store import Entry, Store

ROOT = Path(__file__).parents[3]
ACME = {"contact_name": "Acme Corp", "notes": "Zürich 🎉\n", "nested": {"list": [1, 2.5, None, True]}}
WRITES = st.lists(
    st.tuples(
        st.sampled_from(["books.contacts", "wrike.tasks"]),
        st.sampled_from(["60001", "60002"]),
        st.sampled_from(["a", "b", "c"]),
        st.none() | st.fixed_dictionaries({"text": st.text(st.characters(codec="utf-8"), max_size=3)}),
    ),
    max_size=12,
)
Write = tuple[str, str, str, dict[str, Any] | None]


def write(store: Store, writes: Iterable[Write]) -> None:
    for kind, tenant, key, record in writes:
        if record is None:
            store.delete(kind, tenant, key)
        else:
            store.put(kind, tenant, key, record)


def entries(store: Store) -> list[Entry]:
    """Its records kind by kind, each with its tenants and keys in their order."""
    return sorted(store.entries(), key=lambda entry: entry[0])


def reopened(path: Path, **options: Any) -> list[Entry]:
    """What the file holds."""
    store = Store()
    StateFile.open(path, store, **options).close()
    return entries(store)


def crash(state: StateFile) -> None:
    """The process ends without a word; the system gives its lock back."""
    state._log.close()


def documents(path: Path, table: str = TinyDB.default_table_name) -> list[Any]:
    """A table of the file as TinyDB itself sees it."""
    with TinyDB(path) as database:
        return [dict(document) for document in database.table(table)]


def log_of(path: Path) -> Path:
    return path.with_name(path.name + ".log")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "my state.json"


# --- what is kept


def test_a_new_file_is_made_of_the_state_as_it_is(path: Path) -> None:
    store = Store()
    store.put("kit.clock", "", "clock", {"seconds": 7})
    with StateFile.open(path, store):
        clocks = documents(path, "kit.clock")
        assert clocks == [{"tenant": "", "key": "clock", "record": {"seconds": 7}}]
    assert reopened(path) == [("kit.clock", "", "clock", {"seconds": 7})]


def test_opening_a_file_replaces_the_state(path: Path) -> None:
    with StateFile.open(path, Store()):
        pass
    store = Store()
    store.put("kit.clock", "", "clock", {"seconds": 7})
    with StateFile.open(path, store):
        assert entries(store) == []


@pytest.mark.parametrize("fsync", [False, True])
def test_a_write_is_in_the_log_when_it_is_acknowledged(path: Path, fsync: bool) -> None:
    store = Store()
    with StateFile.open(path, store, fsync=fsync):
        store.put("books.contacts", "60001", "1", ACME)
        store.delete("books.contacts", "60001", "1")
        head, *lines = log_of(path).read_bytes().splitlines()
        assert orjson.loads(head) == {"format": 1, "generation": 1, "pid": os.getpid()}
        assert [orjson.loads(line) for line in lines] == [
            ["books.contacts", "60001", "1", ACME],
            ["books.contacts", "60001", "1", None],
        ]


@settings(max_examples=25, deadline=None)  # every example waits for the disk a dozen times
@given(WRITES, WRITES, st.booleans(), st.sampled_from([0, 150, 10_000]))
def test_whatever_was_written_is_there_again_in_the_same_order(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[Write],
    second: list[Write],
    crashes: bool,
    limit: int,
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.json"
    store = Store()
    state = StateFile.open(path, store, limit=limit)
    write(store, first)
    snapshot, before = store.snapshot(), entries(store)
    write(store, second)
    after = entries(store)
    crash(state) if crashes else state.close()
    assert reopened(path) == after
    assert reopened(path) == after
    state = StateFile.open(path, store, limit=limit)
    store.restore(snapshot)
    write(store, second)
    store.restore(snapshot)
    crash(state) if crashes else state.close()
    assert reopened(path) == before


@settings(max_examples=50, deadline=None)
@given(WRITES, st.data())
def test_a_log_torn_anywhere_holds_the_writes_before_the_tear(
    tmp_path_factory: pytest.TempPathFactory, writes: list[Write], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("state") / "state.json"
    store = Store()
    state = StateFile.open(path, store)
    states = [entries(store)]
    for one in writes:
        logged = log_of(path).stat().st_size
        write(store, [one])
        if log_of(path).stat().st_size > logged:
            states.append(entries(store))
    crash(state)
    log = log_of(path).read_bytes()
    torn = log[: data.draw(st.integers(0, len(log)))]
    log_of(path).write_bytes(torn)
    assert reopened(path) == states[max(0, torn.count(b"\n") - 1)]


def test_past_its_limit_the_log_is_folded_into_the_database(path: Path) -> None:
    store = Store()
    state = StateFile.open(path, store, limit=1_000)
    for number in range(100):
        store.put("books.contacts", "60001", str(number), ACME)
        assert log_of(path).stat().st_size < 1_300
    assert len(documents(path, "books.contacts")) > 80
    crash(state)
    assert len(reopened(path)) == 100


def test_a_crash_between_the_database_and_its_new_log_does_no_harm(path: Path) -> None:
    store = Store()
    state = StateFile.open(path, store)
    empty = store.snapshot()
    store.put("books.contacts", "60001", "1", ACME)
    log = log_of(path).read_bytes()
    store.restore(empty)
    crash(state)
    log_of(path).write_bytes(log)
    assert reopened(path) == []


def test_after_closing_the_log_is_empty_and_the_store_is_its_own_again(path: Path) -> None:
    store = Store()
    with StateFile.open(path, store):
        store.put("books.contacts", "60001", "1", ACME)
    assert log_of(path).read_bytes().count(b"\n") == 1
    store.put("books.contacts", "60001", "2", ACME)
    assert len(reopened(path)) == 1


def test_nothing_is_written_anew_where_nothing_was_written(path: Path) -> None:
    with StateFile.open(path, Store()):
        pass
    before = path.read_bytes()
    reopened(path)
    assert path.read_bytes() == before


def test_what_json_can_not_say_is_refused_before_it_is_stored(path: Path) -> None:
    store = Store()
    with StateFile.open(path, store):
        with pytest.raises(TypeError):
            store.put("books.contacts", "60001", "1", {"tags": {"a", "b"}})
        store.put("books.contacts", "60001", "2", ACME)
    assert reopened(path) == [("books.contacts", "60001", "2", ACME)]


def test_a_database_that_can_not_be_written_leaves_the_old_one(path: Path) -> None:
    save_snapshot(Store(), path)
    before = path.read_bytes()
    broken = Store()
    broken.put("books.contacts", "60001", "1", {"tags": {"a", "b"}})
    with pytest.raises(TypeError):
        save_snapshot(broken, path)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_nobody_else_can_read_the_tokens_in_it(path: Path) -> None:
    with StateFile.open(path, Store()):
        assert {file.stat().st_mode & 0o777 for file in path.parent.iterdir()} == {0o600}


# --- other processes

WRITER = """
import sys
from mocks.kit.persistence import StateFile
from mocks.kit.store import Store

store = Store()
state = StateFile.open(sys.argv[1], store, limit=20_000)
for number in range(1_000_000):
    store.put("books.contacts", "60001", str(number), {"contact_name": "Acme " * 20})
    print(number, flush=True)
"""


def process(script: str, path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    with process(WRITER, path) as running:
        yield running
        running.kill()


def acknowledged(writer: subprocess.Popen[str], enough: int) -> int:
    assert writer.stdout is not None
    for line in writer.stdout:
        if int(line) >= enough:
            break
    return enough


def test_a_process_that_is_killed_loses_no_write_that_it_acknowledged(
    path: Path, writer: subprocess.Popen[str]
) -> None:
    acknowledged(writer, 500)
    writer.kill()
    assert writer.stdout is not None
    printed = [line for line in writer.stdout.read().split("\n")[:-1] if line]
    last = int(printed[-1]) if printed else 500
    assert writer.wait() != 0
    keys = [key for _, _, key, _ in reopened(path)]
    assert keys == [str(number) for number in range(len(keys))]
    assert len(keys) > last


def test_a_second_process_is_refused_and_told_who_has_the_file(
    path: Path, writer: subprocess.Popen[str]
) -> None:
    acknowledged(writer, 0)
    with pytest.raises(StateLocked) as refused:
        StateFile.open(path, Store())
    assert refused.value.pid == writer.pid
    assert str(path) in str(refused.value)
    assert f"process {writer.pid}" in str(refused.value)
    writer.kill()
    writer.wait()
    assert reopened(path)


def test_the_same_process_is_refused_as_well(path: Path) -> None:
    store = Store()
    with StateFile.open(path, store):
        store.put("books.contacts", "60001", "1", ACME)
        with pytest.raises(StateLocked, match=f"process {os.getpid()}"):
            StateFile.open(path, Store())
        store.put("books.contacts", "60001", "2", ACME)
    assert len(reopened(path)) == 2


FULL = """
import resource, sys
from mocks.kit.persistence import StateFile
from mocks.kit.store import Store

store = Store()
state = StateFile.open(sys.argv[1], store)
store.put("books.contacts", "60001", "small", {})
resource.setrlimit(resource.RLIMIT_FSIZE, (200, resource.RLIM_INFINITY))
try:
    store.put("books.contacts", "60001", "big", {"text": "x" * 500})
except OSError as error:
    print(type(error).__name__)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.put("books.contacts", "60001", "next", {})
print(*store.rows("books.contacts", "60001"))
state._log.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_write_that_the_disk_has_no_room_for_is_not_made_and_not_in_the_way(path: Path) -> None:
    with process(FULL, path) as running:
        printed = running.communicate()[0].split("\n")
    assert printed[:2] == ["OSError", "small next"]
    assert [key for _, _, key, _ in reopened(path)] == ["small", "next"]


# --- people


def test_a_state_file_is_a_database_that_tinydb_can_query_and_edit(path: Path) -> None:
    store = Store()
    with StateFile.open(path, store):
        store.put("books.contacts", "60001", "1", ACME)
        store.put("books.contacts", "60002", "2", {"contact_name": "Other"})
    with TinyDB(path) as database:
        contacts = database.table("books.contacts")
        assert contacts.search(where("record").contact_name == "Other")[0]["tenant"] == "60002"
        contacts.update({"record": {"contact_name": "Edited"}}, where("key") == "1")
        contacts.insert({"tenant": "60001", "key": "3", "record": {}})
        contacts.remove(where("key") == "2")
    assert reopened(path) == [
        ("books.contacts", "60001", "1", {"contact_name": "Edited"}),
        ("books.contacts", "60001", "3", {}),
    ]


def test_a_file_that_was_saved_by_an_editor_on_windows_is_read(path: Path) -> None:
    store = Store()
    store.put("books.contacts", "60001", "1", ACME)
    save_snapshot(store, path)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert reopened(path) == entries(store)


def test_tinydb_can_write_through_our_storage_too(path: Path) -> None:
    with TinyDB(path, storage=DatabaseFile) as database:
        assert database.all() == []
        database.insert({"format": 1})
        database.table("books.contacts").insert({"tenant": "60001", "key": "1", "record": ACME})
        database.drop_table("nothing")
    assert reopened(path) == [("books.contacts", "60001", "1", ACME)]


@settings(max_examples=25, deadline=None)
@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8")),
        st.dictionaries(
            st.text("0123456789", min_size=1), st.dictionaries(st.text("abc"), st.integers(0, 9))
        ),
    )
)
def test_the_storage_reads_what_it_wrote(
    tmp_path_factory: pytest.TempPathFactory, tables: dict[str, dict[str, Any]]
) -> None:
    storage = DatabaseFile(tmp_path_factory.mktemp("state") / "state.json")
    storage.write(tables)
    assert storage.read() == tables
    assert orjson.loads(storage.path.read_bytes()) == tables


# --- snapshots


def test_a_snapshot_is_loaded_into_another_store(path: Path) -> None:
    store, other = Store(), Store()
    store.put("books.contacts", "60001", "1", ACME)
    save_snapshot(store, path)
    other.put("wrike.tasks", "IEAB", "1", {})
    load_snapshot(other, path)
    assert entries(other) == entries(store)
    assert documents(path) == [{"format": 1}]


def test_a_loaded_snapshot_reaches_the_state_file(path: Path, tmp_path: Path) -> None:
    kept, store = Store(), Store()
    kept.put("books.contacts", "60001", "1", ACME)
    save_snapshot(kept, tmp_path / "snapshot.json")
    state = StateFile.open(path, store)
    store.put("wrike.tasks", "IEAB", "1", {})
    load_snapshot(store, tmp_path / "snapshot.json")
    store.put("books.contacts", "60001", "2", {})
    crash(state)
    assert [key for _, _, key, _ in reopened(path)] == ["1", "2"]


def test_a_snapshot_can_be_gone_on_with_as_a_state_file(path: Path) -> None:
    store = Store()
    store.put("books.contacts", "60001", "1", ACME)
    save_snapshot(store, path)
    state = StateFile.open(path, store)
    store.put("books.contacts", "60001", "2", {})
    crash(state)
    assert [key for _, _, key, _ in reopened(path)] == ["1", "2"]


# --- formats


def rename(entries: Iterable[Entry]) -> Iterator[Entry]:
    """An invented step: what was called customers is called contacts."""
    for kind, tenant, key, record in entries:
        yield kind.replace("customers", "contacts"), tenant, key, record


def number(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Another one: records have their key in them."""
    for kind, tenant, key, record in entries:
        yield kind, tenant, key, {**record, "id": key}


THIRD = Formats(3, {1: rename, 2: number})


def test_an_older_file_is_migrated_step_by_step_and_so_is_its_log(path: Path) -> None:
    store = Store()
    store.put("books.customers", "60001", "1", {})
    state = StateFile.open(path, store)
    store.put("books.customers", "60001", "2", {})
    crash(state)
    migrated = [("books.contacts", "60001", key, {"id": key}) for key in ("1", "2")]
    assert reopened(path, formats=THIRD) == migrated
    assert reopened(path, formats=THIRD) == migrated
    assert documents(path)[0]["format"] == 3


def test_an_older_snapshot_is_migrated(path: Path) -> None:
    store = Store()
    store.put("books.customers", "60001", "1", {})
    save_snapshot(store, path, formats=Formats(2, {1: rename}))
    load_snapshot(store, path, formats=THIRD)
    assert entries(store) == [("books.customers", "60001", "1", {"id": "1"})]


def test_a_newer_file_is_refused_by_name_and_left_alone(path: Path) -> None:
    with StateFile.open(path, Store(), formats=THIRD):
        pass
    before = path.read_bytes()
    with pytest.raises(StateError, match=r"my state\.json has format 3, and this version reads up to 1"):
        StateFile.open(path, Store())
    with pytest.raises(StateError, match="format 3"):
        load_snapshot(Store(), path)
    assert path.read_bytes() == before


def test_every_older_format_has_its_step() -> None:
    assert set(FORMATS.steps) == set(range(1, FORMATS.newest))


# --- what is wrong with a file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON: "),
        ("[]", "is no TinyDB database"),
        ('{"name": "my-app"}', "is no TinyDB database"),
        ('{"dependencies": {}}', "does not say its format"),
        ('{"_default": {"1": 5}}', "does not say its format"),
        (
            '{"_default": {"1": {"format": 1}}, "books.contacts": {"7": {"key": "1", "record": {}}}}',
            "document 7 of table 'books.contacts' is no record",
        ),
    ],
)
def test_a_file_that_is_no_state_is_named_and_left_alone(path: Path, text: str, message: str) -> None:
    path.write_text(text, encoding="utf-8")
    for use in (StateFile.open, lambda path, store: load_snapshot(store, path)):
        with pytest.raises(StateError) as refused:
            use(path, Store())
        assert str(path) in str(refused.value)
        assert message in str(refused.value)
    assert path.read_text(encoding="utf-8") == text


def test_an_empty_file_is_as_good_as_none(path: Path) -> None:
    path.touch()
    assert reopened(path) == []


def test_a_snapshot_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(StateError, match=r"There is no snapshot .*my state\.json"):
        load_snapshot(Store(), path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    for use in (StateFile.open, lambda path, store: save_snapshot(store, path)):
        with pytest.raises(StateError, match=r"state\.json can't be used: "):
            use(tmp_path / "nowhere" / "state.json", Store())


def test_after_a_refusal_the_file_is_free(path: Path) -> None:
    path.write_text("{", encoding="utf-8")
    with pytest.raises(StateError):
        StateFile.open(path, Store())
    path.unlink()
    assert reopened(path) == []


def test_a_log_that_is_damaged_in_the_middle_is_named_with_its_line(path: Path) -> None:
    store = Store()
    state = StateFile.open(path, store)
    for key in ("1", "2", "3"):
        store.put("books.contacts", "60001", key, {})
    crash(state)
    lines = log_of(path).read_bytes().splitlines(keepends=True)
    for damage in (b"\0\0\0\n", b'{"a":1}\n'):
        log_of(path).write_bytes(b"".join([*lines[:2], damage, *lines[3:]]))
        with pytest.raises(StateError, match=r"my state\.json\.log, line 3 is damaged"):
            StateFile.open(path, Store())
    log_of(path).write_bytes(b"".join([*lines[:2], *lines[3:]]))
    assert [key for _, _, key, _ in reopened(path)] == ["1", "3"]


@pytest.mark.parametrize("without", [False, True])
def test_a_log_to_a_newer_file_than_the_one_that_is_there_is_not_thrown_away(
    path: Path, without: bool
) -> None:
    store = Store()
    StateFile.open(path, store).close()
    backup = path.read_bytes()
    state = StateFile.open(path, store)
    state.fold()
    store.put("books.contacts", "60001", "1", ACME)
    crash(state)
    newer = path.read_bytes()
    path.unlink() if without else path.write_bytes(backup)
    with pytest.raises(StateError, match=r"log holds 1 writes to a newer my state\.json"):
        StateFile.open(path, Store())
    path.write_bytes(newer)
    assert len(reopened(path)) == 1
