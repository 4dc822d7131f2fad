"""Run the tests, in parallel on all cores; arguments go to pytest (for example a path, or -k name)."""

from __future__ import annotations

import sys

from _venv import call, enter

if __name__ == "__main__":
    enter("dev")
    sys.exit(call("pytest", *(sys.argv[1:] or ["-n", "auto", "--dist", "worksteal", "-q"])))
