"""The headless consent against pages of every shape that a form may have."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from harness.connections import ConsentStuck, consent

from .vendors import form_of, page, redirect, run

URL = "https://vendor.test/authorize?redirect_uri=https%3A%2F%2Fours.test%2Fcallback&state=s"


def client_for(answer: Callable[[httpx.Request], httpx.Response]) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(answer))


def test_redirects_between_pages_are_followed_with_their_cookies() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        match request.url.path:
            case "/authorize":
                response = redirect("/signin", {"next": "consent"})
                response.headers["set-cookie"] = "session=tom; Path=/"
                return response
            case "/signin":
                assert request.headers["cookie"] == "session=tom"
                return page('<form method=post action=""><input name=csrf value=&amp;1></form>')
        return httpx.Response(200, text=f"{request.url.params['state']} {request.headers.get('cookie', '')}")

    def with_post(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            assert form_of(request) == {"csrf": "&1"}
            return redirect("https://ours.test/callback", {"state": "s", "code": "c"})
        return answer(request)

    assert run(consent(client_for(with_post), URL, "tom")).text == "s "


def test_a_form_that_uses_get_sends_its_values_in_the_query() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "ours.test":
            return httpx.Response(204)
        if "person" in request.url.params:
            assert dict(request.url.params) == {"person": "2", "on": "yes", "decision": "accept"}
            return redirect("https://ours.test/callback", {})
        return page(
            '<form action="/go?old=1"><select name="person"><option>ann<option value="2">tom</select>'
            '<input type="checkbox" name="on" value="yes" checked>'
            '<input type="checkbox" name="off" value="x"><input type="submit" name="other" value="Help">'
            '<button name="decision" value="accept">Yes</button>'
        )

    assert run(consent(client_for(answer), URL, "tom")).status_code == 204


def test_an_option_without_a_value_is_its_text() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            assert form_of(request) == {"who": "ann"}
            return redirect("https://ours.test/callback", {})
        if request.url.host == "ours.test":
            return httpx.Response(204)
        return page('<form method="post"><select name="who"><option> ann </option></select></form>')

    assert run(consent(client_for(answer), URL, "ann")).status_code == 204


def test_the_callbacks_own_answer_is_returned_even_if_it_redirects() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "vendor.test":
            return redirect("https://ours.test/callback", {"code": "c"})
        return redirect("https://ours.test/done", {})

    response = run(consent(client_for(answer), URL, "tom"))
    assert response.headers["location"] == "https://ours.test/done?"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<script>x</script><p>Redirect uri is\n missing</p>",
            "0 forms instead of one: 'Vendor Redirect uri is missing'",
        ),
        ("<form></form><form></form>", "2 forms instead of one: 'Vendor'"),
        ('<form><button name="decision" value="agree">', "has no decision 'accept'. Known: agree."),
        ('<form><select name="p"><option>ann</select>', "does not know 'tom'. Known: ann."),
        ('<form><select name="p"></select>', "does not know 'tom'. There is none yet."),
    ],
)
def test_a_page_on_which_it_cannot_go_on_is_told(html: str, text: str) -> None:
    with pytest.raises(ConsentStuck) as caught:
        run(consent(client_for(lambda _: page(html)), URL, "tom"))
    assert str(caught.value).endswith(text)
    assert "state" not in str(caught.value)


def test_a_consent_that_goes_round_in_circles_ends() -> None:
    with pytest.raises(ConsentStuck, match="did not end after 20 steps, the last at https://vendor"):
        run(consent(client_for(lambda _: redirect(URL, {})), URL, "tom"))


def test_an_authorize_url_without_a_redirect_uri_is_refused() -> None:
    with pytest.raises(ConsentStuck, match="names no redirect_uri"):
        run(consent(client_for(lambda _: page("")), "https://vendor.test/authorize", "tom"))
