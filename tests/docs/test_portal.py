"""`docs/portal.md`: what it names is there."""

from __future__ import annotations

import asyncio
import re
import shlex
from pathlib import Path

import pytest

from harness.cli.connections import connections
from harness.extension import Extension
from harness.scenario import run_paths
from harness.world import OWN_HOST, World

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "portal.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`harness connections ([^`]*)`", PAGE)))
OPTIONS = {one for row in PAGE.splitlines() for one in re.findall(r"--[a-z][\w-]+", row)}
PAGES = sorted(set(re.findall(r"`(/(?!_control)[\w?=/]+)`", PAGE)))
STEPS = sorted(
    set(
        re.findall(
            r"`((?:connect|edit connection|revoke|reconnect|delete connection|remove access"
            r"|happens at \w+): [^`]*)`",
            PAGE,
        )
    )
)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_is_one(line: str) -> None:
    name, *_ = shlex.split(line)
    assert name in connections.commands


def test_every_option_is_one_of_a_command() -> None:
    known = {
        text for command in connections.commands.values() for option in command.params for text in option.opts
    }
    assert known >= OPTIONS


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_one(path: str) -> None:
    world = World.create(Extension())
    world.given("books", "organization", "", {"organization_id": "60012345678"})
    world.given("books", "users", "60012345678", {"person": "tom"})
    answered = asyncio.run(world.request("GET", f"https://{OWN_HOST}{path}"))
    assert "<h1>Connections</h1>" in answered.text or answered.status_code == 200


def test_every_step_is_one(tmp_path: Path) -> None:
    (tmp_path / "extension.yaml").write_text(
        "format: 1\nextension: X\nconnections: {chat: {service: slack, scopes: [chat:write]}}\n"
    )
    assert len(STEPS) == 7
    for step in STEPS:
        more = "\n    name: Y" if step.startswith("edit") else ""
        text = f"format: 1\nscenario: S\nwhen:\n  - {step}{more}\nthen: [books.projects: []]\n"
        (tmp_path / "s.yaml").write_text(text)
        assert run_paths([tmp_path / "s.yaml"]).exit_code in (0, 1), step
