"""The tasks sendmail and sendsms (reference 3.2): into the world's outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harness.deluge.host import Mail
from harness.deluge.runtime.convert import outgoing
from harness.deluge.runtime.run import Run


async def send_mail(run: Run, entries: Mapping[str, Any], line: int) -> None:
    """Send a mail; null fields count as absent."""
    await _sent(run, entries, line, "sendmail")


async def send_sms(run: Run, entries: Mapping[str, Any], line: int) -> None:
    """Send a short message."""
    await _sent(run, entries, line, "sendsms")


async def _sent(run: Run, entries: Mapping[str, Any], line: int, task: str) -> None:
    fields = {key: outgoing(value) for key, value in entries.items() if value is not None}
    for value in entries.values():
        run.answers.look(value)
    await run.host.mail(Mail(fields, run.function, line, task))
