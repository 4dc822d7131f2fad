"""The tasks sendmail and sendsms (reference 3.2): into the world's outbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from harness.deluge.host import Mail
from harness.deluge.runtime.convert import outgoing
from harness.deluge.runtime.run import Run

_SENDERS: Final = ("zoho.loginuserid", "zoho.adminuserid")


async def send_mail(run: Run, entries: Mapping[str, Any], line: int) -> None:
    """Send a mail; null fields count as absent."""
    _check_sender(run, entries.get("from"), line)
    await _sent(run, entries, line, "sendmail")


async def send_sms(run: Run, entries: Mapping[str, Any], line: int) -> None:
    """Send a short message."""
    await _sent(run, entries, line, "sendsms")


def _check_sender(run: Run, sender: Any, line: int) -> None:
    """`from` is one of two addresses, perhaps behind a name (EX:send-mail)."""
    own = [one for name in _SENDERS if (one := _address(run, name))]
    address = str(sender).rpartition("<")[2].rstrip("> ")
    if own and address not in own:
        run.host.finding(
            "mail-sender",
            f"The mail is from '{sender}'. Zoho takes loginuserid or adminuserid: {', '.join(own)}.",
            line,
        )


def _address(run: Run, name: str) -> str:
    try:
        return str(run.host.variable(name))
    except KeyError:
        return ""


async def _sent(run: Run, entries: Mapping[str, Any], line: int, task: str) -> None:
    fields = {key: outgoing(value) for key, value in entries.items() if value is not None}
    for value in entries.values():
        run.answers.look(value)
    await run.host.mail(Mail(fields, run.function, line, task))
