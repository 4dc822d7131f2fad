"""Fake Zoho Books, API v3. README.md says what is copied and what is not."""

from .service import SERVICE

__all__ = ["SERVICE"]
