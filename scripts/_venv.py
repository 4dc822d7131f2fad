"""Makes `.venv` with all that a script needs, once, and goes on inside it.

Needs nothing but Python 3.11: no uv, no make, no network after the first time.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def enter(*groups: str) -> None:
    """Go on inside `.venv`, which holds the project and the dependency groups.

    Returns only when this process runs in it already. Exits with 2 on a Python that is too old.
    """
    if sys.version_info < (3, 11):  # noqa: UP036  # this file runs before anything has checked
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    _install(groups)
    if Path(sys.prefix).resolve() != VENV.resolve():
        os.chdir(ROOT)
        command = [str(PYTHON), *sys.argv]
        if os.name == "nt":
            sys.exit(subprocess.call(command))
        os.execv(command[0], command)  # noqa: S606  # no shell is wanted


def call(*command: str) -> int:
    """Run a command of the virtual environment; returns its exit code, 130 after Ctrl-C."""
    print("$", " ".join(command), flush=True)
    try:
        return subprocess.call([str(BIN / command[0]), *command[1:]], cwd=ROOT)
    except KeyboardInterrupt:
        return 130


def _install(groups: tuple[str, ...]) -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    stamps = {name: VENV / f".installed-{name}" for name in ("project", *groups)}
    mark = hashlib.sha256(f"{text}{sys.version}".encode()).hexdigest()
    missing = [name for name, stamp in stamps.items() if not _is(stamp, mark)]
    if not missing:
        return
    if not PYTHON.exists():
        print("Making .venv …", flush=True)
        venv.create(VENV, with_pip=True)
    wanted = ["-e", str(ROOT)]
    declared = tomllib.loads(text)["dependency-groups"]
    for name in groups:
        wanted += declared[name]
    print("Installing what is needed (once) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.call([*pip, *wanted]) != 0:
        sys.exit("The installation failed; the lines above say why.")
    for stamp in stamps.values():
        stamp.write_text(mark, encoding="utf-8")


def _is(stamp: Path, mark: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == mark
