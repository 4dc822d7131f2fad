"""`request: GET https://…`: one raw call with the token of a person; `as: nobody` sends none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...targets import METHODS
from ..expect import Pattern
from ..expectations.answer import verify
from ..model import Step
from ..names import Names
from ..references import parse, resolve
from ..shapes import Anything, Named, scalar
from ..stage import Stage
from ..yamlfile import Place, ScalarNode
from .kind import StepKind, Written, takes_name

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Request:
    """One call. Without `answer` any answer will do."""

    place: Place
    title: str
    method: str
    url: Any
    person: str | None
    json: Any
    headers: Mapping[str, Any]
    origin: str
    answer: Pattern | None

    async def perform(self, stage: Stage) -> None:
        """Make the call."""
        await stage.request(
            self.method,
            resolve(self.url, stage.lookup),
            person=self.person,
            json=resolve(self.json, stage.lookup),
            headers=resolve(self.headers, stage.lookup),
            origin=self.origin,
        )
        if self.answer is not None:
            verify(stage, self.answer)


def _read(written: Written, names: Names) -> Step:
    found = scalar(written.value, "a call such as GET https://www.wrike.com/api/v4/account")
    method, _, url = found.text.partition(" ")
    if method not in METHODS or not ("://" in url or url.startswith("${")):
        raise found.place.error(
            f"Expected a call such as GET https://www.wrike.com/api/v4/account, not '{found.text}'."
        )
    json, headers = written.modifiers.get("json"), written.modifiers.get("headers")
    return Request(
        written.place,
        f"request {found.text}{written.beside()}",
        method,
        names.check(parse(url.strip(), found.place)),
        _person(written, names),
        None if json is None else names.check(Anything().read(json)),
        {} if headers is None else names.check(Named(Anything(), "headers").read(headers)),
        written.origin() if "via" in written.modifiers else "api",
        written.answer(names),
    )


def _person(written: Written, names: Names) -> str | None:
    node = written.modifiers.get("as")
    if isinstance(node, ScalarNode) and node.text == NOBODY:
        return None
    return written.person(names)


KIND = StepKind(
    "request",
    _read,
    modifiers=("as", "via", "json", "headers", "answer"),
    takes=takes_name("a call such as GET https://www.wrike.com/api/v4/account"),
)
