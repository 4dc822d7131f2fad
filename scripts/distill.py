"""Write the facts of the vendors' specifications (a folder, the argument) into tests/contract/vendor."""

from __future__ import annotations

import sys

from _venv import call, enter

if __name__ == "__main__":
    enter("dev")
    sys.exit(call("python", "-m", "tests.contract.distil", *sys.argv[1:]))
