"""The invokeapi task (reference 3.2): a call to one of Zoho's own services."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from harness.deluge.errors import HostFault, ScriptError
from harness.deluge.runtime.run import Run
from harness.deluge.tasks.http import answered
from harness.deluge.tasks.invokeurl import METHODS, outgoing, text, wanted, word

SERVICES: Final = {"zohobooks": "books"}
"""The services that have a fake, by the word that scripts write in any case."""


async def invoke_api(run: Run, entries: Mapping[str, Any], line: int) -> Any:
    """Make the call; raises HostFault for a service without a fake."""
    name = text(entries, "service")
    service = SERVICES.get(name.lower())
    if service is None:
        raise HostFault.no_fake("invokeapi", f"the service {name}")
    path = f"/{text(entries, 'path').lstrip('/')}"  # scripts leave the first / out
    if "://" in path:
        raise ScriptError(f"'{path[1:61]}' is no path", 'The path of invokeapi is like "/books/v3/projects".')
    method = word(entries, "type", METHODS, "GET")
    return await answered(run, outgoing(run, entries, line, method, path, service), wanted(entries))
