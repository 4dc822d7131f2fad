"""What became of a function, as JSON: the same bytes for the same seed but for the block `timing`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ..scenario.formats import FORMAT
from .play import Execution


def as_json(done: Execution) -> dict[str, Any]:
    """All that is known."""
    line = done.line.as_json()
    return {
        "format": FORMAT,
        "file": done.file,
        "function": done.function,
        "module": done.module,
        "status": done.line.status,
        "result": done.value,
        "error": None if done.well else {key: line[key] for key in _ERROR},
        "inferred": [asdict(one) for one in done.notes],
        "info": line["info"],
        "calls": list(done.calls),
        "mails": list(done.mails),
        "findings": list(done.findings),
        "assumptions": dict(done.assumptions),
        "advice": list(done.advice),
        "seconds": done.virtual,
        "timing": {"seconds": round(done.seconds, 6)},
    }


_ERROR = ("reason", "hint", "file", "line", "column", "excerpt", "ours")
