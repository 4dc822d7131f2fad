"""What all tests share."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.processes import running

# Started in the background of a shell, a program does not hear Ctrl-C, nor does what it starts: tests that
# interrupt a process would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Both would measure the machine, and what else runs on it.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

pytest_plugins = ["pytester"]
collect_ignore = ["bad", "harness/check/cases"]
"""Files that are wrong on purpose, for tests to read."""


@pytest.fixture(scope="module")
def up() -> Iterator[dict[str, Any]]:
    """A `harness up` for the tests of a module: what it prints with --json."""
    with running("--port", "0") as (_, front):
        yield front
