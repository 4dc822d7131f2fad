"""Files on invoices, and invoices on paper."""

from __future__ import annotations

import pytest

from ..desk import Desk, assert_refused

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@pytest.fixture
def invoice(desk: Desk) -> str:
    return str(desk.given("invoices", {"line_items": [{"name": "Work (half)", "rate": 1250}]})["invoice_id"])


def attach(desk: Desk, key: str, name: str = "plan.png") -> None:
    files = {"attachment": (name, PNG, "image/png")}
    desk.post(f"/invoices/{key}/attachment", files=files, params={"can_send_in_mail": "true"})


def test_a_file_comes_back_as_it_went_in(desk: Desk, invoice: str) -> None:
    attach(desk, invoice)
    answer = desk.ask("GET", f"/invoices/{invoice}/attachment")
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, PNG, "image/png")
    assert answer.headers["content-disposition"] == 'attachment; filename="plan.png"'
    shown = desk.get(f"/invoices/{invoice}")["invoice"]
    assert (shown["has_attachment"], shown["attachment_name"]) == (True, "plan.png")
    assert shown["can_send_in_mail"] is True


def test_the_newest_is_the_attachment_and_each_a_document(desk: Desk, invoice: str) -> None:
    attach(desk, invoice, "one.png")
    attach(desk, invoice, "two.png")
    first, second = desk.get(f"/invoices/{invoice}")["invoice"]["documents"]
    path = f"/invoices/{invoice}/documents/{first['document_id']}"
    document = desk.get(path)["document"]
    assert (document["file_name"], document["file_size"], document["file_type"]) == (
        "one.png",
        len(PNG),
        "image/png",
    )
    assert document["document_url"] == f"https://www.zohoapis.com/api/v3{path}"
    assert desk.ask("GET", path, params={"responseformat": "png"}).content == PNG
    for accept in ("image/png", "image/*, */*", "application/pdf"):
        assert desk.ask("GET", path, headers={"accept": accept}).content == PNG
    desk.put(f"/invoices/{invoice}/attachment", params={"can_send_in_mail": "false"})
    desk.delete(path)
    desk.delete(f"/invoices/{invoice}/attachment")
    assert desk.get(f"/invoices/{invoice}")["invoice"]["documents"] == []
    assert second["file_name"] == "two.png"
    missing = desk.ask("GET", f"/invoices/{invoice}/attachment")
    assert_refused(desk, missing, 404, 1002, "Attachment does not exist.")


def test_only_pictures_and_pdf_are_taken(desk: Desk, invoice: str) -> None:
    files = {"attachment": ("run.exe", b"MZ", "application/octet-stream")}
    answer = desk.ask("POST", f"/invoices/{invoice}/attachment", files=files)
    assert_refused(desk, answer, 400, 2, "Invalid value passed for attachment")
    nothing = desk.ask("POST", f"/invoices/{invoice}/attachment")
    assert_refused(desk, nothing, 400, 4, "Invalid value passed for attachment")


def test_a_pdf_has_a_name_that_a_header_can_hold(desk: Desk) -> None:
    key = desk.given("invoices", {"invoice_number": '\u00dc-\u6f22"\r\nX: y'})["invoice_id"]
    answer = desk.ask("GET", f"/invoices/{key}", params={"accept": "pdf"})
    assert answer.headers["content-disposition"] == 'attachment; filename="\u00dc-?___X: y.pdf"'


def test_an_invoice_can_be_had_as_pdf_and_as_a_page(desk: Desk, invoice: str) -> None:
    answer = desk.ask("GET", f"/invoices/{invoice}", params={"accept": "pdf"})
    assert answer.headers["content-type"] == "application/pdf;charset=UTF-8"
    assert answer.content.startswith(b"%PDF-1.4")
    assert rb"Work \(half\)" in answer.content
    path = f"/invoices/{invoice}"
    assert desk.ask("GET", path, headers={"accept": "application/pdf"}).content == answer.content
    for accept in ("application/json, application/pdf", "*/*", ""):
        assert desk.get(path, headers={"accept": accept})["invoice"]["invoice_id"] == invoice
    page = desk.ask("GET", f"/invoices/{invoice}", params={"accept": "html"})
    assert "Total ₹1,250.00" in page.text
    other = desk.given("invoices", {})["invoice_id"]
    for path in ("pdf", "print"):
        both = desk.ask("GET", f"/invoices/{path}", params={"invoice_ids": f"{invoice},{other}"})
        assert both.content.count(b"/Type/Page/") == 2
