"""The table of builtins: a new one is a function and an entry in the module of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Final

from harness.deluge.builtins import (
    calendar,
    ciphers,
    collection,
    common,
    datetime,
    encoding,
    encryption,
    file,
    list,  # noqa: A004 - the module of lists, named as the kind
    map,  # noqa: A004 - the module of maps, named as the kind
    number,
    regular,
    statistics,
    text,
    time,
    xml,
)
from harness.deluge.builtins.signature import Builtin, Family

__all__ = ["BUILTINS", "FAMILIES", "Builtin", "Family"]

BUILTINS: Final = (
    *common.BUILTINS,
    *text.BUILTINS,
    *regular.BUILTINS,
    *number.BUILTINS,
    *list.BUILTINS,
    *map.BUILTINS,
    *statistics.BUILTINS,
    *collection.BUILTINS,
    *datetime.BUILTINS,
    *calendar.BUILTINS,
    *time.BUILTINS,
    *encryption.BUILTINS,
    *ciphers.BUILTINS,
    *xml.BUILTINS,
    *encoding.BUILTINS,
    *file.BUILTINS,
)


def _lower(builtin: Builtin) -> str:
    return builtin.name.lower()


FAMILIES: Final[Mapping[str, Family]] = MappingProxyType(
    {name: Family(tuple(members)) for name, members in groupby(sorted(BUILTINS, key=_lower), _lower)}
)
"""By name in lower case, as scripts write them in any case; tasks of a namespace by full name."""
