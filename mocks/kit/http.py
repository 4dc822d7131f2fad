"""Requests and answers as values; the only place that knows ASGI is `app.py`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote

import orjson

if TYPE_CHECKING:
    from email.message import Message

JSON = "application/json;charset=UTF-8"


class BadBody(ValueError):
    """A body is not what its content type says."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart body: the form field that it came in, its name, media type and bytes."""

    field: str
    name: str
    type: str
    content: bytes


@dataclass(slots=True)
class Request:
    """One request, its body read.

    `host` is the vendor's host that was asked, also where the port of this machine stands for it;
    `path` is as sent, percent-encoded, without the query. Header names are in lower case.
    """

    method: str
    host: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def segments(self) -> list[str]:
        """The decoded parts of the path; a trailing slash adds none."""
        return segments(self.path)

    def parameters(self) -> dict[str, str]:
        """The query's parameters; of a repeated one the last."""
        return _fields(self.query)

    def repeated(self, parameters: Mapping[str, str]) -> list[str]:
        """Those of the query's parameters that were sent more than once."""
        if self.query.count("&") < max(1, len(parameters)):
            return []
        names = [name for name, _ in parse_qsl(self.query, keep_blank_values=True)]
        return [name for name in dict.fromkeys(names) if names.count(name) > 1]

    @property
    def content_type(self) -> str:
        """The media type in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def form(self) -> dict[str, str]:
        """The fields of a form body, urlencoded or multipart (its text parts); else empty."""
        if self.content_type == "multipart/form-data":
            return {
                name: _payload(part).decode("utf-8", "replace")
                for name, part in self._parts()
                if part.get_filename() is None
            }
        if self.content_type in ("application/x-www-form-urlencoded", ""):
            return _fields(self.body.decode("utf-8", "replace"))
        return {}

    def files(self) -> list[Upload]:
        """The files of a multipart body, in order; else none."""
        if self.content_type != "multipart/form-data":
            return []
        named = ((part.get_filename(), name, part) for name, part in self._parts())
        return [
            Upload(name, file_name, part.get_content_type(), _payload(part))
            for file_name, name, part in named
            if file_name is not None
        ]

    def json(self) -> Any:
        """The JSON body; raises BadBody if it is none."""
        return read_json(self.body)

    def _parts(self) -> list[tuple[str, Message]]:
        """The named parts of a multipart body; names are UTF-8, or say what they are."""
        from email import message_from_bytes
        from email.utils import collapse_rfc2231_value

        # The default policy, not HTTP's: that one's header parser fails on malformed parameters.
        head = f"content-type: {self.headers['content-type']}\r\n\r\n".encode("latin-1")
        message = message_from_bytes(head + self.body)
        parts: Any = message.get_payload() if message.is_multipart() else ()
        for part in parts:
            _read_as_utf8(part, "content-disposition")
        named = ((part.get_param("name", header="content-disposition"), part) for part in parts)
        return [(collapse_rfc2231_value(name), part) for name, part in named if name is not None]

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that were sent."""
        pairs = (part.partition("=") for part in self.headers.get("cookie", "").split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs if name.strip()}


@dataclass(slots=True)
class Response:
    """One answer. `delay` is declared, in seconds; `wire` names a fault below HTTP."""

    status: int
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)
    delay: float = 0.0
    wire: str | None = None

    def broken(self, wire: str) -> Response:
        """The same answer with that fault below HTTP, unless it has one already."""
        return replace(self, wire=self.wire or wire)

    @classmethod
    def json(cls, value: Any, status: int = 200, content_type: str = JSON) -> Response:
        """A JSON answer."""
        return cls(status, orjson.dumps(value), [("content-type", content_type)])

    @classmethod
    def html(cls, page: str, status: int = 200) -> Response:
        """A page that must not be framed, cached or run scripts."""
        return cls(
            status,
            page.encode(),
            [
                ("content-type", "text/html;charset=UTF-8"),
                ("cache-control", "no-store"),
                ("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "same-origin"),  # with "no-referrer" a form's Origin would be null
            ],
        )

    @classmethod
    def redirect(cls, location: str, status: int = 302) -> Response:
        """A redirect to an absolute URL."""
        return cls(status, b"", [("location", location), ("cache-control", "no-store")])


DEEPEST = 100
"""So many levels may JSON have: what is kept has to go out again, and orjson writes no more than 254."""


def read_json(text: str | bytes) -> Any:
    """The value of a JSON text; raises BadBody for what is none, or is nested too deep."""
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadBody(str(error)) from None
    data = text.encode() if isinstance(text, str) else text
    if data.count(b"[") + data.count(b"{") > DEEPEST and _too_deep(value):
        raise BadBody(f"more than {DEEPEST} levels")
    return value


def _too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        nested = (one for one in level if isinstance(one, (list, dict)))
        level = [inner for one in nested for inner in (one.values() if isinstance(one, dict) else one)]
    return any(isinstance(one, (list, dict)) for one in level)


def file_headers(media_type: str, name: str) -> list[tuple[str, str]]:
    """The headers of a file to keep, whatever it is called and whatever it was said to be."""
    quoted = _UNQUOTABLE.sub("_", name).encode("latin-1", "replace").decode("latin-1")
    known = media_type if _MEDIA_TYPE.fullmatch(media_type) else "application/octet-stream"
    return [("content-type", known), ("content-disposition", f'attachment; filename="{quoted}"')]


_UNQUOTABLE = re.compile(r'[\x00-\x1f\x7f"\\]')
_MEDIA_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+(; ?[\w.-]+=[\w.-]+)*", re.ASCII)


def segments(path: str) -> list[str]:
    """The decoded parts of a percent-encoded path; slashes at its ends add none."""
    parts = path.strip("/").split("/")
    return [unquote(part) for part in parts] if "%" in path else parts


def _read_as_utf8(part: Message, name: str) -> None:
    """Decode a header that `email` would take for ASCII with unknown bytes in it."""
    for known, value in part.raw_items():
        if known.lower() == name:
            raw = str(value).encode("utf-8", "surrogateescape")
            part.replace_header(name, raw.decode("utf-8", "replace"))
            return


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _fields(text: str) -> dict[str, str]:
    if "%" in text or "+" in text:
        return dict(parse_qsl(text, keep_blank_values=True))
    # The same without decoding, in a fraction of the time: most queries need none.
    pairs = (one.partition("=") for one in text.split("&") if one)
    return {name: value for name, _, value in pairs}
