"""Which calls a fault or an expectation can be about."""

from __future__ import annotations

import pytest

from harness.connections import ApiKey, OAuth2, Parameter, Service
from harness.errors import FileError
from harness.extension import Canned, Extension
from harness.scenario.catalogue import Catalogue
from harness.scenario.names import Names
from harness.scenario.targets import read_target
from harness.scenario.yamlfile import parse_yaml
from harness.targets import Target
from harness.world import World

SHOP = Service("shop", "Shop", OAuth2("https://shop.example/token"), custom=True)
STOCK = Service("stock", "Stock", ApiKey((Parameter("key"),)), custom=True)
EXTENSION = Extension(
    services={"shop": SHOP, "stock": STOCK}, hosts={"api.shop.example": (Canned("GET", "/"),)}
)


def services() -> list[str]:
    return list(Names(Catalogue.of(World.create()), EXTENSION, ["tom"], {}).services)


@pytest.mark.parametrize(
    "service", ["wrike", "login_wrike", "oauth_google", "oauth_shop", "api.shop.example"]
)
def test_a_call_can_be_for_a_fake_an_oauth_server_or_a_canned_host(service: str) -> None:
    target = read_target(parse_yaml(f"POST {service} /a/*", "x.yaml"), services())
    assert target == Target("POST", service, "/a/*")


def test_anything_else_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(FileError, match=r"'oauth_gogle' is no service\. Did you mean 'oauth_google'\?"):
        read_target(parse_yaml("POST oauth_gogle /token", "x.yaml"), services())
    assert "oauth_stock" not in services()
