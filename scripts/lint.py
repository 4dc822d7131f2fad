"""Check style, format and types. `--fix` mends what can be mended."""

from __future__ import annotations

import sys

from _venv import call, enter

if __name__ == "__main__":
    enter("dev")
    fix = sys.argv[1:] == ["--fix"]
    commands = [
        ("ruff", "check", *(["--fix"] if fix else [])),
        ("ruff", "format", *([] if fix else ["--check"])),
        ("mypy",),
    ]
    sys.exit(max([call(*command) for command in commands]))
