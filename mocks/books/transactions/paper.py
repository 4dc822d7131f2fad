"""Documents on paper: plain text as a PDF or a page. The look of Books' templates is not copied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from ...kit.fields import Field
from ...kit.http import Response, file_headers
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..fields import choice, flag
from ..files import accepted
from ..operations import fetch, missing
from ..plan import Reply, declare, resource_of
from ..render import Viewer, detail
from ..resource import Resource
from .showing import customer_of, formatted

MARGIN, TOP, LEADING, SIZE, ROWS = 50, 790, 16, 11, 46
"""Of a page of A4, in points; as many rows as fit."""
MOST = 25
"""As many documents come on one paper [spec]."""
Ends = Callable[[Viewer, Record], list[str]]
"""The last lines of a document, which its kind adds."""


def operations(
    resource: Resource,
    *,
    dates: tuple[str, ...],
    called: Callable[[Record], str],
    ends: Ends | None = None,
) -> Iterator[Operation]:
    """Get one, as JSON or on paper; several on paper.

    `dates` are the days that the paper shows, `called` says what stands above them.
    """

    def lines(viewer: Viewer, record: Record) -> list[str]:
        return [*text(viewer, record, called(record), dates), *(ends(viewer, record) if ends else ())]

    yield declare(
        f"get_{resource.name}",
        "GET",
        f"/{resource.at}/{{{resource.key}}}",
        _get(lines),
        scope=f"{resource.scopes}.READ",
        message="success",
        answer={resource.name: resource.answer(resource.defaults)},
        parameters=(flag("print"), choice("accept", "json", "pdf", "html")),
        resource=resource,
    )
    for name, path in (("bulk_export_{}_as_pdf", "pdf"), ("bulk_print_{}", "print")):
        yield declare(
            name.format(resource.plural),
            "GET",
            f"/{resource.at}/{path}",
            _several(lines),
            scope=f"{resource.scopes}.READ",
            message="success",
            parameters=(Field(f"{resource.name}_ids", required=True),),
            resource=resource,
        )


def _get(lines: Ends) -> Callable[[Call], Reply | Response]:
    def get(call: Call) -> Reply | Response:
        resource, viewer = resource_of(call), Viewer.of(call)
        record = fetch(call, resource)
        wanted = call.parameters.get("accept") or ("pdf" if accepted(call, "application/pdf") else "json")
        if wanted == "html":
            return Response.html(page(lines(viewer, record)))
        if wanted == "pdf" or call.parameters.get("print"):
            return _pdf([lines(viewer, record)], record.get(f"{resource.name}_number", ""))
        return Reply({resource.name: detail(viewer, resource, record)})

    return get


def _several(lines: Ends) -> Callable[[Call], Response]:
    def several(call: Call) -> Response:
        resource, viewer = resource_of(call), Viewer.of(call)
        found = named(call, MOST)
        return _pdf([lines(viewer, one) for one in found], resource.plural)

    return several


def named(call: Call, most: int) -> list[Record]:
    """The documents that the query names; refused if one is not there, or if they are too many."""
    resource, context = resource_of(call), call.context
    name = f"{resource.name}_ids"
    keys = [key.strip() for key in str(call.parameters[name]).strip("[]").split(",")]
    keys = [key for key in dict.fromkeys(keys) if key]
    if context.fails(checks.VALUE, len(keys) > most):
        raise BooksError.invalid_value(name)
    return require_known(call, keys)


def require_known(call: Call, keys: Iterable[str]) -> list[Record]:
    """The documents of those ids; refused if one is not there."""
    resource = resource_of(call)
    found = [call.context.store.get(resource.kind, call.tenant, key) for key in keys]
    if call.context.fails(checks.RECORD, None in found):
        raise missing(call, resource.title)
    return [one for one in found if one is not None]


def _pdf(documents: Iterable[Sequence[str]], name: str) -> Response:
    """Documents as one file [docs: response]."""
    headers = file_headers("application/pdf;charset=UTF-8", f"{name}.pdf")
    return Response(200, pdf(documents), headers)


def text(viewer: Viewer, record: Record, called: str, dates: tuple[str, ...]) -> list[str]:
    """The lines of a document as it is printed."""

    def money(amount: float) -> str:
        return formatted(viewer, record, amount)

    lines = [
        str(viewer.organization["name"]),
        called,
        "   ".join(f"{name.replace('_', ' ').capitalize()} {record.get(name, '')}" for name in dates),
        f"Bill to {customer_of(viewer, record).get('contact_name', '')}",
        "",
    ]
    for line in record.get("line_items", ()):
        quantity, rate = line.get("quantity", 1), money(line.get("rate", 0))
        lines.append(f"{line.get('name', '')}   {quantity:g} x {rate}   {money(line.get('item_total', 0))}")
    lines += ["", f"Sub total {money(record.get('sub_total', 0))}"]
    lines += [f"{tax['tax_name']} {money(tax['tax_amount'])}" for tax in record.get("taxes", ())]
    return [*lines, f"Total {money(record.get('total', 0))}"]


def page(lines: Iterable[str]) -> str:
    """The same as a page."""
    return "<!DOCTYPE html><pre>" + "\n".join(escape(line) for line in lines) + "</pre>"


def pdf(documents: Iterable[Sequence[str]]) -> bytes:
    """Text as a PDF: each document begins on a page of its own."""
    pages = [
        lines[start : start + ROWS] for lines in documents for start in range(0, max(1, len(lines)), ROWS)
    ]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for number, lines in enumerate(pages):
        content = _content(lines)
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>".encode()
        )
        objects.append(f"<</Length {len(content)}>>stream\n".encode() + content + b"\nendstream")
    return _file(objects)


def _content(lines: Iterable[str]) -> bytes:
    shown = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    rows = "".join(f"({line}) Tj T*\n" for line in shown)
    written = f"BT /F1 {SIZE} Tf {LEADING} TL {MARGIN} {TOP} Td\n{rows}ET"
    return written.encode("cp1252", "replace")


def _file(objects: Sequence[bytes]) -> bytes:
    """Objects, the table of where each begins, and where the table is."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj".encode() + one + b"endobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
