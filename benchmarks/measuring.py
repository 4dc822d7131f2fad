"""Clocks, medians, memory, other processes."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).resolve().parent.parent
MIB = 2**20
TIMEOUT = 120
"""Seconds after which another process that does not answer is given up."""


class Pair(NamedTuple):
    """Two things measured in turn: the median of each, in seconds, and of their ratio."""

    ours: float
    reference: float
    ratio: float


def seconds(action: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


async def awaited(action: Callable[[], Awaitable[object]]) -> float:
    """How long it takes, awaited."""
    began = time.perf_counter()
    await action()
    return time.perf_counter() - began


def paired(ours: Callable[[], float], reference: Callable[[], float], runs: int) -> Pair:
    """Measure in turn, so that a noisy neighbour strikes both; each returns its seconds."""
    return _pair([(ours(), reference()) for _ in range(runs)])


async def paired_awaiting(
    ours: Callable[[], Awaitable[object]], reference: Callable[[], Awaitable[object]], runs: int
) -> Pair:
    """`paired` for what is awaited."""
    return _pair([(await awaited(ours), await awaited(reference)) for _ in range(runs)])


def _pair(measured: list[tuple[float, float]]) -> Pair:
    ours, reference = zip(*measured, strict=True)
    return Pair(median(ours), median(reference), median(one / other for one, other in measured))


def resident(pid: int) -> float | None:
    """MiB of memory that the process holds, None where this system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return None
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


def growth(fill: Callable[[], object]) -> float | None:
    """MiB that this process has grown by while it filled something, which `fill` returns."""
    gc.collect()
    before = resident(os.getpid())
    filled = fill()
    gc.collect()
    after = resident(os.getpid())
    del filled
    return None if before is None or after is None else after - before


def in_new_process(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """What the function answers in a fresh process, whose memory nothing else has shaped."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *args, **kwargs).result(TIMEOUT)


@cache
def _compiled() -> str:
    """A folder for the bytecode of other processes, removed at exit; filled by the first of a kind."""
    folder = tempfile.mkdtemp(prefix="benchmarks-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def python(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Another Python with its standard output at hand; it ends with the block."""
    command = [sys.executable, *arguments]
    # What is installed has been compiled, a checkout perhaps not.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": _compiled()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603  # ours
        try:
            yield process
        finally:
            process.terminate()
