"""What many records cost: lists, creation, memory, snapshots, state files."""

from __future__ import annotations

import asyncio
import copy
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import orjson

from harness.servers import open_state

from .figures import Effort, Figure
from .measuring import awaited, growth, in_new_process, paired_awaiting, seconds
from .site import ORGANIZATION, Site, TaskSite, contact

BATCH = 50
"""So many contacts are created between two looks at the clock."""


LISTS = {
    "list-200": ("contacts", 200, ""),
    "list-filtered": ("contacts", 200, "&filter_by=Status.Active"),
    "list-searched": ("contacts", 200, "&search_text=customer"),
    "list-sorted": ("contacts", 200, "&sort_column=created_time&sort_order=D"),
    "list-rare": ("contacts", 1, "&search_text=customer%20999"),
    "list-owing": ("contacts", 200, "&sort_column=outstanding_receivable_amount&sort_order=D"),
    "list-unpaid": ("contacts", 200, "&filter_by=Invoice.Unpaid"),
    "invoices-200": ("invoices", 200, ""),
    "invoices-unpaid": ("invoices", 200, "&filter_by=Status.Unpaid&sort_column=balance"),
}
"""Pages: the name of the figure; the resource, how many rows come at least, and what the query asks for."""


def list_page(effort: Effort) -> Iterator[Figure]:
    """Pages out of 10,000 contacts with an invoice each, as they are asked for again and again."""
    count = effort.of(10_000, 1_000)
    site = Site(count)
    site.bill(count)
    for name, (plural, length, query) in LISTS.items():
        yield asyncio.run(_page(name, partial(site.get, f"/{plural}", query), plural, length, effort))
    yield asyncio.run(_changing(site, effort))


async def _changing(site: Site, effort: Effort) -> Figure:
    """The page of all, with a contact created before each."""

    async def create() -> None:
        await site.create()

    async def list_them() -> None:
        await site.create()
        await site.get("/contacts", LISTS["list-200"][2])

    pair = await paired_awaiting(list_them, create, effort.of(100, 25))
    said = f"beside the creation, {pair.reference * 1e3:.2f} ms"
    return Figure("list-after-create", (pair.ours - pair.reference) * 1e3, 1.5, "ms", said)


def task_page(effort: Effort) -> Iterator[Figure]:
    """A page of 100 of Wrike's tasks out of 2,000, against writing its JSON."""
    site = TaskSite(2_000)
    for name, query in (("tasks-100", "pageSize=100"), ("tasks-sorted", "pageSize=100&sortField=Title")):
        yield asyncio.run(_page(name, partial(site.get, "/tasks", query), "data", 100, effort))


async def _page(
    name: str, get: Callable[[], Awaitable[bytes]], key: str, length: int, effort: Effort
) -> Figure:
    page = orjson.loads(await get())
    assert len(page[key]) >= length

    async def write() -> None:
        orjson.dumps(page)

    pair = await paired_awaiting(get, write, effort.of(100, 25))
    return Figure(name, pair.ours * 1e3, 1.5, "ms", f"its JSON alone {pair.reference * 1e3:.2f} ms")


def creation(effort: Effort) -> Iterator[Figure]:
    """Create at 100,000 records against create at 100."""
    yield asyncio.run(_creation(effort.of(100_000, 20_000), effort.of(40, 12)))


async def _creation(many: int, runs: int) -> Figure:
    full, fresh = Site(many), Site(100)
    pair = await paired_awaiting(partial(full.create_many, BATCH), partial(fresh.create_many, BATCH), runs)
    return _ratio("create-at-100000", pair.ours, pair.reference, pair.ratio, 1.5, "at 100", many)


def _ratio(
    name: str, ours: float, reference: float, ratio: float, budget: float, beside: str, many: int = 100_000
) -> Figure:
    each = 1e6 / BATCH
    said = f"{ours * each:.0f} us; {beside} {reference * each:.0f} us"
    return Figure(name, ratio, budget, "x", said, note=_scaled(many, 100_000))


def with_state(effort: Effort) -> Iterator[Figure]:
    """Create with `--state` against create without."""
    yield asyncio.run(_with_state(effort.of(60, 20)))


async def _with_state(runs: int) -> Figure:
    with tempfile.TemporaryDirectory() as folder:
        kept, plain = Site(100), Site(100)
        with _state(kept, Path(folder, "state.json")):
            ours = partial(kept.create_many, BATCH)
            pair = await paired_awaiting(ours, partial(plain.create_many, BATCH), runs)
    return _ratio("create-with-state", pair.ours, pair.reference, pair.ratio, 1.3, "without")


@contextmanager
def _state(site: Site, path: Path) -> Iterator[None]:
    state = open_state(site.world.context, path, fsync=False)
    try:
        yield
    finally:
        state.close()


def memory(effort: Effort) -> Iterator[Figure]:
    """100,000 contacts, against as many plain dicts of what was sent."""
    count = effort.of(100_000, 20_000)
    ours, plain = in_new_process(_held, count), in_new_process(_held_plain, count)
    if ours is not None and plain is not None:
        scale = 100_000 / count
        said = f"plain dicts {plain * scale:.0f} MiB"
        yield Figure("memory-100000", ours * scale, 200, "MiB", said, note=_scaled(count, 100_000))


def _held(count: int) -> float | None:
    site = Site(100)
    return growth(lambda: site.fill(count))


def _held_plain(count: int) -> float | None:
    return growth(lambda: [contact(number) for number in range(count)])


def opening(effort: Effort) -> Iterator[Figure]:
    """Opening a state file of 10,000 contacts, against parsing it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "state.json")
        with _state(Site(10_000), path):
            pass
        times = [seconds(partial(_open, Site(), path)) for _ in range(effort.of(7, 3))]
        parsed = median(seconds(lambda: orjson.loads(path.read_bytes())) for _ in range(5))
    yield Figure("open-state", median(times), 1, "s", f"parsing its JSON {parsed:.2f} s")


def _open(site: Site, path: Path) -> None:
    with _state(site, path):
        assert len(site.world.store.rows("books.contacts", ORGANIZATION)) == 10_000


def snapshots(effort: Effort) -> Iterator[Figure]:
    """Snapshot, restore and reset at 10,000 contacts, each after a write, against a deep copy."""
    site = Site(10_000)
    copied = seconds(lambda: copy.deepcopy(dict(site.world.store.rows("books.contacts", ORGANIZATION))))
    times = asyncio.run(_snapshots(site, effort.of(40, 10)))
    for name, measured in zip(("snapshot", "restore", "reset"), times, strict=True):
        said = f"a deep copy {copied * 1e3:.0f} ms"
        yield Figure(f"{name}-10000", measured * 1e3, 1, "ms", said)


async def _snapshots(site: Site, runs: int) -> tuple[float, float, float]:
    controls = site.world.controls
    controls.remember_beginning()
    taken: list[tuple[float, float, float]] = []
    for _ in range(runs):
        await site.create()
        keep = await awaited(controls.snapshot)
        await site.create()
        restore = await awaited(partial(controls.restore, "1"))
        await site.create()
        taken.append((keep, restore, await awaited(controls.reset)))
    keeps, restores, resets = zip(*taken, strict=True)
    return median(keeps), median(restores), median(resets)


def journal(effort: Effort) -> Iterator[Figure]:
    """What 100,000 requests leave in memory, against what the journal says that it holds."""
    count = effort.of(100_000, 20_000)
    grown, held = in_new_process(_journal, count)
    if grown is not None:
        note = _scaled(count, 100_000, "no more is kept after the first 5,000")
        yield Figure("journal-100000", grown, 40, "MiB", f"the journal counts {held:.0f} MiB", note=note)


def _journal(count: int) -> tuple[float | None, float]:
    site = Site(1_000)
    asyncio.run(_read(site, 100))
    site.world.journal.clear()
    grown = growth(lambda: asyncio.run(_read(site, count)))
    return grown, site.world.journal.held / 2**20


async def _read(site: Site, count: int) -> None:
    """One contact nine times, then a page of 20."""
    path = f"/contacts/{site.some_contact}"
    for number in range(count):
        await (site.get("/contacts", "&per_page=20") if number % 10 == 9 else site.get(path))


def _scaled(count: int, whole: int, why: str = "scaled") -> str:
    return "" if count == whole else f"measured with {count:,}; {why}"
