"""The services that one can connect to: the default ones, and those that an author makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from harness.ports import Assumptions

from .assumptions import SERVICE_EDITED
from .authentication import OAuth2
from .errors import InvalidDefinition, ServiceInUse
from .ledger import Ledger
from .model import Definition, ServiceView
from .service import Service, find_service


class Registry:
    """Custom services beside the default ones, and what guards those that are in use."""

    def __init__(self, default: Mapping[str, Service], ledger: Ledger, assumptions: Assumptions) -> None:
        self._default, self._ledger, self._assumptions = default, ledger, assumptions

    def all(self) -> dict[str, Service]:
        """All services by link name: the default ones, then the custom ones."""
        return {**self._default, **self._ledger.services()}

    def get(self, link_name: str) -> Service:
        """The service of that link name; raises InvalidDefinition with the nearest one."""
        if (found := self._default.get(link_name) or self._ledger.service(link_name)) is not None:
            return found
        return find_service(self.all(), link_name)

    def define(self, service: Service) -> None:
        """Add a custom service, or change one.

        One that has Connected connections may only be renamed (or they are disconnected: see the assumption
        `connections.service_edited`). Raises InvalidDefinition for a default service, ServiceInUse.
        """
        if service.link_name in self._default:
            raise InvalidDefinition(
                "service_link_name",
                f"'{service.link_name}' is a default service, which can't be changed. "
                "Give yours a link name of its own.",
            )
        service = replace(service, custom=True)
        old = self._ledger.service(service.link_name)
        if old is not None and replace(old, name=service.name) != service:
            self._cut_off(service.link_name)
        self._ledger.keep_service(service)

    def delete(self, link_name: str) -> None:
        """Delete a custom service that no connection uses.

        Raises InvalidDefinition for a default or unknown one, ServiceInUse.
        """
        if not self.get(link_name).custom:
            raise InvalidDefinition(
                "service_link_name", f"'{link_name}' is a default service, which can't be deleted."
            )
        if using := self.using(link_name):
            raise ServiceInUse(link_name, "deleted", [one.link_name for one in using])
        self._ledger.forget_service(link_name)

    def using(self, service: str) -> list[Definition]:
        """The connections that use the service of that link name."""
        return [one for one in self._ledger.definitions() if one.service == service]

    def view(self, link_name: str) -> ServiceView:
        """The service without secrets; raises InvalidDefinition."""
        service = self.get(link_name)
        authentication = service.authentication
        return ServiceView(
            link_name,
            service.name,
            service.category,
            authentication.kind,
            service.custom,
            authentication.scopes if isinstance(authentication, OAuth2) else {},
            service.addresses(),
            service.documentation,
            tuple(one.link_name for one in self.using(link_name)),
        )

    def _cut_off(self, service: str) -> None:
        """Refuse a change of the service while it has Connected connections, or disconnect them."""
        active = [one for one in self.using(service) if self._ledger.authorized(one)]
        if not active:
            return
        if self._assumptions.assume(SERVICE_EDITED) == "refuse":
            raise ServiceInUse(service, "changed", [one.link_name for one in active])
        for one in active:
            self._ledger.disconnect_everywhere(one)
