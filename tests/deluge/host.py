"""A host for tests: canned answers in, everything that the script does out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, NamedTuple

from harness.deluge import (
    ASSUMPTIONS,
    CallFailed,
    Incoming,
    Limits,
    Mail,
    Outgoing,
    compile_source,
)

NOON = 1_767_268_800.0
"""2026-01-01 12:00:00 UTC."""


class Found(NamedTuple):
    """A finding."""

    code: str
    message: str
    line: int
    exchange: int | None


class RecordingHost:
    """Answers calls from a list, in order; the last answer repeats."""

    def __init__(
        self,
        answers: list[Incoming | CallFailed] | None = None,
        choices: Mapping[str, str] | None = None,
        zone: str = "Asia/Kolkata",
    ) -> None:
        self.answers = answers or []
        self.choices = {one.key: one.choice for one in ASSUMPTIONS} | dict(choices or {})
        self.time_zone = zone
        self.calls: list[Outgoing] = []
        self.lines: list[str] = []
        self.info_places: list[int] = []
        self.mails: list[Mail] = []
        self.findings: list[Found] = []
        self.asked: list[str] = []

    async def send(self, call: Outgoing) -> Incoming:
        self.calls.append(call)
        await asyncio.sleep(0)
        answer = self.answers[min(len(self.calls), len(self.answers)) - 1]
        if isinstance(answer, CallFailed):
            raise answer
        return answer

    def log(self, text: str, line: int) -> None:
        self.lines.append(text)
        self.info_places.append(line)

    async def mail(self, mail: Mail) -> None:
        self.mails.append(mail)

    def now(self) -> float:
        return NOON

    def zone(self) -> str:
        return self.time_zone

    def variable(self, name: str) -> Any:
        return {
            "zoho.loginuserid": "asha@example.com",
            "zoho.loginuser": "Asha",
            "zoho.adminuserid": "owner@example.com",
            "organization.date_format": "yyyy/MM/dd",
        }[name]

    def assume(self, key: str) -> str:
        self.asked.append(key)
        return self.choices[key]

    def finding(self, code: str, message: str, line: int, exchange: int | None = None) -> None:
        self.findings.append(Found(code, message, line, exchange))


def answer(body: str = "{}", status: int = 200, content_type: str = "application/json") -> Incoming:
    """An HTTP answer."""
    return Incoming(status, {"content-type": content_type}, body.encode(), exchange=7)


def run(
    text: str,
    arguments: Mapping[str, Any] | None = None,
    host: RecordingHost | None = None,
    limits: Limits | None = None,
) -> Any:
    """Compile and run a script named `f.dg`; its result."""
    program = compile_source(text, "f.dg")
    return asyncio.run(program.run(arguments or {}, host or RecordingHost(), limits))
