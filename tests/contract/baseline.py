"""What was reached so far, module by module: coverage may not drop, contradictions may not grow."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from .judge import Verdict

FILE = Path(__file__).resolve().parent / "baseline.json"


def reached(verdict: Verdict) -> dict[str, int]:
    """Aspect -> how much of it there is, and the number of contradictions."""
    return {aspect: there for aspect, (there, _) in verdict.counts.items()} | {
        "contradictions": len(verdict.contradictions)
    }


def known() -> dict[str, dict[str, int]]:
    """The committed baseline."""
    found: dict[str, dict[str, int]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def accept(verdicts: Iterable[Verdict]) -> None:
    """Take these verdicts for the baseline of their modules; one line a module, so that changes merge."""
    merged = (known() if FILE.exists() else {}) | {one.module.id: reached(one) for one in verdicts}
    lines = (f"{json.dumps(name)}: {json.dumps(merged[name])}" for name in sorted(merged))
    FILE.write_text("{\n " + ",\n ".join(lines) + "\n}\n", encoding="utf-8")
