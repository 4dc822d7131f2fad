"""A call and its answer, as all tasks that use HTTP have them (reference 3.1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

from harness.deluge.builtins.encoding import form_encoded
from harness.deluge.errors import HostFault, ScriptError
from harness.deluge.host import CallFailed, Incoming, Outgoing
from harness.deluge.runtime.answers import Answer
from harness.deluge.runtime.convert import decoded
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import AnswerText, File

_TEXTUAL: Final = re.compile(r"text/.*|.*[/+](json|xml|javascript|x-www-form-urlencoded)")
_ZOHO: Final = re.compile(r"(.*\.)?(zoho|zohoapis|zohocloud)(\.\w+){1,2}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the script wants its answer.

    `form` is FILE, TEXT, COLLECTION or "", `decoding` a character set or "". `may_throw`: whether an
    error status can be a run-time error (assumption deluge.http_error).
    """

    form: str = ""
    decoding: str = ""
    detailed: bool = False
    may_throw: bool = True


async def answered(run: Run, call: Outgoing, wanted: Wanted) -> Any:
    """Make the call and give its answer as the script sees it.

    Raises ScriptError where there is no answer, HostFault where no fake owns the host.
    """
    incoming = await _sent(run, call)
    run.charge(len(incoming.body))
    body = _body(incoming, wanted)
    if type(body) is File:
        _check_size(run, call, body)
    return _result(run, call, incoming, body, wanted)


def form(run: Run, parameters: Mapping[Any, Any]) -> str:
    """A map as an HTML form encodes it; lists and maps in it are JSON."""
    run.answers.look(parameters)
    pairs = [(str(key), run.texts.operand(value)) for key, value in parameters.items()]
    run.charge(sum(len(key) + 3 * len(value) for key, value in pairs))
    return "&".join(f"{form_encoded(key)}={form_encoded(value)}" for key, value in pairs)


async def _sent(run: Run, call: Outgoing) -> Incoming:
    try:
        incoming = await run.host.send(call)
        run.check_time()
        return incoming
    except CallFailed as failure:
        run.check_time()
        if failure.kind == "host":
            raise HostFault(failure.text) from failure
        text = "socket timeout error" if failure.kind == "timeout" else failure.text
        hint = "This text is the harness's; Zoho's own is not known." if failure.ours else ""
        raise ScriptError(text, "" if failure.kind == "timeout" else hint) from failure


def _check_size(run: Run, call: Outgoing, file: File) -> None:
    ours = call.service or _ZOHO.fullmatch(urlsplit(call.url).hostname or "")
    most = run.limits.zoho_download if ours else run.limits.download
    if most is not None and len(file.content) > most:
        raise ScriptError(
            f"The file {file.name} is larger than {most / 1024 / 1024:g} MB",
            "Zoho's limit for downloads; the text is the harness's, Zoho's own is not known.",
        )


def _body(incoming: Incoming, wanted: Wanted) -> Any:
    """A file, parsed JSON, or text."""
    content_type = incoming.headers.get("content-type", "").partition(";")[0].strip().lower()
    if wanted.form == "FILE" or (not wanted.form and _is_file(incoming, content_type)):
        return File(_file_name(incoming), incoming.body, content_type or "application/octet-stream")
    text = _decoded(incoming, wanted.decoding)
    if wanted.form != "TEXT" and text.lstrip()[:1] in ("{", "["):
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
    return decoded(incoming.body, charset)


def _result(run: Run, call: Outgoing, incoming: Incoming, body: Any, wanted: Wanted) -> Any:
    details = None
    if wanted.detailed:
        details = {
            "responseHeader": dict(incoming.headers),
            "responseText": body,
            "responseCode": incoming.status,
        }
    if incoming.status >= 400:
        if wanted.may_throw and not wanted.detailed:
            _throw_perhaps(run, call, incoming)
        run.follow(
            Answer(incoming.status, call.method, call.url, call.line, incoming.exchange), body, details
        )
    return body if details is None else details


def _throw_perhaps(run: Run, call: Outgoing, incoming: Incoming) -> None:
    """An error status is data, unless the assumption says that it is thrown."""
    if run.assume("deluge.http_error") == "thrown":
        raise ScriptError(
            f"{call.method} {call.url} answered {incoming.status}",
            "Under the assumption deluge.http_error = thrown; the text is the harness's.",
        )
