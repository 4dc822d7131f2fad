"""No secret survives redaction, wherever it stood; everything else does."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.redact import SHOWN, redact_body, redact_headers, redact_text, redact_url

MARK = "c0ffee1000deadbeef"
NAMES = st.sampled_from(
    [
        "access_token",
        "refresh_token",
        "client_secret",
        "code",
        "code_verifier",
        "password",
        "authtoken",
        "api_key",
        "apikey",
        "X-Auth-Token",
        "accessToken",
        "Authorization",
    ]
)
SECRETS = st.builds(lambda before, after: before + MARK + after, st.text(max_size=4), st.text(max_size=4))
"""Whatever stands beside it, the mark must be gone: quotes, ampersands, line breaks, spaces."""

Holder = Callable[[str, str], str]
"""(name, secret) -> a text in which the secret stands beside the name."""


def _as_form(name: str, secret: str) -> str:
    return urlencode({"grant_type": "refresh_token", name: secret, "state": "x"})


def _as_json(name: str, secret: str) -> str:
    return json.dumps({"ok": True, "answer": [1, {name: secret, "api_domain": "https://www.zohoapis.com"}]})


def _as_unicode_json(name: str, secret: str) -> str:
    return json.dumps({name: secret, "n": 1.5}, indent=2, ensure_ascii=False)


def _as_multipart(name: str, secret: str) -> str:
    request = httpx.Request("POST", "https://x", data={"a": "b", name: secret}, files={"f": b"text"})
    return request.read().decode()


HOLDERS = st.sampled_from([_as_form, _as_json, _as_unicode_json, _as_multipart])
WRAPPERS: dict[str, Callable[[str], str]] = {
    "nothing": str,
    "a form field": lambda text: urlencode({"JSONString": text, "organization_id": "1"}),
    "a JSON string": lambda text: json.dumps({"body": text, "status": 200}),
    "a query": lambda text: f"https://x.example/a?next={quote(text, safe='')}&b=1#top",
    "a log line": lambda text: f"sent to Wrike:\n  {text}\nand got 200",
}


@given(NAMES, SECRETS, HOLDERS, st.lists(st.sampled_from(sorted(WRAPPERS)), max_size=3))
def test_no_secret_survives_in_a_body_however_it_is_nested(
    name: str, secret: str, holder: Holder, wrappers: list[str]
) -> None:
    text = holder(name, secret)
    for wrapper in wrappers:
        text = WRAPPERS[wrapper](text)
    shown = redact_body(text.encode("utf-8", "replace"))
    assert MARK not in shown
    assert "redacted" in shown


@given(NAMES, SECRETS, st.sampled_from(["?", "#", "?page=2&", "?q=a%20b#x=1&"]))
def test_no_secret_survives_in_a_url(name: str, secret: str, before: str) -> None:
    value = quote(secret.encode("utf-8", "replace"), safe="")
    shown = redact_url(f"https://accounts.zoho.com/oauth/v2/token{before}{name}={value}&a=1")
    assert MARK not in shown
    assert shown.startswith("https://accounts.zoho.com/oauth/v2/token")
    assert shown.endswith("&a=1")


@given(SECRETS, st.sampled_from(["Authorization", "cookie", "Set-Cookie", "X-API-Key", "x-csrf-token"]))
def test_no_secret_survives_in_a_header(secret: str, name: str) -> None:
    assert MARK not in str(redact_headers([(name, secret)]))


@given(st.text(alphabet="abcXYZ019._~+/=-", min_size=8), st.sampled_from(["Bearer", "Zoho-oauthtoken"]))
def test_no_token_survives_behind_its_scheme(token: str, scheme: str) -> None:
    shown = redact_text(f"called with {scheme} {token}, got 401")
    assert shown == f"called with {scheme} {SHOWN}, got 401"


@given(st.text())
def test_any_text_can_be_redacted_and_redacting_twice_changes_nothing(text: str) -> None:
    shown = redact_text(text)
    assert redact_text(shown) == shown


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(alphabet='ab &?"\\\n1é'),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet="abn_é"), inner),
    )
)
def test_a_body_without_secrets_is_shown_as_it_was_sent(value: Any) -> None:
    text = json.dumps(value)
    assert redact_body(text.encode()) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"code":57,"message":"You are not authorized"}', '{"code":57,"message":"You are not authorized"}'),
        ('{"country_code":"IN","nextPageToken":"abc"}', '{"country_code":"IN","nextPageToken":"abc"}'),
        ('{"token": null, "password": ""}', '{"token": null, "password": ""}'),
        ('{"token": 12345678, "n": 1}', f'{{"token":"{SHOWN}","n":1}}'),
        ('{"token": {"value": "abc"}}', f'{{"token":"{SHOWN}"}}'),
        ('{"access_token":"abc","n":1,"half":"of th', f'{{"access_token":"{SHOWN}","n":1,"half":"of th'),
        ('{"n":1,"access_token":"ab', f'{{"n":1,"access_token":"{SHOWN}'),
        ('map: {"token": 123, "code": 57}!', f'map: {{"token":"{SHOWN}","code":57}}!'),
        ('half a map: {"token": 123, "code": 57', f'half a map: {{"token": "{SHOWN}", "code": 57'),
        ('{"a":{"token":"x"},"a":1}', f'{{"a":{{"token":"{SHOWN}"}},"a":1}}'),
        ("{'client_secret': 'abc', 'n': 1}", f"{{'client_secret': '{SHOWN}', 'n': 1}}"),
        ("grant_type=a&client%5Fsecret=b%26c&d=e", f"grant_type=a&client%5Fsecret={SHOWN}&d=e"),
        ("a%5Btoken%5D=b", f"a%5Btoken%5D={SHOWN}"),
        ("note=two+words&n=1", "note=two+words&n=1"),
        ("https://tom:secret@x.example/a@b?n=1", f"https://{SHOWN}@x.example/a@b?n=1"),
        ("Cookie: a=b; c=d\nAccept: */*", f"Cookie: {SHOWN}\nAccept: */*"),
        ("> Authorization: Bearer abc\n> Host: x", f"> Authorization: Bearer {SHOWN}\n> Host: x"),
        ("the client secret: abc", f"the client secret: {SHOWN}"),
        (
            "went to https://x.example/cb?code=abc&state=1",
            f"went to https://x.example/cb?code={SHOWN}&state=1",
        ),
        ('<input name="code" value="abc"><b>', f'<input name="code" value="{SHOWN}"><b>'),
        ("<input value=abc name='token'>", f"<input value=\"{SHOWN}\" name='token'>"),
        ('<input name="title" value="abc">', '<input name="title" value="abc">'),
        ("--token=abc\n\nx", f"--token={SHOWN}\n\nx"),
    ],
)
def test_the_name_decides_what_is_taken_out(text: str, shown: str) -> None:
    assert redact_text(text) == shown


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        (("Authorization", "Bearer abc"), f"Bearer {SHOWN}"),
        (("authorization", "Zoho-oauthtoken 1000.a.b"), f"Zoho-oauthtoken {SHOWN}"),
        (("authorization", "my secret"), SHOWN),
        (("location", "https://x.example/cb?code=abc&state=1"), f"https://x.example/cb?code={SHOWN}&state=1"),
        (("referer", "https://x.example/?access_token=abc"), f"https://x.example/?access_token={SHOWN}"),
        (("content-type", "application/json;charset=UTF-8"), "application/json;charset=UTF-8"),
    ],
)
def test_a_header_keeps_what_is_not_secret(header: tuple[str, str], shown: str) -> None:
    assert redact_headers([header]) == [(header[0], shown)]


def test_a_binary_body_is_shown_by_its_size() -> None:
    assert redact_body(b"\xff\xfe\x00") == "[3 bytes]"


@pytest.mark.parametrize(
    "text", ["a=" * 5_000, "[" * 900 + "]" * 900, '"' * 5_000, "a" * 200_000, "--\n" * 5_000]
)
def test_hostile_texts_are_redacted_in_bounded_depth(text: str) -> None:
    assert isinstance(redact_text(text), str)
