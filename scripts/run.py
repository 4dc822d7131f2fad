"""Run every scenario and write one page about it: report/index.html."""

from __future__ import annotations

import sys

from _venv import ROOT, call, enter

if __name__ == "__main__":
    enter()
    report = ROOT / "report" / "index.html"
    report.parent.mkdir(exist_ok=True)
    sys.exit(call("harness", "run", "--html", str(report), *(sys.argv[1:] or ["scenarios"])))
