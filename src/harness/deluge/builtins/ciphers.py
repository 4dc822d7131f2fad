"""AES of `zoho.encryption` (DH:encryption/aesencode, aesencode128).

Zoho names neither mode nor padding nor how the key is made; its examples tell: CBC with PKCS#7 padding, the
key in UTF-8 filled up with zero bytes, base64; without an initialization vector a random one stands in front.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, Final

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import HostFault, ScriptError
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind

_BLOCK: Final = 16


def _encode(size: int) -> Callable[..., str]:
    """The function for keys of so many bytes."""

    def encode(run: Run, key: str, text: str, vector: Any = None, iterations: Any = None) -> str:
        run.charge(2 * len(text))
        start = _vector(vector) or bytes(int(run.chance() * 256) for _ in range(_BLOCK))
        data = text.encode(errors="replace")
        fill = _BLOCK - len(data) % _BLOCK
        cipher = _cipher(_key(key, size, iterations), start).encryptor()
        made: bytes = cipher.update(data + bytes([fill]) * fill) + cipher.finalize()
        return base64.b64encode(made if vector else start + made).decode()

    return encode


def _decode(size: int) -> Callable[..., str]:
    def decode(run: Run, key: str, text: str, vector: Any = None, iterations: Any = None) -> str:
        run.charge(len(text))
        try:
            data = base64.b64decode("".join(text.split()), validate=True)
        except (binascii.Error, ValueError):
            raise _undecodable("It is no base64.") from None
        start = _vector(vector)
        if not start:
            start, data = data[:_BLOCK], data[_BLOCK:]
        if not data or len(data) % _BLOCK or len(start) != _BLOCK:
            raise _undecodable("Its length is not that of an encrypted text.")
        cipher = _cipher(_key(key, size, iterations), start).decryptor()
        return _unfilled(cipher.update(data) + cipher.finalize())

    return decode


def _cipher(key: bytes, vector: bytes) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    except ImportError:
        hint = "It comes with this harness where there is a build of it: pip install cryptography"
        raise HostFault("AES needs the package cryptography, which is not installed", hint) from None
    return Cipher(algorithms.AES(key), modes.CBC(vector))


def _key(text: str, size: int, iterations: Any) -> bytes:
    if iterations not in (None, 0, "0", ""):
        hint = "Zoho documents iterations, and not how they make a key. Without them this function works."
        raise HostFault("zoho.encryption: iterations of a key are not known", hint)
    key = text.encode(errors="replace")
    if not key or len(key) > size:
        raise ScriptError(f"The encryption key has {len(key)} characters", f"It takes 1 to {size}.")
    return key.ljust(size, b"\0")


def _vector(given: Any) -> bytes:
    """The bytes of an initialization vector, none if it is left out."""
    if given is None or given == "":
        return b""
    vector = str(given).encode(errors="replace")
    if len(vector) != _BLOCK:
        raise ScriptError(f"The initialization vector has {len(vector)} characters", "It takes 16 (help).")
    return vector


def _unfilled(data: bytes) -> str:
    fill = data[-1]
    if not 1 <= fill <= _BLOCK or data[-fill:] != bytes([fill]) * fill:
        raise _undecodable("Key or initialization vector are not those it was encrypted with.")
    return data[:-fill].decode(errors="replace")


def _undecodable(why: str) -> ScriptError:
    return ScriptError("The text cannot be decrypted", why)


_TEXT, _ANY = Kind.TEXT, Kind.ANY

BUILTINS = (
    Builtin("zoho.encryption.aesEncode", _TEXT, _encode(32), (_TEXT, _ANY), optional=1),
    Builtin("zoho.encryption.aesDecode", _TEXT, _decode(32), (_TEXT, _ANY), optional=1),
    Builtin("zoho.encryption.aesEncode128", _TEXT, _encode(16), (_TEXT, _ANY, _ANY), optional=2),
    Builtin("zoho.encryption.aesDecode128", _TEXT, _decode(16), (_TEXT, _ANY, _ANY), optional=2),
)
