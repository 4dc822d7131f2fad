"""What a Deluge script may ask of the world, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A call that a script wants to make.

    `line` and `function` say which statement asks for it. `connection` is a link name or None: the
    host adds the connection's credentials, the script never sees them. After `timeout` seconds
    without an answer the host gives up with `CallFailed("timeout", …)`.

    `service` is "" for a call to any URL. For a task of one of Zoho's own services (`books`) it names
    the service: then `url` is a path, such as `/books/v3/projects`, below the service's API in the
    organization's data centre, and where `connection` is None the call goes under the
    organization's own grant.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    connection: str | None
    function: str
    line: int
    timeout: float = 40.0
    service: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The answer to an `Outgoing` call. Header names are in lower case.

    `exchange` is the number of the exchange in the journal, for findings.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    exchange: int


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail or short message that a script sends: it goes to the world's outbox.

    `task` is `sendmail` or `sendsms`.
    """

    fields: Mapping[str, Any] = field(default_factory=dict)
    function: str = ""
    line: int = 0
    task: str = "sendmail"


class CallFailed(Exception):
    """A call got no answer, or never left.

    `kind` is one of `timeout`, `dns`, `refused`, `reset`, `tls`, `connection` (the harness refused to
    send it: unknown, disconnected or unauthorised connection), `host` (no fake owns the host).
    `text` is what the script sees in `e.message`; `ours` marks a text that is not the vendor's.
    """

    def __init__(self, kind: str, text: str, *, ours: bool = True) -> None:
        super().__init__(text)
        self.kind, self.text, self.ours = kind, text, ours


class Host(Protocol):
    """Everything impure that the runtime needs."""

    async def send(self, call: Outgoing) -> Incoming:
        """Make the call. Any HTTP status is an answer; raises `CallFailed` when there is none."""
        ...

    def log(self, text: str, line: int) -> None:
        """A line of `info`."""
        ...

    async def mail(self, mail: Mail) -> None:
        """Put a mail into the outbox."""
        ...

    def now(self) -> float:
        """Seconds since the epoch, UTC."""
        ...

    def zone(self) -> str:
        """The organization's time zone, such as `Asia/Kolkata`."""
        ...

    def variable(self, name: str) -> Any:
        """A system variable such as `zoho.loginuserid`; KeyError if this host has none."""
        ...

    def assume(self, key: str) -> str:
        """The chosen alternative of an assumption."""
        ...

    def finding(self, code: str, message: str, line: int, exchange: int | None = None) -> None:
        """Report something that was accepted and that the author should know."""
        ...
