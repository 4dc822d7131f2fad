"""Print the budgets of the house, each figure against its reference in the same run."""

from __future__ import annotations

import sys

from _venv import call, enter

if __name__ == "__main__":
    enter("dev")
    sys.exit(call("python", "-m", "benchmarks", *sys.argv[1:]))
