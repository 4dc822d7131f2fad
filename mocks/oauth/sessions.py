"""Sessions of a person's browser at a vendor: a cookie, who signed in, and the token of its forms."""

from __future__ import annotations

from urllib.parse import urlsplit

from ..kit.http import Response
from ..kit.service import Call
from ..kit.store import Record
from .clients import same

SESSIONS = "oauth.sessions"
SECONDS = 8 * 3600


def current(call: Call, vendor: str) -> Record | None:
    """The session of the browser that sent the request, if it has one."""
    name = call.request.cookies.get(cookie_name(vendor), "")
    session = call.context.store.get(SESSIONS, vendor, name)
    return session if session is not None and session["expires"] > call.context.clock.now() else None


def begin(call: Call, vendor: str, person: str | None) -> Record:
    """A new session; the one that the browser had before ends, so that nobody can have planted it."""
    context = call.context
    _clear(call, vendor)
    owner = f"oauth.{vendor}"
    name = context.ids.secret(owner, "session", 48)
    session: Record = {
        "session": name,
        "csrf": context.ids.secret(owner, "csrf", 48),
        "person": person,
        "expires": context.clock.now() + SECONDS,
    }
    context.store.put(SESSIONS, vendor, name, session)
    return session


def belongs(session: Record | None, csrf: str) -> bool:
    """Whether a form with that token was sent by a page of this session."""
    return session is not None and same(session["csrf"], csrf)


def remember(response: Response, call: Call, vendor: str, session: Record, host: str) -> Response:
    """Let the browser keep the session; out of reach of scripts and of other sites' forms."""
    origin = urlsplit(call.context.urls.origin(host))
    secure = "; Secure" if origin.scheme == "https" else ""
    cookie = f"{cookie_name(vendor)}={session['session']}; Path={origin.path or '/'}"
    response.headers.append(("set-cookie", f"{cookie}; HttpOnly; SameSite=Lax{secure}"))
    return response


def cookie_name(vendor: str) -> str:
    """Each vendor its own: on this machine all share one host, and cookies know no ports."""
    return f"{vendor}_session"


def _clear(call: Call, vendor: str) -> None:
    store, now = call.context.store, call.context.clock.now()
    old = call.request.cookies.get(cookie_name(vendor))
    for name, session in list(store.rows(SESSIONS, vendor).items()):
        if name == old or session["expires"] <= now:
            store.delete(SESSIONS, vendor, name)
