"""Run every scenario and write one page about it: report/index.html."""

from __future__ import annotations

import sys
from pathlib import Path

from _venv import ROOT, call, enter

if __name__ == "__main__":
    enter()
    report = ROOT / "report" / "index.html"
    report.parent.mkdir(exist_ok=True)
    given = sys.argv[1:]
    paths = [] if any(Path(one).exists() for one in given) else ["scenarios"]
    sys.exit(call("harness", "run", "--html", str(report), *given, *paths))
