"""Whatever changes: what is kept as the present amounts is what can be worked out of the present state."""

from __future__ import annotations

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mocks.wrike import tree
from mocks.wrike.money import finances, periods
from mocks.wrike.stored import FOLDERS, TASKS, TIMELOGS
from tests.mocks.wrike.office import HERE, Office, root

PICK = st.integers(0, 1_000)


class Finances(RuleBasedStateMachine):
    """Tom and Ann work in folders, projects and tasks that are moved about."""

    def __init__(self) -> None:
        super().__init__()
        self.office = Office()
        self.people = [self.office.me(), self.office.me("ann")]
        self.rate(0, 0, 50.0)
        for project in ({"contractType": "Billable"}, {}):
            self.office.folder("Project", project=project)
        self.make_a_task(0, 0, 60)
        self.log(0, "tom", 1)

    def pick(self, kind: str, number: int, *, live: bool = True) -> str | None:
        rows = self.office.context.store.rows(kind, HERE).values()
        found = [one["id"] for one in rows if "scope" not in one and tree.live(one) == live]
        return str(found[number % len(found)]) if found else None

    def change(self, path: str, **values: Any) -> None:
        """A change that may be refused, as one that would make a loop is."""
        self.office.ask("PUT", path, json=values)

    @rule(where=PICK, project=st.sampled_from([None, {}, {"contractType": "Billable"}]))
    def make_a_folder(self, where: int, project: dict[str, Any] | None) -> None:
        self.office.folder("Folder", self.pick(FOLDERS, where), project)

    @rule(where=PICK, who=PICK, minutes=st.sampled_from([0, 60]))
    def make_a_task(self, where: int, who: int, minutes: int) -> None:
        more = {"effortAllocation": {"mode": "Basic", "totalEffort": minutes}} if minutes else {}
        place = self.pick(FOLDERS, where) or root(HERE)
        self.office.task("Task", place, responsibles=[self.people[who % 2]], **more)

    @precondition(lambda self: self.pick(TASKS, 0))
    @rule(which=PICK, who=st.sampled_from(["tom", "ann"]), hours=st.integers(0, 3))
    def log(self, which: int, who: str, hours: int) -> None:
        values = {"hours": hours, "trackedDate": "2026-01-15", "comment": "x"}
        self.office.ask("POST", f"/tasks/{self.pick(TASKS, which)}/timelogs", json=values, token=who)

    @precondition(lambda self: self.pick(TIMELOGS, 0))
    @rule(which=PICK, hours=st.sampled_from([None, 4]))
    def correct(self, which: int, hours: int | None) -> None:
        path = f"/timelogs/{self.pick(TIMELOGS, which)}"
        self.office.ask("DELETE", path) if hours is None else self.change(path, hours=hours)

    @rule(who=PICK, where=PICK, value=st.sampled_from([10.0, 20.0]))
    def rate(self, who: int, where: int, value: float) -> None:
        project = self.pick(FOLDERS, where)
        path = f"/folders/{project}/hourly_rates" if project and where % 2 else "/hourly_rates"
        rate = {"rateSource": "User", "rateValue": value}
        both = {"rateSubjectId": self.people[who % 2], "billRate": rate, "costRate": rate}
        self.office.ask("PUT", path, json={"rates": [both]})

    @rule(who=PICK)
    def take_the_rate_away(self, who: int) -> None:
        name = ("tom", "ann")[who % 2]
        path = f"/contacts/{self.people[who % 2]}"
        self.office.ask("PUT", path, json={"currentBillRate": None, "currentCostRate": None}, token=name)

    @precondition(lambda self: self.pick(TASKS, 0))
    @rule(which=PICK, billing=st.sampled_from(["Billable", "NonBillable"]), who=PICK)
    def change_a_task(self, which: int, billing: str, who: int) -> None:
        person = [self.people[who % 2]]
        verb = "addResponsibles" if who % 3 else "removeResponsibles"
        self.change(f"/tasks/{self.pick(TASKS, which)}", billingType=billing, **{verb: person})

    @precondition(lambda self: self.pick(FOLDERS, 0))
    @rule(which=PICK, project=st.sampled_from([None, {}]))
    def make_a_project_or_none(self, which: int, project: dict[str, Any] | None) -> None:
        self.change(f"/folders/{self.pick(FOLDERS, which)}", project=project)

    @precondition(lambda self: self.pick(FOLDERS, 0))
    @rule(kind=st.sampled_from([TASKS, FOLDERS]), which=PICK, to=PICK, away=PICK)
    def move(self, kind: str, which: int, to: int, away: int) -> None:
        if (key := self.pick(kind, which)) is not None:
            places = {"addParents": [self.pick(FOLDERS, to)], "removeParents": [self.pick(FOLDERS, away)]}
            self.change(f"/{kind.removeprefix('wrike.')}/{key}", **places)

    @rule(kind=st.sampled_from([TASKS, FOLDERS]), which=PICK)
    def delete(self, kind: str, which: int) -> None:
        if (key := self.pick(kind, which)) is not None:
            self.office.data("DELETE", f"/{kind.removeprefix('wrike.')}/{key}")

    @rule(kind=st.sampled_from([TASKS, FOLDERS]), which=PICK)
    def restore(self, kind: str, which: int) -> None:
        if (key := self.pick(kind, which, live=False)) is not None:
            self.office.one("PUT", f"/{kind.removeprefix('wrike.')}/{key}", json={"restore": True})

    @rule(days=st.integers(0, 2))
    def wait(self, days: int) -> None:
        self.office.context.clock.move(days * 86_400)

    @invariant()
    def what_is_kept_is_what_is_so(self) -> None:
        context = self.office.context
        for kind, work_out in ((TASKS, finances.of_task), (FOLDERS, finances.of_project)):
            for one in context.store.rows(kind, HERE).values():
                if tree.live(one) and (kind == TASKS or "project" in one):
                    assert self.kept(one["id"]) == work_out(context, HERE, one)

    def kept(self, key: str) -> dict[str, float]:
        context = self.office.context
        last = {name: periods.of(context, HERE, key, name)[-1:] for name in finances.METRICS}
        return {name: one[0]["value"] for name, one in last.items() if one and "until" not in one[0]}


TestFinances = Finances.TestCase
TestFinances.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
