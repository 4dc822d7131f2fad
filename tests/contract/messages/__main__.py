"""`python -m tests.contract.messages`: how many rows each module has, which are not asserted, and why."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

from .rows import NOT_BUILT, rows


def report() -> Iterator[str]:
    """One line a module; one for each row that is not asserted though its operation is built."""
    asserted = Counter(f"{row.fake}/{row.module}" for row in rows() if not row.lacks)
    lacking = Counter(f"{row.fake}/{row.module}" for row in rows() if row.lacks)
    yield f"{'':30}{'asserted':>10}{'not yet':>10}"
    for module in sorted(asserted | lacking):
        yield f"{module:30}{asserted[module]:>10}{lacking[module]:>10}"
    yield f"{'in all':30}{asserted.total():>10}{lacking.total():>10}"
    yield from (f"{row.id}: {row.lacks}" for row in rows() if row.lacks not in ("", NOT_BUILT))


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
