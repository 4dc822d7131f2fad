"""Where the vendors' hosts are reached."""

from __future__ import annotations

import pytest

from mocks.kit.urls import Urls

ORIGINS = {"www.wrike.com": "http://127.0.0.1:8702/_w/two"}


def test_a_host_is_itself_as_in_production() -> None:
    urls = Urls()
    assert urls.of("www.wrike.com", "/api/v4/folders") == "https://www.wrike.com/api/v4/folders"
    assert urls.origin("www.wrike.com") == "https://www.wrike.com"
    assert not urls.local


def test_with_origins_every_url_stays_on_this_machine_and_in_its_world() -> None:
    urls = Urls(ORIGINS)
    assert urls.of("www.wrike.com", "/api/v4") == "http://127.0.0.1:8702/_w/two/api/v4"
    assert urls.local


def test_with_origins_a_host_without_one_gets_no_url_at_all() -> None:
    with pytest.raises(KeyError, match=r"accounts\.zoho\.com"):
        Urls(ORIGINS).of("accounts.zoho.com")
