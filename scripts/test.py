"""Run the tests, in parallel on all cores; arguments go to pytest (for example a path, or -k name)."""

from __future__ import annotations

import os
import sys

from _venv import call, enter

if __name__ == "__main__":
    enter("dev", *(["browser"] if "CI" in os.environ else []))
    sys.exit(call("pytest", *(sys.argv[1:] or ["-n", "auto", "--dist", "worksteal", "-q"])))
