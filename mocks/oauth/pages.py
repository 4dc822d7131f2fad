"""The pages that a person's browser sees: sign-in, consent, errors. They need no script."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..kit.http import Response

if TYPE_CHECKING:
    from jinja2 import Environment


SCOPE = "scope:"
"""What the names of the check boxes of scopes begin with."""


@dataclass(frozen=True, slots=True)
class Page:
    """An error told to the person, because there is no client that it may be told to."""

    title: str
    message: str


@dataclass(frozen=True, slots=True)
class Redirect:
    """An answer told to the client, through the person's browser."""

    location: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of a select."""

    value: str
    label: str


def error_page(title: str, page: Page, status: int) -> Response:
    """The error as a page of the server called `title`."""
    return _render("error.html", status, title=title, page=page)


def sign_in_page(title: str, action: str, csrf: str, people: Iterable[Choice], status: int = 200) -> Response:
    """One form: who signs in. It posts `csrf` and `person`."""
    return _render("sign_in.html", status, title=title, action=action, csrf=csrf, people=list(people))


def consent_page(title: str, action: str, csrf: str, shown: Mapping[str, Any]) -> Response:
    """One form: what is asked for. It posts `csrf`, `tenant` and `decision` (accept or deny).

    `shown`: `client` and `person` (names), `scopes` (pairs of scope and words), `narrows` (whether they
    have check boxes, posted as `scope:<scope>`), `label` of the choice of tenants, `tenants` (choices),
    `switch` (the address for signing in as somebody else), `back` (the host that gets the answer).
    """
    return _render("consent.html", 200, title=title, action=action, csrf=csrf, **shown)


def _render(name: str, status: int, **values: Any) -> Response:
    return Response.html(_templates().get_template(name).render(values), status)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # 30 ms that only pages need

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
