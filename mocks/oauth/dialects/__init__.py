"""The dialects that every world has, by vendor; a world adds one per further provider."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .base import OAuthDialect
from .generic import PLAIN, GenericDialect
from .wrike import WrikeDialect
from .zoho import ZohoDialect

DIALECTS: Mapping[str, OAuthDialect] = MappingProxyType(
    {one.vendor: one for one in (ZohoDialect(), WrikeDialect(), GenericDialect(PLAIN))}
)
