"""Consent over HTTP: what goes to the vendor, what comes back, what is refused."""

from __future__ import annotations

import json

import httpx
import pytest

from harness.connections import (
    CONNECTED,
    DISCONNECTED,
    NOT_CONNECTED,
    ConsentStuck,
    Definition,
    ExchangeRefused,
    Outcome,
    StateRefused,
    Tokens,
    UnknownConnection,
    UnknownDataCentre,
    consent,
)
from harness.connections.ledger import AUTHORIZATIONS

from .vendors import ANN, BOOKS, FIRST, PERSONAL, SECOND, SECRET, TOM, WRIKE, Ecosystem, run

CALLBACK = f"https://callback.test/{FIRST}/delugeauth/callback"


@pytest.fixture
def world() -> Ecosystem:
    return Ecosystem()


def test_the_authorize_url_of_wrike_asks_for_the_scopes_of_the_definition(world: Ecosystem) -> None:
    world.connections.define(Definition("two", "wrike", ("wsReadOnly", "amReadOnlyUser")))
    url = httpx.URL(run(world.connections.begin(FIRST, "two", TOM)))
    assert str(url.copy_with(query=None)) == "https://login.wrike.com/oauth2/authorize/v4"
    assert dict(url.params) == {
        "response_type": "code",
        "client_id": "wrike-client",
        "redirect_uri": CALLBACK,
        "scope": "wsReadOnly,amReadOnlyUser",
        "state": url.params["state"],
    }


def test_without_scopes_the_authorize_url_has_none(world: Ecosystem) -> None:
    world.connections.define(Definition("plain", "wrike"))
    assert "scope" not in httpx.URL(run(world.connections.begin(FIRST, "plain", TOM))).params


def test_zoho_is_asked_for_offline_access_in_the_data_centre_of_the_organization() -> None:
    url = httpx.URL(run(Ecosystem(data_centre="in").connections.begin(FIRST, BOOKS.link_name, TOM)))
    assert url.host == "accounts.zoho.in"
    assert url.params["access_type"] == "offline"
    assert url.params["prompt"] == "consent"
    assert url.params["scope"] == "ZohoBooks.projects.READ,ZohoBooks.contacts.READ"


def test_a_data_centre_that_the_vendor_does_not_have_is_refused_with_those_it_has() -> None:
    with pytest.raises(UnknownDataCentre) as caught:
        run(Ecosystem(data_centre="inn").connections.begin(FIRST, BOOKS.link_name, TOM))
    assert str(caught.value) == "[harness] Zoho OAuth has no data centre 'inn'. Did you mean 'in'?"


def test_consent_accepted_connects_this_organization_and_no_other(world: Ecosystem) -> None:
    assert world.connections.status(FIRST, WRIKE.link_name) == NOT_CONNECTED
    assert world.connect() == "Connected"
    assert world.connections.status(FIRST, WRIKE.link_name) == CONNECTED
    assert world.connections.status(SECOND, WRIKE.link_name) == NOT_CONNECTED


def test_the_code_is_exchanged_with_the_redirect_uri_and_secret_in_the_form(world: Ecosystem) -> None:
    world.connect()
    (call,) = world.vendor.token_calls()
    assert call == {
        "grant_type": "authorization_code",
        "code": call["code"],
        "redirect_uri": CALLBACK,
        "client_id": "wrike-client",
        "client_secret": SECRET,
    }


def test_the_tokens_of_a_zoho_code_come_from_the_data_centre_that_the_callback_names() -> None:
    world = Ecosystem(data_centre="in")
    assert world.connect(link_name=BOOKS.link_name) == "Connected"
    assert world.vendor.requests[-1].url.host == "accounts.zoho.in"
    assert world.connections.show(FIRST, BOOKS.link_name).authorizations[0].data_centre == "in"


def test_a_person_who_lives_in_another_data_centre_is_followed_there() -> None:
    world = Ecosystem(data_centre="us")
    url = run(world.connections.begin(FIRST, BOOKS.link_name, TOM)).replace("zoho.com", "zoho.in")
    assert run(consent(world.client, url, TOM)).text == "Connected"
    world.clock.move(3600)
    world.credentials(link_name=BOOKS.link_name)
    assert [one.url.host for one in world.vendor.requests[-2:]] == ["accounts.zoho.in"] * 2


def test_a_callback_that_names_an_unknown_data_centre_sends_the_code_nowhere(world: Ecosystem) -> None:
    state = httpx.URL(run(world.connections.begin(FIRST, BOOKS.link_name, TOM))).params["state"]
    with pytest.raises(UnknownDataCentre):
        run(world.connections.callback({"state": state, "code": "c", "location": "evil"}))
    assert world.vendor.requests == []


def test_consent_denied_leaves_the_connection_not_connected(world: Ecosystem) -> None:
    assert world.connect(decision="deny") == "Not connected access_denied"
    assert world.connections.status(FIRST, WRIKE.link_name) == NOT_CONNECTED
    assert world.vendor.token_calls() == []


@pytest.mark.parametrize("status", [CONNECTED, DISCONNECTED])
def test_consent_denied_leaves_the_status_what_it_was(world: Ecosystem, status: str) -> None:
    world.connect()
    if status == DISCONNECTED:
        world.connections.disconnect(FIRST, WRIKE.link_name)
    assert world.connect(decision="deny") == f"{status} access_denied"
    assert world.connections.status(FIRST, WRIKE.link_name) == status


def test_beginning_a_consent_changes_no_status(world: Ecosystem) -> None:
    world.connect()
    run(world.connections.begin(FIRST, WRIKE.link_name, ANN))
    assert world.connections.status(FIRST, WRIKE.link_name) == CONNECTED


def test_a_state_is_good_for_one_callback(world: Ecosystem) -> None:
    state = httpx.URL(run(world.connections.begin(FIRST, WRIKE.link_name, TOM))).params["state"]
    run(world.connections.callback({"state": state, "error": "access_denied"}))
    with pytest.raises(StateRefused) as caught:
        run(world.connections.callback({"state": state, "code": "code"}))
    assert caught.value.reason == "unknown"
    assert str(caught.value) == (
        "[harness] The callback is refused: its state was used before, or was never given out. "
        "Begin the authorisation again."
    )


@pytest.mark.parametrize(
    "query", [{"code": "c"}, {"code": "c", "state": ""}, {"code": "c", "state": "made-up"}]
)
def test_a_foreign_state_is_refused_before_anything_is_sent(world: Ecosystem, query: dict[str, str]) -> None:
    run(world.connections.begin(FIRST, WRIKE.link_name, TOM))
    with pytest.raises(StateRefused) as caught:
        run(world.connections.callback(query))
    assert caught.value.reason == "unknown"
    assert world.vendor.requests == []


@pytest.mark.parametrize(("seconds", "refused"), [(599, False), (600, True)])
def test_a_state_lives_ten_minutes(world: Ecosystem, seconds: int, refused: bool) -> None:
    state = httpx.URL(run(world.connections.begin(FIRST, WRIKE.link_name, TOM))).params["state"]
    world.clock.move(seconds)
    query = {"state": state, "error": "access_denied"}
    if not refused:
        assert run(world.connections.callback(query)).error == "access_denied"
        return
    with pytest.raises(StateRefused, match="has expired") as caught:
        run(world.connections.callback(query))
    assert caught.value.reason == "expired"


def test_two_consents_under_way_at_once_end_each_in_its_own_organization(world: Ecosystem) -> None:
    first = run(world.connections.begin(FIRST, WRIKE.link_name, TOM))
    second = run(world.connections.begin(SECOND, WRIKE.link_name, ANN))
    run(consent(world.client, second, ANN))
    assert world.connections.status(FIRST, WRIKE.link_name) == NOT_CONNECTED
    run(consent(world.client, first, TOM))
    assert world.connections.show(FIRST, WRIKE.link_name).authorizations[0].person == TOM
    assert world.connections.show(SECOND, WRIKE.link_name).authorizations[0].person == ANN


def test_a_wrong_client_secret_is_told_without_being_shown(world: Ecosystem) -> None:
    world.secret = "another-s3cret"
    with pytest.raises(ExchangeRefused) as caught:
        world.connect()
    assert str(caught.value) == (
        "[harness] Connection 'wrike_connection' was not connected: Wrike answered 400: unauthorized_client. "
        "Check the client id, the secret and the redirect URI, and begin the authorisation again."
    )
    assert world.connections.status(FIRST, WRIKE.link_name) == NOT_CONNECTED


def test_zohos_refusal_with_status_200_is_a_refusal(world: Ecosystem) -> None:
    state = httpx.URL(run(world.connections.begin(FIRST, BOOKS.link_name, TOM))).params["state"]
    with pytest.raises(ExchangeRefused) as caught:
        run(world.connections.callback({"state": state, "code": "made-up"}))
    assert caught.value.reason == "Zoho OAuth answered 200: invalid_code"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (httpx.ReadTimeout("40 seconds"), "the vendor did not answer"),
        ((200, {"token_type": "bearer"}), "Wrike answered 200: no tokens in it"),
        ((200, ["access_token"]), "Wrike answered 200: no tokens in it"),
        ((200, {"access_token": "t", "expires_in": "soon"}), "Wrike answered 200: no tokens in it"),
        ((200, {"access_token": "t", "scope": 7}), "Wrike answered 200: no tokens in it"),
        ((200, "<h1>Maintenance</h1>"), "Wrike answered 200: no tokens in it"),
        ((503, {}), "Wrike answered 503: no tokens in it"),
    ],
)
def test_an_answer_without_tokens_connects_nothing(world: Ecosystem, answer: object, reason: str) -> None:
    world.vendor.refuse = [answer]
    with pytest.raises(ExchangeRefused) as caught:
        world.connect()
    assert caught.value.reason == reason
    assert world.connections.status(FIRST, WRIKE.link_name) == NOT_CONNECTED


def test_the_secret_follows_no_redirect(world: Ecosystem) -> None:
    world.client.follow_redirects = True
    world.vendor.refuse = [httpx.Response(307, headers={"location": "https://elsewhere.test/oauth2/token"})]
    with pytest.raises(ExchangeRefused, match="Wrike answered 307"):
        world.connect()
    assert "elsewhere.test" not in [request.url.host for request in world.vendor.requests]


def test_what_is_stored_is_plain_json(world: Ecosystem) -> None:
    world.connect()
    run(world.connections.begin(FIRST, WRIKE.link_name, TOM))
    for kind, tenant in world.store.kinds():
        rows = dict(world.store.rows(kind, tenant))
        assert json.loads(json.dumps(rows)) == rows


@pytest.mark.parametrize("query", [{}, {"code": ""}, {"error": ""}])
def test_a_callback_with_neither_code_nor_error_asks_the_vendor_nothing(
    world: Ecosystem, query: dict[str, str]
) -> None:
    state = httpx.URL(run(world.connections.begin(FIRST, WRIKE.link_name, TOM))).params["state"]
    outcome = run(world.connections.callback({"state": state, **query}))
    assert outcome == Outcome(FIRST, WRIKE.link_name, TOM, NOT_CONNECTED, "no_code")
    assert world.vendor.requests == []


def test_begin_with_an_unknown_link_name_names_the_nearest(world: Ecosystem) -> None:
    with pytest.raises(UnknownConnection, match=r"Did you mean 'wrike_connection'\?"):
        run(world.connections.begin(FIRST, "wrike_conection", TOM))


def test_given_and_consent_leave_equal_stores_but_for_secrets(world: Ecosystem) -> None:
    given = Ecosystem()
    world.connect()
    given.connections.record(
        FIRST, WRIKE.link_name, TOM, Tokens("a", "r", expires_in=3600, host="app-eu.wrike.com")
    )

    def comparable(one: Ecosystem) -> dict[str, object]:
        rows = one.store.rows(AUTHORIZATIONS, FIRST)
        return {
            key: {name: value for name, value in row.items() if not name.endswith("_token")}
            for key, row in rows.items()
        }

    assert comparable(world) == comparable(given)
    kinds = [kind for kind in world.store.kinds() if kind[0].startswith("harness.")]
    assert kinds == [kind for kind in given.store.kinds() if kind[0].startswith("harness.")]


def test_given_revoked_and_revoked_after_consent_leave_equal_stores(world: Ecosystem) -> None:
    given = Ecosystem()
    world.connect()
    run(world.connections.revoke(FIRST, WRIKE.link_name))
    given.connections.record(FIRST, WRIKE.link_name, TOM, Tokens("a", expires_in=1, host="app-eu.wrike.com"))
    given.connections.disconnect(FIRST, WRIKE.link_name)
    assert dict(world.store.rows(AUTHORIZATIONS, FIRST)) == dict(given.store.rows(AUTHORIZATIONS, FIRST))


def test_scopes_that_the_vendor_repeats_are_those_that_count(world: Ecosystem) -> None:
    world.vendor.refuse = [
        (200, {"access_token": "a", "scope": "ZohoBooks.projects.READ a.b.C", "expires_in": 1})
    ]
    world.connect(link_name=BOOKS.link_name)
    view = world.connections.show(FIRST, BOOKS.link_name)
    assert view.authorizations[0].scopes == ("ZohoBooks.projects.READ", "a.b.C")
    assert view.scopes == BOOKS.scopes


def test_each_person_authorises_for_themselves_where_the_option_is_on(world: Ecosystem) -> None:
    world.connect(link_name=PERSONAL.link_name, person=TOM)
    assert world.connections.status(FIRST, PERSONAL.link_name, TOM) == CONNECTED
    assert world.connections.status(FIRST, PERSONAL.link_name, ANN) == NOT_CONNECTED
    assert world.connections.status(FIRST, PERSONAL.link_name) == CONNECTED


def test_consent_of_a_person_unknown_to_the_vendor_names_those_it_knows(world: Ecosystem) -> None:
    with pytest.raises(ConsentStuck) as caught:
        world.connect(person="tomm")
    assert str(caught.value) == (
        "[harness] https://login.wrike.com/oauth2/authorize/v4 offers no person 'tomm'. Did you mean 'tom'?"
    )


def test_consent_finds_a_person_by_the_text_of_the_option(world: Ecosystem) -> None:
    url = run(world.connections.begin(FIRST, WRIKE.link_name, TOM))
    run(consent(world.client, url, "Ann Miller"))
    (code,) = [one for one in world.vendor.requests if one.url.path == "/decide"]
    assert b"person=ann" in code.content


def test_consent_at_an_error_page_says_what_the_page_says(world: Ecosystem) -> None:
    url = run(world.connections.begin(FIRST, WRIKE.link_name, TOM)).replace("wrike-client", "nobody")
    with pytest.raises(ConsentStuck) as caught:
        run(consent(world.client, url, TOM))
    assert str(caught.value) == (
        "[harness] https://login.wrike.com/oauth2/authorize/v4 answered 400 with 0 forms instead of one: "
        "'Vendor Invalid Client'"
    )
