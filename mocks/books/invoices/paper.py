"""Invoices on paper: the plain text of one as a PDF or a page. The look of Books' templates is not copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from ...kit.store import Record
from ..render import Viewer
from . import status
from .showing import customer_of, formatted

MARGIN, TOP, LEADING, SIZE, ROWS = 50, 790, 16, 11, 46
"""Of a page of A4, in points; as many rows as fit."""


def text(viewer: Viewer, invoice: Record) -> list[str]:
    """The lines of an invoice as it is printed."""

    def money(amount: float) -> str:
        return formatted(viewer, invoice, amount)

    lines = [
        str(viewer.organization["name"]),
        f"Invoice {invoice.get('invoice_number', '')}",
        f"Date {invoice.get('date', '')}   Due {invoice.get('due_date', '')}",
        f"Bill to {customer_of(viewer, invoice).get('contact_name', '')}",
        "",
    ]
    for line in invoice.get("line_items", ()):
        quantity, rate = line.get("quantity", 1), money(line.get("rate", 0))
        lines.append(f"{line.get('name', '')}   {quantity:g} x {rate}   {money(line.get('item_total', 0))}")
    lines += ["", f"Sub total {money(invoice.get('sub_total', 0))}"]
    lines += [f"{tax['tax_name']} {money(tax['tax_amount'])}" for tax in invoice.get("taxes", ())]
    lines.append(f"Total {money(invoice.get('total', 0))}")
    lines.append(f"Balance due {money(float(status.balance(invoice)))}")
    return lines


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
