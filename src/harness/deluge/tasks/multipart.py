"""Multipart bodies for `files:` (reference 3.1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from harness.deluge.errors import ScriptError
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import File, kind

MULTIPART: Final = "multipart/form-data"

_Part = tuple[str, str, bytes]
"""The disposition, the content type ("" for a plain field), the content."""


def multipart(run: Run, files: Any, fields: Any) -> tuple[bytes, str]:
    """Body and content type. `files` is a file, or a list of files and stringPart maps; `fields`
    a map of further plain fields. The boundary follows from the content, so runs repeat exactly.
    """
    from hashlib import sha256  # OpenSSL takes milliseconds to load

    parts = [*_fields(run, fields), *_files(run, files)]
    run.charge(sum(len(content) for _, _, content in parts))
    digest = sha256(repr(parts).encode()).hexdigest()
    boundary = f"----DelugeBoundary{digest[:24]}"
    body = b"".join(_rendered(boundary, part) for part in parts)
    return body + f"--{boundary}--\r\n".encode(), f"{MULTIPART}; boundary={boundary}"


def _rendered(boundary: str, part: _Part) -> bytes:
    disposition, content_type, content = part
    head = f"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n"
    if content_type:
        head += f"Content-Type: {content_type}\r\n"
    return f"{head}\r\n".encode() + content + b"\r\n"


def _fields(run: Run, fields: Any) -> Iterator[_Part]:
    if fields is None:
        return
    if type(fields) is not dict:
        raise ScriptError(f"'body' beside 'files' must be a MAP, not {kind(fields).value}")
    for key, value in fields.items():
        if type(value) is File:
            yield _attached(str(key), value)
        else:
            yield _plain(str(key), run.texts.operand(value))


def _files(run: Run, files: Any) -> Iterator[_Part]:
    for number, one in enumerate(files if isinstance(files, list) else [files]):
        if type(one) is File:
            yield _attached(one.parameter or ("file" if number == 0 else f"file{number}"), one)
        elif type(one) is dict and "param-name" in one:
            yield _parameter(run, one)
        elif type(one) is dict and "paramName" in one:
            yield _plain(run.texts.text(one["paramName"]), run.texts.operand(one.get("content")))
        else:
            hint = 'A text part is {"stringPart":"true","paramName":"id","content":"1"}.'
            raise ScriptError(f"'files' of invokeurl cannot hold {kind(one).value}", hint)


def _attached(name: str, file: File) -> _Part:
    return f'name="{_quoted(name)}"; filename="{_quoted(file.name)}"', file.content_type, file.content


def _parameter(run: Run, one: dict[Any, Any]) -> _Part:
    """`{"param-name":"a","param-value":1,"content-type":"text/plain"}` (EX:invokeapitask)."""
    name, value = run.texts.operand(one["param-name"]), one.get("param-value")
    kind_of_content = one.get("content-type")
    part = _attached(name, value) if type(value) is File else _plain(name, run.texts.operand(value))
    return (part[0], run.texts.text(kind_of_content), part[2]) if kind_of_content else part


def _plain(name: str, value: str) -> _Part:
    return f'name="{_quoted(name)}"', "", value.encode()


def _quoted(text: str) -> str:
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
