"""The world that one case plays in, and the names that it knows by now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from ..errors import HarnessError, UsageError, nearest
from .catalogue import Catalogue, KindName
from .names import ANSWER
from .references import Reference, walk

if TYPE_CHECKING:
    from ..extension import Extension
    from ..world import World


class StepFailed(HarnessError):
    """A step did not go as its author said."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a name stands for: a record by its key, or a value that is what it is (`kind` None)."""

    key: str
    record: Mapping[str, Any]
    kind: KindName | None = None
    tenant: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the last request of a step; `error` is why there is none."""

    exchange: int
    status: int | None = None
    headers: Mapping[str, str] | None = None
    body: bytes = b""
    error: str | None = None

    @property
    def json(self) -> Any:
        """The JSON of the body, or None."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError:
            return None

    def describe(self) -> str:
        """The answer in one line."""
        if self.status is None:
            return f"no answer: {self.error}"
        return f"{self.status} {self.body[:300].decode('utf-8', 'replace')}"


class Stage:
    """One world, while a scenario is played in it. `detail`: what passes is looked at as well."""

    def __init__(
        self, world: World, catalogue: Catalogue, extension: Extension, *, detail: bool = False
    ) -> None:
        self.world, self.catalogue, self.extension, self.detail = world, catalogue, extension, detail
        self.answer: Answer | None = None
        self.entered: Mapping[str, Mapping[str, str]] = {}
        self._bound: dict[str, Bound] = {}
        self._calls: list[tuple[int, int]] = []

    # --- names

    def bind(self, name: str | None, bound: Bound) -> None:
        """From now on `name` stands for that; nothing happens without a name."""
        if name is not None:
            self._bound[name] = bound

    def id(self, name: str) -> str:
        """The id of what is called so; "" for no name."""
        return self._bound[name].key if name else ""

    def named(self, name: str) -> Bound:
        """What is called so; raises UsageError with the nearest name."""
        if name not in self._bound:
            raise UsageError(f"Nothing is called '{name}'. {nearest(name, self._bound)}")
        return self._bound[name]

    def lookup(self, reference: Reference) -> Any:
        """What a reference stands for; raises FileError at its place."""
        if reference.name == ANSWER:
            return walk(self.answer.json if self.answer else None, reference)
        bound = self._bound.get(reference.name)
        if bound is None:
            raise reference.place.error(
                f"{reference}: there is no '{reference.name}' yet. {nearest(reference.name, self._bound)}"
            )
        return walk(self._record(bound), reference) if reference.path else bound.key

    def _record(self, bound: Bound) -> Mapping[str, Any]:
        """The record as expectations see it now; if it is gone, as it was last known."""
        if bound.kind is None:
            return bound.record
        key = self.catalogue.kind(bound.kind).key
        rows = self.world.view(bound.kind.service, bound.kind.kind, bound.tenant)
        return next((row for row in rows if row.get(key) == bound.key), bound.record)

    # --- acting

    async def request(
        self,
        method: str,
        url: str,
        *,
        person: str | None,
        tenant: str | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        origin: str = "api",
    ) -> Answer:
        """One call as a person or client; what came of it is the answer, also where none came."""
        import httpx  # costs start-up time, and only who sends something needs it

        number = self.world.journal.last + 1
        try:
            response = await self.world.request(
                method, url, person=person, tenant=tenant, json=json, headers=headers, origin=origin
            )
        except httpx.HTTPError as error:
            # The journal's words are the same in process and over sockets; the error's own are not.
            exchange = self.world.journal.get(number)
            self.answer = Answer(number, error=(exchange and exchange.error) or type(error).__name__)
        except httpx.InvalidURL as error:
            raise StepFailed(f"'{url}' is no URL: {error}.") from None
        else:
            headers = dict(response.headers.items())
            self.answer = Answer(number, response.status_code, headers, response.content)
        return self.answer

    # --- time

    async def settle(self) -> None:
        """Let what is due happen; the calls that it makes are the extension's."""
        before = self.world.journal.last
        await self.world.settle()
        self._called_since(before)

    async def advance(self, seconds: float) -> None:
        """Move the clock; the calls that are made meanwhile are the extension's."""
        before = self.world.journal.last
        await self.world.advance(seconds)
        self._called_since(before)

    def _called_since(self, before: int) -> None:
        if self.world.journal.last > before:
            self._calls.append((before + 1, self.world.journal.last))

    # --- looking

    def calls(self, *, of_functions: bool = True) -> list[Any]:
        """The calls that functions made, oldest first, or else those that connections made meanwhile.

        Raises StepFailed if the journal has dropped any.
        """
        journal = self.world.journal
        numbers = (number for first, last in self._calls for number in range(first, last + 1))
        exchanges = [exchange for number in numbers if (exchange := journal.get(number)) is not None]
        if len(exchanges) < sum(last + 1 - first for first, last in self._calls):
            raise StepFailed(
                f"The journal has dropped {journal.dropped} exchanges, so that the calls "
                "cannot be told any more. Split the scenario."
            )
        return [one for one in exchanges if ("function" in one.cause) is of_functions]

    def organizations(self) -> Sequence[str]:
        """The ids of all organizations of Books."""
        return self.world.tenants("books")

    def logs(self) -> Iterator[Any]:
        """The lines of the workflow log of all organizations, oldest first."""
        return iter(self.world.workflow.logs())
