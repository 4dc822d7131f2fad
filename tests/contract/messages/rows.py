"""The table: what a vendor answers, to the letter, and what says so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mocks import FAKES

from ..facts import key_of, modules

NOT_BUILT = "not built"
_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Row:
    """One answer.

    `at` is an operation, with more words if its case matters (`DELETE /contacts/{} of a vendor`); or, of a
    `refusal`, the title of its row in `tests/say_no`. `body` has the keys of the answer that are known, in
    their order; it `holds` those texts somewhere; in `headers`, `{}` stands for an id. `assume` chooses
    alternatives of assumptions. `lacks` is why the fake can't answer so. `over` is the text that the
    specification has in place of this one.
    """

    fake: str
    module: str
    at: str
    source: str
    status: int
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    holds: Sequence[str] = ()
    refusal: bool = False
    assume: Mapping[str, str] = field(default_factory=dict)
    lacks: str = ""
    over: str = ""

    @property
    def id(self) -> str:
        """How pytest calls it."""
        return f"{self.fake}, {self.module}: {self.at}"


@cache
def rows() -> tuple[Row, ...]:
    """Every row; where a recorded answer and a specification speak of the same, the recorded one."""
    written = [row for path in _HERE.glob("*.json") for row in _written(path.stem)]
    wins = {(row.fake, row.module, row.at) for row in written}
    specified = [row for row in specifications() if (row.fake, row.module, row.at) not in wins]
    return tuple(sorted((*specified, *written), key=lambda row: (row.fake, row.module)))


@cache
def specifications() -> tuple[Row, ...]:
    """What Zoho's specifications say of successes, distilled."""
    return tuple(
        Row(
            "books",
            module.name,
            at,
            "spec",
            operation.status,
            {"code": 0, "message": operation.message},
            lacks="" if at in _built("books") else NOT_BUILT,
        )
        for module in modules()
        for at, operation in module.operations.items()
        if operation.message
    )


def _written(fake: str) -> Iterator[Row]:
    """The rows of a file; `message`, and a `code` other than 0, are short for keys of the body of Books."""
    for module, found in json.loads((_HERE / f"{fake}.json").read_text(encoding="utf-8")).items():
        for one in found:
            words = {"code": one.pop("code", 0), "message": one.pop("message")} if "message" in one else {}
            one["body"] = {**words, **one.get("body", {})}
            if not one.get("refusal") and operation_of(one["at"]) not in _built(fake):
                one.setdefault("lacks", NOT_BUILT)
            yield Row(fake, module, **one)


@cache
def messages() -> frozenset[str]:
    """Whatever Books is known to say of what went well."""
    return frozenset(row.body["message"] for row in rows() if row.body.get("code") == 0)


@cache
def _built(fake: str) -> frozenset[str]:
    return frozenset(key_of(one.method, one.path) for one in FAKES[fake].declared if one.unbuilt is None)


def operation_of(at: str) -> str:
    """`DELETE /contacts/{}` of `DELETE /contacts/{} of a vendor`."""
    return " ".join(at.split()[:2])
