"""`/_control` for services and connections: what the extension portal's Connections page can do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

import orjson

from harness import servers
from harness.connections import Definition, Service, search

from .asked import organization_of, person_of, usable

if TYPE_CHECKING:
    from harness.world import World

Field = servers.Field
Call = servers.Call
ORGANIZATION, PERSON = Field("organization", "id"), Field("person")
SCOPES, ENTERED = Field("scopes", "list", of="text"), Field("entered", "object")
WHOSE, ANYWAY = (ORGANIZATION,), Field("anyway", "boolean")
SEARCH = (Field("search"), Field("category"))
DEFINITION = (
    Field("link_name", required=True),
    Field("service", required=True),
    Field("name"),
    SCOPES,
    Field("use_credentials_of_login_user", "boolean"),
)
EDITABLE = (Field("name"), SCOPES)
ENTRY = (ORGANIZATION, PERSON, ENTERED)
CONSENT = (*ENTRY, Field("decision", enum=("accept", "deny")), Field("without", "list", of="text"))
REVOCATION = (ORGANIZATION, PERSON, Field("at", enum=("connection", "vendor")))


class ReadService(Protocol):
    """Reads a service as an author writes it under `services:`; raises FileError."""

    def __call__(self, link_name: str, text: str) -> Service:
        """The service of that link name."""
        ...


class ConnectionControls:
    """Services and connections of one world. `read_service` is None where none can be added."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.read_service: ReadService | None = None

    # --- services

    async def services(self, call: Call) -> Any:
        """The default and the custom services, searched by name and category."""
        text, category = call.parameters.get("search", ""), call.parameters.get("category", "")
        found = search(self._world.connections.services().values(), text, category)
        return {"services": [self._service(one.link_name) for one in found]}

    async def service(self, call: Call) -> Any:
        """One service: its scopes in words, and the connections that use it."""
        with usable():
            return self._service(call.ids["link_name"])

    async def define_service(self, call: Call) -> Any:
        """Add or change a custom service, written as in extension.yaml."""
        self.write_service(call.ids["link_name"], orjson.dumps(call.body).decode())
        return self._service(call.ids["link_name"])

    def write_service(self, link_name: str, text: str) -> None:
        """The same of a text in YAML; raises Unusable."""
        if self.read_service is None:
            raise servers.Unusable("Services cannot be added here: write them into extension.yaml.")
        with usable():
            self._world.connections.define_service(self.read_service(link_name, text))

    async def delete_service(self, call: Call) -> Any:
        """Delete a custom service that no connection uses."""
        with usable():
            self._world.connections.delete_service(call.ids["link_name"])
        return {"deleted": call.ids["link_name"]}

    def _service(self, link_name: str) -> dict[str, Any]:
        return asdict(self._world.connections.view_service(link_name))

    # --- connections

    async def connections(self, call: Call) -> Any:
        """The connections as an organization sees them, never with a secret."""
        organization = self._organization(call)
        return {
            "organization": organization,
            "connections": [asdict(one) for one in self._world.connections.view(organization)],
            "external": [asdict(one) for one in self._world.external.view(organization)],
        }

    async def connection(self, call: Call) -> Any:
        """The details page: status, who authorised, what connecting asks for, sample code, its uses."""
        known, organization = self._world.connections, self._organization(call)
        link_name = call.ids["link_name"]
        if link_name in self._world.external:
            known_as = asdict(self._world.external.get(link_name))
            return {**self._shown(call, link_name), "external": known_as}
        with usable():
            return {
                "organization": organization,
                "connection": asdict(known.show(organization, link_name)),
                "asked": [asdict(one) for one in known.asked(link_name)],
                "samples": asdict(known.samples(organization, link_name)),
                "used_by": self._world.extension.uses(link_name),
            }

    async def create(self, call: Call) -> Any:
        """A new connection; nobody has authorised it."""
        with usable():
            known = [one.link_name for one in self._world.connections.definitions()]
            known += self._world.extension.external_connections
            definition = Definition(**{**call.body, "scopes": tuple(call.body.get("scopes") or ())})
            if definition.link_name in known:
                raise servers.Unusable(
                    f"There is a connection '{definition.link_name}' already: choose another link name."
                )
            self._world.connections.define(definition)
        return self._shown(call, definition.link_name)

    async def edit(self, call: Call) -> Any:
        """Another name, other scopes: a change of scopes asks for consent again."""
        with usable():
            self._world.connections.edit(
                call.ids["link_name"], name=call.body.get("name"), scopes=call.body.get("scopes")
            )
        return self._shown(call, call.ids["link_name"])

    async def delete(self, call: Call) -> Any:
        """Delete it; refused while the extension uses it, unless `anyway`."""
        with usable():
            await self._world.connections.delete(
                call.ids["link_name"], anyway=call.parameters.get("anyway", False)
            )
        return {"deleted": call.ids["link_name"]}

    async def authorize(self, call: Call) -> Any:
        """Authorise as a person does: by consent over HTTP, or by entering what is asked."""
        organization, link_name = self._organization(call), call.ids["link_name"]
        with usable():
            problem = await self._world.connect(
                organization,
                link_name,
                person_of(self._world, call.body.get("person")),
                call.body.get("decision", "accept"),
                entered=call.body.get("entered"),
                without=call.body.get("without") or (),
            )
        return {**self._shown(call, link_name), "problem": problem}

    async def begin(self, call: Call) -> Any:
        """The connection URL: where the person's own browser authorises; one use, ten minutes."""
        organization, link_name = self._organization(call), call.ids["link_name"]
        person = person_of(self._world, call.body.get("person"))
        with usable():
            url = await self._world.authorize_url(organization, link_name, person, call.body.get("entered"))
        return {"organization": organization, "url": url}

    async def revoke(self, call: Call) -> Any:
        """Revoke on the connection's page, or remove the access at the vendor."""
        organization, link_name = self._organization(call), call.ids["link_name"]
        with usable():
            if call.body.get("at") == "vendor":
                self._world.remove_access(link_name, person_of(self._world, call.body.get("person")))
            else:
                await self._world.revoke(organization, link_name, call.body.get("person"))
        return self._shown(call, link_name)

    def _shown(self, call: Call, link_name: str) -> dict[str, Any]:
        organization = self._organization(call)
        external, known = self._world.external, self._world.connections
        shown = (external if link_name in external else known).show(organization, link_name)
        return {"organization": organization, "connection": asdict(shown)}

    def _organization(self, call: Call) -> str:
        named = call.parameters.get("organization") or call.body.get("organization")
        return organization_of(self._world, named)

    # --- both, as operations

    def operations(self) -> list[servers.Operation]:
        """Everything above, below `/_control`."""
        service, connection = "/services/{link_name}", "/connections/{link_name}"
        make = servers.control_operation
        return [
            make("GET", "/services", self.services, parameters=SEARCH, summary="what one can connect to"),
            make("GET", service, self.service, summary="one service"),
            make("PUT", service, self.define_service, summary="add or change a custom service"),
            make("DELETE", service, self.delete_service, summary="delete a custom service"),
            make("GET", "/connections", self.connections, parameters=WHOSE, summary="the connections"),
            make("POST", "/connections", self.create, body=DEFINITION, summary="a new connection"),
            make("GET", connection, self.connection, parameters=WHOSE, summary="one, with sample code"),
            make("PUT", connection, self.edit, body=EDITABLE, summary="change its name or scopes"),
            make("DELETE", connection, self.delete, parameters=(ANYWAY,), summary="delete it"),
            make("POST", f"{connection}/authorize", self.authorize, body=CONSENT, summary="authorise it"),
            make("POST", f"{connection}/begin", self.begin, body=ENTRY, summary="the connection URL"),
            make("POST", f"{connection}/revoke", self.revoke, body=REVOCATION, summary="revoke it"),
        ]
