"""What the tests of fake Books share."""

from __future__ import annotations

import pytest

from .desk import Desk


@pytest.fixture
def desk() -> Desk:
    """Fake Books with two organizations and two persons."""
    return Desk()
