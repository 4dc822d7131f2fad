"""The scenarios of this repository, as `scripts/run` plays them."""

from __future__ import annotations

import subprocess
import sys

from tests.processes import ROOT


def test_every_scenario_passes() -> None:
    command = [sys.executable, "-m", "harness", "run", "scenarios"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
