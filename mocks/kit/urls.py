"""The only source of any absolute URL in a header, a body, a redirect or a page."""

from __future__ import annotations

from collections.abc import Mapping

HOSTS = "/_h/"
"""The path prefix under which hosts are reached that have no port of their own: `/_h/<host>/…`."""


class Urls:
    """Where the vendors' hosts are reached.

    Without `origins` a host is itself, as in production. With them (host -> origin such as
    `http://127.0.0.1:8701`) every URL stays on this machine; that of the host "" carries every host that
    has none of its own, under `/_h/<host>`.
    """

    def __init__(self, origins: Mapping[str, str] | None = None) -> None:
        self._origins = origins
        pairs = reversed([(host, origin) for host, origin in (origins or {}).items() if host])
        self.hosts: Mapping[str, str] = {origin: host for host, origin in pairs}
        """Origin of this machine -> the first vendor's host that it stands for."""
        self._rest = f"{origins['']}{HOSTS}" if origins and "" in origins else None

    def of(self, host: str, path: str = "") -> str:
        """The absolute URL of `path` at the vendor's `host`."""
        return self.origin(host) + path

    def origin(self, host: str) -> str:
        """Scheme and authority under which `host` is reached; no trailing slash."""
        if self._origins is None:
            return f"https://{host}"
        if host in self._origins or self._rest is None:
            return self._origins[host]
        return f"{self._rest}{host}"

    def locate(self, url: str) -> tuple[str, str] | None:
        """The host and path that a URL of this machine stands for, or None if it is no such."""
        if self._rest is not None and url.startswith(self._rest):
            host, _, path = url[len(self._rest) :].partition("/")
            return host, f"/{path}"
        for origin, host in self.hosts.items():
            if url.startswith(f"{origin}/"):
                return host, url[len(origin) :]
        return None

    @property
    def local(self) -> bool:
        """True if the URLs are this machine's."""
        return self._origins is not None
