"""The JUnit report, in the form that Jenkins, GitLab and GitHub's actions read.

Real durations stand in one property `timing`, not on each test case: a report of the same seed is the
same bytes but for that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree as ET

from ..results import FAILED, FAULT, PASSED, CaseResult, Results
from .text import explain, findings

_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


def write(results: Results) -> str:
    """The report as a text: a suite for each file."""
    root = ET.Element("testsuites", {"name": "harness", **_counts(results.cases)})
    for file, cases in groupby(results.cases, lambda case: case.file):
        listed = list(cases)
        suite = ET.SubElement(root, "testsuite", {"name": file, **_counts(listed)})
        for case in listed:
            _case(suite, case)
    timing = ET.Element("properties")
    ET.SubElement(timing, "property", name="timing", value=f"{results.seconds:.3f}")
    if len(root):
        root[0].insert(0, timing)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _counts(cases: Iterable[CaseResult]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    return {
        "tests": str(len(outcomes)),
        "failures": str(outcomes.count(FAILED)),
        "errors": str(outcomes.count(FAULT)),
    }


def _case(suite: ET.Element, case: CaseResult) -> None:
    element = ET.SubElement(
        suite,
        "testcase",
        name=_possible(case.title),
        classname=_possible(case.extension or case.file),
        file=case.file,
        line=str(case.line),
    )
    if case.outcome != PASSED:
        lines = explain(case)
        tag = "error" if case.outcome == FAULT else "failure"
        told = ET.SubElement(element, tag, message=_possible(lines[0] if lines else case.outcome))
        told.text = _possible("\n".join(lines))
    if found := list(findings(case)):
        ET.SubElement(element, "system-out").text = _possible("\n".join(found))


def _possible(text: str) -> str:
    return _IMPOSSIBLE.sub("�", text)
