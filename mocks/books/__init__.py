"""Fake Zoho Books, API v3. README.md says what is copied and what is not."""

from .organizations.tenancy import host_of
from .service import SERVICE

__all__ = ["SERVICE", "host_of"]
