"""The page about vendors: what happens there without anybody revoking, clients and codes of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from harness import servers
from harness.errors import HarnessError

from .rendering import page, page_at

if TYPE_CHECKING:
    from harness.world import World


class VendorPages:
    """`/vendors` of one world, at the harness's own `host`."""

    def __init__(self, world: World, host: str) -> None:
        self._world, self._host = world, host

    def operations(self) -> list[servers.Operation]:
        """The page as operations of the harness's own service."""
        return [page_at("GET", "/vendors", self.show), page_at("POST", "/vendors", self.act)]

    async def show(self, call: servers.Call) -> servers.Response:
        """The forms."""
        return self._page({}, "")

    async def act(self, call: servers.Call) -> servers.Response:
        """Do what a form says, and tell what came of it."""
        form = call.request.form()
        try:
            return self._page(form, "", await self._done(form))
        except (HarnessError, servers.Unusable) as problem:
            return self._page(form, str(problem), status=400)

    async def _done(self, form: Mapping[str, str]) -> dict[str, Any]:
        controls = self._world.controls
        vendor, _, event = form.get("event", "").partition(": ")
        given = {name: value.strip() for name, value in form.items() if value.strip()}
        scopes = given.get("scopes", "").replace(",", " ").split()
        done: dict[str, Any]
        match form.get("do"):
            case "happen":
                done = await controls.end_tokens({**given, "vendor": vendor, "event": event})
            case "client":
                uris = given.get("redirect_uris", "").split()
                done = await controls.client({**given, "redirect_uris": uris})
            case "code":
                done = await controls.code({**given, "scopes": scopes})
            case unknown:
                raise servers.Unusable(f"There is nothing to do called '{unknown}'.")
        return done

    def _page(
        self, asked: Mapping[str, str], problem: str, done: Mapping[str, Any] | None = None, status: int = 200
    ) -> servers.Response:
        world = self._world
        return page(
            "vendors.html",
            status,
            origin=world.context.urls.origin(self._host),
            problem=problem,
            asked=asked,
            done=done,
            people=list(world.people.all()),
            tenants=[*world.tenants("wrike"), *world.tenants("books")],
            vendors=sorted(servers.vendors(world.context)),
            events=[f"{vendor}: {event}" for vendor, events in world.endings.items() for event in events],
        )
