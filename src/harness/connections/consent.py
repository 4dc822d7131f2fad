"""Consent without a browser: follows the vendor's own login and consent forms, as a person would."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

from harness.errors import nearest

from .errors import ConsentStuck
from .forms import Form, Page

if TYPE_CHECKING:
    import httpx

Decision = Literal["accept", "deny"]

MOST_STEPS = 20
"""Pages and redirects after which a consent counts as going round in circles."""


async def consent(
    client: httpx.AsyncClient, url: str, person: str, decision: Decision = "accept"
) -> httpx.Response:
    """Open an authorize URL as `person`, log in, decide, and return the callback's own response.

    `client` is the person's browser: it keeps the cookies, so that nobody else should use it. Each page must
    hold one form: its hidden inputs are sent back, its select gets the option that is `person` by value or
    by text, and the button named `decision` with that value is pressed. Raises ConsentStuck on any other
    page, with what it says.
    """
    callback = _redirect_uri(url)
    request = client.build_request("GET", url)
    for _ in range(MOST_STEPS):
        response = await client.send(request, follow_redirects=False)
        if _place(str(request.url)) == _place(callback):
            return response
        request = response.next_request or _submit(client, response, person, decision)
    raise ConsentStuck(
        f"The consent did not end after {MOST_STEPS} steps, the last at {_place(str(request.url))}."
    )


def _redirect_uri(url: str) -> str:
    found = parse_qs(urlsplit(url).query).get("redirect_uri")
    if not found:
        raise ConsentStuck(
            "The authorize URL names no redirect_uri, so there is no telling where consent ends."
        )
    return found[0]


def _place(url: str) -> str:
    """A URL without its query, which may hold secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _submit(client: httpx.AsyncClient, page: httpx.Response, person: str, decision: str) -> httpx.Request:
    """The request that the page's form makes when it is filled in and sent."""
    place = _place(str(page.url))
    parsed = Page(page.text)
    if len(parsed.forms) != 1:
        raise ConsentStuck(
            f"{place} answered {page.status_code} with {len(parsed.forms)} forms instead of one: "
            f"{parsed.said()!r}"
        )
    form = parsed.forms[0]
    values = {**form.values, **_chosen(form, person, place), **_pressed(form, decision, place)}
    target = page.url.join(form.action)
    if form.method == "get":
        return client.build_request("GET", target.copy_with(params=values))
    return client.build_request("POST", target, data=values)


def _chosen(form: Form, person: str, place: str) -> dict[str, str]:
    """The person in the select, if the form has one."""
    if not form.select:
        return {}
    for option in form.options:
        if person in (option.sent, option.text):
            return {form.select: option.sent}
    known = [option.sent for option in form.options]
    raise ConsentStuck(f"{place} does not know '{person}'. {nearest(person, known)}")


def _pressed(form: Form, decision: str, place: str) -> dict[str, str]:
    """The button of the decision, if the form asks for one."""
    if form.decisions and decision not in form.decisions:
        raise ConsentStuck(f"{place} has no decision '{decision}'. {nearest(decision, form.decisions)}")
    return {"decision": decision} if form.decisions else {}
