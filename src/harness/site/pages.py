"""The pages of the harness's own origin: where a consent returns to, and the front page of `up`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from harness import servers
from harness.connections import ConnectionProblem

from .rendering import page, page_at

if TYPE_CHECKING:
    from harness.world import World

PROBLEM = "x-harness-problem"
"""The header in which a page says for programs why a connection was not made."""
RECENT = 12
"""So many log lines and calls the front page shows."""


class Pages:
    """The pages of one world. `front` is what `up` prints, None where there is no front page."""

    def __init__(self, world: World, callback_path: str) -> None:
        self._world = world
        self._callback_path = callback_path
        self.front: Mapping[str, Any] | None = None

    def operations(self) -> list[servers.Operation]:
        """The pages as operations of the harness's own service."""
        return [
            page_at("GET", self._callback_path, self.callback),
            page_at("GET", "/", self.home),
            page_at("POST", "/projects", self.new_project),
            page_at("GET", "/oauth/callback", self.code),
        ]

    async def callback(self, call: servers.Call) -> servers.Response:
        """A vendor sends the browser back: exchange the code, say how it went."""
        try:
            done = await self._world.connections.callback(call.request.parameters())
        except ConnectionProblem as problem:
            return _said(problem.kind, self._message("Not connected", str(problem), 400))
        if done.error:
            message = f"The vendor says '{done.error}'; {done.link_name} is {done.status}."
            return _said(done.error, self._message("Not connected", message))
        return self._message("Connected", f"{done.link_name} is connected.")

    async def home(self, call: servers.Call) -> servers.Response:
        """Addresses, tokens, a form for a new project, both sides, the log and the last calls."""
        world = self._world
        if self.front is None:
            return self._message("harness", "See /_control/openapi.json.")
        organization = self.front["organization_id"]
        accounts = world.tenants("wrike")
        logs = list(reversed(world.workflow.logs(organization)[-RECENT:]))
        return page(
            "home.html",
            front=self.front,
            commands=commands(self.front),
            extension=world.extension,
            books=world.view("books", "projects", organization),
            wrike=[one for account in accounts for one in world.view("wrike", "projects", account)],
            contacts=world.view("books", "contacts", organization),
            connections=world.connections.view(organization),
            logs=logs,
            calls=[one.as_json() for one in world.journal if one.service != "control"][-RECENT:],
            said=call.request.parameters().get("said", ""),
        )

    async def new_project(self, call: servers.Call) -> servers.Response:
        """Create a project in Books as a person at the screen would, and let the rules run."""
        assert self.front is not None
        form = call.request.form()
        tasks = [line.strip() for line in form.get("tasks", "").splitlines() if line.strip()]
        organization = self.front["organization_id"]
        request = self._world.kind("books", "projects").request
        assert request is not None
        values = {
            "project_name": form.get("project_name", "").strip(),
            "customer_id": form.get("customer_id", ""),
            "tasks": [{"task_name": task} for task in tasks],
        }
        method, url, body = request(self._world.context, "create", organization, None, values)
        answer = await self._world.request(
            method,
            url,
            person=next(iter(self._world.people.all())),
            tenant=organization,
            json=body,
            origin="ui",
            cause={"step": "the New project form"},
        )
        await self._world.settle()
        said = urlencode({"said": answer.json().get("message", "")})
        return servers.Response.redirect(f"{self.front['control']}/?{said}", 303)

    async def code(self, call: servers.Call) -> servers.Response:
        """Where the ready OAuth clients may send their browser: shows that a code came."""
        came = "code" in call.request.parameters()
        message = (
            "The code is in the address bar: exchange it at the token endpoint."
            if came
            else f"No code came: {call.request.parameters().get('error', 'nothing was sent')}."
        )
        return self._message("OAuth callback", message)

    def _message(self, title: str, message: str, status: int = 200) -> servers.Response:
        home = self.front and f"{self.front['control']}/"
        return page("message.html", status, title=title, message=message, home=home)


def commands(front: Mapping[str, Any]) -> dict[str, str]:
    """A curl line and a PowerShell line that work, for the addresses that `up` prints."""
    url = f"{front['books']}/books/v3/projects?organization_id={front['organization_id']}"
    token = front["tokens"]["books"]
    return {
        "curl": f'curl -H "Authorization: Zoho-oauthtoken {token}" "{url}"',
        "powershell": (f'Invoke-RestMethod -Headers @{{Authorization="Zoho-oauthtoken {token}"}} "{url}"'),
    }


def _said(problem: str, page: servers.Response) -> servers.Response:
    """The page, with a word for programs: the kind of a ConnectionProblem, or the vendor's own error."""
    word = problem if problem.isascii() and problem.isprintable() else "error"
    page.headers.append((PROBLEM, word))
    return page
