"""What no document allows is refused in the vendor's own envelope, by every operation and never with a 5xx.

The generated calls of test_any_request.py know the document; these break HTTP's and JSON's own rules.
"""

from __future__ import annotations

import gzip
from typing import Any

import jsonschema_rs
import pytest

from mocks import FAKES
from mocks.kit.service import Operation
from tests.mocks.books.desk import Desk
from tests.mocks.wrike.office import Office

DEEP = b"[" * 300 + b"]" * 300
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
MALFORMED = {
    "null": (b"null", JSON),
    "an array": (b"[1]", JSON),
    "a number": (b"5", JSON),
    "a text": (b'"a"', JSON),
    "cut short": (b'{"a":', JSON),
    "two objects": (b"{}{}", JSON),
    "a byte order mark": (b"\xef\xbb\xbf{}", JSON),
    "another encoding": ("{}".encode("utf-16"), JSON),
    "no UTF-8": (b'{"a":"\xff"}', JSON),
    "half a surrogate pair": (b'{"a":"\\ud800"}', JSON),
    "not a number": (b'{"a":NaN}', JSON),
    "compressed": (gzip.compress(b"{}"), JSON),
    "nested too deep": (b'{"a":' + DEEP + b"}", JSON),
}
"""Bodies that are no JSON object."""
FORMS = {
    "half of a JSONString": (b"JSONString=%7B", FORM),
    "a deep JSONString": (b"JSONString=%7B%22a%22:" + DEEP + b"%7D", FORM),
    "no UTF-8": (b"JSONString=\xff&%ff=%fe", FORM),
    "multipart without a boundary": (b"abc", "multipart/form-data"),
    "multipart of nothing": (b"--x\r\n\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    "a media type that is none": (b"x", "\x7f;;;=,"),
}
IDS = ("abc", "%00", "..%2F..", "%ff", "%F0%9F%98%80", "1" * 5_000, "-1", "%20", "{}")
METHODS = ("HEAD", "OPTIONS", "PATCH", "TRACE")


class Caller:
    """Asks a fake in process, as a person of it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.fake: Any = Desk() if name == "books" else Office()
        self.envelope = dict(FAKES[name].errors.schema)
        self.began = self.fake.context.store.snapshot()

    def refused(self, method: str, path: str, **rest: Any) -> int:
        """The status of an answer that must be a refusal in the vendor's envelope."""
        answer = self.fake.ask(method, path, **rest)
        assert 400 <= answer.status_code < 500, f"{method} {path}: {answer.status_code} {answer.text}"
        if method != "HEAD":
            assert jsonschema_rs.is_valid(self.envelope, answer.json()), answer.text
        self.fake.context.store.restore(self.began)
        return int(answer.status_code)

    def operations(self) -> list[Operation]:
        return [one for one in FAKES[self.name].declared if one.unbuilt is None and not one.public]


def filled(path: str, key: str) -> str:
    """The path with that in the place of each id."""
    return "/".join(key if part.startswith("{") else part for part in path.split("/"))


@pytest.fixture(scope="module", params=["books", "wrike"])
def caller(request: pytest.FixtureRequest) -> Caller:
    return Caller(request.param)


@pytest.mark.parametrize("what", MALFORMED)
def test_a_body_that_is_no_json_object_is_refused_by_whoever_reads_one(caller: Caller, what: str) -> None:
    content, media = MALFORMED[what]
    for one in caller.operations():
        if one.body and one.method in ("POST", "PUT") and not takes_more(one):
            path = filled(one.path, "1")
            caller.refused(one.method, path, content=content, headers={"content-type": media})


def takes_more(operation: Operation) -> bool:
    """Whether it reads something else than an object: the bytes of a file, or a bare list."""
    plan = operation.extra.get("plan")
    return "upload" in operation.extra or bool(plan and plan.bare)


@pytest.mark.parametrize("what", FORMS)
def test_a_form_that_is_none_is_refused_for_what_it_lacks(caller: Caller, what: str) -> None:
    content, media = FORMS[what]
    for path in ("/contacts", "/projects") if caller.name == "books" else ("/groups", "/customfields"):
        caller.refused("POST", path, content=content, headers={"content-type": media})


def test_an_id_that_is_none_names_nothing(caller: Caller) -> None:
    for one in caller.operations():
        if "{" in one.path and "{name}" not in one.path:
            for key in IDS:
                caller.refused(one.method, filled(one.path, key))


def test_methods_that_no_operation_has_are_refused(caller: Caller) -> None:
    for one in caller.operations():
        for method in METHODS:
            assert caller.refused(method, filled(one.path, "1")) == (405 if caller.name == "books" else 404)
