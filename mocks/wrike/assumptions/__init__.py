"""What nobody told us about Wrike, and what we chose."""

from __future__ import annotations

from .core import CORE
from .people import PEOPLE

ASSUMPTIONS = (*CORE, *PEOPLE)

__all__ = ["ASSUMPTIONS"]
