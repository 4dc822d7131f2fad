"""The workflows that belong to a space."""

from __future__ import annotations

from collections.abc import Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ..answers import Answer
from ..declaring import READ, reads, scopes_of
from ..errors import WrikeError
from ..stored import WORKFLOWS
from . import spaces
from .workflows import ENTITY

STATISTICS = "dataUsageStatistics"
"""What `fields` may ask for; nobody knows its form."""


def index(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/workflows` [developers.wrike.com/reference/getspacessingleworkflows]."""
    space = spaces.of_path(call)["id"]
    if call.parameters.get("fields"):
        raise WrikeError.not_built()
    return ENTITY.reply(call, call.context.store.find(WORKFLOWS, call.tenant, "spaceId", space))


def operations() -> Iterator[Operation]:
    """The one list."""
    scopes, _ = scopes_of("Workflow")
    wanted = Field("fields", "list", of="text", enum=(STATISTICS,))
    path = "/spaces/{ids}/workflows"
    yield reads("list_space_workflows", path, index, ENTITY.answer, (wanted,), scopes=(*READ, *scopes))
