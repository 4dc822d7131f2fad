"""The invokeurl task (reference 3.1)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final
from urllib.parse import quote, urlsplit

from harness.deluge.errors import ScriptError
from harness.deluge.host import Outgoing
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import File, kind
from harness.deluge.tasks.http import Wanted, answered, form
from harness.deluge.tasks.multipart import MULTIPART, multipart
from harness.errors import nearest

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
FORMATS: Final = ("FILE", "TEXT", "COLLECTION")
PORTS: Final = frozenset(
    (
        80, 82, 443, 2719, 3000, 3003, 4433, 8000, 8001, 8011, 8080, 8081, 8082, 8085, 8088, 8090, 8243,
        8443, 8800, 9001, 9090, 30618, 54895,
    )
)  # fmt: skip
"""Ports that invokeurl reaches from at least one data centre (EX:limitations)."""

_URL_SAFE: Final = "%/:?#[]@!$&'()*+,;=-._~"
Pairs = tuple[tuple[str, str], ...]


async def invoke_url(run: Run, entries: Mapping[str, Any], line: int) -> Any:
    """The task in brackets."""
    return await answered(run, _outgoing(run, entries, line), wanted(entries))


async def function_form(
    run: Run,
    line: int,
    url: Any,
    method: Any,
    parameters: Any = None,
    headers: Any = None,
    detailed: Any = False,
) -> Any:
    """`invokeUrl(url, "GET", parameters, headers, detailed)`, an old form (reference 3.1)."""
    entries = {
        "url": url,
        "type": method,
        "parameters": parameters,
        "headers": headers,
        "detailed": detailed,
    }
    return await invoke_url(run, entries, line)


async def get_url(run: Run, line: int, url: Any, headers: Any = None, detailed: Any = False) -> Any:
    """`getUrl(url, headers, detailed)` (reference 3.2)."""
    return await function_form(run, line, url, "GET", None, headers, detailed)


def sending(method: str) -> Callable[..., Awaitable[Any]]:
    """`postUrl(url, body, headers, detailed)` and `putUrl` (reference 3.2)."""

    async def send(
        run: Run, line: int, url: Any, body: Any, headers: Any = None, detailed: Any = False
    ) -> Any:
        return await function_form(run, line, url, method, body, headers, detailed)

    return send


def wanted(entries: Mapping[str, Any]) -> Wanted:
    """What the keys say of the answer."""
    return Wanted(
        word(entries, "response-format", FORMATS, ""),
        text(entries, "response-decoding"),
        _flag(entries, "detailed"),
    )


# --- the request


def _outgoing(run: Run, entries: Mapping[str, Any], line: int) -> Outgoing:
    method = word(entries, "type", METHODS, "GET")
    address = _checked_url(run, text(entries, "url"))
    _check_port(run, address, line)
    return outgoing(run, entries, line, method, address)


def outgoing(
    run: Run, entries: Mapping[str, Any], line: int, method: str, address: str, service: str = ""
) -> Outgoing:
    """The call that the keys ask for."""
    headers = _headers(run, entries.get("headers"))
    url, (body, content_type) = _url_and_body(run, method, address, entries)
    named = text(entries, "content-type") or content_type
    if content_type.startswith(MULTIPART):  # only the body knows its boundary
        headers, named = tuple(one for one in headers if one[0].lower() != "content-type"), content_type
    if named and not any(name.lower() == "content-type" for name, _ in headers):
        headers = (*headers, ("Content-Type", named))
    connection = text(entries, "connection") or None
    patience = run.limits.call_seconds
    return Outgoing(method, url, headers, body, connection, run.function, line, patience, service)


def _url_and_body(
    run: Run, method: str, url: str, entries: Mapping[str, Any]
) -> tuple[str, tuple[bytes, str]]:
    """Where `parameters` go: to the query beside a `body`, and for GET; else they are the body."""
    parameters, body = entries.get("parameters"), entries.get("body")
    files, wish = entries.get("files"), text(entries, "content-type")
    if files is not None:
        return with_query(run, url, parameters), multipart(run, files, body)
    if body is not None:
        return with_query(run, url, parameters), _encoded(run, body, wish)
    if parameters is None:
        return url, (b"", "")
    if _in_query(run, method):
        return with_query(run, url, parameters), (b"", "")
    return url, _encoded(run, parameters, wish)


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


def _check_port(run: Run, url: str, line: int) -> None:
    try:
        port = urlsplit(url).port
    except ValueError:
        return  # the host says what is wrong with it
    if port is not None and port not in PORTS:
        run.host.finding(
            "closed-port",
            f"{url}: Zoho calls the port {port} from Creator alone; this works here only.",
            line,
        )


def with_query(run: Run, url: str, parameters: Any) -> str:
    """The URL with a map or a text as its query."""
    if parameters is None:
        return url
    if type(parameters) is dict:
        query = form(run, parameters)
    else:
        query = quote(run.texts.text(parameters), safe=_URL_SAFE)
    if not query:
        return url
    base, mark, fragment = url.partition("#")
    return f"{base}{'&' if '?' in base else '?'}{query}{mark}{fragment}"


def _encoded(run: Run, body: Any, wish: str) -> tuple[bytes, str]:
    """A body and its default content type: a map as a form, or in parts if asked or if it holds a file."""
    if type(body) is File:
        return body.content, body.content_type
    if type(body) is dict and (wish.lower().startswith(MULTIPART) or File in map(type, body.values())):
        return multipart(run, [], body)
    if type(body) is dict:
        return form(run, body).encode(), "application/x-www-form-urlencoded"
    if isinstance(body, list) and body and all(type(one) is dict and "param-name" in one for one in body):
        return multipart(run, body, None)
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


def text(entries: Mapping[str, Any], key: str) -> str:
    """The text of a key, "" if it is absent or null."""
    value = entries.get(key)
    if value is None and key == "url":
        raise ScriptError("The url of invokeurl is null")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ScriptError(f"'{key}' of invokeurl must be a TEXT, not {kind(value).value}")
    return value


def word(entries: Mapping[str, Any], key: str, words: tuple[str, ...], default: str) -> str:
    """One of the words that a key takes, in upper case."""
    found = text(entries, key).upper() or default
    if found not in (*words, default):
        raise ScriptError(f"'{found}' is not supported as {key} of invokeurl", nearest(found, words))
    return found


def _flag(entries: Mapping[str, Any], key: str) -> bool:
    value = entries.get(key)
    if isinstance(value, str):
        return value.lower() == "true"
    return value is True
