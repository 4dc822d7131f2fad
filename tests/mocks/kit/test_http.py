"""Requests and answers as values."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.http import BadBody, Request, Response, Upload, file_headers, read_json

TEXTS = st.text(st.characters(codec="utf-8"))
NAMES = st.text("abc_[]", min_size=1)
FIELDS = st.dictionaries(NAMES, TEXTS)


def posted(body: bytes, content_type: str = "application/x-www-form-urlencoded") -> Request:
    return Request("POST", "www.wrike.com", "/api/v4/folders", "", {"content-type": content_type}, body)


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        ("/folders", ["folders"]),
        ("/folders/", ["folders"]),
        ("/folders/IEA%2FB/tasks", ["folders", "IEA/B", "tasks"]),
        ("/folders/caf%C3%A9", ["folders", "café"]),
        ("/folders/a+b", ["folders", "a+b"]),
        ("/folders//tasks", ["folders", "", "tasks"]),
        ("/", [""]),
        ("", [""]),
    ],
)
def test_a_path_is_split_and_then_decoded(path: str, segments: list[str]) -> None:
    assert Request("GET", "www.wrike.com", path).segments == segments


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1))
def test_every_text_can_be_a_segment(parts: list[str]) -> None:
    path = "/" + "/".join(quote(part, safe="") for part in parts)
    assert Request("GET", "x", path).segments == parts


@given(FIELDS)
def test_the_query_is_read_as_it_was_written(fields: dict[str, str]) -> None:
    assert Request("GET", "x", "/", urlencode(fields)).parameters() == fields


@given(st.text("ab=&;é", max_size=12))
def test_a_query_that_needs_no_decoding_is_read_like_any_other(query: str) -> None:
    assert Request("GET", "x", "/", query).parameters() == dict(parse_qsl(query, keep_blank_values=True))


def test_of_a_repeated_parameter_the_last_counts_and_an_empty_one_stays() -> None:
    assert Request("GET", "x", "/", "page=1&page=2&name=").parameters() == {"page": "2", "name": ""}
    assert Request("GET", "x", "/").parameters() == {}


@given(FIELDS)
def test_a_urlencoded_form_is_read_as_it_was_written(fields: dict[str, str]) -> None:
    assert posted(urlencode(fields).encode()).form() == fields


def test_a_body_without_a_content_type_is_taken_for_a_form() -> None:
    assert Request("POST", "x", "/", body=b"title=Website").form() == {"title": "Website"}


@given(FIELDS)
def test_a_multipart_form_is_read_as_it_was_written_less_its_files(fields: dict[str, str]) -> None:
    request = httpx.Request("POST", "https://x", data=fields, files={"attachment": b"bytes"})
    content = request.read()
    assert posted(content, request.headers["content-type"]).form() == fields


@given(st.binary(), st.text("abc=;\"'\\*%0é "), st.text("Cname=;\"'\\*%0é \r\n"))
def test_a_broken_multipart_body_is_no_crash(body: bytes, boundary: str, disposition: str) -> None:
    posted(body, f"multipart/form-data; boundary={boundary}").form()
    part = f"--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\nvalue\r\n--b--\r\n"
    posted(part.encode(), "multipart/form-data; boundary=b").form()


def test_a_body_that_is_no_form_has_no_fields() -> None:
    assert posted(b'{"a":1}', "application/json").form() == {}


def test_a_json_body_is_read_or_refused() -> None:
    assert posted(b'{"project":{}}', "application/json").json() == {"project": {}}
    for body in (b"", b"{", b"\xff", b"[" * 5_000):
        with pytest.raises(BadBody):
            posted(body, "application/json").json()


@pytest.mark.parametrize("bracket", ["[]", '{"a":}'])
def test_json_may_have_a_hundred_levels(bracket: str) -> None:
    opened, closed = bracket[:-1], bracket[-1]
    fine = opened * 99 + ("[]" if opened == "[" else "{}") + closed * 99
    read_json(fine)
    with pytest.raises(BadBody, match="more than 100 levels"):
        read_json(opened + fine + closed)
    read_json("[" + ",".join(["[]"] * 300) + "]")


@pytest.mark.parametrize(
    ("media", "name", "sent"),
    [
        ("image/png", "plan.png", ("image/png", "plan.png")),
        ("application/pdf;charset=UTF-8", "a.pdf", ("application/pdf;charset=UTF-8", "a.pdf")),
        ("text/\u2713", "\u00fc\u6f22.txt", ("application/octet-stream", "\u00fc?.txt")),
        ("text/plain\r\nX: y", 'a"\r\nX: y.txt', ("application/octet-stream", "a___X: y.txt")),
    ],
)
def test_a_file_has_headers_that_can_be_sent_whatever_it_is_called(
    media: str, name: str, sent: tuple[str, str]
) -> None:
    headers = dict(file_headers(media, name))
    shown = f'attachment; filename="{sent[1]}"'
    assert headers == {"content-type": sent[0], "content-disposition": shown}


def test_the_media_type_is_told_without_case_and_parameters() -> None:
    assert posted(b"", "Application/JSON; charset=UTF-8").content_type == "application/json"
    assert Request("GET", "x", "/").content_type == ""


def test_cookies_are_read_by_name() -> None:
    request = Request("GET", "x", "/", headers={"cookie": "session=a=b; theme = dark;; =lost"})
    assert request.cookies == {"session": "a=b", "theme": "dark"}
    assert Request("GET", "x", "/").cookies == {}


def test_a_json_answer_says_so() -> None:
    answer = Response.json({"code": 0}, 201)
    assert (answer.status, answer.body) == (201, b'{"code":0}')
    assert answer.headers == [("content-type", "application/json;charset=UTF-8")]


def test_a_page_runs_no_scripts_and_is_neither_framed_nor_kept() -> None:
    headers = dict(Response.html("<p>Zürich").headers)
    assert Response.html("<p>Zürich").body == "<p>Zürich".encode()
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"  # its forms have an Origin, and codes stay here
    assert headers["cache-control"] == "no-store"


def test_a_redirect_is_not_kept_either() -> None:
    answer = Response.redirect("https://x.example/cb?code=1", 303)
    assert (answer.status, answer.body) == (303, b"")
    assert dict(answer.headers) == {"location": "https://x.example/cb?code=1", "cache-control": "no-store"}


@given(st.binary(max_size=200), TEXTS)
def test_a_file_of_a_multipart_body_arrives_byte_by_byte_beside_the_texts(content: bytes, text: str) -> None:
    sent = httpx.Request(
        "POST",
        "https://x",
        data={"note": text},
        files={"receipt": ("bill é.png", content, "image/png")},
    )
    request = posted(sent.read(), sent.headers["content-type"])
    assert request.form()["note"] == text
    (upload,) = request.files()
    assert (upload.field, upload.type, upload.content) == ("receipt", "image/png", content)


@pytest.mark.parametrize(
    "disposition",
    [
        'name="receipt é"; filename="bill é €.png"',
        "name=\"receipt é\"; filename*=UTF-8''bill%20%C3%A9%20%E2%82%AC.png",
        "name*=UTF-8''receipt%20%C3%A9; filename*=utf-8''bill%20%C3%A9%20%E2%82%AC.png",
    ],
)
def test_the_names_of_a_part_are_utf_8(disposition: str) -> None:
    part = f"--b\r\nContent-Disposition: form-data; {disposition}\r\n\r\nvalue\r\n--b--\r\n"
    (upload,) = posted(part.encode(), "multipart/form-data; boundary=b").files()
    assert (upload.field, upload.name) == ("receipt é", "bill é €.png")


def test_a_body_that_is_not_multipart_has_no_files() -> None:
    assert posted(b"a=1").files() == []
    assert posted(b"nothing", "multipart/form-data; boundary=x").files() == []


def test_a_file_has_the_name_that_it_was_sent_under() -> None:
    sent = httpx.Request("POST", "https://x", files={"a": ("bill.pdf", b"%PDF", "application/pdf")})
    request = posted(sent.read(), sent.headers["content-type"])
    assert request.files() == [Upload("a", "bill.pdf", "application/pdf", b"%PDF")]
