"""One theatre for all rows."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from .theatre import Theatre


@pytest.fixture(scope="package")
def theatre() -> Iterator[Theatre]:
    """Where rows are played."""
    with asyncio.Runner() as runner:
        theatre = Theatre(runner)
        server = theatre.open()
        runner.run(server.__aenter__())
        yield theatre
        runner.run(server.__aexit__(None, None, None))
