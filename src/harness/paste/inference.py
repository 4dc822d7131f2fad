"""What is missing around a function, made of what it says: module, connections, organization, fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..connections import Definition, InvalidDefinition, Service
from ..extension import Extension, GlobalField
from ..modules import ALWAYS, chosen, module_of
from ..servers import hosts_of
from .reading import Reading, Sending
from .services import named_like, scopes_of, service_at

BOOKS, WRIKE = "books", "wrike"
_ORGANIZATION = re.compile(r"[?&]organization_id=(\d{4,20})(?!\d)")
_FOLDER = re.compile(r"/folders/\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was inferred: what it is about, what it was taken for, and the line that says so."""

    about: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Inferred:
    """What a function says about where it belongs.

    `variable` holds the record of `module`, if it runs on one. `definitions` are the connections whose
    service is known, `unbound` the first use of each whose service is not. `organization` and `account`
    are what fake Books and fake Wrike must have for the URLs to be answered; `fields` are variables that
    can only be global fields; `folders` those of them that hold the id of a folder of Wrike.
    """

    variable: str | None = None
    module: str | None = None
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    unbound: Mapping[str, Sending] = field(default_factory=dict)
    organization: Mapping[str, Any] = field(default_factory=dict)
    account: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def infer(reading: Reading) -> Inferred:
    """Infer all that can be."""
    variables = [*reading.parameters, *reading.needed]
    variable, module = chosen(variables) or (None, None)
    bound = {link_name: _bound(link_name, uses) for link_name, uses in _uses(reading).items()}
    organization, account = _organization(reading), _account(reading)
    fields = tuple(one for one in variables if _is_field(one, reading))
    return Inferred(
        variable,
        module,
        {name: one.definition for name, one in bound.items() if one.definition is not None},
        {name: one.use for name, one in bound.items() if one.definition is None},
        {name: value for name, (value, _) in organization.items()},
        {name: value for name, (value, _) in account.items()},
        fields,
        tuple(dict.fromkeys(one for one in _folders(reading) if one in fields)),
        (
            *([Note("module", f"{module}: it reads '{variable}'")] if module else ()),
            *(Note(f"connection {name}", one.text, one.use.line) for name, one in bound.items()),
            *(
                Note("organization", f"{name} {value}", use.line)
                for name, (value, use) in organization.items()
            ),
            *(Note("Wrike account", f"{name} {value}", use.line) for name, (value, use) in account.items()),
        ),
    )


def pasted_extension(name: str, inferred: Inferred) -> Extension:
    """The extension that a function belongs to that came alone."""
    fields = {one: GlobalField(one) for one in inferred.fields}
    return Extension(name, connections=inferred.definitions, global_fields=fields)


# --- connections


def _uses(reading: Reading) -> dict[str, list[Sending]]:
    uses: dict[str, list[Sending]] = {}
    for one in reading.calls:
        if one.connection:
            uses.setdefault(one.connection, []).append(one)
    return uses


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a link name was taken for, in words, and the use that says so."""

    definition: Definition | None
    text: str
    use: Sending


def _bound(link_name: str, uses: list[Sending]) -> _Bound:
    service, use = _service(link_name, uses)
    seen = f"used with {use.url}" if use.host else "by its name, since only a run knows the URL"
    if service is None:
        return _Bound(None, f"unknown: {seen}, where no service of the catalogue is", use)
    try:
        definition = Definition(link_name, service.link_name, scopes_of(service))
    except InvalidDefinition as problem:
        return _Bound(None, f"none: {problem.message}", use)
    return _Bound(definition, f"{service.name}, Connected with every scope: {seen}", use)


def _service(link_name: str, uses: list[Sending]) -> tuple[Service | None, Sending]:
    """The service of the first URL whose host is one's; else, where no host is written down, by the name."""
    for use in uses:
        if use.host and (service := service_at(use, link_name)) is not None:
            return service, use
    if found := next((use for use in uses if use.host), None):
        return None, found
    return named_like(link_name), uses[0]


# --- organization and account


def _organization(reading: Reading) -> dict[str, tuple[str, Sending]]:
    """The id that is hard-wired, and the data centre whose hosts are called: the first of each."""
    found: dict[str, tuple[str, Sending]] = {}
    hosts = hosts_of(BOOKS)
    home = next(iter(hosts.values()))
    for one in (*reading.calls, *reading.tasks):
        if match := _ORGANIZATION.search(one.url):
            found.setdefault("organization_id", (match[1], one))
        if hosts.get(one.host, home) != home:
            found.setdefault("data_centre", (hosts[one.host], one))
    return found


def _account(reading: Reading) -> dict[str, tuple[str, Sending]]:
    """The host of the account, if the first that is called is not the usual one."""
    hosts = hosts_of(WRIKE)
    first = next((one for one in reading.calls if one.host in hosts), None)
    if first is None or first.host == next(iter(hosts)):
        return {}
    return {"host": (first.host, first)}


# --- global fields


def _is_field(variable: str, reading: Reading) -> bool:
    """Whether a variable that comes from outside can only be a global field: one that holds no map."""
    if variable in reading.parameters or variable in ALWAYS or module_of(variable):
        return False
    return not reading.wanted.get(variable)


def _folders(reading: Reading) -> Iterator[str]:
    hosts = hosts_of(WRIKE)
    for one in reading.calls:
        if one.host in hosts:
            yield from _FOLDER.findall(one.url)
