"""Fake Zoho Books, API v3. README.md says what is copied and what is not."""

from .service import SERVICE
from .tenancy import host_of

__all__ = ["SERVICE", "host_of"]
