"""The only source of any absolute URL in a header, a body, a redirect or a page."""

from __future__ import annotations

from collections.abc import Mapping


class Urls:
    """Where the vendors' hosts are reached.

    Without `origins` a host is itself, as in production. With them (host -> origin such as
    `http://127.0.0.1:8701`) every URL stays on this machine.
    """

    def __init__(self, origins: Mapping[str, str] | None = None) -> None:
        self._origins = origins
        pairs = reversed(list((origins or {}).items()))
        self.hosts: Mapping[str, str] = {origin: host for host, origin in pairs}
        """Origin of this machine -> the first vendor's host that it stands for."""

    def of(self, host: str, path: str = "") -> str:
        """The absolute URL of `path` at the vendor's `host`."""
        return self.origin(host) + path

    def origin(self, host: str) -> str:
        """Scheme and authority under which `host` is reached; no trailing slash."""
        if self._origins is None:
            return f"https://{host}"
        return self._origins[host]

    @property
    def local(self) -> bool:
        """True if the URLs are this machine's."""
        return self._origins is not None
