"""`services:` of an extension: the fields of Zoho's form, and an error with its place for each mistake."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent, indent

import pytest

from harness.connections import (
    SERVICES,
    ApiKey,
    Basic,
    ClientKeys,
    Habits,
    OAuth1,
    OAuth2,
    Parameter,
    Service,
)
from harness.errors import FileError
from harness.extension import Extension
from harness.scenario.session import load_extension


def extension(folder: Path, services: str, connections: str = "") -> Extension:
    text = f"format: 1\nextension: Own services\nservices:\n{indent(dedent(services), '  ')}\n"
    (folder / "extension.yaml").write_text(text + dedent(connections), encoding="utf-8")
    return load_extension(folder)


def service(folder: Path, text: str) -> Service:
    (found,) = extension(folder, text).services.values()
    return found


def error(folder: Path, text: str, connections: str = "") -> str:
    with pytest.raises(FileError) as caught:
        extension(folder, text, connections)
    return str(caught.value).partition("extension.yaml:")[2]


def test_basic_needs_nothing_but_its_name(tmp_path: Path) -> None:
    found = service(tmp_path, "stock: {authentication: Basic, user_label: Login}")
    assert found == Service("stock", "stock", Basic(user_label="Login"), custom=True)


def test_an_api_key_service_has_parameters_each_at_its_place(tmp_path: Path) -> None:
    found = service(
        tmp_path,
        """\
        stock:
          name: Stock
          authentication: API Key
          hosts: [api.stock.example]
          parameters:
            - {parameter: X-Key, display_name: Key}
            - {parameter: tenant, param_type: query string}
        """,
    )
    keys = ApiKey((Parameter("X-Key", "Key"), Parameter("tenant", "tenant", "query string")))
    assert found == Service("stock", "Stock", keys, hosts=("api.stock.example",), custom=True)


def test_oauth_1_has_three_addresses(tmp_path: Path) -> None:
    found = service(
        tmp_path,
        """\
        old:
          authentication: OAuth 1
          client_id: key
          client_secret: s3cret
          request_token_url: https://old.example/request
          authorize_url: https://old.example/authorize
          access_token_url: https://old.example/access
          param_type: form data
        """,
    )
    assert found.authentication == OAuth1(
        "https://old.example/request",
        "https://old.example/authorize",
        "https://old.example/access",
        "form data",
        ClientKeys("key", "s3cret"),
    )


def test_oauth_2_has_everything_of_the_form(tmp_path: Path) -> None:
    found = service(
        tmp_path,
        """\
        shop:
          authentication: OAuth 2
          grant_type: authorization code
          client_id: id
          client_secret: s3cret
          authorize_url: https://shop.example/auth?
          token_url: https://shop.example/token
          refresh_url: https://shop.example/refresh
          revoke_url: https://shop.example/revoke
          scopes: {read: read orders, write: change orders}
          scope_delimiter: plus
          param_type: query string
          tokens: {lifetime: never, refreshable: false, rotates: true, narrows: true, offline: access=offline}
        """,
    )
    assert found.authentication == OAuth2(
        "https://shop.example/token",
        "https://shop.example/auth?",
        "https://shop.example/refresh",
        "https://shop.example/revoke",
        {"read": "read orders", "write": "change orders"},
        scope_delimiter="plus",
        place="query string",
        client=ClientKeys("id", "s3cret"),
        habits=Habits(None, refreshable=False, offline="access=offline", rotates=True, narrows=True),
    )


def test_client_credentials_need_no_page(tmp_path: Path) -> None:
    found = service(
        tmp_path,
        """\
        shop:
          authentication: OAuth 2
          grant_type: client credentials
          client_id: id
          client_secret: s3cret
          token_url: https://shop.example/token
          scopes: [read]
          tokens: {lifetime: 30m}
        """,
    )
    assert isinstance(found.authentication, OAuth2)
    assert found.authentication.grant == "client credentials"
    assert found.authentication.scopes == {"read": ""}
    assert found.authentication.habits == Habits(1800)


def test_a_service_for_an_application_of_the_catalogue_says_only_what_is_its_own(tmp_path: Path) -> None:
    found = service(
        tmp_path, "our_wrike: {name: Ours, application: wrike, client_id: id, client_secret: s3cret}"
    )
    wrike = SERVICES["wrike"].authentication
    assert isinstance(wrike, OAuth2)
    assert isinstance(found.authentication, OAuth2)
    assert found.authentication.authorize_url == wrike.authorize_url
    assert found.authentication.scopes == wrike.scopes
    assert found.authentication.client == ClientKeys("id", "s3cret")
    assert (found.custom, found.application, found.hosts) == (True, "wrike", ("www.wrike.com",))


def test_connections_may_use_the_services_of_their_extension(tmp_path: Path) -> None:
    found = extension(
        tmp_path,
        "stock: {authentication: Basic}",
        """\
        connections:
          first: {service: stock}
          second: {service: stock, use_credentials_of_login_user: true}
        """,
    )
    assert [one.service for one in found.connections.values()] == ["stock", "stock"]


OAUTH_2 = "{authentication: OAuth 2, client_id: i, client_secret: s"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stock: {authentication: Basic}", "4:3: 'Stock' can't be a link name: it starts with a lower-case"),
        (f"{'s' * 51}: {{authentication: Basic}}", "4:3: 'sss"),
        (
            f"s: {{name: {'S' * 51}, authentication: Basic}}",
            "4:13: The name of service 's' is longer than 50",
        ),
        ("wrike: {authentication: Basic}", "4:3: 'wrike' is a default service. Give yours a link name of"),
        ("s: {name: S}", "4:6: A service needs the key 'authentication', or an 'application'"),
        ("s: {authentication: Basik}", "4:23: 'Basik' is no type of authentication. Did you mean 'Basic'?"),
        ("s: {application: wrik}", "4:20: 'wrik' is no default service. Did you mean 'wrike'?"),
        ("s: {authentication: Basic, token_url: x}", "4:30: A service of Basic has no key 'token_url'."),
        ("s: {authentication: API Key}", "4:6: A service of API Key needs the key 'parameters'."),
        ("s: {authentication: API Key, parameters: []}", "4:44: An API key service has at least one"),
        (
            "s: {authentication: API Key, parameters: [{parameter: k, param_type: body}]}",
            "4:72: 'body' is no param type.",
        ),
        (f"s: {OAUTH_2}}}", "4:6: A service of OAuth 2 needs the key 'token_url'."),
        (
            f"s: {OAUTH_2}, token_url: https://a.b/t}}",
            "4:6: A service of OAuth 2 needs the key 'authorize_url', or",
        ),
        (f"s: {OAUTH_2}, token_url: a.b/t}}", "4:75: 'a.b/t' is no URL: it begins with https://"),
        (f"s: {OAUTH_2}, token_url: 'https://?'}}", "4:75: 'https://?' is no URL"),
        (f"s: {OAUTH_2}, scope_delimiter: semicolon}}", "4:81: 'semicolon' is no scope delimiter."),
        (f"s: {OAUTH_2}, param_type: form data}}", "4:76: 'form data' is no param type."),
        (f"s: {OAUTH_2}, tokens: {{lifetime: soon}}}}", "4:83: Expected a duration"),
        (
            "s: {authentication: OAuth 2, client_id: i, token_url: https://a.b/t}",
            "4:6: A client has both an id and a secret: 'client_secret' is missing.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert error(tmp_path, text).startswith(expected)


def test_a_connection_of_a_service_without_scopes_can_have_none(tmp_path: Path) -> None:
    told = error(
        tmp_path, "stock: {authentication: Basic}", "connections: {first: {service: stock, scopes: [all]}}"
    )
    assert told == "5:47: stock is authenticated by Basic: it has no scopes."


def test_a_service_that_nobody_declared_is_told_with_the_nearest(tmp_path: Path) -> None:
    told = error(tmp_path, "stock: {authentication: Basic}", "connections: {first: {service: stok}}")
    assert told == "5:32: 'stok' is no service. Did you mean 'stock'?"


WEBHOOK = "webhooks: {hook: {module: projects, url: 'https://a.b/c'"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{WEBHOOK}, connection: first}}}}", ""),
        (f"{WEBHOOK}, connection: frist}}}}", "6:71: 'frist' is no connection. Did you mean 'first'?"),
        (f"{WEBHOOK}, method: GET}}}}", "6:67: 'GET' is no method. Known: DELETE, POST, PUT."),
        (f"{WEBHOOK}, form: {{a: b}}, raw: c}}}}", "6:12: A body is a form or raw: write one of the two"),
        (
            f"{WEBHOOK}}}}}\nrules: {{r: {{module: contacts, trigger: created, actions: [hook]}}}}",
            "7:9: The rule is on contacts, its webhook 'hook' on projects.",
        ),
        (
            f"{WEBHOOK}}}}}\nrules: {{r: {{module: projects, trigger: created, actions: [hok]}}}}",
            "7:59: 'hok' is no function or webhook. Did you mean 'hook'?",
        ),
    ],
)
def test_webhooks_are_read_with_their_connections(tmp_path: Path, text: str, expected: str) -> None:
    more = "connections: {first: {service: stock}}\n" + text
    if not expected:
        found = extension(tmp_path, "stock: {authentication: Basic}", more)
        assert found.uses("first") == ["the webhook 'hook'"]
    else:
        assert error(tmp_path, "stock: {authentication: Basic}", more).startswith(expected)
