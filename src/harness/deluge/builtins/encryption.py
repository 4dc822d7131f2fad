"""Hashes and codes of `zoho.encryption` (reference 2.6)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import File, Kind

_SPACE: Final = "zoho.encryption."
_DIGESTS: Final = ("md5", "sha1", "sha256", "sha512")
_MOST_BINARY: Final = 1024 * 1024
"""Bytes that sha256 takes for a binary result (DH:sha256)."""


def _bytes(value: str | File) -> bytes:
    return value.content if isinstance(value, File) else value.encode(errors="replace")


def _digest(name: str) -> Callable[..., Any]:
    def digest(run: Run, value: str | File, output: str = "hex") -> Any:
        import hashlib

        data = _bytes(value)
        if output.lower() == "binary" and len(data) > _MOST_BINARY:
            raise ScriptError(f"{name} takes at most 1 MB for a binary result")
        return _shown(hashlib.new(name, data, usedforsecurity=False).digest(), output, name)

    return digest


def _mac(name: str) -> Callable[..., Any]:
    def mac(run: Run, key: str, data: str, output: str = "") -> Any:
        import hmac

        made = hmac.digest(key.encode(errors="replace"), data.encode(errors="replace"), name)
        return _shown(made, output or run.assume("deluge.hmac_output"), f"hmac{name}")

    return mac


def _shown(digest: bytes, output: str, name: str) -> Any:
    match output.lower():
        case "hex":
            return digest.hex()
        case "base64":
            return base64.b64encode(digest).decode()
        case "binary":
            return File(name, digest)
    raise ScriptError(f"'{output[:40]}' is no output of {name}", "Known: hex, base64, binary.")


def base64_encode(run: Run, value: str | File) -> str:
    data = _bytes(value)
    run.charge(2 * len(data))
    return base64.b64encode(data).decode()


def base32_encode(run: Run, value: str | File) -> str:
    data = _bytes(value)
    run.charge(2 * len(data))
    return base64.b32encode(data).decode()


def _decoded(name: str, decode: Callable[[str], bytes], text: str) -> bytes:
    try:
        return decode(text)
    except (binascii.Error, ValueError):
        raise ScriptError(f"'{text[:40]}' is no {name}") from None


def base64_decode(run: Run, text: str) -> str:
    run.charge(len(text))
    return _base64(text).decode(errors="replace")


def base64_decode_to_file(run: Run, text: str, name: str) -> File:
    run.charge(len(text))
    return File(name, _base64(text))


def _base64(text: str) -> bytes:
    return _decoded("base64", lambda one: base64.b64decode(one, validate=True), "".join(text.split()))


def base32_decode(run: Run, text: str) -> str:
    run.charge(len(text))
    return _decoded("base32", base64.b32decode, text.strip()).decode(errors="replace")


def html_encode(run: Run, text: str) -> str:
    import html

    run.charge(6 * len(text))
    return html.escape(text)


def html_decode(run: Run, text: str) -> str:
    import html

    run.charge(len(text))
    return html.unescape(text)


_TEXT, _FILE = Kind.TEXT, Kind.FILE

BUILTINS = (
    *(
        Builtin(f"{_SPACE}{name}", kind, _digest(name), (_TEXT,), optional=1)
        for name in _DIGESTS
        for kind in (_TEXT, _FILE)
    ),
    *(
        Builtin(f"{_SPACE}hmac{name}", _TEXT, _mac(name), (_TEXT, _TEXT), optional=1)
        for name in _DIGESTS
        if name != "md5"
    ),
    Builtin(f"{_SPACE}base64Encode", _TEXT, base64_encode),
    Builtin(f"{_SPACE}base64Encode", _FILE, base64_encode),
    Builtin(f"{_SPACE}base64Decode", _TEXT, base64_decode),
    Builtin(f"{_SPACE}base64DecodeToFile", _TEXT, base64_decode_to_file, (_TEXT,)),
    Builtin(f"{_SPACE}base32Encode", _TEXT, base32_encode),
    Builtin(f"{_SPACE}base32Encode", _FILE, base32_encode),
    Builtin(f"{_SPACE}base32Decode", _TEXT, base32_decode),
    Builtin(f"{_SPACE}htmlEncode", _TEXT, html_encode),
    Builtin(f"{_SPACE}htmlDecode", _TEXT, html_decode),
)
