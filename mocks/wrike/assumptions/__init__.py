"""What nobody told us about Wrike, and what we chose."""

from __future__ import annotations

from .core import CORE
from .people import PEOPLE
from .rates import RATES
from .work import WORK

ASSUMPTIONS = (*CORE, *PEOPLE, *RATES, *WORK)

__all__ = ["ASSUMPTIONS"]
