"""One run of a function: what generated code and builtins reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import tzinfo
from functools import partial
from typing import Any

from harness.deluge.errors import HostFault, LimitError, ScriptError
from harness.deluge.host import Host
from harness.deluge.runtime import dates
from harness.deluge.runtime.answers import Answer, Answers
from harness.deluge.runtime.convert import decoded
from harness.deluge.runtime.limits import Limits, Meter
from harness.deluge.runtime.operators import Operators
from harness.deluge.runtime.texts import Texts
from harness.deluge.runtime.values import (
    UNSET,
    Caught,
    Collection,
    DateTime,
    File,
    Kind,
    Pairs,
    TypedList,
    kind,
)
from harness.deluge.source import Span
from harness.errors import nearest

Runner = Callable[..., Any]


class Dispatch(dict[type, Runner]):
    """One builtin for one number of arguments: by the type of its first argument."""

    def __init__(self, name: str, kinds: str) -> None:
        super().__init__()
        self.name, self.kinds = name, kinds
        self.watched = Watched(self)

    def __missing__(self, _type: type) -> Runner:
        return self._refuse

    def _refuse(self, _run: Run, receiver: Any, *_arguments: Any) -> Any:
        """The error for a receiver that the builtin does not take."""
        if receiver is None:
            raise ScriptError(
                f"Value is empty and '{self.name}' function cannot be applied",
                f"The value before .{self.name}() is null; test it with != null, or use ifnull().",
            )
        shown = str(receiver)[:60] if isinstance(receiver, str | int | float) else kind(receiver).value
        message = f"'{shown}' can not be cast to '{self.kinds}'"
        raise ScriptError(message, f"{self.name}() does not take {kind(receiver).value}.")


class Watched(dict[type, Runner]):
    """A builtin while the run follows an answer: it tells Answers before it does its work."""

    def __init__(self, builtin: Dispatch) -> None:
        super().__init__()
        self._builtin, self._name = builtin, builtin.name.lower()

    def __missing__(self, receiver: type) -> Runner:
        return self.setdefault(receiver, partial(self._call, self._builtin[receiver]))

    def _call(self, runner: Runner, run: Run, receiver: Any, *arguments: Any) -> Any:
        run.answers.called(self._name, receiver, arguments)
        return runner(run, receiver, *arguments)


class Run:
    """The state of one run. `call` and its neighbours are what generated code calls."""

    def __init__(self, function: str, host: Host, limits: Limits, locate: Callable[..., None]) -> None:
        self.function, self.host, self.limits, self._locate = function, host, limits, locate
        self.meter = Meter(limits)
        self.charge = self.meter.charge
        self.answers = Answers()
        self.quiet = True
        self._began = host.now()
        self._draws = 0
        self._chosen: dict[str, str] = {}
        self.texts = Texts(self.meter, self.assume, self.answers, self._date_format)
        self.operators = Operators(self.meter, self.texts, self.assume, self.answers)

    def assume(self, key: str) -> str:
        """The chosen alternative; the host is asked once, when the run first leans on it."""
        if key not in self._chosen:
            self._chosen[key] = self.host.assume(key)
        return self._chosen[key]

    def _date_format(self) -> str:
        """How dates are written where no format is given (assumption deluge.date_format)."""
        if self.assume("deluge.date_format") == "organization":
            with suppress(KeyError):
                return str(self.host.variable("organization.date_format"))
        return dates.DEFAULT_DATE

    @property
    def zone(self) -> tzinfo:
        """The organization's time zone."""
        return dates.zone(self.host.zone())

    def now(self) -> DateTime:
        """The moment in the organization's zone."""
        return dates.at(self.host.now(), self.zone)

    def date_in(self, text: str) -> DateTime:
        """The date that a text spells where a date is wanted (assumption deluge.text_as_date)."""
        if self.assume("deluge.text_as_date") == "error":
            raise ScriptError(
                f"'{text[:60]}' can not be cast to 'DATE-TIME'", "Use toDate() or toDateTime()."
            )
        found = dates.unmapped(text, self.zone)
        if found is None:
            raise ScriptError(dates.UNPARSABLE, f"{text[:60]!r} does not fit any format.")
        return found

    def chance(self) -> float:
        """The next number of randomNumber(), from 0 up to 1: the same in each run at the same time."""
        from hashlib import sha256

        self._draws += 1
        digest = sha256(f"{self.function} {self._began} {self._draws}".encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    # --- for generated code

    def call(self, builtin: Dispatch, receiver: Any, *arguments: Any) -> Any:
        """Call a builtin."""
        table = builtin if self.quiet else builtin.watched
        return table[type(receiver)](self, receiver, *arguments)

    def call_or_null(self, builtin: Dispatch, receiver: Any, index: Any) -> Any:
        """Call `get` where an index beyond the end counts as null (assumption deluge.list_get)."""
        if isinstance(receiver, list) and type(index) is int and index >= len(receiver):
            return None
        return self.call(builtin, receiver, index)

    def missing(self, value: Any) -> bool:
        """Does ifnull() replace `value`?"""
        if value is None:
            return True
        return value == "" and self.assume("deluge.ifnull_empty") == "empty_too"

    def read(self, value: Any, name: str) -> Any:
        """A variable that may not have been assigned."""
        if value is not UNSET:
            return value
        if self.assume("deluge.unassigned") == "null":
            return None
        message = f"Variable '{name}' is not defined"
        raise ScriptError(message, "No statement that assigns it has been executed.")

    def escaped(self, text: str, written: str) -> str:
        """A text with `\\n` in it (assumption deluge.line_feed)."""
        return text if self.assume("deluge.line_feed") == "line_feed" else written

    def make_map(self, *flat: Any) -> dict[Any, Any]:
        """A map of keys and values in turn."""
        self.charge(len(flat))
        keys = map(self.texts.key, flat[::2])
        return dict(zip(keys, flat[1::2], strict=True))

    def make_list(self, *items: Any) -> list[Any]:
        """A list."""
        self.charge(len(items))
        return list(items)

    def make_typed_list(self, element: str) -> TypedList:
        """A list that converts what is added to it."""
        return TypedList(Kind(element))

    def make_pairs(self, *flat: Any) -> Pairs:
        """The keys and values between the brackets of a call."""
        return Pairs(zip(flat[::2], flat[1::2], strict=True))

    def no_fake(self, task: str, *_arguments: Any) -> Any:
        """A task of another product of Zoho's."""
        raise HostFault.no_fake(task, f"Zoho {task.split('.')[1]}")

    def each(self, items: Any) -> list[Any]:
        """What `for each` goes through: a copy, so that the loop may change the list."""
        self.answers.look(items)
        found = self._iterable(items)
        self.charge(len(found))
        return list(found)

    def indexes(self, items: Any) -> range:
        """What `for each index` goes through."""
        self.answers.look(items)
        return range(len(self._iterable(items)))

    def _iterable(self, items: Any) -> list[Any]:
        if isinstance(items, list):
            return items
        if type(items) is Collection:
            return list(items.items.values()) if isinstance(items.items, dict) else items.items
        if type(items) is dict:
            rule = self.assume("deluge.for_each_map")
            if rule != "error":
                return list(items) if rule == "keys" else list(items.values())
        if type(items) is File:
            return self._values_of_file(items)
        if items is None and self.assume("deluge.for_each_null") == "nothing":
            return []
        hint = "Use keys() to go through a map." if type(items) is dict else ""
        raise ScriptError(f"for each cannot go through {kind(items).value}", hint)

    def _values_of_file(self, file: File) -> list[Any]:
        """The values of a file of comma-separated values, one after another (reference 1.4)."""
        import csv

        self.charge(2 * len(file.content))
        text = decoded(file.content, file.charset)
        try:
            return [value for row in csv.reader(text.splitlines(keepends=True)) for value in row]
        except csv.Error:
            message = f"for each cannot go through {file.name}"
            raise ScriptError(message, "It is no file of comma-separated values.") from None

    def hush(self) -> None:
        """An `info` begins: text made for it is no look at an answer."""
        self.answers.hushed = True

    def info(self, value: Any, line: int) -> None:
        """Print a value to the log."""
        text = self.texts.shown(value)
        self.answers.hushed = False
        self.host.log(text, line)

    def caught(self, error: ScriptError) -> Caught:
        """What `catch` binds."""
        self.answers.hushed = False
        self._locate(error)
        return Caught(error.message, error.line)

    def member(self, value: Any, name: str) -> Any:
        """`value.name`, which only caught errors have."""
        if type(value) is Caught:
            members: Mapping[str, Any] = {"message": value.message, "lineno": value.line}
            if name.lower() in members:
                return members[name.lower()]
            raise ScriptError(f"An error has no '{name}'", nearest(name, ("message", "lineNo")))
        raise ScriptError(f"{kind(value).value} has no '{name}'", f'Did you mean get("{name}")?')

    def system(self, name: str) -> Any:
        """A system variable, by its name in lower case."""
        match name:
            case "zoho.currentdate":
                today = self.now().at.replace(hour=0, minute=0, second=0)
                return DateTime(today, date_only=True)
            case "zoho.currenttime":
                return self.now()
        try:
            return self.host.variable(name)
        except KeyError:
            raise ScriptError(f"Variable '{name}' is not defined", "Not known here.") from None

    def follow(self, answer: Answer, body: Any, detailed: dict[str, Any] | None) -> None:
        """Watch from now on whether the script looks at an answer."""
        self.quiet = False
        self.answers.follow(answer, body, detailed)

    def check_time(self) -> None:
        """Raises LimitError when the run time is used up."""
        if self.limits.seconds is not None and self.host.now() - self._began > self.limits.seconds:
            raise LimitError(
                f"The function runs for more than {self.limits.seconds:g} seconds",
                "The limit was set for this run; Zoho's own for Books is not known.",
            )

    def exhausted(self, left: int, places: tuple[tuple[int, int, int, int], ...]) -> None:
        """The statements are used up, by the one of `places` (of a row counted together) that made 0."""
        if self.limits.statements is None:
            return
        place = Span(*places[left - 1])
        error = LimitError(
            f"Number of statement execution limit exceed Line:({place.line})",
            f"A function may execute {self.limits.statements:,} statements; each turn of a loop "
            "counts as one, too.",
        )
        self._locate(error, place)
        raise error
