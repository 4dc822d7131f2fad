"""Builtins of files (reference 2.6)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.convert import decoded
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import File, Kind, kind

_ZIP: Final = "application/zip"


def name(run: Run, file: File) -> str:
    return file.name


def content(run: Run, file: File) -> str:
    run.charge(len(file.content))
    return decoded(file.content, file.charset)


def size(run: Run, file: File) -> str:
    """Bytes, as a text (reference 2.6)."""
    return str(len(file.content))


def content_type(run: Run, file: File) -> str:
    return file.content_type


# A file is one object for all variables that hold it, so what is set is set for all of them.


def set_name(run: Run, file: File, new: str) -> File:
    file.name = new
    return file


def set_parameter(run: Run, file: File, new: str) -> File:
    """The name of the file's part in a multipart body."""
    file.parameter = new
    return file


def set_type(run: Run, file: File, new: str) -> File:
    file.content_type = new
    return file


def set_charset(run: Run, file: File, charset: str) -> File:
    decoded(b"", charset)
    file.charset = charset
    return file


def set_password(run: Run, file: File, password: str) -> File:
    """The password is for whoever gets the file; reading it here needs none."""
    return file


def compress(run: Run, value: Any, archive: str) -> File:
    """A zip file of a file, of a list of files, or of a map of names and files, which may nest."""
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for path, file in _members("", value, 0):
            run.charge(len(file.content))
            entry = zipfile.ZipInfo(path)  # with a date of its own the same files give the same bytes
            made.writestr(entry, file.content, zipfile.ZIP_DEFLATED)
    return File(archive if archive.endswith(".zip") else f"{archive}.zip", target.getvalue(), _ZIP)


def _members(folder: str, value: Any, depth: int) -> Iterator[tuple[str, File]]:
    if depth > 20:
        raise ScriptError("compress takes folders 20 deep", "Perhaps a map contains itself.")
    if type(value) is File:
        yield f"{folder}{value.name}", value
    elif isinstance(value, list):
        for one in value:
            yield from _members(folder, one, depth + 1)
    elif isinstance(value, dict):
        for key, one in value.items():
            if type(one) is File:
                yield f"{folder}{key}", one
            else:
                yield from _members(f"{folder}{key}/", one, depth + 1)
    else:
        raise ScriptError(f"compress takes files, not {kind(value).value}")


def extract(run: Run, file: File) -> dict[str, File]:
    """The files of a zip file by their names."""
    import zipfile

    found: dict[str, File] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    run.charge(entry.file_size)
                    found[entry.filename] = _named(entry.filename, archive.read(entry))
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        raise ScriptError(f"{file.name} is no zip file that can be read") from None
    return found


def _named(path: str, data: bytes) -> File:
    import mimetypes

    last = path.rpartition("/")[2]
    return File(last, data, mimetypes.guess_type(last)[0] or "application/octet-stream")


def copy(run: Run, file: File, new: str) -> File:
    return replace(file, name=new)


_FILE, _TEXT = Kind.FILE, Kind.TEXT

BUILTINS = (
    Builtin("getFileName", _FILE, name),
    Builtin("getFileContent", _FILE, content),
    Builtin("getFileSize", _FILE, size),
    Builtin("getFileType", _FILE, content_type),
    Builtin("setFileName", _FILE, set_name, (_TEXT,)),
    Builtin("setParamName", _FILE, set_parameter, (_TEXT,)),
    Builtin("setFileType", _FILE, set_type, (_TEXT,)),
    Builtin("setCharset", _FILE, set_charset, (_TEXT,)),
    Builtin("setFilePassword", _FILE, set_password, (_TEXT,)),
    Builtin("toFile", _FILE, copy, (_TEXT,)),
    *(Builtin("compress", kind, compress, (_TEXT,)) for kind in (_FILE, Kind.LIST, Kind.MAP)),
    Builtin("extract", _FILE, extract),
)
