"""Many at once: 64 clients of one world, 64 worlds of one server. Nothing is lost, nothing leaks."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from typing import Any

import httpx

CROWD = 64


def client() -> httpx.AsyncClient:
    return httpx.AsyncClient(limits=httpx.Limits(max_connections=CROWD), timeout=60)


async def books(
    http: httpx.AsyncClient, front: Mapping[str, Any], method: str, path: str, **body: Any
) -> dict[str, Any]:
    answer = await http.request(
        method,
        f"{front['books']}/books/v3/{path}",
        params={"organization_id": front["organization_id"], "per_page": "200"} if method == "GET" else None,
        headers={"authorization": f"Zoho-oauthtoken {front['tokens']['books']}"},
        json=body or None,
    )
    answer.raise_for_status()
    answered: dict[str, Any] = answer.json()
    return answered


def test_what_64_clients_create_at_once_is_there_once_each_and_copied_once_each(up: dict[str, Any]) -> None:
    async def crowd() -> tuple[Counter[str], set[str], Counter[str]]:
        async with client() as http:
            customer = (await books(http, up, "GET", "contacts"))["contacts"][0]["contact_id"]
            made = await asyncio.gather(
                *(
                    books(http, up, "POST", "projects", project_name=f"P{one}", customer_id=customer)
                    for one in range(CROWD)
                )
            )
            (await http.post(f"{up['control']}/_control/settle")).raise_for_status()
            listed = (await books(http, up, "GET", "projects"))["projects"]
            wrike = await http.get(
                f"{up['wrike']}/api/v4/folders?project=true",
                headers={"authorization": f"Bearer {up['tokens']['wrike']}"},
            )
        names = Counter(one["project_name"] for one in listed)
        titles = Counter(one["title"] for one in wrike.json()["data"])
        return names, {one["project"]["project_id"] for one in made}, titles

    names, ids, titles = asyncio.run(crowd())
    everybody = Counter(f"P{one}" for one in range(CROWD))
    assert (names, len(ids), titles) == (everybody, CROWD, everybody)


def test_64_changes_of_one_record_at_once_are_all_kept(up: dict[str, Any]) -> None:
    async def crowd() -> list[str]:
        async with client() as http:
            customer = (await books(http, up, "GET", "contacts"))["contacts"][0]["contact_id"]
            project = await books(http, up, "POST", "projects", project_name="One", customer_id=customer)
            path = f"projects/{project['project']['project_id']}"
            tasks = (books(http, up, "POST", f"{path}/tasks", task_name=f"T{one}") for one in range(CROWD))
            await asyncio.gather(*tasks)
            found = (await books(http, up, "GET", path))["project"]["tasks"]
        return [one["task_name"] for one in found]

    assert sorted(asyncio.run(crowd())) == sorted(f"T{one}" for one in range(CROWD))


def test_64_worlds_of_one_server_know_nothing_of_each_other(up: dict[str, Any]) -> None:
    async def crowd() -> list[set[str]]:
        async with client() as http:

            async def one_world(number: int) -> set[str]:
                front = (await http.post(f"{up['control']}/_control/worlds", json={"seed": number})).json()
                await books(http, front, "POST", "contacts", contact_name=f"Only {number}")
                return {
                    one["contact_name"] for one in (await books(http, front, "GET", "contacts"))["contacts"]
                }

            return await asyncio.gather(*(one_world(number) for number in range(CROWD)))

    seen = asyncio.run(crowd())
    own = [{name for name in names if name.startswith("Only")} for names in seen]
    assert own == [{f"Only {number}"} for number in range(CROWD)]
