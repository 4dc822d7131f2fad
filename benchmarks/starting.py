"""Start of `harness up`: from the process's spawning to 200 from every server, and the memory it takes."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator, Mapping
from statistics import median
from subprocess import Popen
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import orjson

from harness.servers import IDENTITY

from . import bare
from .figures import Effort, Figure
from .measuring import ROOT, TIMEOUT, python, resident
from .site import Refused

UP = ("-m", "harness", "up", "--port", "0", "--json", "--extension", str(ROOT / "scenarios/wrike-projects"))


class Started(NamedTuple):
    """Seconds until everything answered, and MiB that the process then held."""

    seconds: float
    memory: float | None


def front_of(process: Popen[str]) -> dict[str, Any]:
    """What `up --json` says once everything answers."""
    assert process.stdout is not None
    front: dict[str, Any] = orjson.loads(process.stdout.readline())
    return front


def measure(effort: Effort) -> Iterator[Figure]:
    """Start both in turn, several times."""
    _up(), _bare()  # compiles what is not compiled yet
    runs = [(_up(), _bare()) for _ in range(effort.of(9, 3))]
    ours = median(up.seconds for up, _ in runs)
    reference = median(bare.seconds for _, bare in runs)
    ratio = median(up.seconds / bare.seconds for up, bare in runs)
    yield Figure("up-start", ratio, 2, "x", f"{ours * 1e3:.0f} ms; bare uvicorn {reference * 1e3:.0f} ms")
    grown = [up.memory - bare.memory for up, bare in runs if up.memory and bare.memory]
    if grown:
        held = median(bare.memory or 0 for _, bare in runs)
        yield Figure("up-memory", median(grown), 25, "MiB", f"above bare uvicorn's {held:.0f} MiB")


def _up() -> Started:
    began = time.perf_counter()
    with python(*UP) as process:
        front = front_of(process)
        for url, token in _addresses(front):
            _get(url, token)
        return Started(time.perf_counter() - began, resident(process.pid))


def _addresses(front: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """An address of each server that answers 200, with its token."""
    books, wrike = front["tokens"]["books"], front["tokens"]["wrike"]
    yield f"{front['books']}/books/v3/organizations", f"Zoho-oauthtoken {books}"
    yield f"{front['wrike']}/api/v4/account", f"Bearer {wrike}"
    # Nothing at an OAuth server but pages of people answers 200 to a GET.
    for name in ("accounts_zoho", "login_wrike"):
        yield f"{front[name]}{IDENTITY}", ""
    yield f"{front['control']}/_control/clock", ""


def _bare() -> Started:
    began = time.perf_counter()
    with bare.serving() as (process, port):
        _get(f"http://127.0.0.1:{port}/", "")
        return Started(time.perf_counter() - began, resident(process.pid))


def _get(url: str, token: str) -> None:
    """Ask once; raises Refused for anything but 200."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=TIMEOUT)
    try:
        headers = {"authorization": token} if token else {}
        connection.request("GET", url.removeprefix(f"http://{parts.netloc}"), headers=headers)
        answer = connection.getresponse()
        said = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise Refused(f"GET {url}: {answer.status} {said[:300]!r}")
