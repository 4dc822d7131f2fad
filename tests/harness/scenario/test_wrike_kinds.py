"""Wrike's kinds of records in a scenario: given, changed by steps, expected."""

from __future__ import annotations

from pathlib import Path

from harness.scenario import run_paths

SCENARIO = """
format: 1
scenario: A team works
given:
  persons: {tom: {}, ann: {}}
  wrike.contacts: {tom: {}, ann: {id: KUAAAAAC}}
  wrike.spaces:
    team: {title: Team, accessType: Private, members: [KUAAAAAC]}
  wrike.custom_fields:
    impact: {title: Impact, type: DropDown, values: [Low, High]}
  wrike.projects:
    site: {title: Site, parent: "${team}"}
  wrike.tasks:
    draw: {title: Draw, parent: "${site}", customFields: [{id: "${impact}", value: High}]}
  wrike.timelog_categories:
    drawing: {name: Drawing}
when:
  - create wrike.comments: {said: {task: "${draw}", text: Good}}
    as: ann
  - create wrike.timelogs:
      worked:
        {task: "${draw}", hours: 2.5, trackedDate: 2026-03-02, comment: Drawn, category: "${drawing}"}
    as: ann
  - update wrike.tasks: {draw: {status: Completed}}
    as: ann
then:
  - wrike.comments: [{text: Good, author: KUAAAAAC, task: "${draw}"}]
  - wrike.timelogs: [{hours: 2.5, user: KUAAAAAC, category: "${drawing}"}]
  - wrike.tasks: [{title: Draw, status: Completed, customFields: [{id: "${impact}", value: High}]}]
  - wrike.spaces: [{title: Team}]
"""


def test_a_scenario_speaks_of_spaces_fields_comments_and_timelogs(tmp_path: Path) -> None:
    file = tmp_path / "team.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    results = run_paths([file])
    assert results.exit_code == 0, results


PLANNED = """
format: 1
scenario: Somebody is booked who is on vacation
given:
  persons: {tom: {}, ann: {}}
  wrike.contacts: {tom: {}, ann: {}}
  wrike.job_roles:
    designer: {title: Designer, billRate: 60}
  wrike.placeholders:
    waiting: {jobRole: "${designer}"}
  wrike.custom_item_types:
    bug: {title: Bug}
  wrike.projects:
    site: {title: Site}
  wrike.tasks:
    crash:
      {title: Crash, parent: "${site}", customItemType: "${bug}", responsiblePlaceholders: ["${waiting}"]}
  wrike.user_schedule_exclusions:
    off: {user: "${ann.wrike}", fromDate: 2026-03-02, toDate: 2026-03-03, exclusionType: VacationPTO}
  wrike.hourly_rates:
    dear: {subject: "${ann.wrike}", type: Bill, value: 80, project: "${site}"}
when:
  - create wrike.bookings:
      first: {folder: "${site}", responsible: "${ann.wrike}", startDate: 2026-03-02, finishDate: 2026-03-06}
  - create wrike.job_roles: {writer: {title: Writer}}
  - update wrike.job_roles: {writer: {shortTitle: WR}}
then:
  - wrike.bookings: [{folder: "${site}", responsible: "${ann.wrike}", duration: 3}]
  - wrike.tasks: [{title: Crash, customItemType: "${bug}", responsiblePlaceholders: ["${waiting}"]}]
  - wrike.hourly_rates: [{subject: "${ann.wrike}", value: 80, project: "${site}"}]
  - wrike.job_roles: [{title: Designer}, {title: Writer, shortTitle: WR}]
"""


def test_a_scenario_speaks_of_who_works_when_and_what_for(tmp_path: Path) -> None:
    file = tmp_path / "planned.yaml"
    file.write_text(PLANNED, encoding="utf-8")
    results = run_paths([file])
    assert results.exit_code == 0, results
