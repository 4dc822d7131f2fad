"""Tasks beside invokeurl: what the host gets to see."""

from __future__ import annotations

import pytest

from harness.deluge import HostFault, Incoming, LimitError, Limits, ScriptError

from .host import NOON, RecordingHost, answer, run


def test_a_books_task_says_its_service_and_goes_without_a_connection() -> None:
    host = RecordingHost([answer()])
    run('r = zoho.books.getRecords("contacts",1); s = zoho.books.getOrganizations("mine");', host=host)
    assert [(one.service, one.connection) for one in host.calls] == [("books", None), ("books", "mine")]
    run('r = invokeurl [ url: "https://www.zohoapis.com/books/v3/contacts" ];', host=host)
    assert host.calls[-1].service == ""


def test_a_task_of_another_product_cannot_be_caught() -> None:
    with pytest.raises(HostFault, match="hosts:"):
        run('try { r = zoho.desk.getRecordById(1,"tickets",2); } catch (e) { }')


def test_a_mail_holds_its_fields_and_says_which_task_sent_it() -> None:
    host = RecordingHost()
    mail = 'sendmail [ from: zoho.loginuserid to: "a@b.c","d@e.f" subject: "s" message: "m" ]'
    run(f'{mail}\nsendsms [ to: "+49" message: "hi" ]', host=host)
    assert [(one.task, one.line) for one in host.mails] == [("sendmail", 1), ("sendsms", 2)]
    assert host.mails[0].fields["to"] == ["a@b.c", "d@e.f"]


@pytest.mark.parametrize(
    ("url", "limits"),
    [("https://x.example/f", Limits(download=3)), ("https://www.zohoapis.eu/f", Limits(zoho_download=3))],
)
def test_a_file_beyond_the_download_limit_is_an_error(url: str, limits: Limits) -> None:
    file = Incoming(200, {"content-type": "application/pdf"}, b"1234", exchange=1)
    text = f'f = invokeurl [ url: "{url}" ]; return f.getFileSize();'
    assert run(text, host=RecordingHost([file])) == "4"
    with pytest.raises(ScriptError, match="larger than"):
        run(text, host=RecordingHost([file]), limits=limits)


class SlowHost(RecordingHost):
    """Each call takes ten seconds."""

    def now(self) -> float:
        return NOON + 10 * len(self.calls)


def test_the_run_time_is_limited() -> None:
    text = 'for each i in {1,2,3} { try { r = getUrl("https://x.example/"); } catch (e) { } }'
    run(text, host=SlowHost([answer()]), limits=Limits(seconds=30))
    with pytest.raises(LimitError, match="more than 25 seconds"):
        run(text, host=SlowHost([answer()]), limits=Limits(seconds=25))
