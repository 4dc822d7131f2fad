"""Carries what a world sends. Apart from `World.client`, because httpx takes long to import."""

from __future__ import annotations

import httpx


class _NoCookies(httpx.Cookies):
    def extract_cookies(self, response: httpx.Response) -> None:
        """Keep none."""


class WorldClient(httpx.AsyncClient):
    """Carries the calls of many persons and functions: what one is given, no other may send."""

    @property
    def cookies(self) -> httpx.Cookies:
        """Always empty."""
        return _NoCookies()

    @cookies.setter
    def cookies(self, cookies: object) -> None:
        raise AttributeError("the client of a world keeps no cookies")
