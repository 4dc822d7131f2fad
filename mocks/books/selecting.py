"""Which records a list holds, and in which order.

Each filter of a call is a `Sieve`. If one of them knows few, those are tested and put in order; else the
records are walked in the order of the list until there are enough.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from ..kit.indexes import SEPARATOR, Index, Reading
from ..kit.service import Call
from ..kit.store import Record
from . import checks, custom_fields
from .errors import BooksError
from .render import Viewer
from .resource import FEW, Among, Resource, Sieve

SINCE = "last_modified_time"
"""The parameter that leaves what was changed since."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}", re.ASCII)
"""The one way to write that: `2026-06-09T09:46:47-0400`; no Z, colon or milliseconds [live, thrice]."""

NUMBERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "": operator.eq,
    "_less_than": operator.lt,
    "_less_equals": operator.le,
    "_greater_than": operator.gt,
    "_greater_equals": operator.ge,
}
DATES: Mapping[str, Callable[[Any, Any], bool]] = {
    "": operator.eq,
    "_start": operator.ge,
    "_end": operator.le,
    "_before": operator.lt,
    "_after": operator.gt,
}
"""The variants of a filter's name, each with what it demands of (seen, wanted) [spec]."""
TEXTS = ("", "_startswith", "_contains")
"""The variants of a text filter's name [spec]."""


class Selection:
    """The records of one resource, for one call."""

    def __init__(self, call: Call, viewer: Viewer, resource: Resource) -> None:
        self._call, self._viewer, self._resource = call, viewer, resource
        self._store, self._kind = call.context.store, resource.kind

    def records(self, column: str, *, descending: bool) -> Iterator[Record]:
        """Those that pass the call's filters, by that column; no more are looked at than are taken."""
        sieves = list(self._sieves())
        if (few := self._fewest(sieves)) is not None:
            ascending = sorted(few, key=self._key(column))
            found = reversed(ascending) if descending else iter(ascending)
        else:
            index = self._index(column)
            found = index.descending() if descending else index.ascending()
        for sieve in sieves:
            found = filter(sieve.test, found)
        return found

    def _fewest(self, sieves: Iterable[Sieve]) -> list[Record] | None:
        """The fewest that a sieve knows; None if none knows few. Below another record, its own."""
        above = self._resource.within
        if above is not None:
            return self._store.find(self._kind, self._call.tenant, above.key, self._call.ids[above.key])
        known = (sieve.find() for sieve in sieves)
        return min((few for few in known if few is not None), key=len, default=None)

    # --- what is read out of records

    def _index(self, *names: str) -> Index:
        """The records by what is read out of those fields."""
        return self._viewer.index(self._kind, _reading(self._viewer, self._resource, names))

    def _key(self, *names: str) -> Callable[[Record], Any]:
        """What is read out of those fields of a record: remembered, if it takes more than a look."""
        if not any(name in self._resource.computed for name in names):
            return _reading(self._viewer, self._resource, names).read
        index, key = self._index(*names), self._resource.key
        return lambda record: index.value(record[key])

    # --- the filters

    def _sieves(self) -> Iterator[Sieve]:
        resource, given = self._resource, self._call.parameters
        chosen = given.get("filter_by") or resource.everything
        if (among := resource.filters.get(chosen)) is not None:
            yield self._among(among)
        if (special := resource.special_filters.get(chosen)) is not None:
            yield special(self._viewer)
        for name, value in given.items():
            if (sieve := self._sieve(name, value)) is not None:
                yield sieve

    def _sieve(self, name: str, value: Any) -> Sieve | None:
        resource = self._resource
        if name.startswith("cf_"):
            return self._custom(name, value)
        if name in resource.exact or name in resource.flags:
            return self._among(Among(name, (value,)))
        if (chosen := resource.choices.get(name, {}).get(value)) is not None:
            return self._among(chosen)
        for one in resource.further:
            if one.field.name == name:
                return Sieve(one.test(self._viewer, value))
        if name == "search_text":
            return self._text(value.casefold(), *resource.searched)
        if name == SINCE:
            return self._since(value)
        return self._compared(name, value) or self._text_variant(name, value)

    def _among(self, among: Among) -> Sieve:
        name, values, resource = among.field, among.values, self._resource
        if (computed := resource.computed.get(name)) is None:
            missing = resource.defaults.get(name, "")
            return Sieve(lambda record: record.get(name, missing) in values, partial(self._stored, among))
        if computed.many:
            (value,) = values
            return self._text(f"{SEPARATOR}{folded(value)}{SEPARATOR}", name)
        read, wanted = self._key(name), frozenset(map(folded, values))
        return Sieve(lambda record: read(record) in wanted, lambda: self._index(name).among(wanted, FEW))

    def _stored(self, among: Among) -> list[Record] | None:
        """Those with one of the values in a stored field, if just one of the values is there."""
        store, kind, tenant, name, values = self._store, self._kind, self._call.tenant, *among
        if self._resource.defaults.get(name, "") in values:
            values = (*values, None)  # what says the default is not stored
        counts = {value: count for value in values if (count := store.count(kind, tenant, name, value))}
        if len(counts) > 1 or sum(counts.values()) > FEW:
            return None
        return [one for value in counts for one in store.find(kind, tenant, name, value)]

    def _since(self, value: str) -> Sieve | None:
        if (moment := _moment(self._call, value)) is None:
            return None
        return Sieve(
            lambda record: bool(record.get(SINCE, 0) >= moment),
            lambda: self._index(SINCE).between(moment, None, FEW),
        )

    def _compared(self, name: str, value: Any) -> Sieve | None:
        """The condition of a number's or a date's filter, in any of its variants; None if it is none."""
        resource = self._resource
        for names, variants in ((resource.numbers, NUMBERS), (resource.dates, DATES)):
            for end, holds in variants.items():
                field = name.removesuffix(end)
                if field in names and name == field + end:
                    return self._range(field, holds, value)
        return None

    def _range(self, name: str, holds: Callable[[Any, Any], bool], value: Any) -> Sieve:
        read = self._key(name)

        def find() -> list[Record] | None:
            if isinstance(value, str) is not isinstance(self._resource.defaults.get(name, value), str):
                return None  # numbers that are texts where they were not filled in have no order
            low, high = _BOUNDS[holds]
            bounds = (value if low else None, value if high else None)
            return self._index(name).between(*bounds, FEW, strictly=holds in _STRICT)

        return Sieve(lambda record: (seen := read(record)) != "" and holds(seen, value), find)

    def _text_variant(self, name: str, value: Any) -> Sieve | None:
        """The condition of a text filter, in any of its three variants; None if it is none."""
        wanted = str(value).casefold()
        for end, needle in zip(
            TEXTS, (f"{SEPARATOR}{wanted}{SEPARATOR}", f"{SEPARATOR}{wanted}", wanted), strict=True
        ):
            field = name.removesuffix(end)
            if field in self._resource.texts and name == field + end:
                return self._text(needle, self._resource.texts[field])
        return None

    def _text(self, needle: str, *names: str) -> Sieve:
        """Those in whose texts the needle is; a SEPARATOR in it stands for where a text begins or ends."""
        read = self._key(*names)
        return Sieve(
            lambda record: needle in f"{SEPARATOR}{read(record)}{SEPARATOR}",
            lambda: self._index(*names).containing(needle, FEW),
        )

    def _custom(self, name: str, value: Any) -> Sieve | None:
        if self._call.context.assume("books.custom_field_filter") == "ignored":
            return None
        formatted = custom_fields.formatted_value
        return Sieve(lambda record: str(formatted(record.get("custom", {}).get(name, ""))) == value)


_BOUNDS: Mapping[Callable[[Any, Any], bool], tuple[bool, bool]] = {
    operator.eq: (True, True),
    operator.lt: (False, True),
    operator.le: (False, True),
    operator.gt: (True, False),
    operator.ge: (True, False),
}
"""Whether the value is a lower bound, and whether it is an upper one."""
_STRICT = frozenset({operator.lt, operator.gt})
"""What leaves the bound itself out."""


def order(call: Call, descending: bool) -> str:
    """`A` or `D`: the order asked for, else the default."""
    return call.parameters.get("sort_order") or ("D" if descending else "A")


def select(call: Call, viewer: Viewer, resource: Resource) -> Iterator[Record]:
    """The records that pass the call's filters, in its order; no more are looked at than are taken."""
    column = call.parameters.get("sort_column") or resource.sort
    descending = order(call, resource.descending) == "D"
    return Selection(call, viewer, resource).records(column, descending=descending)


def _reading(viewer: Viewer, resource: Resource, names: tuple[str, ...]) -> Reading:
    """What is read out of those fields of a record: of one its value, of several all texts."""
    reads = [_reader(viewer, resource, name) for name in names]
    computed = [resource.computed[name] for name in names if name in resource.computed]
    return Reading(
        " ".join(names),
        reads[0] if len(reads) == 1 else partial(_read_all, reads),
        tuple(source for one in computed for source in one.sources),
        viewer.basis if computed else None,
    )


def _read_all(reads: Iterable[Callable[[Record], Any]], record: Record) -> str:
    return SEPARATOR.join(str(read(record)) for read in reads)


def _reader(viewer: Viewer, resource: Resource, name: str) -> Callable[[Record], Any]:
    """Reads that field of a record, stored or computed, as it is sorted and searched."""
    if (computed := resource.computed.get(name)) is not None:
        return lambda record: folded(computed.read(viewer, record))
    missing = 0 if name in resource.moments else resource.defaults.get(name, "")

    def read(record: Record) -> Any:
        value = record.get(name, missing)
        return value.casefold() if isinstance(value, str) else folded(value)

    return read


def folded(value: Any) -> Any:
    """A value as it is sorted and searched: texts without regard to case, those of a list as one."""
    if isinstance(value, str):
        return value.casefold()
    if isinstance(value, list):
        return SEPARATOR.join(str(folded(one)) for one in value)
    if isinstance(value, dict):
        return " ".join(map(str, value.values())).casefold()
    return value


def _moment(call: Call, text: str) -> float | None:
    """Seconds since the epoch; None for no moment at all."""
    moment = written(text)
    try:
        if _MOMENT.fullmatch(moment):
            return datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S%z").timestamp()
    except ValueError:
        pass  # such as a thirteenth month
    if call.context.fails(checks.VALUE, bool(moment)):
        raise BooksError.invalid_value(SINCE)
    return None


def written(moment: str) -> str:
    """The moment as its sender wrote it: a plus sign that was not encoded came as a space."""
    return moment.strip().replace(" ", "+")
