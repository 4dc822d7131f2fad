"""The JSON report: everything that is known, the same bytes for the same seed but for the block `timing`."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import orjson

from ..formats import FORMAT
from ..results import FAILED, FAULT, PASSED, Results


def write(results: Results) -> str:
    """The report as a text."""
    return orjson.dumps(as_json(results), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def as_json(results: Results) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "format": FORMAT,
        "harness": version("zoho-books-harness"),
        "seed": results.seed,
        "interrupted": results.interrupted,
        "counts": {
            "selected": results.selected,
            "passed": results.count(PASSED),
            "failed": results.count(FAILED),
            "faults": results.count(FAULT),
        },
        "scenarios": [case.as_json() for case in results.cases],
        "timing": {
            "seconds": round(results.seconds, 6),
            "scenarios": [round(case.seconds, 6) for case in results.cases],
        },
    }
