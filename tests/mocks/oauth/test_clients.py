"""How clients show who they are, and in which spellings they ask; what real clients send must pass."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote_plus, urlencode

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mocks.oauth import find_client, redirect_to, register
from mocks.oauth.clients import presented

from .browser import CALLBACK, SERVICES, TOKEN, Vendor, make_world

Send = Callable[[Vendor, dict[str, str]], dict[str, Any]]


def basic(client_id: str, secret: str) -> str:
    return "Basic " + b64encode(f"{quote_plus(client_id)}:{quote_plus(secret)}".encode()).decode()


def in_the_form(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    return {"data": {**values, **credentials(server)}}


def with_a_charset(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    kind = "application/x-www-form-urlencoded;charset=UTF-8"
    body = urlencode({**values, **credentials(server)})
    return {"content": body, "headers": {"content-type": kind}}


def as_multipart(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    fields = {**values, **credentials(server)}
    return {"files": {name: (None, value) for name, value in fields.items()}}


def in_the_query(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    return {"params": {**values, **credentials(server)}, "headers": {"content-type": "application/json"}}


def in_a_basic_header(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    header = basic(server.client["client_id"], server.client["secret"])
    return {"data": values, "headers": {"authorization": header}}


def in_a_basic_header_and_the_id_in_the_form(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    sent = in_a_basic_header(server, values)
    return {**sent, "data": {**values, "client_id": server.client["client_id"]}}


def with_fields_that_libraries_add(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    stray = {"allow_redirects": "True", "scope": "anything at all", "expires_in": "3600"}
    return {"data": {**values, **stray, **credentials(server)}}


def as_json(server: Vendor, values: dict[str, str]) -> dict[str, Any]:
    return {"json": {**values, **credentials(server)}}


def credentials(server: Vendor) -> dict[str, str]:
    return {"client_id": server.client["client_id"], "client_secret": server.client["secret"]}


SPELLINGS = (
    in_the_form,
    with_a_charset,
    as_multipart,
    in_the_query,
    in_a_basic_header,
    in_a_basic_header_and_the_id_in_the_form,
    with_fields_that_libraries_add,
)
spelt = pytest.mark.parametrize(
    ("vendor", "spelling"),
    [*((vendor, spelling) for vendor in SERVICES for spelling in SPELLINGS), ("wrike", as_json)],
)


@spelt
def test_a_code_is_exchanged_and_the_token_refreshed_in_every_spelling(vendor: str, spelling: Send) -> None:
    server = Vendor(vendor)

    async def flow() -> tuple[dict[str, Any], dict[str, Any]]:
        code = (await server.consent())["code"]
        first = {"grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK}
        answer = (await server.api.post(TOKEN[vendor], **spelling(server, first))).json()
        again = {"grant_type": "refresh_token", "refresh_token": answer["refresh_token"]}
        return answer, (await server.api.post(TOKEN[vendor], **spelling(server, again))).json()

    first, second = asyncio.run(flow())
    assert first["access_token"] != second["access_token"]


def test_zoho_reads_no_json_body() -> None:
    zoho = Vendor("zoho")
    response = asyncio.run(zoho.api.post(TOKEN["zoho"], json={**credentials(zoho), "grant_type": "x"}))
    assert response.json() == {"error": "invalid_client"}


@pytest.mark.parametrize("body", [b"{", b"[1]", b'"text"', b"null", b'{"client_id": null}'])
def test_a_body_that_is_no_object_names_no_client(body: bytes) -> None:
    wrike = Vendor("wrike")
    headers = {"content-type": "application/json"}
    response = asyncio.run(wrike.api.post(TOKEN["wrike"], content=body, headers=headers))
    assert response.json()["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic %%%", "Basic " + b64encode(b"\xff\xfe").decode(), "Basic bm9jb2xvbg==", "Bearer x"],
)
def test_a_header_that_makes_no_sense_is_no_secret(header: str) -> None:
    zoho = Vendor("zoho")
    fields = {"client_id": zoho.client["client_id"], "grant_type": "refresh_token"}
    headers = {"authorization": header}
    response = asyncio.run(zoho.api.post(TOKEN["zoho"], data=fields, headers=headers))
    assert response.json() == {"error": "invalid_client_secret"}


def test_what_a_library_adds_is_left_alone_and_noted() -> None:
    zoho = Vendor("zoho")

    async def flow() -> httpx.Response:
        answer = await zoho.connect()
        return await zoho.refresh(answer["refresh_token"], allow_redirects="True")

    assert asyncio.run(flow()).status_code == 200
    (finding,) = zoho.exchange.findings
    assert finding.code == "unknown-parameter"
    assert "'allow_redirects'" in finding.message


@given(client_id=st.text(min_size=1), secret=st.text(min_size=1))
@settings(max_examples=50)
def test_any_id_and_secret_survive_a_basic_header(client_id: str, secret: str) -> None:
    from mocks.kit.http import Request

    nothing: Mapping[str, str] = {}
    request = Request("POST", "h", "/", headers={"authorization": basic(client_id, secret)})
    assert presented(request, nothing, nothing) == (client_id, secret)


@pytest.mark.parametrize(
    ("vendor", "form", "secret"),
    [
        ("zoho", r"1000\.[A-Z0-9]{30}", r"[0-9a-f]{42}"),
        ("wrike", r"[A-Za-z0-9]{8}", r"[A-Za-z0-9]{64}"),
        ("oauth_provider", r"[0-9a-f]{16}", r"[0-9a-f]{40}"),
    ],
)
def test_ids_and_secrets_look_like_the_vendors(vendor: str, form: str, secret: str) -> None:
    import re

    context = make_world()
    one, other = register(context, vendor), register(context, vendor)
    assert re.fullmatch(form, one["client_id"])
    assert re.fullmatch(secret, one["secret"])
    assert one["client_id"] != other["client_id"]
    assert one["secret"] != other["secret"]


def test_a_client_may_be_given_its_id_and_secret() -> None:
    context = make_world()
    client = register(context, "zoho", client_id="1000.MINE", secret="s3cret", redirect_uris=[CALLBACK])
    assert (client["client_id"], client["secret"]) == ("1000.MINE", "s3cret")
    taken = register(make_world(), "zoho")["client_id"]
    register(context, "zoho", client_id=taken, secret="x")
    assert register(context, "zoho")["client_id"] != taken


def test_a_client_is_sent_back_to_other_addresses_and_keeps_its_secret() -> None:
    context = make_world()
    known = register(context, "zoho", redirect_uris=["http://127.0.0.1:1/back"])
    moved = redirect_to(context, "zoho", known["client_id"], ["http://127.0.0.1:2/back"])
    assert moved == {**known, "redirect_uris": ["http://127.0.0.1:2/back"]}
    assert find_client(context, "zoho", known["client_id"]) == moved
