"""The invokeurl task against a host."""

from __future__ import annotations

import asyncio

import pytest

from harness.deluge import CallFailed, HostFault, Incoming, Outgoing, ScriptError, compile_source

from .host import RecordingHost, answer, run

FORM = "application/x-www-form-urlencoded"


def sent(entries: str, before: str = "") -> Outgoing:
    host = RecordingHost([answer()])
    run(f'{before}\nr = invokeurl [ url: "https://x.example/a" {entries} ];', host=host)
    return host.calls[0]


def received(incoming: Incoming, entries: str, then: str) -> list[str]:
    host = RecordingHost([incoming])
    run(f'r = invokeurl [ url: "https://x.example/a" {entries} ]; {then}', host=host)
    return host.lines


def test_the_host_learns_function_line_connection_and_patience() -> None:
    call = sent('connection: "wrike_connection"')
    assert (call.function, call.line, call.connection, call.timeout) == ("f", 2, "wrike_connection", 40)
    assert sent("").connection is None


@pytest.mark.parametrize(
    ("entries", "body", "content_type"),
    [
        ('type: POST parameters: {"a":"ü &","b":null}', "a=%C3%BC+%26&b=null", FORM),
        ('type: POST parameters: "raw"', "raw", "text/plain"),
        ('type: post body: {"a":{"b":1}}.toString()', '{"a":{"b":1}}', "text/plain"),
        ('type: "PATCH" body: "{}" content-type: "application/json"', "{}", "application/json"),
        ('type: PUT body: "x" headers: {"content-type":"text/csv"}', "x", "text/csv"),
    ],
)  # fmt: skip
def test_a_body_has_its_content_type(entries: str, body: str, content_type: str) -> None:
    call = sent(entries)
    named = [value for name, value in call.headers if name.lower() == "content-type"]
    assert (call.body.decode(), named) == (body, [content_type])


def test_a_variable_named_like_a_method_is_a_variable() -> None:
    assert sent("type: method", 'method = "PUT";').method == "PUT"


def test_an_unknown_method_is_refused_with_the_nearest() -> None:
    with pytest.raises(ScriptError, match="'POTS' is not supported as type") as caught:
        sent("type: POTS")
    assert "POST" in caught.value.hint


def test_a_header_cannot_smuggle_another() -> None:
    with pytest.raises(ScriptError, match="line break"):
        sent('headers: {"X":"a\\r\\nY: b"}')


def test_a_file_is_sent_under_the_name_that_was_set() -> None:
    call = sent("type: POST files: f", 'f = "a".toFile("x.csv"); f.setParamName("upload");')
    assert b'name="upload"; filename="x.csv"' in call.body


def test_files_are_multipart_and_repeat_exactly() -> None:
    entries = 'type: POST files: {"a,b".toFile("x.csv"),{"stringPart":"true","paramName":"id","content":"7"}}'
    call = sent(entries)
    assert call.body == sent(entries).body
    head = dict(call.headers)["Content-Type"]
    assert head.startswith("multipart/form-data; boundary=")
    assert call.body.decode().split("\r\n")[1:4] == [
        'Content-Disposition: form-data; name="file"; filename="x.csv"', "Content-Type: text/plain", "",
    ]  # fmt: skip
    assert 'name="id"\r\n\r\n7\r\n' in call.body.decode()


PARTS = (
    'type: POST parameters: {"id":7,"file":"x".toFile("x.txt")}',
    'type: POST body: {"id":7,"file":"x".toFile("x.txt")} headers: {"Content-Type":"multipart/form-data"}',
    (
        'type: POST body: {{"param-name":"id","param-value":7},'
        '{"param-name":"file","param-value":"x".toFile("x.txt")}}'
    ),
)
"""Three ways to send a field and a file."""


@pytest.mark.parametrize("entries", PARTS)
def test_a_map_with_a_file_and_a_list_of_parameters_go_in_parts(entries: str) -> None:
    call = sent(entries)
    ((_, head),) = [one for one in call.headers if one[0].lower() == "content-type"]
    boundary = head.removeprefix("multipart/form-data; boundary=")
    assert call.body.decode().split("\r\n") == [
        f"--{boundary}", 'Content-Disposition: form-data; name="id"', "", "7",
        f"--{boundary}", 'Content-Disposition: form-data; name="file"; filename="x.txt"',
        "Content-Type: text/plain", "", "x", f"--{boundary}--", "",
    ]  # fmt: skip


def test_a_map_goes_in_parts_where_the_content_type_says_so() -> None:
    call = sent('type: POST parameters: {"a":"ü"} content-type: "multipart/form-data"')
    assert 'name="a"\r\n\r\nü\r\n' in call.body.decode()
    assert dict(call.headers)["Content-Type"].startswith("multipart/form-data; boundary=")


def test_a_parameter_of_a_list_may_name_its_content_type() -> None:
    call = sent('type: POST body: {{"param-name":"a","param-value":"{}","content-type":"application/json"}}')
    assert 'name="a"\r\nContent-Type: application/json\r\n\r\n{}\r\n' in call.body.decode()


def test_json_is_parsed_whatever_its_content_type() -> None:
    assert received(answer('{"a":[1]}', content_type="text/html"), "", 'info r.get("a").get(0);') == ["1"]


def test_a_format_forces_the_kind_of_result() -> None:
    assert received(answer('{"a":1}'), "response-format: TEXT", "info r.length();") == ["7"]
    then = "info r.getFileSize() + r.getFileContent();"
    assert received(answer('{"a":1}'), "response-format: FILE", then) == ['7{"a":1}']


def test_a_download_is_a_file_with_its_name() -> None:
    headers = {"content-type": "application/pdf", "content-disposition": 'attachment; filename="i.pdf"'}
    incoming = Incoming(200, headers, b"\xff\x00", 1)
    assert received(incoming, "", 'info r.getFileName() + " " + isFile(r);') == ["i.pdf true"]


def test_text_is_decoded_as_asked_or_as_declared() -> None:
    latin = Incoming(200, {"content-type": "text/plain; charset=iso-8859-1"}, "ü".encode("latin-1"), 1)
    assert received(latin, "", "info r;") == ["ü"]
    bare = Incoming(200, {}, "ü".encode("latin-1"), 1)
    assert received(bare, 'response-decoding: "ISO-8859-1"', "info r;") == ["ü"]


def test_a_timeout_has_zohos_text_and_can_be_caught() -> None:
    host = RecordingHost([CallFailed("timeout", "took too long")])
    run('try {\n r = invokeurl [ url: "https://x.example" ]; } catch (e) { info e; }', host=host)
    assert host.lines == ["Error at line : 2, socket timeout error"]


def test_a_refused_connection_can_be_caught_and_is_marked_as_ours() -> None:
    host = RecordingHost([CallFailed("connection", "Connection 'wrike' is not authorised")])
    with pytest.raises(ScriptError, match="not authorised") as caught:
        run('r = invokeurl [ url: "https://x.example" connection: "wrike" ];', host=host)
    assert "harness" in caught.value.hint


def test_a_host_that_no_fake_owns_cannot_be_caught() -> None:
    host = RecordingHost([CallFailed("host", "no fake owns x.example")])
    with pytest.raises(HostFault, match="no fake owns") as caught:
        run('try {\n r = invokeurl [ url: "https://x.example" ]; } catch (e) { }', host=host)
    assert caught.value.line == 2


def test_cancellation_cannot_be_caught() -> None:
    class Endless(RecordingHost):
        async def send(self, call: Outgoing) -> Incoming:
            await asyncio.Event().wait()
            raise AssertionError

    async def cancelled() -> None:
        text = 'try { r = invokeurl [ url: "https://x.example" ]; } catch (e) { info "caught"; }'
        task = asyncio.create_task(compile_source(text, "f.dg").run({}, host))
        await asyncio.sleep(0)
        task.cancel()
        await task

    host = Endless()
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())
    assert host.lines == []


def test_a_fault_of_ours_cannot_be_caught() -> None:
    class Broken(RecordingHost):
        async def send(self, call: Outgoing) -> Incoming:
            raise RuntimeError("a bug of the harness")

    with pytest.raises(RuntimeError, match="a bug"):
        run('try { r = invokeurl [ url: "https://x.example" ]; } catch (e) { }', host=Broken())


@pytest.mark.parametrize(
    "use",
    [
        'x = r.get("code");',
        'if(r.containsKey("code")) { x = 1; }',
        "x = r.keys();",
        "if(r == null) { x = 1; }",
        "x = r.size();",
        'x = "sent: " + r;',
        "x = r.toString();",
        "for each k in r.keys() { x = k; }",
        'kept = {"r":r}; x = kept.get("r").get("code");',
        "y = r.toMap(); x = y.isEmpty();",
        "return r.toString();",
    ],
)
def test_a_use_of_an_answer_is_a_look(use: str) -> None:
    host = RecordingHost([answer('{"code":57}', 401)])
    run(f'r = invokeurl [ url: "https://x.example" ]; {use}', host=host)
    assert host.findings == []


@pytest.mark.parametrize(
    "use",
    [
        "",
        "info r;",
        'info "answer: " + r;',
        "info r.toString();",
        'kept = Map(); kept.put("r",r);',
        "kept = List(); kept.add(r); other = r;",
        "r = r.toMap();",
        "return r;",
    ],
)
@pytest.mark.parametrize("body", ['{"code":57}', "[1]", "Bad gateway", ""])
def test_to_keep_or_print_an_answer_is_no_look(use: str, body: str) -> None:
    if "toMap" in use and not body.startswith("{"):
        use = ""
    host = RecordingHost([answer(body, 502)])
    run(f'r = invokeurl [ url: "https://x.example" ];\n{use}', host=host)
    assert [(one.code, one.line, one.exchange) for one in host.findings] == [("unchecked-response", 1, 7)]


def test_an_empty_answer_is_not_confused_with_other_empty_texts() -> None:
    host = RecordingHost([answer("", 500)])
    run('r = invokeurl [ url: "https://x.example" ]; x = "" == ""; y = "".length();', host=host)
    assert len(host.findings) == 1


def test_a_look_at_a_successful_answer_is_not_asked_for() -> None:
    host = RecordingHost([answer('{"code":0}', 201)])
    run('r = invokeurl [ url: "https://x.example" ];', host=host)
    assert host.findings == []


@pytest.mark.parametrize(
    ("use", "findings"),
    [
        ("", 1),
        ('x = r.get("responseHeader");', 1),
        ('x = r.get("responseText");', 1),
        ('x = r.get("responseText").get("code");', 0),
        ('x = r.get("responseCode");', 0),
    ],
)
def test_a_detailed_answer_is_looked_at_through_its_code_or_text(use: str, findings: int) -> None:
    host = RecordingHost([answer('{"code":57}', 401)])
    run(f'r = invokeurl [ url: "https://x.example" detailed: true ]; {use}', host=host)
    assert len(host.findings) == findings


def test_a_dropped_answer_is_reported_once_for_each_call() -> None:
    host = RecordingHost([answer("{}", 404)])
    run('for each i in {1,2,3} { invokeurl [ url: "https://x.example" ] }', host=host)
    assert len(host.findings) == 3


def test_a_mail_goes_to_the_host() -> None:
    host = RecordingHost()
    run('sendmail [ from: zoho.loginuserid to: "a@b.c" subject: "s" message: {1,2} ]', host=host)
    assert [(one.fields, one.function, one.line) for one in host.mails] == [
        ({"from": "asha@example.com", "to": "a@b.c", "subject": "s", "message": [1, 2]}, "f", 1)
    ]
