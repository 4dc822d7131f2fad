"""What to do next: an id that is missing, a host that nothing answers for, a variable that nobody gave."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from ..paste.wired import looks_like_id
from ..servers import owners_of
from ..workflow import SUCCESS, LogLine
from .state import State
from .subject import Subject

_UNDEFINED = re.compile(r"Variable '\w+' is not defined")
_REFUSED = frozenset({400, 403, 404})


def advise(
    subject: Subject,
    state: State,
    line: LogLine,
    exchanges: Sequence[Any],
    given: Collection[str],
    *,
    made_up: bool,
) -> Iterator[str]:
    """One piece of advice after the other, each a few lines.

    `given` are the names of the arguments; `made_up` says whether the record is nobody's.
    """
    yield from dict.fromkeys(_missing(subject, state, exchanges))
    yield from _hosts(subject, state, exchanges)
    yield from _variables(subject, line, given)
    if made_up:
        yield from _own_record(subject, line)


# --- ids that are hard-wired


def _missing(subject: Subject, state: State, exchanges: Iterable[Any]) -> Iterator[str]:
    for exchange in exchanges:
        if exchange.status in _REFUSED and exchange.service is not None:
            yield from _ids(subject, state, exchange)


def _ids(subject: Subject, state: State, exchange: Any) -> Iterator[str]:
    """The ids in the path of a call that stand in the function, and that the fake has not got."""
    service = exchange.service
    kinds = state.world.services[service].kinds
    segments = [one for one in urlsplit(exchange.url).path.split("/") if one]
    for kind, key in pairwise(segments):
        if kind not in kinds or not looks_like_id(key) or not _stands_in(key, subject.text):
            continue
        if any(_has(state, service, kinds, key)):
            continue
        line = _line_of(key, subject.text)
        field = kinds[kind].key
        title = next((one.name for one in kinds[kind].fields if one.required), "title")
        name = kind.removesuffix("s")
        yield (
            f"{service.capitalize()} has no {kind.removesuffix('s')} {key}, which line {line} names. "
            f"Give it in a fixture, and run with --on start:\n"
            f"  # fixtures/start.yaml\n"
            f"  format: 1\n"
            f"  given:\n"
            f"    {service}.{kind}:\n"
            f"      {name}: {{{title}: {name.capitalize()}, {field}: {_quoted(key)}}}"
        )


def _has(state: State, service: str, kinds: Any, key: str) -> Iterator[bool]:
    for kind in kinds.values():
        for tenant in state.world.tenants(service):
            rows = state.world.view(service, kind.name, tenant if kind.tenanted else "")
            yield any(str(row.get(kind.key)) == key for row in rows)


def _stands_in(key: str, text: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(key)}(?![\w-])", text) is not None


def _line_of(key: str, text: str) -> int:
    return text[: text.index(key)].count("\n") + 1


def _quoted(key: str) -> str:
    return f'"{key}"' if key.isdigit() else key


# --- hosts


def _hosts(subject: Subject, state: State, exchanges: Iterable[Any]) -> Iterator[str]:
    """Calls that failed, to hosts that nothing answers for: whatever kept them from leaving came first."""
    seen: set[str] = set()
    for exchange in exchanges:
        parts = urlsplit(exchange.url)
        host = parts.hostname or ""
        if exchange.error is None or host in seen or state.world.fakes.find(host, parts.path) is not None:
            continue
        seen.add(host)
        if owners_of(host):
            yield (
                f"Of {host} there is a fake, but none that has {parts.path}: it is of another product, or "
                "the path is wrong."
            )
            continue
        where = "extension.yaml"
        if subject.alone:
            where += " (`harness new extension NAME --from FOLDER` writes one)"
        yield (
            f"Nothing here answers for {host}. Say what it answers, in {where}:\n"
            f"  hosts:\n"
            f"    {host}:\n"
            f"      - {{at: {exchange.method} {parts.path or '/'}, json: {{ok: true}}}}"
        )


# --- variables


def _own_record(subject: Subject, line: LogLine) -> Iterator[str]:
    variable = subject.inferred.variable
    if line.status != SUCCESS and not line.ours and variable is not None:
        yield (
            f"The record was made up. If yours has more in it, give it: --arg {variable}=@{variable}.json "
            f"(JSON, or what `info {variable};` printed)"
        )


def _variables(subject: Subject, line: LogLine, given: Collection[str]) -> Iterator[str]:
    if _UNDEFINED.match(line.reason):
        missing = [name for name in subject.outside if name not in given]
        if missing:
            written = " ".join(f"--arg {name}=…" for name in missing)
            yield f"If it comes from outside (a global field, a parameter), give it: {written}"
