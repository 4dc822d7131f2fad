"""The client of a world speaks for many."""

from __future__ import annotations

import asyncio

import httpx

from harness.world import World


def test_a_cookie_that_one_answer_sets_is_not_sent_with_the_next_call() -> None:
    async def calls() -> tuple[httpx.Response, list[str]]:
        world = World.create()
        world.people.add("tom")
        keys = world.own_client("zoho", ["http://127.0.0.1/callback"])
        page = httpx.URL(
            "https://accounts.zoho.com/oauth/v2/auth",
            params={
                "response_type": "code",
                "client_id": keys["client_id"],
                "redirect_uri": "http://127.0.0.1/callback",
                "scope": "ZohoBooks.projects.READ",
            },
        )
        sign_in = (await world.request("GET", str(page))).headers["location"]
        first = await world.request("GET", sign_in)
        await world.request("GET", sign_in)
        second = world.journal.get(world.journal.last)
        assert second is not None
        await world.aclose()
        return first, [name for name, _ in second.request_headers]

    first, sent = asyncio.run(calls())
    assert "set-cookie" in first.headers
    assert "cookie" not in sent
