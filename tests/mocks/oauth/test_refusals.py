"""Every refusal: status, body and reason; with the one thing put right, or the check off, it goes through."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from mocks.oauth import checks

from .browser import SERVICES, Vendor
from .refusals import ROWS, Row

by_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)


def went_through(server: Vendor, response: httpx.Response) -> bool:
    if response.headers["content-type" if response.content else "location"].startswith("application/json"):
        refused = "error" in response.json()
    else:
        refused = "error=" in response.headers.get("location", "")
    return response.status_code < 400 and not refused and server.exchange.vendor_error is None


@by_row
def test_it_is_refused_for_the_recorded_reason(row: Row) -> None:
    server = Vendor(row.vendor, chosen=row.chosen)
    response = asyncio.run(row.attempt(server, True))
    assert response.status_code == row.status
    if isinstance(row.body, dict):
        assert response.json() == row.body
    elif row.status == 302:
        assert response.headers["location"] == row.body
    else:
        assert row.body in response.text
    assert server.exchange.vendor_error == f"{server.service.name}.{row.error}"
    assert server.exchange.reason == row.reason


@by_row
def test_it_goes_through_with_the_one_thing_put_right(row: Row) -> None:
    server = Vendor(row.vendor, chosen=row.chosen)
    response = asyncio.run(row.attempt(server, False))
    assert went_through(server, response), response.text


@by_row
def test_it_goes_through_with_the_check_off(row: Row) -> None:
    server = Vendor(row.vendor, chosen=row.chosen, off=[row.check.name])
    response = asyncio.run(row.attempt(server, True))
    assert went_through(server, response), (response.status_code, response.text, server.exchange)


@pytest.mark.parametrize("vendor", SERVICES)
def test_every_check_of_the_server_has_a_row(vendor: str) -> None:
    # Those of tokens are asked through user info, which only Zoho has; the organization by the APIs.
    declared = {check.name for check in SERVICES[vendor].checks}
    elsewhere = checks.TOKENS if vendor != "zoho" else (checks.TOKEN_TENANT,)
    held = {row.check.name for row in ROWS if row.vendor == vendor}
    assert declared - {check.name for check in elsewhere} == held


@pytest.mark.parametrize("vendor", SERVICES)
def test_every_error_of_the_server_has_a_row(vendor: str) -> None:
    without = {"not_found", "not_allowed", "general_error", "server_error"}
    held = {row.error for row in ROWS if row.vendor == vendor}
    assert set(SERVICES[vendor].errors.registry) - without == held
