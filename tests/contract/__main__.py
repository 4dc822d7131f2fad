"""`python -m tests.contract [--accept] [MODULE …]`: what the fakes have of the vendors' specifications.

Without a module: one line for each. With some (`books/invoices`, or a pattern such as `wrike/*`): every gap
of them. `--accept` writes what was reached into baseline.json.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from itertools import groupby

from . import baseline
from .facts import modules
from .judge import ASPECTS, Gap, Verdict, judge


def main(arguments: list[str]) -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m tests.contract", description=__doc__)
    parser.add_argument("modules", nargs="*", help="books/contacts, wrike/*")
    parser.add_argument("--accept", action="store_true", help="write the baseline")
    asked = parser.parse_args(arguments)
    known = modules()
    chosen = [one for one in known if any(fnmatchcase(one.id, pattern) for pattern in asked.modules)]
    if asked.modules and not chosen:
        parser.error(f"no module is called so; there are: {', '.join(one.id for one in known)}")
    verdicts = [judge(one) for one in chosen or known]
    report = list(table(verdicts))
    for verdict in verdicts if chosen else ():
        report += ["", f"# {verdict.module.id}", *details(verdict)]
    sys.stdout.write("\n".join(report) + "\n")
    if asked.accept:
        baseline.accept(verdicts)


def table(verdicts: list[Verdict]) -> Iterator[str]:
    """One line a module: there / in all, for each aspect, and the number of contradictions."""
    yield f"{'':30}" + "".join(f"{aspect:>14}" for aspect in (*ASPECTS, "contradicts"))
    for verdict in verdicts:
        counts = "".join(f"{f'{there}/{all}':>14}" for there, all in verdict.counts.values())  # noqa: A001
        yield f"{verdict.module.id:30}{counts}{len(verdict.contradictions):>14}"


def details(verdict: Verdict) -> Iterator[str]:
    """Every gap; of an operation that is not built only that, of a missing object not its parts."""
    for operation, found in groupby(verdict.gaps, key=lambda gap: gap.operation):
        gaps = list(found)
        if gaps[0].aspect == "operations":
            yield f"{operation}: not built"
            continue
        yield f"{operation}:"
        for aspect, ones in groupby(sorted(gaps, key=lambda gap: gap.aspect), key=lambda gap: gap.aspect):
            yield f"  {aspect}: " + ", ".join(_told(gap) for gap in _topmost(list(ones)))


def _topmost(gaps: list[Gap]) -> list[Gap]:
    names = {gap.field for gap in gaps}
    return [gap for gap in gaps if gap.aspect == "limits" or not _parents(gap.field) & names]


def _parents(name: str) -> set[str]:
    parts = name.split(".")
    above = (".".join(parts[:length]) for length in range(1, len(parts)))
    return {one.removesuffix("[]") for one in above}


def _told(gap: Gap) -> str:
    if gap.vendor is None:
        return gap.field
    return f"{gap.field} ({gap.vendor!r}, here {gap.here!r})".strip()


if __name__ == "__main__":
    main(sys.argv[1:])
