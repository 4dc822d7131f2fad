"""What nobody told us about Wrike, and what we chose."""

from __future__ import annotations

from .access import ACCESS
from .bookings import BOOKINGS
from .core import CORE
from .people import PEOPLE
from .rates import RATES
from .work import WORK

ASSUMPTIONS = (*CORE, *ACCESS, *PEOPLE, *RATES, *WORK, *BOOKINGS)

__all__ = ["ASSUMPTIONS"]
