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


def test_hosts_without_an_origin_of_their_own_share_one_under_a_path() -> None:
    urls = Urls({**ORIGINS, "": "http://127.0.0.1:8705/_w/two"})
    assert urls.of("shop.example", "/token") == "http://127.0.0.1:8705/_w/two/_h/shop.example/token"
    assert urls.of("www.wrike.com", "/token") == "http://127.0.0.1:8702/_w/two/token"


def test_a_url_of_this_machine_stands_for_a_host_and_a_path() -> None:
    urls = Urls({**ORIGINS, "": "http://127.0.0.1:8705"})
    located = {
        url: urls.locate(url) for url in (urls.of("shop.example", "/a?b=c"), urls.of("www.wrike.com", "/d"))
    }
    assert list(located.values()) == [("shop.example", "/a?b=c"), ("www.wrike.com", "/d")]
    assert urls.locate("https://shop.example/a") is None
    assert Urls().locate("https://shop.example/a") is None
