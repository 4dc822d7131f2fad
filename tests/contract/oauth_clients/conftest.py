"""One running ecosystem for each module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .town import Server, Town, town


@pytest.fixture(scope="module")
def here() -> Iterator[Town]:
    """The running ecosystem."""
    with town() as running:
        yield running


@pytest.fixture(params=["zoho", "wrike", "asana"])
def server(here: Town, request: pytest.FixtureRequest) -> Server:
    """Each sort of OAuth server in turn: two vendors' dialects, and one that is nothing but data."""
    found: Server = getattr(here, request.param)()
    return found


@pytest.fixture(autouse=True)
def plain_http(monkeypatch: pytest.MonkeyPatch) -> None:
    """The libraries refuse http:// unless they are told that it is well."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
