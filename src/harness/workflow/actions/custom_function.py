"""The action "custom function": a Deluge function, and what it may ask of the world."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from harness.deluge.host import Incoming, Mail, Outgoing

from ..environment import Caller, Environment, Recording, organization_map
from ..errors import UnknownName
from ..model import Action, Finding, Function, Info
from .kind import Attempt, Installed

MAILS = "workflow.outbox"
"""Kind of the store: the mails that functions sent, by organization."""


class FunctionHost:
    """The host (`harness.deluge.host.Host`) of one run of a function.

    Everything that the run leaves behind goes into `recording` while it happens.
    """

    def __init__(
        self,
        environment: Environment,
        recording: Recording,
        function: Function,
        caller: Caller,
        zone: str = "UTC",
        date_format: str = "",
    ) -> None:
        from ..outbound import Outbound  # httpx costs start-up time that a world without calls can save

        self._environment, self._recording = environment, recording
        self._function, self._caller, self._zone = function, caller, zone
        self._date_format = date_format
        self._outbound = Outbound(environment, recording, caller)

    async def send(self, call: Outgoing) -> Incoming:
        """Make the call; raises CallFailed. Credentials are added here and never come back."""
        return await self._outbound.send(call)

    def log(self, text: str, line: int) -> None:
        """A line of `info`."""
        self._recording.info.append(Info(line, text, len(self._recording.exchanges)))

    async def mail(self, mail: Mail) -> None:
        """Put a mail into the organization's outbox."""
        environment, organization = self._environment, self._caller.organization
        number = environment.ids.nth(organization, "mail")
        record = {
            "number": number,
            "time": environment.clock.now(),
            "function": mail.function or self._function.name,
            "line": mail.line,
            "rule": self._caller.rule,
            "run": self._caller.run,
            "fields": {name: _plain(value) for name, value in mail.fields.items()},
        }
        environment.store.put(MAILS, organization, f"{number:012d}", record)

    def now(self) -> float:
        """Seconds since the epoch, UTC."""
        return self._environment.clock.now()

    def zone(self) -> str:
        """The organization's time zone, an IANA name."""
        return self._zone

    def variable(self, name: str) -> Any:
        """A system variable, or `organization.date_format`; KeyError for what Books functions lack."""
        if name == "organization.date_format" and self._date_format:
            return self._date_format
        who, field = _VARIABLES[name.lower()]
        administrator = self._environment.administrator(self._caller.organization)
        person = administrator if who == "administrator" else self._caller.person or administrator
        known = {} if person is None else self._environment.people(person)
        if field not in known:
            raise KeyError(name)
        return known[field]

    def assume(self, key: str) -> str:
        """The chosen alternative of an assumption."""
        return self._environment.assumptions.assume(key)

    def finding(self, code: str, message: str, line: int, exchange: int | None = None) -> None:
        """Report something that the author should know, on the exchange as well if it is about one."""
        function = self._function
        self._recording.findings.append(Finding(code, message, function.file, function.name, line, exchange))
        if exchange is not None:
            self._outbound.finding(exchange, code, message)


_VARIABLES: Mapping[str, tuple[str, str]] = {
    "zoho.loginuser": ("person", "full_name"),
    "zoho.loginuserid": ("person", "email"),
    "zoho.adminuser": ("administrator", "full_name"),
    "zoho.adminuserid": ("administrator", "email"),
}
"""System variable -> whose, and which field of the person's record."""


def _plain(value: Any) -> Any:
    """`value` as JSON values of its own, since the script may change its maps after the mail left."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


async def execute(
    function: Function,
    arguments: Mapping[str, Any],
    environment: Environment,
    recording: Recording,
    caller: Caller,
) -> Any:
    """Run `function` on its maps and the organization's global fields; its value. Raises DelugeError."""
    given = environment.with_global_fields(caller.organization, arguments)
    organization = organization_map(given)
    zone, date_format = organization.get("time_zone") or "UTC", organization.get("date_format") or ""
    host = FunctionHost(environment, recording, function, caller, zone, date_format)
    return await function.program.run(given, host, function.limits)


class CustomFunction:
    """The kind of action."""

    name = "custom_function"

    def check(self, action: Action, installed: Installed) -> None:
        """Raises UnknownName if there is no such function."""
        if action.name not in installed.functions:
            raise UnknownName("function", action.name, installed.functions)

    async def perform(self, attempt: Attempt) -> None:
        """Run the function with the maps of the run's record."""
        run, environment = attempt.run, attempt.environment
        self.check(Action(run.action), attempt.installed)
        function = attempt.installed.functions[run.action]
        caller = Caller(run.organization, run.person, run.exchange, run.rule, run.id)
        arguments = environment.arguments(run.organization, run.module, run.record, run.person)
        await execute(function, arguments, environment, attempt.recording, caller)


KIND = CustomFunction()
