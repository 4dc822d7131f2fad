"""The words of the workflow layer as values: rules, functions, runs, log lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from harness.deluge.host import Host
from harness.deluge.runtime.limits import Limits
from harness.errors import nearest
from harness.ports import Record

from .criteria import Criteria
from .errors import RuleError

TRIGGERS: Mapping[str, frozenset[str]] = {
    "created": frozenset({"created"}),
    "edited": frozenset({"edited"}),
    "created or edited": frozenset({"created", "edited"}),
    "deleted": frozenset({"deleted"}),
}
"""The events that set off a rule of each trigger."""

QUEUED, RUNNING, DONE = "queued", "running", "done"
"""The statuses of a run, in the only order in which they follow each other."""

SUCCESS, FAILURE = "Success", "Failure"
"""The statuses of a log line, as Books writes them."""


class Program(Protocol):
    """A compiled function."""

    async def run(self, arguments: Mapping[str, Any], host: Host, limits: Limits | None = None) -> Any:
        """Run it within the limits, by default Zoho's; raises DelugeError."""
        ...


@dataclass(frozen=True, slots=True)
class Function:
    """A custom function of the extension; `file` is where its source is, for findings, `text` the source.

    `limits` bound each of its runs; None stands for Zoho's.
    """

    name: str
    module: str
    program: Program
    file: str = ""
    limits: Limits | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Webhook:
    """A webhook: `method` is POST, PUT or DELETE, `parameters` join the query of `url`.

    `connection` is a link name ("Authorization Type: Connections"), empty for self-authorization. The body is
    `form` or `raw` where one is given, else the default payload: the record.
    """

    name: str
    module: str
    method: str
    url: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    connection: str = ""
    form: Mapping[str, str] | None = None
    raw: str | None = None


METHODS = ("POST", "PUT", "DELETE")
"""What a webhook can do."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a rule does: `kind` names the kind of action, `name` the thing of that kind."""

    name: str
    kind: str = "custom_function"


@dataclass(frozen=True, slots=True)
class Rule:
    """A workflow rule. `trigger` is one of `TRIGGERS`; raises RuleError for another.

    `active` says whether it is on where an organization has not switched it (`Engine.switch`).
    """

    name: str
    module: str
    trigger: str
    actions: tuple[Action, ...]
    criteria: Criteria = field(default_factory=Criteria)
    active: bool = True

    def __post_init__(self) -> None:
        if self.trigger not in TRIGGERS:
            raise RuleError(
                f"The rule '{self.name}' has no trigger '{self.trigger}'. {nearest(self.trigger, TRIGGERS)}"
            )


@dataclass(frozen=True, slots=True)
class Run:
    """One action of one rule, to be done for one event.

    `record` is the stored record as it was saved (or was before it was deleted). `exchange` is the
    number of the exchange that saved it, `attempt` counts from 1.
    """

    id: str
    seq: int
    order: int
    organization: str
    rule: str
    kind: str
    action: str
    module: str
    event: str
    record_id: str
    record: Record
    person: str | None
    exchange: int | None
    status: str = QUEUED
    attempt: int = 1

    def as_record(self) -> dict[str, Any]:
        """The run as the store keeps it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Info:
    """A line of `info`, with the line of the function that wrote it.

    `calls` is how many calls the attempt had made by then; a log does not keep it.
    """

    line: int
    text: str
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a function got away with. `line` counts from 1, 0 if there is none."""

    code: str
    message: str
    file: str
    function: str
    line: int
    exchange: int | None


@dataclass(frozen=True, slots=True)
class LogLine:
    """One attempt at an action, as the page Workflow Logs shows it, and what the page does not show.

    `time` is when it began (seconds since the epoch, UTC). `reason` says why it failed, with `file`,
    `line`, `column` and the `excerpt` of the function where that is known; `hint` is our explanation,
    and `ours` marks a failure that is the harness's, not one that Zoho would have; `interrupted` one
    that was cut off. `exchanges` are the
    calls it made, by their numbers in the journal. `number` counts the lines of the
    world from 1; a function that was run by hand has none.
    """

    time: float
    organization: str
    function: str
    status: str
    number: int = 0
    rule: str = ""
    module: str = ""
    event: str = ""
    record_id: str = ""
    person: str | None = None
    run: str = ""
    attempt: int = 1
    reason: str = ""
    hint: str = ""
    file: str = ""
    line: int = 0
    column: int = 0
    excerpt: str = ""
    ours: bool = False
    interrupted: bool = False
    info: tuple[Info, ...] = ()
    exchanges: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def place(self) -> str:
        """`file:line:column` of the failure, or empty text."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def as_json(self) -> dict[str, Any]:
        """The line as JSON values; `from_json` reads it back."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        plain["info"] = [{"line": one.line, "text": one.text} for one in self.info]
        plain["findings"] = [
            {name: getattr(one, name) for name in Finding.__slots__} for one in self.findings
        ]
        plain["exchanges"] = list(self.exchanges)
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> LogLine:
        """The line that `as_json` made `plain` of."""
        nested = {
            "info": tuple(Info(**one) for one in plain["info"]),
            "findings": tuple(Finding(**one) for one in plain["findings"]),
            "exchanges": tuple(plain["exchanges"]),
        }
        return cls(**{**plain, **nested})


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a function that was run by hand: its value and its log line."""

    value: Any
    line: LogLine
