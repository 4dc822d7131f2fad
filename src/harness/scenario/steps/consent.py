"""`consent: wrike_connection` with `name: back`: a person decides at the vendor, and goes no further.

`${back.url}` is the address that the vendor sends the browser back to, `${back.code}` and `${back.state}`
what is in it: `request: GET ${back.url}` opens it, as often and as late as a scenario wants.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from ..model import Step
from ..names import Names
from ..shapes import scalar
from ..stage import Bound, Stage
from ..yamlfile import Place
from .connect import CONSENT, Consent
from .failing import FAILS, expected, judge
from .kind import StepKind, Written, takes_link_name

CODES = ("code", "oauth_verifier")
"""What proves a consent, with OAuth 2 and 1."""


@dataclass(frozen=True, slots=True)
class Decide:
    """Decide at the vendor without going back."""

    place: Place
    title: str
    consent: Consent
    name: str | None
    fails: str

    async def perform(self, stage: Stage) -> None:
        """Go through the vendor's pages."""
        await judge(self._decide(stage), self.fails)

    async def _decide(self, stage: Stage) -> None:
        consent = self.consent
        url = await stage.world.sent_back(
            stage.id(consent.organization),
            consent.link_name,
            consent.person,
            consent.decision,
            entered=consent.typed(stage),
            without=consent.without,
        )
        query = dict(parse_qsl(urlsplit(url).query))
        code = next((query[name] for name in CODES if name in query), "")
        stage.bind(self.name, Bound(url, {**query, "url": url, "code": code}))


def _read(written: Written, names: Names) -> Step:
    consent = Consent.read(written, names)
    node = written.modifiers.get("name")
    name = None if node is None else names.declare(scalar(node, "a name"), "the end of a consent")
    title = f"consent {consent.link_name}{written.beside()}"
    return Decide(written.place, title, consent, name, expected(written))


KIND = StepKind("consent", _read, modifiers=(*CONSENT, "name", FAILS), takes=takes_link_name)
