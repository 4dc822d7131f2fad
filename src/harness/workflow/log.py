"""The workflow log: a line per attempt, in the world's store."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from harness.deluge.errors import DelugeError, HostFault
from harness.errors import HarnessError
from harness.ports import Ids, Store

from .environment import Recording
from .errors import Interrupted
from .model import FAILURE, SUCCESS, LogLine, Run


class Log:
    """The lines of all organizations; a line is never changed or written twice."""

    KIND = "workflow.logs"

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store, self._ids = store, ids

    def append(self, run: Run, recording: Recording, began: float, failure: Exception | None) -> LogLine:
        """Keep the line of an attempt that began at `began` and, without `failure`, went well; the line."""
        line = line_of(
            recording,
            failure,
            number=self._ids.nth("workflow", "log"),
            time=began,
            organization=run.organization,
            function=run.action,
            rule=run.rule,
            module=run.module,
            event=run.event,
            record_id=run.record_id,
            person=run.person,
            run=run.id,
            attempt=run.attempt,
        )
        self._store.put(self.KIND, run.organization, _key(run), line.as_json())
        return line

    def find(self, run: Run) -> LogLine | None:
        """The line of this attempt, or None if it was not logged."""
        record = self._store.get(self.KIND, run.organization, _key(run))
        return None if record is None else LogLine.from_json(record)

    def lines(self, organization: str | None = None) -> list[LogLine]:
        """The lines of the organization, or of all, in the order in which they were written."""
        tenants = self._store.tenants(self.KIND) if organization is None else [organization]
        records = [record for tenant in tenants for record in self._store.rows(self.KIND, tenant).values()]
        return [LogLine.from_json(record) for record in sorted(records, key=lambda one: one["number"])]


def line_of(recording: Recording, failure: Exception | None, **known: Any) -> LogLine:
    """The line of an attempt: how it went, what it left behind, and what is `known` about it.

    No secret of a connection is in it, whatever the function wrote into its log.
    """
    hide = recording.hide
    why: dict[str, Any] = {
        name: hide(one) if isinstance(one, str) else one for name, one in _why(failure).items()
    }
    return LogLine(
        status=SUCCESS if failure is None else FAILURE,
        info=tuple(replace(one, text=hide(one.text)) for one in recording.info),
        exchanges=tuple(recording.exchanges),
        findings=tuple(replace(one, message=hide(one.message)) for one in recording.findings),
        **known,
        **why,
    )


def _why(failure: Exception | None) -> dict[str, Any]:
    """The fields of a line that say why the attempt failed."""
    if failure is None:
        return {}
    if isinstance(failure, DelugeError):
        return {
            "reason": failure.message,
            "hint": failure.hint,
            "file": failure.file,
            "line": failure.line,
            "column": failure.column,
            "excerpt": failure.excerpt,
            "ours": isinstance(failure, HostFault),
        }
    if isinstance(failure, HarnessError):
        return {"reason": str(failure), "ours": True, "interrupted": isinstance(failure, Interrupted)}
    return {"reason": f"The harness itself failed while this action ran: {failure!r}", "ours": True}


def _key(run: Run) -> str:
    return f"{run.id}#{run.attempt}"
