"""A world with one organization, called in process and without a client, so that only ours is measured."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

import orjson

from harness.transport import HOST
from harness.world import World

ORGANIZATION = "60012345678"
BOOKS = "www.zohoapis.com"


def contact(number: int) -> dict[str, Any]:
    """What a client sends to create a contact."""
    return {
        "contact_name": f"Customer {number}",
        "company_name": f"Company {number} Ltd",
        "contact_type": "customer",
        "contact_persons": [
            {
                "first_name": "Asha",
                "last_name": f"Rao {number}",
                "email": f"asha.rao.{number}@example.com",
                "phone": "+44 20 7946 0958",
                "is_primary_contact": True,
            }
        ],
    }


class Refused(Exception):
    """A request that had to go through did not."""


class Site:
    """One organization of Books with a person and their token."""

    def __init__(self, contacts: int = 0) -> None:
        self.world = World.create()
        self.world.people.add("tom")
        self.world.given("books", "organization", "", {"organization_id": ORGANIZATION})
        self.world.given("books", "users", ORGANIZATION, {"person": "tom"})
        app = self.world.fakes.find("www.zohoapis.com", "/books/v3/")
        assert app is not None
        self.app = app
        self.headers = [
            (b"host", BOOKS.encode()),
            (b"authorization", b"Zoho-oauthtoken " + self.world.token("zoho", "tom").encode()),
            (b"content-type", b"application/json"),
            (b"accept", b"*/*"),
            (b"user-agent", b"benchmarks/1"),
        ]
        self.made = 0
        self.fill(contacts)

    def fill(self, contacts: int) -> None:
        """Lay down further contacts."""
        for number in range(self.made, self.made + contacts):
            self.world.given("books", "contacts", ORGANIZATION, contact(number))
        self.made += contacts

    def bill(self, invoices: int) -> None:
        """Lay down invoices, of one customer after the other."""
        customers = list(self.world.store.rows("books.contacts", ORGANIZATION))
        for number in range(invoices):
            sent = {"customer_id": customers[number % len(customers)], "status": "sent"}
            lines = [{"name": "Work", "rate": 10 + number % 90, "quantity": 1}]
            self.world.given("books", "invoices", ORGANIZATION, {**sent, "line_items": lines})

    @property
    def some_contact(self) -> str:
        """The id of a contact."""
        return str(next(iter(self.world.store.rows("books.contacts", ORGANIZATION))))

    async def get(self, path: str, query: str = "") -> bytes:
        """The body of a good answer; raises Refused."""
        return await self._ask("GET", path, query)

    async def create(self) -> bytes:
        """Create one more contact."""
        self.made += 1
        return await self._ask("POST", "/contacts", "", orjson.dumps(contact(self.made)))

    async def create_many(self, count: int) -> None:
        """Create contacts one after another."""
        for _ in range(count):
            await self.create()

    async def _ask(self, method: str, path: str, query: str, body: bytes = b"") -> bytes:
        target = f"organization_id={ORGANIZATION}{query}"
        return await ask(self.app, BOOKS, method, f"/books/v3{path}", target, self.headers, body)


class TaskSite:
    """One account of Wrike with a person, their token, and tasks that were laid down for them."""

    ACCOUNT, HOST = "IEAAAAAQ", "www.wrike.com"

    def __init__(self, tasks: int) -> None:
        world = World.create()
        world.people.add("tom")
        world.given("wrike", "accounts", "", {"id": self.ACCOUNT})
        world.given("wrike", "contacts", self.ACCOUNT, {"person": "tom"})
        for number in range(tasks):
            world.given("wrike", "tasks", self.ACCOUNT, {"title": f"Task {number}"})
        app = world.fakes.find(self.HOST, "/api/v4/")
        assert app is not None
        self.app = app
        self.headers = [(b"authorization", b"Bearer " + world.token("wrike", "tom").encode())]

    async def get(self, path: str, query: str = "") -> bytes:
        """The body of a good answer; raises Refused."""
        return await ask(self.app, self.HOST, "GET", f"/api/v4{path}", query, self.headers)


async def ask(
    app: Any,
    host: str,
    method: str,
    path: str,
    query: str,
    headers: list[tuple[bytes, bytes]],
    body: bytes = b"",
) -> bytes:
    """The body of a good answer of an ASGI application; raises Refused."""
    status, parts = 0, []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status
        status = message.get("status", status)
        parts.append(message.get("body", b""))

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": headers,
        HOST: host,
    }
    await app(scope, receive, send)
    if status not in (200, 201):
        raise Refused(f"{method} {path}: {status} {b''.join(parts)[:300]!r}")
    return b"".join(parts)
