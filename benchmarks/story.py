"""The warm scenario: a project with 17 tasks, which makes 19 calls; alone, over sockets, under pytest."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx

from harness.scenario import Options, Session
from harness.scenario.model import Scenario

from . import bare
from .figures import Effort, Figure
from .measuring import ROOT, TIMEOUT, paired_awaiting, seconds
from .site import Refused

EXTENSION = ROOT / "scenarios" / "wrike-projects"
TASKS = 17
CALLS = TASKS + 2
TITLE = "A project with many tasks"
SCENARIO = """\
format: 1
scenario: {title}
use: start
when:
  - create books.projects:
      site: {{project_name: Website, customer: "${{acme}}", tasks: [{tasks}]}}
    as: tom
then:
  - wrike.projects: [{{title: Website, parent: "${{clients}}", tasks: [{tasks}]}}]
  - calls:
      - {{at: POST wrike /folders/*/folders 200}}
      - {{at: POST wrike /folders/*/tasks 200, times: {count}}}
  - findings: []
"""
PLUGIN = "harness.pytest_plugin"


def in_process(effort: Effort) -> Iterator[Figure]:
    """One warm scenario, against as many calls of httpx to Starlette's hello world."""
    with _files(1) as folder:
        pair = asyncio.run(_compared(folder, Options(), effort.of(60, 15)))
    yield Figure("scenario", pair[0] * 1e3, 8, "ms", _beside(pair[1], "in process"))


def over_sockets(effort: Effort) -> Iterator[Figure]:
    """The same over real connections."""
    with _files(1) as folder, bare.serving("starlette") as (_, port):
        pair = asyncio.run(_compared(folder, Options(sockets=True), effort.of(30, 8), port))
    yield Figure("scenario-sockets", pair[0] * 1e3, 30, "ms", _beside(pair[1], "over sockets"))


def _beside(reference: float, where: str) -> str:
    return f"{CALLS} httpx calls to Starlette {where} {reference * 1e3:.1f} ms"


def under_pytest(effort: Effort) -> Iterator[Figure]:
    """1,000 scenarios with one worker, against as many empty tests; a tenth of both if it is to be quick."""
    count = effort.of(1_000, 100)
    note = "" if count == 1_000 else f"measured with {count}"
    with _files(count) as folder:
        if find_spec(PLUGIN) is None:
            took = seconds(partial(_play_all, folder)) * 1_000 / count
            yield Figure("pytest-1000", took, 11, "s", "played without pytest", note="no plugin installed")
            return
        took = seconds(partial(_pytest, folder, "-p", PLUGIN)) * 1_000 / count
    with tempfile.TemporaryDirectory() as empty:
        tests = "\n".join(f"def test_{number}():\n    pass\n" for number in range(count))
        Path(empty, "test_nothing.py").write_text(tests, encoding="utf-8")
        reference = seconds(partial(_pytest, Path(empty))) * 1_000 / count
    yield Figure("pytest-1000", took, 11, "s", f"1,000 empty tests {reference:.1f} s", note=note)


@contextmanager
def _files(count: int) -> Iterator[Path]:
    """The extension of the story in a folder of its own, with that many scenarios."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "extension")
        shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("*-*.yaml", "variations"))
        tasks = ", ".join(f"Task {number}" for number in range(TASKS))
        for number in range(count):
            text = SCENARIO.format(title=f"{TITLE} {number}", tasks=tasks, count=TASKS)
            Path(folder, f"scenario-{number}.yaml").write_text(text, encoding="utf-8")
        yield folder


async def _compared(
    folder: Path, options: Options, runs: int, port: int | None = None
) -> tuple[float, float]:
    session = Session(options)
    (scenario,) = session.load([str(folder / "scenario-0.yaml")])
    play, ask = partial(_play, session, scenario), partial(_ask, bare.starlette(), port)
    await play()
    await ask()
    pair = await paired_awaiting(play, ask, runs)
    return pair.ours, pair.reference


async def _play(session: Session, scenario: Scenario) -> None:
    result = await session.play(scenario)
    if result.outcome != "passed":
        failures = [part.failure for part in result.parts if part.failure]
        raise Refused(f"The scenario {result.outcome}: {result.message or failures}")


async def _ask(app: Any, port: int | None) -> None:
    """The calls of the scenario, to somebody who does nothing."""
    transport: httpx.AsyncBaseTransport = httpx.ASGITransport(app=app)
    if port is not None:
        transport = httpx.AsyncHTTPTransport(verify=False)
    async with httpx.AsyncClient(transport=transport, trust_env=False) as client:
        for _ in range(CALLS):
            await client.get(f"http://127.0.0.1:{port or 80}/")


def _play_all(folder: Path) -> None:
    session = Session(Options())
    files = sorted(map(str, folder.glob("scenario-*.yaml")))

    async def play() -> None:
        for scenario in session.load(files):
            await _play(session, scenario)

    asyncio.run(play())


def _pytest(folder: Path, *options: str) -> None:
    """Run the tests of a folder in another process, without the plugins that happen to be installed."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(folder)]
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    Path(folder, "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    done = subprocess.run(  # noqa: S603  # our own command
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=TIMEOUT
    )
    if done.returncode:
        raise Refused(done.stdout[-600:] + done.stderr[-600:])
