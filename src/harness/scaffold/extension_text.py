"""`extension.yaml` of pasted functions."""

from __future__ import annotations

from collections.abc import Iterator

from ..connections import SERVICES
from ..paste import Sending
from ..paste.services import needed_scopes
from ..servers import fake_at
from .files import scalar
from .pasted import Pasted, fields_of


def extension_text(title: str, functions: list[Pasted], broken: list[str]) -> Iterator[str]:
    """The lines of `extension.yaml`."""
    yield "format: 1"
    yield f"extension: {scalar(title)}"
    yield ""
    yield "# Made of pasted functions. Whatever says 'guessed' was read off them: look at it."
    yield from (f"# {line}" for one in broken for line in one.splitlines())
    yield from _section("connections", _connections(functions))
    yield from _section("global_fields", _global_fields(functions))
    yield from _section("functions", _functions(functions))
    yield from _section("rules", _rules(functions))
    yield from _section("hosts", _hosts(functions))


def _section(name: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if any(not line.lstrip().startswith("#") for line in found):
        yield from ("", f"{name}:", *found)
    elif found:
        yield from ("", *(line.strip() for line in found))


def _connections(functions: list[Pasted]) -> Iterator[str]:
    uses: dict[str, list[tuple[Pasted, Sending]]] = {}
    for one in functions:
        for use in one.reading.calls:
            if use.connection:
                uses.setdefault(use.connection, []).append((one, use))
    for link_name, found in uses.items():
        function, use = found[0]
        known = (one.inferred.definitions.get(link_name) for one, _ in found)
        definition = next((one for one in known if one is not None), None)
        if definition is None:
            about = f"connection {link_name}"
            why = next(one.text for one in function.inferred.notes if one.about == about)
            yield f"  # {scalar(link_name)} ({function.at(use.line)}): {why}"
            continue
        scopes = needed_scopes(SERVICES[definition.service], [one for _, one in found])
        yield f"  {link_name}:"
        yield f"    service: {definition.service}  # guessed: {use.url} ({function.at(use.line)})"
        if scopes:
            yield f"    scopes: [{', '.join(map(scalar, scopes))}]  # guessed: what these calls need"
        yield "    use_credentials_of_login_user: false  # guessed"


def _global_fields(functions: list[Pasted]) -> Iterator[str]:
    for name, function in fields_of(functions).items():
        yield f"  {name}: {{}}  # guessed: {function.path} reads it, and nothing assigns it"


def _functions(functions: list[Pasted]) -> Iterator[str]:
    for one in functions:
        found = one.inferred
        why = (
            f"it reads '{found.variable}'"
            if found.module
            else "it reads no record; say which module it is of"
        )
        yield f"  {one.name}:"
        yield f"    module: {found.module or 'projects'}  # guessed: {why}"
        yield f"    file: {scalar(one.path)}"


def _rules(functions: list[Pasted]) -> Iterator[str]:
    for one in functions:
        if one.inferred.module:
            yield f"  {one.name}-when-created:  # guessed"
            yield f"    module: {one.inferred.module}"
            yield "    trigger: created  # guessed; or: edited, created or edited, deleted"
            yield f"    actions: [{one.name}]"


def _hosts(functions: list[Pasted]) -> Iterator[str]:
    """Canned answers for hosts that no fake owns."""
    calls: dict[str, dict[str, str]] = {}
    for one in functions:
        for use in one.reading.calls:
            if use.host and fake_at(use.host, use.path) is None:
                path = "/".join("*" if "*" in part or "{" in part else part for part in use.path.split("/"))
                at = f"{use.method or 'GET'} {path or '/'}"
                calls.setdefault(use.host, {}).setdefault(at, one.at(use.line))
    if calls:
        yield "  # No fake owns these: say what they answer."
    for host, found in calls.items():
        yield f"  {host}:"
        for at, place in found.items():
            yield f"    - {{at: {scalar(at)}, json: {{}}}}  # guessed: {place}"
