"""The pages about connections: all of them, one of them, and the services that one can connect to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import orjson

from harness import servers
from harness.connections import CATEGORIES, Definition, search
from harness.errors import HarnessError

from .asked import organization_of, person_of
from .rendering import page, page_at

if TYPE_CHECKING:
    from harness.world import World

ENTERED = "entered."
"""What the names of the fields begin with in which a person enters what connecting asks for."""


TICKED = "scope."
"""What the names of the check boxes begin with by which scopes are chosen."""

EXAMPLE = """\
name: Stock
authentication: API Key
parameters:
  - {parameter: X-Stock-Key, display_name: Key, param_type: header}
"""
"""A custom service as an author writes it, to begin with."""


class ConnectionPages:
    """The pages of one world, at the harness's own `host`."""

    def __init__(self, world: World, host: str) -> None:
        self._world, self._host = world, host

    @property
    def origin(self) -> str:
        """Where the pages are."""
        return self._world.context.urls.origin(self._host)

    def operations(self) -> list[servers.Operation]:
        """The pages as operations of the harness's own service."""
        return [
            page_at("GET", "/services", self.services),
            page_at("POST", "/services", self.change_service),
            page_at("GET", "/connections", self.all),
            page_at("POST", "/connections", self.create),
            page_at("GET", "/connections/{link_name}", self.one),
            page_at("POST", "/connections/{link_name}", self.change),
        ]

    async def services(self, call: servers.Call) -> servers.Response:
        """The services, searched by name and category."""
        return self._services(call.request.parameters())

    async def change_service(self, call: servers.Call) -> servers.Response:
        """Add, change or delete a custom service."""
        form = call.request.form()
        link_name = form.get("link_name", "").strip()
        try:
            if form.get("do") == "delete":
                self._world.connections.delete_service(link_name)
            else:
                self._world.connection_controls.write_service(link_name, form.get("text", ""))
        except (HarnessError, servers.Unusable) as problem:
            return self._services(form, str(problem), 400)
        query = urlencode({"search": link_name if form.get("do") != "delete" else ""})
        return servers.Response.redirect(f"{self.origin}/services?{query}", 303)

    def _services(self, asked: Mapping[str, str], problem: str = "", status: int = 200) -> servers.Response:
        text, category = asked.get("search", ""), asked.get("category", "")
        known = self._world.connections
        found = search(known.services().values(), text, category)
        return page(
            "services.html",
            status,
            origin=self.origin,
            problem=problem,
            asked=asked,
            example=EXAMPLE,
            categories=CATEGORIES,
            text=text,
            category=category,
            services=[known.view_service(one.link_name) for one in found],
        )

    async def all(self, call: servers.Call) -> servers.Response:
        """The connections of an organization, and a form for a new one."""
        return self._all(call.request.parameters())

    async def create(self, call: servers.Call) -> servers.Response:
        """Define a connection and show it."""
        form = call.request.form()
        try:
            definition = Definition(
                form.get("link_name", "").strip(),
                form.get("service", ""),
                _scopes(form),
                form.get("name", "").strip(),
                "login_user" in form,
            )
            if definition in self._world.connections.definitions():
                return self._to(definition.link_name, form)
            self._world.connections.define(definition)
        except HarnessError as problem:
            return self._all(form, str(problem), 400)
        return self._to(definition.link_name, form)

    async def one(self, call: servers.Call) -> servers.Response:
        """One connection: its status, who authorised it, its sample code, and what can be done."""
        return self._one(call.ids["link_name"], call.request.parameters())

    async def change(self, call: servers.Call) -> servers.Response:
        """Connect, revoke, edit or delete a connection."""
        link_name, form = call.ids["link_name"], call.request.form()
        try:
            return await self._changed(link_name, form)
        except (HarnessError, servers.Unusable) as problem:
            return self._one(link_name, form, str(problem), 400)

    async def _changed(self, link_name: str, form: Mapping[str, str]) -> servers.Response:
        known = self._world.connections
        organization, person = self._who(form)
        match form.get("do"):
            case "connect" if link_name in self._world.external:
                url = await self._world.authorize_url(organization, link_name, person)
                return servers.Response.redirect(url, 303)
            case "connect" if known.has_page(link_name):
                url = await self._world.authorize_url(organization, link_name, person, _entered(form))
                return servers.Response.redirect(url, 303)
            case "connect":
                await known.enter(organization, link_name, person, _entered(form))
            case "revoke":
                await self._world.revoke(organization, link_name, form.get("whose") or None)
            case "edit":
                known.edit(link_name, name=form.get("name", "").strip(), scopes=_scopes(form))
            case "delete":
                await known.delete(link_name, anyway="anyway" in form)
                return servers.Response.redirect(f"{self.origin}/connections", 303)
            case unknown:
                raise servers.Unusable(f"There is nothing to do called '{unknown}'.")
        return self._to(link_name, form)

    def _all(self, asked: Mapping[str, str], problem: str = "", status: int = 200) -> servers.Response:
        known, (organization, person) = self._world.connections, self._who(asked)
        return page(
            "connections.html",
            status,
            origin=self.origin,
            problem=problem,
            asked=asked,
            organizations=self._world.tenants("books"),
            organization=organization,
            people=list(self._world.people.all()),
            person=person,
            connections=known.view(organization),
            external=self._world.external.view(organization),
            chosen=known.services().get(asked.get("service", "")) and known.view_service(asked["service"]),
            services=search(known.services().values()),
        )

    def _one(
        self, link_name: str, asked: Mapping[str, str], problem: str = "", status: int = 200
    ) -> servers.Response:
        if link_name in self._world.external:
            return self._external(link_name, asked, problem, status)
        known, (organization, person) = self._world.connections, self._who(asked)
        try:
            shown = known.show(organization, link_name)
        except HarnessError as missing:
            return self._all(asked, str(missing), 404)
        samples = known.samples(organization, link_name)
        return page(
            "connection.html",
            status,
            origin=self.origin,
            problem=problem,
            organizations=self._world.tenants("books"),
            organization=organization,
            people=list(self._world.people.all()),
            person=person,
            connection=shown,
            service=known.view_service(shown.service),
            asks=known.asked(link_name),
            uses=self._world.extension.uses(link_name),
            deluge=samples.deluge,
            json=orjson.dumps(samples.json, option=orjson.OPT_INDENT_2).decode(),
        )

    def _external(
        self, link_name: str, asked: Mapping[str, str], problem: str, status: int
    ) -> servers.Response:
        organization, person = self._who(asked)
        return page(
            "external.html",
            status,
            origin=self.origin,
            problem=problem,
            organizations=self._world.tenants("books"),
            organization=organization,
            people=list(self._world.people.all()),
            person=person,
            connection=self._world.external.show(organization, link_name),
            external=self._world.external.get(link_name),
        )

    def _who(self, asked: Mapping[str, str]) -> tuple[str, str]:
        """The organization and the person that a page is about."""
        organization = organization_of(self._world, asked.get("organization") or None)
        return organization, person_of(self._world, asked.get("person") or None)

    def _to(self, link_name: str, form: Mapping[str, str]) -> servers.Response:
        """Back to the connection's page, or to the front page if the form came from there."""
        if form.get("back") == "front":
            return servers.Response.redirect(f"{self.origin}/", 303)
        who = urlencode({name: form[name] for name in ("organization", "person") if form.get(name)})
        return servers.Response.redirect(f"{self.origin}/connections/{quote(link_name)}?{who}", 303)


def _scopes(form: Mapping[str, str]) -> tuple[str, ...]:
    """The scopes that were ticked, and those that were written."""
    ticked = [name.removeprefix(TICKED) for name in form if name.startswith(TICKED)]
    return tuple(dict.fromkeys((*ticked, *form.get("scopes", "").replace(",", " ").split())))


def _entered(form: Mapping[str, str]) -> dict[str, str]:
    given = {name.removeprefix(ENTERED): form[name] for name in form if name.startswith(ENTERED)}
    return {name: value for name, value in given.items() if value}
