"""Fake Wrike, API v4: see README.md for what is copied and what is not."""

from __future__ import annotations

from .service import SERVICE

__all__ = ["SERVICE"]
