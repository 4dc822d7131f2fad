"""`harness check` over a large folder."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from harness.check import check_paths

from .figures import Effort, Figure
from .measuring import ROOT, seconds

FILES, LINES = 800, 150


def measure(effort: Effort) -> Iterator[Figure]:
    """800 functions of 150 lines, 120,000 in all, each of its own text; one core."""
    share = effort.of(1, 8)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(FILES // share):
            (Path(folder) / f"f{number}.dg").write_text(_script(number), encoding="utf-8")
        began = time.process_time()
        wall = seconds(lambda: check_paths([Path(folder)], deluge=True))
        took = time.process_time() - began
    said = f"{FILES // share * LINES / took:,.0f} lines a second of processor time; {wall:.1f} s went by"
    note = f"{share} times an eighth of the files" if share > 1 else ""
    yield Figure("check", took * share, 10, "s", said, note=note)


def _script(number: int) -> str:
    """The function of the story and its variations, whole, in another order each, up to 150 lines."""
    sources = sorted((ROOT / "scenarios").rglob("*.dg")) + sorted(
        (ROOT / "tests/deluge_cases/wild").rglob("*.dg")
    )
    lines: list[str] = [f"// Function {number}."]
    while True:
        text = sources[(number := number + 1) % len(sources)].read_text(encoding="utf-8").splitlines()
        if len(lines) + len(text) > LINES:
            return "\n".join(lines + ['info "filled up";'] * (LINES - len(lines)))
        lines += text
