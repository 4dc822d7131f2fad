"""`fails: state_refused`: a step about a connection that is to go wrong, and how.

The words are those of `harness.connections.errors`, each the `kind` of a ConnectionProblem: they are ours.
"""

from __future__ import annotations

from collections.abc import Awaitable, Mapping

from ...connections import ConnectionProblem
from ..shapes import Choice
from ..stage import StepFailed
from .kind import Written

FAILS = "fails"


def _kinds(problem: type[ConnectionProblem] = ConnectionProblem) -> Mapping[str, type[ConnectionProblem]]:
    below = {kind: one for sub in problem.__subclasses__() for kind, one in _kinds(sub).items()}
    return {**below, problem.kind: problem}


def expected(written: Written) -> str:
    """The kind of problem that the step says it ends with; "" for none."""
    node = written.modifiers.get(FAILS)
    return "" if node is None else Choice("a problem of connections", _kinds()).read(node)


async def judge(doing: Awaitable[str | None], fails: str) -> None:
    """Do it: it must end as expected. What it answers is the kind of a problem, or nothing.

    Raises StepFailed if it ends well and should not, or otherwise than expected.
    """
    try:
        ended, text = await doing or "", ""
    except ConnectionProblem as problem:
        ended, text = problem.kind, problem.message
    if ended == fails:
        return
    if not fails:
        raise StepFailed(text or f"It ended with '{ended}'.")
    how = f"ended with '{ended}'" if ended else "went well"
    raise StepFailed(f"It was to fail with '{fails}', and {how}. {text}".rstrip())
