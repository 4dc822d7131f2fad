"""The wheel: what is in it, and that it works beside a user's own `mocks`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources."""
    source, built = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("built")
    skipped = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for folder in ("src", "mocks", "scenarios"):
        shutil.copytree(ROOT / folder, source / folder, ignore=skipped)
    for file in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(built)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (found,) = built.glob("*.whl")
    return found


def test_the_wheel_holds_everything_and_nothing_at_the_top_but_ours(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    wanted = (
        "harness/py.typed",
        "harness/mocks/books/service.py",
        "harness/mocks/wrike/service.py",
        "harness/mocks/oauth/templates/",
        "harness/site/templates/home.html",
        "harness/scenario/report/templates/page.html",
        "harness/deluge/GRAMMAR.md",
        "harness/example/extension.yaml",
        "harness/example/fixtures/start.yaml",
    )
    assert [one for one in wanted if not any(name.startswith(one) for name in names)] == []
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names} == {"harness", wheel.name.rsplit("-", 3)[0] + ".dist-info"}
    assert not [name for name in names if "__pycache__" in name]


def test_an_installed_wheel_runs_a_scenario_beside_a_users_own_mocks(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "a folder with spaces"
    venv.create(home / "env", with_pip=False)
    python = home / "env" / SCRIPTS / Path(sys.executable).name
    installed = Path(_purelib(python))
    zipfile.ZipFile(wheel).extractall(installed)
    # The libraries of this environment, less this checkout: its own .pth files are not followed.
    (installed / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    user = home / "project"
    shutil.copytree(ROOT / "scenarios" / "wrike-projects", user / "scenarios")
    (user / "mocks.py").write_text("raise ImportError('somebody else took my mocks')\n", encoding="utf-8")
    done = subprocess.run(
        [python, "-m", "harness", "run", "scenarios", "-k", "three tasks", "--html", "out/page.html"],
        cwd=user,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "1 passed" in done.stdout
    assert "three tasks" in (user / "out" / "page.html").read_text(encoding="utf-8")
    where = [str(python), "-c", "import harness, harness.mocks; print(harness.mocks.__file__)"]
    place = subprocess.run(where, cwd=user, capture_output=True, text=True, check=True).stdout
    assert Path(place.strip()).is_relative_to(installed)


def _purelib(python: Path) -> str:
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
