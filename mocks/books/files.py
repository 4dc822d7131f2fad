"""Files that hang on a record: their bytes are kept and come back as they went in."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from ..kit.http import Response, Upload, file_headers
from ..kit.service import Call
from . import checks, ids
from .errors import BooksError

BLOCK = 49
EMPTY: Mapping[str, Any] = {
    "document_id": "",
    "file_name": "",
    "file_type": "application/octet-stream",
    "file_size": 0,
    "content": "",
    "created_time": 0,
}
"""No file."""
IMAGES = ("gif", "png", "jpeg", "jpg", "bmp")


def received(call: Call, field: str, endings: tuple[str, ...]) -> dict[str, Any] | None:
    """The first file that came in a form field (or in any); None if none came. See `all_received`."""
    uploads = call.request.files()
    upload = next((one for one in uploads if one.field == field), uploads[0] if uploads else None)
    return None if upload is None else _kept(call, field, upload, endings)


def all_received(call: Call, field: str, endings: tuple[str, ...]) -> list[dict[str, Any]]:
    """Every file that came, as a record keeps it; refused if a name ends otherwise than in `endings`."""
    return [_kept(call, field, one, endings) for one in call.request.files()]


def _kept(call: Call, field: str, upload: Upload, endings: tuple[str, ...]) -> dict[str, Any]:
    ending = PurePosixPath(upload.name).suffix.removeprefix(".").lower()
    if call.context.fails(checks.FILE, ending not in endings):
        raise BooksError.invalid_value(field)
    return {
        "document_id": ids.generate(call.context, call.tenant, "documents", BLOCK),
        "file_name": upload.name,
        "file_type": upload.type,
        "file_size": len(upload.content),
        "content": b64encode(upload.content).decode(),
        "created_time": int(call.context.clock.now()),
    }


def accepted(call: Call, *kinds: str) -> bool:
    """Whether the Accept header names one of the media types before any other [docs: response]."""
    return call.request.headers.get("accept", "").strip().lower().startswith(kinds)


def sent(file: Mapping[str, Any]) -> Response:
    """The file as an answer [docs: response]."""
    headers = file_headers(str(file["file_type"]), str(file["file_name"]))
    return Response(200, b64decode(file["content"]), headers)
