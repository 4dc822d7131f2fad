"""Customers and vendors as lists of their own: in no specification, but many clients read contacts there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from ...kit.service import Call, Operation
from ..listing import answer_list
from ..operations import expand
from ..plan import Reply
from ..resource import Resource


def operations(contacts: Resource) -> Iterator[Operation]:
    """The list of contacts twice more, each of one kind of contact alone."""
    (every,) = (one for one in expand(contacts) if one.id == "list_contacts")
    for kind in ("customer", "vendor"):
        name = f"list_{kind}s"
        summary = name.replace("_", " ").capitalize()
        yield replace(every, id=name, path=f"/{kind}s", act=_of(kind), summary=summary)


def _of(kind: str) -> Callable[[Call], Reply]:
    def act(call: Call) -> Reply:
        call.parameters["contact_type"] = kind
        return answer_list(call)

    return act
