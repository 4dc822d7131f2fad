"""Fake Wrike, declared."""

from __future__ import annotations

from ..kit.http import Request
from ..kit.service import Service
from .accounts import HOME, HOSTS
from .assumptions import ASSUMPTIONS
from .checks import CHECKS
from .deliveries import TIMER, deliver
from .dialect import WrikeDialect, overridden
from .errors import WrikeError
from .given import KINDS, PATH
from .operations import operations
from .resources import data_exports


def _exists(request: Request) -> bool:
    """Whether Wrike has the path, whatever the method."""
    segments = Request("", "", request.path.removeprefix(PATH)).segments
    return request.path.startswith(PATH) and SERVICE.router.match(segments) is not None


SERVICE = Service(
    name="wrike",
    title="Wrike API v4",
    dialect=WrikeDialect(_exists),
    operations=operations,
    hosts=HOSTS,
    home=HOME,
    prefixes=(PATH,),
    checks=CHECKS,
    assumptions=ASSUMPTIONS,
    errors=WrikeError,
    kinds=KINDS,
    timers={TIMER: deliver, data_exports.TIMER: data_exports.complete},
    strict=True,
    meant=overridden,
)
