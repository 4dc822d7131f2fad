"""Encodings of text (reference 2.6)."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, unquote_plus

from harness.deluge.builtins.signature import Builtin
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind


def form_encoded(text: str) -> str:
    """As in an HTML form, by Java's rules: a blank is +, * stays, ~ does not."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def encode_url(run: Run, text: str) -> str:
    run.charge(3 * len(text))
    return form_encoded(text)


def url_encode(run: Run, text: str) -> str:
    run.charge(3 * len(text))
    return quote(text, safe="*").replace("~", "%7E")


def url_decode(run: Run, text: str) -> str:
    run.charge(len(text))
    return unquote_plus(text)


BUILTINS = (
    Builtin("encodeUrl", Kind.TEXT, encode_url),
    Builtin("zoho.encryption.urlEncode", Kind.TEXT, url_encode),
    Builtin("zoho.encryption.urlDecode", Kind.TEXT, url_decode),
)
