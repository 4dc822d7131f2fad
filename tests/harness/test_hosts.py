"""Every host of the vendors, in every data centre: in process, over sockets, from a script.

The tables are the vendors' (books-api 1.1, wrike-api 2.1), written down once more, so that a host that a fake
forgets is missed here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import httpx
import pytest

from harness import servers
from harness.deluge import compile_source
from harness.extension import Extension
from harness.workflow import Action, Function, Rule
from harness.world import World

ZOHO = {
    "us": ("www.zohoapis.com", "books.zoho.com", "accounts.zoho.com"),
    "eu": ("www.zohoapis.eu", "books.zoho.eu", "accounts.zoho.eu"),
    "in": ("www.zohoapis.in", "books.zoho.in", "accounts.zoho.in"),
    "au": ("www.zohoapis.com.au", "books.zoho.com.au", "accounts.zoho.com.au"),
    "jp": ("www.zohoapis.jp", "books.zoho.jp", "accounts.zoho.jp"),
    "ca": ("www.zohoapis.ca", "books.zohocloud.ca", "accounts.zohocloud.ca"),
    "cn": ("www.zohoapis.com.cn", "books.zoho.com.cn", "accounts.zoho.com.cn"),
    "sa": ("www.zohoapis.sa", "books.zoho.sa", "accounts.zoho.sa"),
}
"""Data centre -> the host of the API, the older one of Books, the accounts server."""
WRIKE = {"us": "www.wrike.com", "us2": "app-us2.wrike.com", "eu": "app-eu.wrike.com"}
BOOKS_PATHS = [f"{prefix}/users/me{slash}" for prefix in ("/books/v3", "/api/v3") for slash in ("", "/")]
WRIKE_PATHS = ["/api/v4/account", "/api/v4/account/"]


class Asked(NamedTuple):
    """One call, and the status that it must get."""

    url: str
    authorization: str
    status: int


class Town:
    """One person who is in an organization, and in an account of Wrike, of every data centre."""

    def __init__(self, extension: Extension | None = None) -> None:
        self.world = World.create(extension)
        self.world.people.add("tom")
        self.organizations = {centre: str(60_012_345_670 + number) for number, centre in enumerate(ZOHO)}
        for centre, key in self.organizations.items():
            self.world.given("books", "organization", "", {"organization_id": key, "data_centre": centre})
            self.world.given("books", "users", key, {"person": "tom"})
        self.accounts = {centre: f"IEAAAAA{letter}" for centre, letter in zip(WRIKE, "QRS", strict=True)}
        for centre, key in self.accounts.items():
            self.world.given("wrike", "accounts", "", {"id": key, "host": WRIKE[centre]})
            self.world.given("wrike", "contacts", key, {"person": "tom"})
        self.client = self.world.own_client("zoho", ["http://127.0.0.1/callback"])
        self.given = {centre: self._issue(centre) for centre in ZOHO}
        self.asked = self._asked()

    def _issue(self, centre: str) -> dict[str, str]:
        scopes = ["ZohoBooks.fullaccess.all"]
        answer = servers.issue(self.world.context, "zoho", self.client["client_id"], "tom", scopes, centre)
        return {name: str(value) for name, value in answer.items()}

    def _asked(self) -> list[Asked]:
        """Each host by both prefixes, with a slash at the end and without, and with tokens of elsewhere."""
        found = []
        for centre, (*hosts, _) in ZOHO.items():
            for host in hosts:
                for path in BOOKS_PATHS:
                    url = f"https://{host}{path}?organization_id={self.organizations[centre]}"
                    tokens = {one: self.given[one]["access_token"] for one in ZOHO}
                    found += self._of(url, centre, tokens)
        tokens = {one: self.world.token("wrike", "tom", key) for one, key in self.accounts.items()}
        for centre, host in WRIKE.items():
            for path in WRIKE_PATHS:
                found += self._of(f"https://{host}{path}", centre, tokens)
        return found

    def _of(self, url: str, centre: str, tokens: dict[str, str]) -> list[Asked]:
        own = Asked(url, f"Bearer {tokens[centre]}", 200)
        if url.partition("?")[0].endswith("/"):
            return [own]
        others = [Asked(url, f"Bearer {token}", 401) for one, token in tokens.items() if one != centre]
        return [own, *others]


async def in_process(town: Town) -> list[int]:
    return await _each(town, lambda one: _status(town, one))


async def over_sockets(town: Town) -> list[int]:
    async with town.world.serve():
        return await in_process(town)


async def by_a_program(town: Town) -> list[int]:
    """A client that names the vendors' hosts, and is none of ours."""
    async with town.world.serve() as address, httpx.AsyncClient(trust_env=False) as client:

        async def status(one: Asked) -> int:
            url = httpx.URL(one.url)
            headers = {"host": url.host, "authorization": one.authorization}
            local = url.copy_with(scheme="http", host=address[0], port=address[1])
            return (await client.get(local, headers=headers)).status_code

        return await _each(town, status)


async def _each(town: Town, ask: Callable[[Asked], Awaitable[int]]) -> list[int]:
    return [await ask(one) for one in town.asked]


async def _status(town: Town, one: Asked) -> int:
    answer = await town.world.request("GET", one.url, headers={"authorization": one.authorization})
    return answer.status_code


@pytest.mark.parametrize("way", [in_process, over_sockets, by_a_program])
def test_a_host_of_each_data_centre_takes_the_tokens_of_its_own(
    way: Callable[[Town], Awaitable[list[int]]],
) -> None:
    async def seen() -> tuple[list[Asked], list[int]]:
        town = Town()
        found = await way(town)
        await town.world.aclose()
        return town.asked, found

    asked, found = asyncio.run(seen())
    wrong = [(one, status) for one, status in zip(asked, found, strict=True) if status != one.status]
    assert wrong == []


SCRIPT = """
for each row in rows.toList(",")
{
	answer = invokeurl
	[
		url :row.getPrefix(" ")
		type :GET
		headers:{"Authorization":row.getSuffix(" ")}
		detailed:true
	];
	info answer.get("responseCode");
}
"""


def test_a_script_reaches_each_of_them_and_is_told_the_same() -> None:
    rows = ",".join(f"{one.url} {one.authorization}" for one in Town().asked)
    said = asyncio.run(_said("in", f'rows = "{rows}";\n{SCRIPT}'))
    assert said == [str(one.status) for one in Town().asked]


@pytest.mark.parametrize("centre", ZOHO)
def test_a_task_of_a_script_reaches_the_data_centre_of_its_organization(centre: str) -> None:
    task = 'info zoho.books.getRecords("Contacts",organization.get("organization_id")).get("code");'
    assert asyncio.run(_said(centre, task)) == ["0"]


def test_a_session_is_no_good_in_a_data_centre_where_the_person_has_nothing() -> None:
    async def status() -> int:
        world = World.create()
        world.given("books", "organization", "", {"organization_id": "60012345678"})
        world.given("books", "users", "60012345678", {"person": "tom"})
        answer = await world.request("GET", "https://www.zohoapis.eu/books/v3/users/me", person="tom")
        await world.aclose()
        return answer.status_code

    assert asyncio.run(status()) == 401


async def _said(centre: str, source: str) -> list[str]:
    """What a function says that runs for a new contact of the organization of that data centre."""
    function = Function("ask", "contacts", compile_source(source, "ask.dg"), "ask.dg")
    rule = Rule("ask", "contacts", "created", (Action("ask"),))
    town = Town(Extension(functions=(function,), rules=(rule,)))
    key = town.organizations[centre]
    url = f"https://{ZOHO[centre][0]}/books/v3/contacts?organization_id={key}"
    answer = await town.world.request("POST", url, person="tom", json={"contact_name": "Acme"})
    assert answer.status_code == 201
    await town.world.settle()
    (line,) = town.world.workflow.logs(key)
    assert line.status == "Success", line.reason
    await town.world.aclose()
    return [one.text for one in line.info]


def test_each_accounts_server_renews_its_own_tokens_only_and_names_its_own_api() -> None:
    async def answers() -> dict[tuple[str, str], str]:
        town = Town()
        found = {}
        for here, (_, _, server) in ZOHO.items():
            for of, given in town.given.items():
                values = {
                    "grant_type": "refresh_token",
                    "refresh_token": given["refresh_token"],
                    "client_id": town.client["client_id"],
                    "client_secret": town.client["client_secret"],
                }
                answer = await town.world.client.post(f"https://{server}/oauth/v2/token", data=values)
                found[here, of] = answer.json().get("api_domain") or answer.json()["error"]
        await town.world.aclose()
        return found

    apis = {centre: f"https://{hosts[0]}" for centre, hosts in ZOHO.items()}
    expected = {(here, of): apis[here] if here == of else "invalid_code" for here in ZOHO for of in ZOHO}
    assert asyncio.run(answers()) == expected


@pytest.mark.parametrize("host", [*WRIKE.values(), "login.wrike.com"])
def test_wrikes_token_address_is_on_each_of_its_hosts_and_names_the_accounts_own(host: str) -> None:
    async def hosts() -> list[str]:
        town = Town()
        client = town.world.own_client("wrike", ["http://127.0.0.1/callback"])
        named = []
        for account in town.accounts.values():
            code = servers.give_code(
                town.world.context, "wrike", client["client_id"], "tom", ["wsReadWrite"], account
            )
            values = {"grant_type": "authorization_code", "code": code}
            keys = {name: client[name] for name in ("client_id", "client_secret")}
            answer = await town.world.client.post(f"https://{host}/oauth2/token", data={**values, **keys})
            named.append(answer.json()["host"])
        await town.world.aclose()
        return named

    assert asyncio.run(hosts()) == list(WRIKE.values())
