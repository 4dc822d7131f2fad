"""Pages for a browser: templates, and operations that answer with one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from harness import servers

if TYPE_CHECKING:
    from jinja2 import Environment


def page_at(
    method: str, path: str, make: Callable[[servers.Call], Awaitable[servers.Response]]
) -> servers.Operation:
    """An operation that answers with a page; it reads its request itself, and may raise `Unusable`."""

    async def prepare(call: servers.Call) -> servers.Response:
        try:
            return await make(call)
        except servers.Unusable as problem:
            return page("message.html", 400, title="Not done", message=str(problem), home=None)

    return servers.Operation(
        f"page.{method.lower()}{path.replace('/', '.')}",
        method,
        path,
        lambda call: call.prepared,
        prepare=prepare,
        extra={servers.PAGE: True},
    )


def page(template: str, status: int = 200, **values: Any) -> servers.Response:
    """The page made from a template."""
    return servers.Response.html(_templates().get_template(template).render(**values), status)


@cache
def _templates() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("harness.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
