"""The tasks ftp and sftp (reference 3.2), which nothing answers here."""

from __future__ import annotations

from typing import Any

from harness.deluge.errors import HostFault


async def transfer(*_given: Any) -> Any:
    """Raises HostFault."""
    raise HostFault("There is no fake for FTP servers", "Nothing was sent; take the task out to go on.")
