"""The workflow engine: takes events out of the outbox, plans runs, performs them one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from harness.errors import HarnessError
from harness.ports import Assumptions, Clock, Ids, Journal, Record, Store

from .actions import KINDS, Attempt, Installed
from .actions.custom_function import execute
from .environment import Caller, Connections, Environment, OwnApi, Recording, no_own_api
from .errors import Interrupted, UnknownName
from .log import Log, line_of
from .model import QUEUED, RUNNING, Finding, Function, LogLine, Result, Rule, Run, Webhook
from .queue import Queue
from .transitions import finished, planned, repeated, started, triggered

if TYPE_CHECKING:
    import httpx

SWITCHES = "workflow.rules"
"""Kind of the store: the rules that an organization has switched on or off."""


class Engine:
    """The rules and functions of one extension, in all organizations of a world.

    `client` gives the HTTP client that functions call through; `people` a person's record (`full_name`,
    `email`); `administrator` the person who owns an organization; `arguments` the maps that a function
    gets for (organization, module, stored record, person): the record under its name, `organization`,
    `user`; `before_sending` is awaited with method and URL when a call is about to leave;
    `global_fields` the extension's global fields by name for an organization; `own_api` the API of the
    platform that a task such as `zoho.books.getRecords` means, for (service, organization).
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        assumptions: Assumptions,
        journal: Journal,
        *,
        client: Callable[[], httpx.AsyncClient],
        connections: Connections,
        people: Callable[[str], Mapping[str, Any]],
        arguments: Callable[[str, str, Record, str | None], dict[str, Any]],
        before_sending: Callable[[str, str], Awaitable[None]],
        global_fields: Callable[[str], Mapping[str, Any]],
        administrator: Callable[[str], str | None] = lambda _: None,
        own_api: Callable[[str, str], OwnApi] = no_own_api,
        installed: Callable[[str], bool] = lambda _: True,
        rules: Iterable[Rule] = (),
        functions: Iterable[Function] = (),
        webhooks: Iterable[Webhook] = (),
    ) -> None:
        self._store, self._clock, self._assumptions = store, clock, assumptions
        self._in_organization = installed
        self._queue, self._log = Queue(store), Log(store, ids)
        self._environment = Environment(
            store=store,
            clock=clock,
            ids=ids,
            assumptions=assumptions,
            journal=journal,
            client=client,
            connections=connections,
            people=people,
            administrator=administrator,
            arguments=arguments,
            before_sending=before_sending,
            global_fields=global_fields,
            own_api=own_api,
        )
        self._one_at_a_time = asyncio.Lock()
        self.install(rules, functions, webhooks)

    def install(
        self, rules: Iterable[Rule], functions: Iterable[Function], webhooks: Iterable[Webhook] = ()
    ) -> None:
        """Put these rules, functions and webhooks in place of what was installed.

        Raises UnknownName when a rule names a kind of action, a function or a webhook that does not exist;
        then nothing has changed.
        """
        things = Installed({one.name: one for one in functions}, {one.name: one for one in webhooks})
        installed = {rule.name: rule for rule in rules}
        for rule in installed.values():
            for action in rule.actions:
                if action.kind not in KINDS:
                    raise UnknownName("kind of action", action.kind, KINDS)
                KINDS[action.kind].check(action, things)
        self._rules, self._installed = installed, things

    def switch(self, organization: str, rule: str, active: bool) -> None:
        """Mark a rule active or inactive in one organization; raises UnknownName."""
        if rule not in self._rules:
            raise UnknownName("workflow rule", rule, self._rules)
        self._store.put(SWITCHES, organization, rule, {"active": active})

    async def drain(self) -> int:
        """Plan for the events that wait, then do the runs that are due, in the order of the saves.

        Returns how many runs that were; after none, nothing is left. Events that the runs cause wait for the
        next call. One call at a time: a second waits for the first.
        """
        async with self._one_at_a_time:
            for event in self._queue.events():
                self._queue.plan(event, planned(event, self._set_off(event)))
            runs = self._queue.runs(QUEUED)
            for run in runs:
                await self._perform(run)
            return len(runs)

    @property
    def busy(self) -> bool:
        """Whether events or runs wait for `drain`."""
        return self._queue.waits(QUEUED)

    def recover(self) -> int:
        """After a restart: deal with the runs that were cut off; returns how many there were."""
        runs = self._queue.runs(RUNNING)
        for run in runs:
            self._give_up(run, Recording(), self._clock.now())
        return len(runs)

    def logs(self, organization: str | None = None) -> list[LogLine]:
        """The workflow log of the organization, or of all, oldest first."""
        return self._log.lines(organization)

    def findings(self) -> list[Finding]:
        """What the functions of all logged runs got away with, oldest first."""
        return [finding for line in self.logs() for finding in line.findings]

    async def run_function(
        self,
        function: Function,
        arguments: Mapping[str, Any],
        organization: str,
        person: str | None,
    ) -> Result:
        """Run a function by hand, without a rule; its line is returned and not kept.

        `arguments` are its maps by name; global fields are added. A failure of the function is in the
        line, it raises nothing.
        """
        recording, began = Recording(), self._clock.now()
        caller = Caller(organization, person)
        value, failure = None, None
        async with self._one_at_a_time:
            try:
                value = await execute(function, arguments, self._environment, recording, caller)
            except HarnessError as error:
                failure = error
        line = line_of(
            recording,
            failure,
            time=began,
            organization=organization,
            function=function.name,
            module=function.module,
            person=person,
        )
        return Result(value, line)

    def _set_off(self, event: Record) -> list[Rule]:
        rules = triggered(event, self._active(event["tenant"]))
        if rules and event["origin"] == "api" and self._assumptions.assume("workflow.api_saves") != "fire":
            return []
        if rules and not self._in_organization(event["tenant"]):
            return []
        return [rule for rule in rules if self._meets(event, rule)]

    def _active(self, organization: str) -> list[Rule]:
        switches = self._store.rows(SWITCHES, organization)
        return [
            rule
            for rule in self._rules.values()
            if (switches[rule.name]["active"] if rule.name in switches else rule.active)
        ]

    def _meets(self, event: Record, rule: Rule) -> bool:
        """Whether the record, as a function would see it, meets the criteria of the rule."""
        if not rule.criteria.groups:
            return True
        record = event["before"] if event["after"] is None else event["after"]
        maps = self._environment.arguments(event["tenant"], event["module"], record, event["person"])
        fields = {
            name: value
            for argument, one in maps.items()
            if argument not in ("organization", "user")
            for name, value in one.items()
        }
        fold = self._assumptions.assume("workflow.criteria_case") == "ignored"
        return rule.criteria.met(fields, fold=fold)

    async def _perform(self, queued: Run) -> None:
        if not self._queue.holds(queued):
            return
        run, recording, began = started(queued), Recording(), self._clock.now()
        self._queue.put(run)
        failure: Exception | None = None
        try:
            await self._act(run, recording)
        except HarnessError as error:
            failure = error
        except Exception as fault:
            self._end(run, recording, began, fault)
            raise
        except BaseException:
            self._give_up(run, recording, began)
            raise
        self._end(run, recording, began, failure)

    async def _act(self, run: Run, recording: Recording) -> None:
        if run.kind not in KINDS:
            raise UnknownName("kind of action", run.kind, KINDS)
        attempt = Attempt(run, self._environment, recording, self._installed)
        await KINDS[run.kind].perform(attempt)

    def _end(self, run: Run, recording: Recording, began: float, failure: Exception | None) -> None:
        """Log the attempt, and only then call the run done."""
        if self._queue.holds(run):
            self._log.append(run, recording, began, failure)
            self._queue.put(finished(run))

    def _give_up(self, run: Run, recording: Recording, began: float) -> None:
        """Log a run that was cut off, unless its end was logged already; then it is done, or due again."""
        if not self._queue.holds(run):
            return
        line = self._log.find(run)
        if line is None:
            line = self._log.append(run, recording, began, Interrupted())
        again = line.interrupted and self._assumptions.assume("workflow.interrupted") == "again"
        self._queue.put(repeated(run) if again else finished(run))
