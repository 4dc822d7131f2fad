"""The action "webhook": a call to a URL when a record is saved (platform.md 3.6).

Source: https://www.zoho.com/books/kb/automation/create-webhook.html. The placeholders of Books' form are not
known, so there are none: what is sent is the record itself, or what the author wrote.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson

from harness.deluge.host import CallFailed, Outgoing

from ..environment import Caller
from ..errors import UnknownName, WebhookFailed
from ..model import Action, Webhook
from .kind import Attempt, Installed

JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class WebhookAction:
    """The kind of action."""

    name = "webhook"

    def check(self, action: Action, installed: Installed) -> None:
        """Raises UnknownName if there is no such webhook."""
        if action.name not in installed.webhooks:
            raise UnknownName("webhook", action.name, installed.webhooks)

    async def perform(self, attempt: Attempt) -> None:
        """Call the URL; raises WebhookFailed where nobody answers, or not well."""
        from ..outbound import Outbound  # httpx costs start-up time that a world without calls can save

        run, environment = attempt.run, attempt.environment
        self.check(Action(run.action, self.name), attempt.installed)
        webhook = attempt.installed.webhooks[run.action]
        caller = Caller(run.organization, run.person, run.exchange, run.rule, run.id)
        try:
            answer = await Outbound(environment, attempt.recording, caller).send(_call(webhook, attempt))
        except CallFailed as failed:
            raise WebhookFailed(webhook.name, failed.text) from failed
        well = 200 <= answer.status < 300
        if not well and environment.assumptions.assume("workflow.webhook_status") == "2xx":
            raise WebhookFailed(webhook.name, f"{webhook.method} {webhook.url} answered {answer.status}.")


def _call(webhook: Webhook, attempt: Attempt) -> Outgoing:
    kind, body = _body(webhook, attempt)
    headers = {name: value for name, value in webhook.headers.items() if name.lower() != "content-type"}
    own = next((value for name, value in webhook.headers.items() if name.lower() == "content-type"), kind)
    joint = "&" if "?" in webhook.url else "?"
    url = f"{webhook.url}{joint}{urlencode(webhook.parameters)}" if webhook.parameters else webhook.url
    return Outgoing(
        webhook.method,
        url,
        (("Content-Type", own), *headers.items()),
        body,
        webhook.connection or None,
        webhook.name,
        0,
    )


def _body(webhook: Webhook, attempt: Attempt) -> tuple[str, bytes]:
    """The content type and the body."""
    if webhook.form is not None:
        return FORM, urlencode(webhook.form).encode()
    if webhook.raw is not None:
        return "text/plain", webhook.raw.encode()
    return JSON, orjson.dumps(_payload(attempt))


def _payload(attempt: Attempt) -> Any:
    """The default payload: all fields of the record."""
    run, environment = attempt.run, attempt.environment
    maps = environment.arguments(run.organization, run.module, run.record, run.person)
    record = {name: one for name, one in maps.items() if name not in ("organization", "user")}
    if environment.assumptions.assume("workflow.webhook_payload") == "named":
        return record
    return next(iter(record.values()), {})


KIND = WebhookAction()
