"""A new scenario inside an extension."""

from __future__ import annotations

import re
from pathlib import Path

from ..errors import UsageError
from ..extension import Extension
from ..scenario import load_extension
from ..scenario.extension_file import NAME, find_extension
from ..scenario.fixtures import FOLDER
from ..scenario.start import START, has_start
from ..scenario.yamlfile import MappingNode, read_yaml, shown
from .files import scalar, title_of, write_all

CREATED = ("created", "created or edited")
_LINES = {"projects": "project_name: Website", "contacts": "contact_name: Globex"}
"""What a new record of a module needs to say."""


def new_scenario(name: str, here: Path) -> list[str]:
    """Write it beside the others, or here; its name. Raises UsageError, FileError."""
    file = find_extension(here.resolve())
    if file is None:
        raise UsageError(
            f"There is no {NAME} here or above. Go into the folder of an extension, or make one: "
            "harness new extension NAME"
        )
    name = name.removesuffix(".yaml").strip()
    slug = re.sub(r"\W+", "-", name.lower()).strip("-")
    if not slug:
        raise UsageError(f"'{name}' cannot be the name of a scenario.")
    extension = load_extension(file)
    own = {FOLDER, *(Path(one.file).parent.name for one in extension.functions)}
    folder = file.parent if here.name in own else here
    title = title_of(name) if name == slug else name
    return write_all({folder / f"{slug}.yaml": scenario_text(title, extension, folder).encode()})


def scenario_text(title: str, extension: Extension, folder: Path) -> str:
    """A scenario that makes a record for the first rule that a new record sets off."""
    lines = ["format: 1", f"scenario: {scalar(title)}"]
    if has_start(folder) or has_start(extension.directory):
        lines.append(f"use: {START}")
    rules = [one for one in extension.rules if one.trigger in CREATED and one.module in _LINES]
    if not rules:
        lines += ["when: []  # what happens: create, update, delete, connect, revoke, advance, request …"]
        return "\n".join([*lines, "then:", "  - log: []", ""])
    module = rules[0].module
    customer = _first_contact(extension.directory) if module == "projects" else None
    record = _LINES[module] + (f', customer: "${{{customer}}}"' if customer else "")
    ran = [one.name for one in rules if one.module == module and one.active and not one.criteria.groups]
    expected = ", ".join(f"{{rule: {scalar(one)}}}" for one in ran)
    lines += ["when:", f"  - create books.{module}:", f"      new: {{{record}}}"]
    lines += ["then:", "  # Say more: status: Success, info: […], line: 12 …", f"  - log: [{expected}]", ""]
    return "\n".join(lines)


def _first_contact(folder: Path) -> str | None:
    """The name of the first customer of the fixture that a scenario begins with."""
    if not has_start(folder):
        return None
    root = read_yaml(shown(folder / FOLDER / f"{START}.yaml"))
    given = root.get("given") if isinstance(root, MappingNode) else None
    contacts = given.get("books.contacts") if isinstance(given, MappingNode) else None
    return next(iter(contacts.entries), None) if isinstance(contacts, MappingNode) else None
