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
