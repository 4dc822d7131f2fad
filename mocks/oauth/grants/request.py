"""A request at the token address, its client authenticated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...kit.store import Record


@dataclass(frozen=True, slots=True)
class Request:
    """`centre` is the data centre that the server is confined to.

    `client` is None only where a sabotaged check let somebody unknown pass.
    """

    client: Record | None
    values: Mapping[str, str]
    centre: str | None

    @property
    def client_id(self) -> str:
        """The client's id, empty for somebody unknown."""
        return str(self.client["client_id"]) if self.client else ""

    def foreign(self, client_id: str) -> bool:
        """Whether something given to that client was given to another one."""
        return self.client is not None and self.client["client_id"] != client_id

    def elsewhere(self, data_centre: str) -> bool:
        """Whether something of that data centre belongs to another server."""
        return self.centre not in (None, data_centre)
