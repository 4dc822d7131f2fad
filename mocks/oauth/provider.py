"""A provider of OAuth as data: what a service of the catalogue, or one of an author's own, says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider of OAuth 2.0.

    `vendor` names it (it is also the name of its fake), `title` is for people. The URLs are the vendor's
    own; `refresh_url` is empty where refreshing is the token URL's business, `revoke_url` where nothing is
    revoked over HTTP. `scopes` explains each scope in a line; with `scope_form` (a pattern) others of that
    form exist too, and without either every scope does. `offline` is the parameter of the authorize URL
    that asks for a refresh token, such as `access_type=offline` or `scope=offline_access`; empty: there
    always is one. `lifetime` is that of an access token in seconds, None if it does not expire. With
    `narrows` a person may untick scopes at consent, with `rotates` a refresh gives a new refresh token.
    Raises ValueError for addresses that can't work.
    """

    vendor: str
    title: str
    authorize_url: str
    token_url: str
    refresh_url: str = ""
    revoke_url: str = ""
    scopes: Mapping[str, str] = field(default_factory=dict)
    scope_form: str = ""
    delimiter: str = " "
    refreshable: bool = True
    offline: str = ""
    lifetime: int | None = 3600
    narrows: bool = False
    rotates: bool = False

    def __post_init__(self) -> None:
        _check(self.title, "authorize", self.authorize_url)
        _check(self.title, "token", self.token_url)
        for purpose, url in (("refresh", self.refresh_url), ("revoke", self.revoke_url)):
            if url:
                _check(self.title, purpose, url)
        if self.revoke_url and path_of(self.revoke_url) in map(path_of, (self.token_url, self.refresh_url)):
            raise ValueError(f"The token URL and the revoke URL of {self.title} have the same path.")

    @property
    def urls(self) -> tuple[str, ...]:
        """Those that it has, the authorize URL first."""
        return tuple(filter(None, (self.authorize_url, self.token_url, self.refresh_url, self.revoke_url)))

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of its URLs, each once."""
        return _hosts(self.urls)


@dataclass(frozen=True, slots=True)
class OAuth1Provider:
    """One provider of OAuth 1.0a. Raises ValueError for addresses that can't work."""

    vendor: str
    title: str
    request_token_url: str
    authorize_url: str
    access_token_url: str

    def __post_init__(self) -> None:
        for purpose, url in zip(("request token", "authorize", "access token"), self.urls, strict=True):
            _check(self.title, purpose, url)
        if path_of(self.request_token_url) == path_of(self.access_token_url):
            raise ValueError(f"The two token URLs of {self.title} have the same path.")

    @property
    def urls(self) -> tuple[str, ...]:
        """The three, in the order in which they are needed."""
        return self.request_token_url, self.authorize_url, self.access_token_url

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of its URLs, each once."""
        return _hosts(self.urls)


def path_of(url: str) -> str:
    """The path of the URL; `/` for none."""
    return urlsplit(url).path or "/"


def _hosts(urls: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(urlsplit(url).hostname or "" for url in urls))


def _check(title: str, purpose: str, url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"The {purpose} URL of {title} must begin with https:// or http://: '{url}'.")
