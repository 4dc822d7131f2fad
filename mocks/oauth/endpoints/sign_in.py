"""The sign-in page: a person of this world is chosen; there is no password.

Where the browser goes afterwards is the authorize address of the same server with the same query; there
is no parameter for it, so there is no open redirect.
"""

from __future__ import annotations

from typing import Any

from ...kit.http import Response
from ...kit.service import Call
from .. import checks, pages, sessions
from .calls import dialect_of, here, host_of, refuse


def show(call: Call) -> Any:
    """GET: the page, and a session for its form if the browser has none."""
    dialect = dialect_of(call)
    session = sessions.current(call, dialect.vendor)
    action = here(call, dialect.sign_in_path)
    people = dialect.signers(call.context)
    if session is not None:
        return pages.sign_in_page(dialect.title, action, session["csrf"], people)
    session = sessions.begin(call, dialect.vendor, None)
    page = pages.sign_in_page(dialect.title, action, session["csrf"], people)
    return sessions.remember(page, call, dialect.vendor, session, host_of(call))


def sign_in(call: Call) -> Any:
    """POST: the browser's session is that person's from now on."""
    dialect = dialect_of(call)
    session = sessions.current(call, dialect.vendor)
    belongs = sessions.belongs(session, str(call.body.get("csrf", "")))
    refuse(call, checks.CSRF, not belongs, "csrf")
    person = str(call.body.get("person", ""))
    unknown = person not in [choice.value for choice in dialect.signers(call.context)]
    refuse(call, checks.PERSON, unknown, "unknown person")
    begun = sessions.begin(call, dialect.vendor, person)
    onwards = Response.redirect(here(call, dialect.authorize_path))
    return sessions.remember(onwards, call, dialect.vendor, begun, host_of(call))
