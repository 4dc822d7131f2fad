"""What `/_control` refuses."""

from __future__ import annotations

from harness.world import OWN_HOST

from .asks import ABSENT, Ask, struck
from .rows import Attempt, Refusal, Row


def ask(method: str, path: str, **rest: object) -> Ask:
    return Ask(method, OWN_HOST, f"/_control{path}", None, **rest)  # type: ignore[arg-type]  # of Ask


def refusal(error: str, status: int, message: str) -> Refusal:
    return Refusal(f"control.{error}", status, {"error": message})


CLOCK = ask("GET", "/clock")
ADVANCE = ask("POST", "/clock/advance", json={"by": "2h"})
SNAPSHOT = ask("POST", "/snapshots", json={})
FORM = refusal("unusable", 400, "Send JSON, with 'content-type: application/json'.")


def foreign_host(host: str) -> Row:
    text = f"'{host}' is not a name of this machine: use 127.0.0.1 or localhost."
    return Row(
        f"the Host {host}",
        "control.foreign_host",
        refusal("refused", 403, text),
        CLOCK.changed(headers={"host": "localhost"}).but(headers={"host": host}),
        "foreign host",
    )


def foreign_origin(origin: str) -> Row:
    return Row(
        f"a page of {origin}",
        "control.foreign_origin",
        refusal("refused", 403, f"A page of {origin} may not use this."),
        SNAPSHOT.changed(headers={"origin": "http://127.0.0.1:8705"}).but(headers={"origin": origin}),
        "foreign origin",
    )


def plain(content_type: str) -> Attempt:
    """What a page of another origin may send without asking."""
    return ADVANCE.but(content=b'{"by": "2h"}', headers={"content-type": content_type})


ROWS = (
    Row(
        "the front page by another name",
        "control.foreign_host",
        refusal("refused", 403, "'evil.example' is not a name of this machine: use 127.0.0.1 or localhost."),
        Ask("GET", OWN_HOST, "/").but(headers={"host": "evil.example"}),
        "foreign host",
    ),
    foreign_host("evil.example"),
    foreign_host("evil.example:8705"),
    foreign_host("127.0.0.1.evil.example"),
    foreign_origin("https://evil.example"),
    foreign_origin("https://localhost.evil.example"),
    foreign_origin("null"),
    Row("JSON in a form", "control.not_json", FORM, plain("application/x-www-form-urlencoded")),
    Row("JSON in a form of parts", "control.not_json", FORM, plain("multipart/form-data; boundary=x")),
    Row("JSON as plain text", "control.not_json", FORM, plain("text/plain;charset=UTF-8")),
    Row(
        "a body that is no JSON",
        "",
        refusal("unusable", 400, "The body must be a JSON object."),
        ADVANCE.but(content=b"[]", headers={"content-type": "application/json"}),
    ),
    Row(
        "an unknown key",
        "",
        refusal("unusable", 400, "Unknown key 'bye'. Did you mean 'by'?"),
        ADVANCE.but(json={"bye": "2h"}),
    ),
    Row(
        "no key at all",
        "",
        refusal("unusable", 400, "'by' is missing."),
        ADVANCE.but(json={"by": ABSENT}),
    ),
    Row(
        "no such path",
        "",
        refusal("not_found", 404, "There is no /_control/clocks. See /_control/openapi.json."),
        CLOCK.but(path="/_control/clocks"),
    ),
    Row(
        "no such method",
        "",
        refusal("not_allowed", 405, "/_control/clock takes GET."),
        CLOCK.but(method="DELETE"),
    ),
    Row(
        "a fault of its own",
        "",
        refusal(
            "broken",
            500,
            "The harness itself failed here: please report it with the server's output.",
        ),
        CLOCK.after(struck("control", 500)),
    ),
)
