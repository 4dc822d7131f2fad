"""The invokeurl task (reference 3.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

import orjson

from harness.deluge.builtins.encoding import form_encoded
from harness.deluge.errors import HostFault, ScriptError
from harness.deluge.host import CallFailed, Incoming, Outgoing
from harness.deluge.runtime.answers import Answer
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import AnswerText, File, kind
from harness.deluge.tasks.multipart import multipart
from harness.errors import nearest

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
FORMATS: Final = ("FILE", "TEXT", "COLLECTION")
TIMEOUT: Final = 40.0
"""Seconds that invokeurl waits for an answer (reference 5)."""

_URL_SAFE: Final = "%/:?#[]@!$&'()*+,;=-._~"
_TEXTUAL: Final = re.compile(r"text/.*|.*[/+](json|xml|javascript|x-www-form-urlencoded)")

Pairs = tuple[tuple[str, str], ...]


async def invoke_url(run: Run, entries: Mapping[str, Any], line: int) -> Any:
    """Make the call and give its answer as the script sees it.

    Raises ScriptError where there is no answer, HostFault where no fake owns the host.
    """
    call = _outgoing(run, entries, line)
    form = _word(entries, "response-format", FORMATS, "")
    detailed = _flag(entries, "detailed")
    incoming = await _sent(run, call)
    run.charge(len(incoming.body))
    body = _body(incoming, form, _text(entries, "response-decoding"))
    return _result(run, call, incoming, body, detailed)


async def _sent(run: Run, call: Outgoing) -> Incoming:
    try:
        return await run.host.send(call)
    except CallFailed as failure:
        if failure.kind == "host":
            raise HostFault(failure.text) from failure
        text = "socket timeout error" if failure.kind == "timeout" else failure.text
        hint = "This text is the harness's; Zoho's own is not known." if failure.ours else ""
        raise ScriptError(text, "" if failure.kind == "timeout" else hint) from failure


# --- the request


def _outgoing(run: Run, entries: Mapping[str, Any], line: int) -> Outgoing:
    method = _word(entries, "type", METHODS, "GET")
    url, (body, content_type) = _url_and_body(run, method, entries)
    headers = _headers(run, entries.get("headers"))
    named = _text(entries, "content-type") or content_type
    if named and not any(name.lower() == "content-type" for name, _ in headers):
        headers = (*headers, ("Content-Type", named))
    connection = _text(entries, "connection") or None
    return Outgoing(method, url, headers, body, connection, run.function, line, TIMEOUT)


def _url_and_body(run: Run, method: str, entries: Mapping[str, Any]) -> tuple[str, tuple[bytes, str]]:
    """Where `parameters` go: to the query beside a `body`, and for GET; else they are the body."""
    url = _checked_url(run, _text(entries, "url"))
    parameters, body = entries.get("parameters"), entries.get("body")
    files = entries.get("files")
    if files is not None:
        return _with_query(run, url, parameters), multipart(run, files, body)
    if body is not None:
        return _with_query(run, url, parameters), _encoded(run, body)
    if parameters is None:
        return url, (b"", "")
    if _in_query(run, method):
        return _with_query(run, url, parameters), (b"", "")
    return url, _encoded(run, parameters)


def _in_query(run: Run, method: str) -> bool:
    if method == "DELETE":
        return run.assume("deluge.delete_parameters") == "query"
    return method == "GET"


def _checked_url(run: Run, url: str) -> str:
    if not re.match(r"https?://[^/]", url, re.IGNORECASE):
        raise ScriptError(f"'{url[:60]}' is no URL", "The url of invokeurl begins with https:// or http://.")
    encoded = quote(url.strip(), safe=_URL_SAFE)
    if encoded != url and run.assume("deluge.url_encoding") == "refuse":
        bad = next((one for one in url if quote(one, safe=_URL_SAFE) != one), " ")
        raise ScriptError(f"The url holds the character '{bad}'", "Use encodeUrl() on its parts.")
    return encoded


def _with_query(run: Run, url: str, parameters: Any) -> str:
    if parameters is None:
        return url
    if type(parameters) is dict:
        query = _form(run, parameters)
    else:
        query = quote(run.texts.text(parameters), safe=_URL_SAFE)
    if not query:
        return url
    base, mark, fragment = url.partition("#")
    return f"{base}{'&' if '?' in base else '?'}{query}{mark}{fragment}"


def _form(run: Run, parameters: Mapping[Any, Any]) -> str:
    run.answers.look(parameters)
    pairs = [(str(key), run.texts.operand(value)) for key, value in parameters.items()]
    run.charge(sum(len(key) + 3 * len(value) for key, value in pairs))
    return "&".join(f"{form_encoded(key)}={form_encoded(value)}" for key, value in pairs)


def _encoded(run: Run, body: Any) -> tuple[bytes, str]:
    """A body and its default content type: a map as a form, a text as it is."""
    if type(body) is File:
        return body.content, body.content_type
    if type(body) is dict:
        return _form(run, body).encode(), "application/x-www-form-urlencoded"
    return run.texts.text(body).encode(), "text/plain"


def _headers(run: Run, headers: Any) -> Pairs:
    if headers is None:
        return ()
    if type(headers) is not dict:
        raise ScriptError(f"'headers' of invokeurl must be a MAP, not {kind(headers).value}")
    pairs = [(str(key), run.texts.operand(value)) for key, value in headers.items()]
    for name, value in pairs:
        if "\n" in name + value or "\r" in name + value or not name:
            raise ScriptError(f"The header '{name}' holds a line break or has no name")
    return tuple(pairs)


def _text(entries: Mapping[str, Any], key: str) -> str:
    value = entries.get(key)
    if value is None and key == "url":
        raise ScriptError("The url of invokeurl is null")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ScriptError(f"'{key}' of invokeurl must be a TEXT, not {kind(value).value}")
    return value


def _word(entries: Mapping[str, Any], key: str, words: tuple[str, ...], default: str) -> str:
    word = _text(entries, key).upper() or default
    if word not in (*words, default):
        raise ScriptError(f"'{word}' is not supported as {key} of invokeurl", nearest(word, words))
    return word


def _flag(entries: Mapping[str, Any], key: str) -> bool:
    value = entries.get(key)
    if isinstance(value, str):
        return value.lower() == "true"
    return value is True


# --- the answer


def _body(incoming: Incoming, form: str, decoding: str) -> Any:
    """A file, parsed JSON, or text."""
    content_type = incoming.headers.get("content-type", "").partition(";")[0].strip().lower()
    if form == "FILE" or (not form and _is_file(incoming, content_type)):
        return File(_file_name(incoming), incoming.body, content_type or "application/octet-stream")
    text = _decoded(incoming, decoding)
    if form != "TEXT" and text.lstrip()[:1] in ("{", "["):
        try:
            return orjson.loads(text)
        except orjson.JSONDecodeError:
            return AnswerText(text)
    return AnswerText(text)


def _is_file(incoming: Incoming, content_type: str) -> bool:
    if "attachment" in incoming.headers.get("content-disposition", "").lower():
        return True
    return bool(content_type) and not _TEXTUAL.fullmatch(content_type)


def _file_name(incoming: Incoming) -> str:
    found = re.search(r'filename="?([^";]+)', incoming.headers.get("content-disposition", ""))
    return found[1] if found else "download"


def _decoded(incoming: Incoming, decoding: str) -> str:
    found = re.search(r"charset=\"?([\w-]+)", incoming.headers.get("content-type", ""))
    charset = decoding or (found[1] if found else "utf-8")
    try:
        return incoming.body.decode(charset, errors="replace")
    except LookupError:
        raise ScriptError(f"'{charset}' is no character set", "For example: UTF-8.") from None


def _result(run: Run, call: Outgoing, incoming: Incoming, body: Any, detailed: bool) -> Any:
    details = None
    if detailed:
        details = {
            "responseHeader": dict(incoming.headers),
            "responseText": body,
            "responseCode": incoming.status,
        }
    if incoming.status >= 400:
        _refused(run, call, incoming, body, details)
    return body if details is None else details


def _refused(run: Run, call: Outgoing, incoming: Incoming, body: Any, details: dict[str, Any] | None) -> None:
    """An error status is data, unless the assumption says that it is thrown."""
    if details is None and run.assume("deluge.http_error") == "thrown":
        raise ScriptError(
            f"{call.method} {call.url} answered {incoming.status}",
            "Under the assumption deluge.http_error = thrown; the text is the harness's.",
        )
    answer = Answer(incoming.status, call.method, call.url, call.line, incoming.exchange)
    run.follow(answer, body, details)
