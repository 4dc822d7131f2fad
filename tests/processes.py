"""`harness up` as a process of its own, as a user's would be."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "harness", "up", *options]


@contextmanager
def running(*options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The process and what it printed on its first line, which is there once everything answers."""
    process = subprocess.Popen(command("--json", *options), cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with process:
        try:
            assert process.stdout is not None
            yield process, json.loads(process.stdout.readline())
        finally:
            process.kill()
