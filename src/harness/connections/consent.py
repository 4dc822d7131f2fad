"""Consent without a browser: follows the vendor's own login and consent forms, as a person would."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, urlsplit

from harness.errors import nearest

from .errors import ConsentStuck
from .forms import Form, Option, Page

if TYPE_CHECKING:
    import httpx

Decision = Literal["accept", "deny"]

MOST_STEPS = 20
"""Pages and redirects after which a consent counts as going round in circles."""

_NO_CHOICES: Mapping[str, str] = MappingProxyType({})


async def consent(
    client: httpx.AsyncClient,
    url: str,
    person: str,
    decision: Decision = "accept",
    *,
    choices: Mapping[str, str] = _NO_CHOICES,
    without: Collection[str] = (),
) -> httpx.Response:
    """Open an authorize URL, log in as `person`, decide, and return the callback's own response.

    Each page must hold one form. Its hidden inputs are sent back; the select named `person` gets the option
    that is `person` by value or by text, another select what `choices` says under its name, or else what a
    browser would have chosen beforehand; the check boxes named in `without` (as they are, or behind
    `scope:`) are unticked; the button named `decision` with that value is pressed. Raises ConsentStuck on
    any other page, with what it says, and where there is no answer.

    Every consent begins without cookies, so that nobody consents in the session of somebody else. `client`
    itself keeps what cookies it is given, as httpx does: better not the one that makes other calls.
    """
    window = _Window(client, {**choices, "person": person}, decision, without)
    return await window.open(await _walk(window, url))


async def sent_back(
    client: httpx.AsyncClient,
    url: str,
    person: str,
    decision: Decision = "accept",
    *,
    choices: Mapping[str, str] = _NO_CHOICES,
    without: Collection[str] = (),
) -> str:
    """Like `consent`, up to where the vendor sends the browser back: that address, not yet opened."""
    window = _Window(client, {**choices, "person": person}, decision, without)
    return await _walk(window, url)


async def visit(
    client: httpx.AsyncClient, url: str, person: str, decision: Decision = "accept"
) -> httpx.Response:
    """Open a URL of somebody who sends the person to a consent themselves: the last page of the walk.

    Login and consent pages on the way, which ask for a person or a decision, are filled in as by `consent`;
    any other page is the last. Raises ConsentStuck.
    """
    window = _Window(client, {"person": person}, decision, ())
    response = await window.open(url)
    for _ in range(MOST_STEPS):
        if response.next_request is not None:
            response = await window.open(str(response.next_request.url))
        elif response.is_success and any(map(_asks, Page(response.text).forms)):
            response = await window.fill_in(response)
        else:
            return response
    raise ConsentStuck(f"The authorisation did not end after {MOST_STEPS} steps.")


async def _walk(window: _Window, url: str) -> str:
    """Go from page to page until the vendor sends the browser back to the client."""
    callback = _place(_redirect_uri(url))
    response = await window.open(url)
    for _ in range(MOST_STEPS):
        if response.next_request is None:
            response = await window.fill_in(response)
            continue
        target = str(response.next_request.url)
        if _place(target) == callback:
            window.check_unticked()
            return target
        response = await window.open(target)
    place = _place(str(response.url))
    raise ConsentStuck(f"The consent did not end after {MOST_STEPS} steps, the last at {place}.")


class _Window:
    """A private window of a browser, and what its user answers to forms."""

    def __init__(
        self, client: httpx.AsyncClient, choices: Mapping[str, str], decision: str, without: Collection[str]
    ) -> None:
        from httpx import Cookies

        self._client, self._choices, self._decision = client, choices, decision
        self._without = {name: one for one in without for name in (one, f"scope:{one}")}
        self._never_seen = set(without)
        self._cookies = Cookies()

    async def open(
        self, url: httpx.URL | str, method: str = "GET", values: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """The page at `url`, or what it answers to the values of a form; redirects are not followed."""
        from httpx import Request, TransportError

        request = Request(method, url, data=values, cookies=self._cookies)
        try:
            response = await self._client.send(request, follow_redirects=False)
        except TransportError as error:
            raise ConsentStuck(f"{_place(str(url))} did not answer ({type(error).__name__}).") from error
        self._cookies.extract_cookies(response)
        return response

    def check_unticked(self) -> None:
        """Say it if the vendor let nobody untick what was to be unticked."""
        if self._never_seen:
            raise ConsentStuck(f"The vendor offers no choice about {', '.join(sorted(self._never_seen))}.")

    async def fill_in(self, page: httpx.Response) -> httpx.Response:
        """Fill in and send the form."""
        place = _place(str(page.url))
        form = _only_form(page, place)
        left = {name: value for name, value in form.values.items() if name not in self._without}
        self._never_seen -= {self._without[name] for name in form.values if name in self._without}
        values = {**left, **self._chosen(form, place), **self._pressed(form, place)}
        target = page.url.join(form.action)
        if form.method == "post":
            return await self.open(target, "POST", values)
        return await self.open(target.copy_with(params=values))

    def _chosen(self, form: Form, place: str) -> dict[str, str]:
        """What the selects are set to."""
        picked = {name: self._pick(name, options, place) for name, options in form.selects.items()}
        return {name: option.sent for name, option in picked.items() if option is not None}

    def _pick(self, name: str, options: list[Option], place: str) -> Option | None:
        """The option of one select; None if nothing is asked of it and it has none."""
        wanted = self._choices.get(name)
        if wanted is None:
            return next((one for one in options if one.selected), next(iter(options), None))
        for option in options:
            if wanted in (option.sent, option.text):
                return option
        known = [option.sent for option in options]
        raise ConsentStuck(f"{place} offers no {name} '{wanted}'. {nearest(wanted, known)}")

    def _pressed(self, form: Form, place: str) -> dict[str, str]:
        """The button of the decision, if the form asks for one."""
        if not form.decisions:
            return {}
        if self._decision not in form.decisions:
            known = nearest(self._decision, form.decisions)
            raise ConsentStuck(f"{place} has no decision '{self._decision}'. {known}")
        return {"decision": self._decision}


def _asks(form: Form) -> bool:
    return "person" in form.selects or bool(form.decisions)


def _only_form(page: httpx.Response, place: str) -> Form:
    parsed = Page(page.text)
    if len(parsed.forms) == 1:
        return parsed.forms[0]
    found = f"{len(parsed.forms)} forms instead of one: {parsed.said()!r}"
    raise ConsentStuck(f"{place} answered {page.status_code} with {found}")


def _redirect_uri(url: str) -> str:
    query = parse_qs(urlsplit(url).query)
    found = query.get("redirect_uri") or query.get("oauth_callback")
    if not found:
        raise ConsentStuck(
            "The authorize URL names no redirect_uri, so there is no telling where consent ends."
        )
    return found[0]


def _place(url: str) -> str:
    """A URL without its query, which may hold secrets."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"
