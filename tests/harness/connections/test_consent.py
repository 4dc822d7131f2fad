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
            assert form_of(request) == {"person": "ann"}
            return redirect("https://ours.test/callback", {})
        if request.url.host == "ours.test":
            return httpx.Response(204)
        return page('<form method="post"><select name="person"><option> ann </option></select></form>')

    assert run(consent(client_for(answer), URL, "ann")).status_code == 204


ACCOUNTS = (
    '<form method="post"><select name="person"><option>tom</select>'
    '<select name="tenant"><option value="1">One</option><option value="2"{}>Two</option></select>'
    '<select name="empty"></select>'
)


@pytest.mark.parametrize(
    ("preset", "choices", "expected"),
    [
        ("", {}, "1"),
        (" selected", {}, "2"),
        (" selected", {"tenant": "1"}, "1"),
        ("", {"tenant": "Two"}, "2"),
        ("", {"another": "Two"}, "1"),
    ],
)
def test_other_selects_get_what_is_chosen_or_preset(
    preset: str, choices: dict[str, str], expected: str
) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return redirect("https://ours.test/callback", form_of(request))
        return page(ACCOUNTS.format(preset))

    def with_callback(request: httpx.Request) -> httpx.Response:
        if request.url.host == "ours.test":
            return httpx.Response(200, json=dict(request.url.params))
        return answer(request)

    response = run(consent(client_for(with_callback), URL, "tom", choices=choices))
    assert response.json() == {"person": "tom", "tenant": expected}


def test_a_choice_that_is_not_offered_is_told() -> None:
    with pytest.raises(ConsentStuck, match=r"offers no tenant '3'\. Known: 1, 2\."):
        run(consent(client_for(lambda _: page(ACCOUNTS)), URL, "tom", choices={"tenant": "3"}))


def test_nobody_consents_in_the_session_of_somebody_else() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "ours.test":
            return httpx.Response(200, text=request.url.params["who"])
        if request.method == "GET" and "cookie" not in request.headers:
            return page('<form method="post"><select name="person"><option>ann<option>tom</select></form>')
        if request.method == "POST":
            response = redirect(str(request.url), {})
            response.headers["location"] = str(request.url)
            response.headers["set-cookie"] = f"who={form_of(request)['person']}; Path=/"
            return response
        return redirect("https://ours.test/callback", {"who": request.headers["cookie"]})

    client = client_for(answer)
    assert run(consent(client, URL, "ann")).text == "who=ann"
    assert run(consent(client, URL, "tom")).text == "who=tom"


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
        ('<form></form><form><option value="a">', "2 forms instead of one: 'Vendor'"),
        ('<form><button name="decision" value="agree">', "has no decision 'accept'. Known: agree."),
        ('<form><select name="person"><option>ann</select>', "offers no person 'tom'. Known: ann."),
        ('<form><select name="person"></select>', "offers no person 'tom'. There is none yet."),
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
