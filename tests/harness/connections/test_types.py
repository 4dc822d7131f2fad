"""Every type of authentication: how it is connected, what it adds to a request, that nobody sees it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, unquote

import httpx
import pytest
from oauthlib.common import Request
from oauthlib.oauth1.rfc5849.signature import verify_hmac_sha1

from harness.connections import (
    CONNECTED,
    ApiKey,
    Basic,
    Carrier,
    ClientKeys,
    Credentials,
    Definition,
    EntryRefused,
    ExchangeRefused,
    Habits,
    NoForm,
    OAuth1,
    OAuth2,
    Parameter,
    Service,
    StateRefused,
    Tokens,
    VendorSilent,
)
from harness.connections.authentication import Authentication, Delimiter, Place

from .vendors import FIRST, SECRET, TOM, Ecosystem, form_of, run

LINK = "link"
GET = Carrier("GET", "https://api.test/things?page=2")
POST = Carrier("POST", "https://api.test/things", "title=a+b")


def ecosystem(authentication: Authentication, scopes: tuple[str, ...] = (), **chosen: Any) -> Ecosystem:
    world = Ecosystem(**chosen)
    world.connections.define_service(Service("own", "Own", authentication))
    world.connections.define(Definition(LINK, "own", scopes))
    return world


def credentials(world: Ecosystem, carrier: Carrier = POST) -> Credentials:
    return run(world.connections.credentials(FIRST, LINK, TOM, carrier))


def entered(authentication: Authentication, values: Mapping[str, str], **chosen: Any) -> Ecosystem:
    world = ecosystem(authentication, **chosen)
    assert run(world.connections.enter(FIRST, LINK, TOM, values)).status == CONNECTED
    return world


# -- Basic

LOGIN = {"user_name": "ann", "password": "pass:wörd"}
PAIR = b64encode("ann:pass:wörd".encode()).decode()


def test_basic_asks_for_user_and_password_under_the_labels_of_the_service() -> None:
    world = ecosystem(Basic(user_label="Account SID", password_label="Auth Token"))
    asked = [(one.name, one.label, one.secret) for one in world.connections.asked(LINK)]
    assert asked == [("user_name", "Account SID", False), ("password", "Auth Token", True)]
    assert not world.connections.has_page(LINK)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("header", ({"Authorization": f"Basic {PAIR}"}, {})),
        ("query string", ({}, {"Authorization": f"Basic {PAIR}"})),
    ],
)
def test_basic_joins_as_a_header_or_as_a_parameter(place: str, expected: tuple[object, object]) -> None:
    added = credentials(entered(Basic(), LOGIN, basic_place=place))
    assert (added.headers, added.parameters) == expected
    assert {PAIR, "pass:wörd"} <= set(added.secrets)


# -- API key


def test_each_key_joins_at_its_own_place() -> None:
    keys = ApiKey(
        (Parameter("X-Key"), Parameter("tenant", place="query string"), Parameter("sign", place="form data"))
    )
    world = entered(keys, {"X-Key": "one", "tenant": "two", "sign": "three"})
    added = credentials(world)
    assert (added.headers, added.parameters, added.form) == (
        {"X-Key": "one"},
        {"tenant": "two"},
        {"sign": "three"},
    )


FORM_KEY = ApiKey((Parameter("key", place="form data"),))


def test_a_form_field_goes_into_the_query_of_a_request_without_a_form() -> None:
    added = credentials(entered(FORM_KEY, {"key": "one"}), GET)
    assert (added.parameters, added.form) == ({"key": "one"}, {})


def test_or_the_call_does_not_leave() -> None:
    with pytest.raises(NoForm, match="this GET request carries no form"):
        credentials(entered(FORM_KEY, {"key": "one"}, no_form="fail"), GET)


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({}, r"'key' \(key\) was not entered"),
        ({"key": ""}, "was not entered"),
        ({"key": "1", "kee": "2"}, "nothing is asked under 'kee'. Did you mean 'key'"),
    ],
)
def test_what_is_entered_is_what_is_asked(values: dict[str, str], text: str) -> None:
    world = ecosystem(FORM_KEY)
    with pytest.raises(EntryRefused, match=text):
        run(world.connections.enter(FIRST, LINK, TOM, values))
    assert world.connections.status(FIRST, LINK) == "Not connected"


def test_a_service_of_keys_has_no_page_to_consent_at() -> None:
    with pytest.raises(EntryRefused, match="has no page for it"):
        run(ecosystem(FORM_KEY).connections.begin(FIRST, LINK, TOM))


def test_revoking_forgets_what_was_entered() -> None:
    world = entered(FORM_KEY, {"key": "one"})
    run(world.connections.revoke(FIRST, LINK))
    record = next(iter(world.store.rows("harness.authorizations", FIRST).values()))
    assert "entered" not in record


# -- OAuth 2

CODE = OAuth2(
    "https://login.wrike.com/oauth2/token",
    "https://login.wrike.com/oauth2/authorize/v4?",
    client=ClientKeys("wrike-client", SECRET),
)


@pytest.mark.parametrize(
    ("delimiter", "sent"),
    [("comma", "scope=a%2Cb%3Ac"), ("space", "scope=a%20b%3Ac"), ("plus", "scope=a+b%3Ac")],
)
def test_scopes_are_joined_as_the_service_says(delimiter: Delimiter, sent: str) -> None:
    oauth = OAuth2("https://a.test/token", "https://a.test/auth?", scope_delimiter=delimiter)
    world = ecosystem(oauth, ("a", "b:c"))
    url = run(world.connections.begin(FIRST, LINK, TOM))
    assert url.startswith("https://a.test/auth?response_type=code&")
    assert sent in url


def test_an_access_token_may_go_into_the_query() -> None:
    oauth = OAuth2(CODE.token_url, CODE.authorize_url, place="query string", client=CODE.client)
    world = ecosystem(oauth)
    world.connections.record(FIRST, LINK, TOM, Tokens("t0ken"))
    added = credentials(world)
    assert (added.headers, added.parameters) == ({}, {"access_token": "t0ken"})


def test_a_custom_service_for_an_application_of_the_catalogue_is_connected_like_it() -> None:
    world = ecosystem(CODE, ("wsReadWrite",))
    assert world.connect(link_name=LINK) == "Connected"
    assert world.vendor.honours(credentials(world))


@pytest.mark.parametrize(("choice", "word"), [("Bearer", "Bearer"), ("vendor", "Zoho-oauthtoken")])
def test_which_word_stands_before_a_token_of_a_custom_zoho_service_is_assumed(choice: str, word: str) -> None:
    oauth = OAuth2("https://accounts.zoho.com/oauth/v2/token", "https://accounts.zoho.com/oauth/v2/auth")
    world = ecosystem(oauth, token_word=choice)
    world.connections.record(FIRST, LINK, TOM, Tokens("t0ken"))
    assert credentials(world).headers == {"Authorization": f"{word} t0ken"}


# -- client credentials

OWN = OAuth2("https://a.test/token", grant="client credentials", client=ClientKeys("id", "s3cret"))


class Machine:
    """A token endpoint for machines, in place of the vendor."""

    def __init__(self, world: Ecosystem) -> None:
        self.forms: list[dict[str, str]] = []
        self.headers: list[str] = []
        self.status = 200
        self.world = world
        world.client = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.forms.append(form_of(request))
        self.headers.append(request.headers.get("authorization", ""))
        if self.status != 200:
            return httpx.Response(self.status, json={"error": "invalid_scope"})
        return httpx.Response(200, json={"access_token": f"t0ken-{len(self.forms)}", "expires_in": 3600})


def test_client_credentials_are_asked_for_without_a_page_and_again_when_they_have_run_out() -> None:
    world = ecosystem(OWN, ("a", "b"))
    machine = Machine(world)
    assert run(world.connections.enter(FIRST, LINK, TOM)).status == CONNECTED
    assert machine.forms[0]["grant_type"] == "client_credentials"
    assert machine.forms[0]["scope"] == "a,b"
    assert credentials(world).headers == {"Authorization": "Bearer t0ken-1"}
    world.clock.move(3600)
    assert credentials(world).headers == {"Authorization": "Bearer t0ken-2"}


def test_client_and_secret_may_have_to_come_as_a_basic_header() -> None:
    oauth = OAuth2("https://a.test/token", grant="client credentials", client_in="header")
    world = ecosystem(oauth)
    machine = Machine(world)
    run(world.connections.enter(FIRST, LINK, TOM))
    assert machine.headers == [f"Basic {b64encode(f'own-client:{SECRET}'.encode()).decode()}"]
    assert "client_secret" not in machine.forms[0]


@pytest.mark.parametrize(("status", "error"), [(400, ExchangeRefused), (503, VendorSilent)])
def test_a_vendor_that_gives_no_token_leaves_the_status_as_it_is(
    status: int, error: type[ExchangeRefused]
) -> None:
    world = ecosystem(OWN)
    Machine(world).status = status
    with pytest.raises(ExchangeRefused) as caught:
        run(world.connections.enter(FIRST, LINK, TOM))
    assert type(caught.value) is error
    assert world.connections.status(FIRST, LINK) == "Not connected"


# -- OAuth 1

SIGNED = OAuth1(
    "https://old.test/request",
    "https://old.test/authorize?name=Zoho",
    "https://old.test/access",
    client=ClientKeys("own-client", SECRET),
)


class Old:
    """A vendor of OAuth 1: judges the signatures with a library, in place of the vendor."""

    def __init__(self, world: Ecosystem) -> None:
        self.world, self.secrets = world, {"": ""}
        self.asked: list[dict[str, str]] = []
        self.number, self.down = 0, False
        world.client = httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        if self.down:
            return httpx.Response(502)
        sent = signed_by(request.headers["authorization"])
        assert judged(
            request.method, str(request.url), sent, [], SECRET, self.secrets[sent.get("oauth_token", "")]
        )
        self.asked.append(sent)
        self.number += 1
        token, secret = f"t0ken-{self.number}", f"s3cret-{self.number}"
        self.secrets[token] = secret
        return httpx.Response(200, text=f"oauth_token={token}&oauth_token_secret={secret}")


def signed_by(header: str) -> dict[str, str]:
    """The parameters of an OAuth 1 Authorization header."""
    assert header.startswith("OAuth ")
    pairs = (part.strip().partition("=") for part in header[6:].split(","))
    return {name: unquote(value.strip('"')) for name, _, value in pairs}


def judged(
    method: str, url: str, sent: Mapping[str, str], others: list[tuple[str, str]], client: str, token: str
) -> bool:
    """Whether the signature is right, by the library's own judgement."""

    params = [*others, *((name, value) for name, value in sent.items() if name.startswith("oauth_"))]
    request: Any = Request(url)
    request.http_method = method
    request.params = [one for one in params if one[0] != "oauth_signature"]
    request.signature = sent["oauth_signature"]
    return bool(verify_hmac_sha1(request, client, token))


def authorized(world: Ecosystem) -> Old:
    old = Old(world)
    page = httpx.URL(run(world.connections.begin(FIRST, LINK, TOM)))
    back = httpx.URL(page.params["oauth_callback"])
    query = {"state": back.params["state"], "oauth_token": page.params["oauth_token"], "oauth_verifier": "v"}
    assert run(world.connections.callback(query)).status == CONNECTED
    return old


def test_oauth_1_takes_its_three_steps_and_signs_each() -> None:
    world = ecosystem(SIGNED)
    old = authorized(world)
    assert old.asked[0]["oauth_callback"].startswith("https://callback.test/")
    assert (old.asked[1]["oauth_token"], old.asked[1]["oauth_verifier"]) == ("t0ken-1", "v")


@pytest.mark.parametrize("carrier", [GET, POST, Carrier("POST", "https://api.test/json", None)])
def test_every_call_of_oauth_1_is_signed_at_the_time_of_the_world(carrier: Carrier) -> None:
    world = ecosystem(SIGNED)
    old = authorized(world)
    sent = signed_by(credentials(world, carrier).headers["Authorization"])
    others = [*parse_qsl(httpx.URL(carrier.url).query.decode()), *parse_qsl(carrier.form or "")]
    assert judged(carrier.method, carrier.url, sent, others, SECRET, old.secrets["t0ken-2"])
    assert sent["oauth_timestamp"] == str(int(world.clock.now()))
    again = signed_by(credentials(world, carrier).headers["Authorization"])
    assert again["oauth_nonce"] != sent["oauth_nonce"]


@pytest.mark.parametrize(("place", "where"), [("query string", "parameters"), ("form data", "form")])
def test_a_signature_may_join_elsewhere(place: Place, where: str) -> None:
    world = ecosystem(replace(SIGNED, place=place))
    old = authorized(world)
    sent = getattr(credentials(world), where)
    assert judged("POST", POST.url, sent, [("title", "a b")], SECRET, old.secrets["t0ken-2"])


def test_a_callback_with_a_foreign_request_token_is_refused() -> None:
    world = ecosystem(SIGNED)
    Old(world)
    page = httpx.URL(run(world.connections.begin(FIRST, LINK, TOM)))
    state = httpx.URL(page.params["oauth_callback"]).params["state"]
    with pytest.raises(StateRefused):
        run(world.connections.callback({"state": state, "oauth_token": "foreign", "oauth_verifier": "v"}))


def test_a_person_who_declines_at_an_oauth_1_vendor_connects_nothing() -> None:
    world = ecosystem(SIGNED)
    Old(world)
    page = httpx.URL(run(world.connections.begin(FIRST, LINK, TOM)))
    state = httpx.URL(page.params["oauth_callback"]).params["state"]
    outcome = run(world.connections.callback({"state": state, "oauth_problem": "user_refused"}))
    assert (outcome.status, outcome.error) == ("Not connected", "user_refused")


def test_an_oauth_1_vendor_that_is_down_is_told() -> None:
    world = ecosystem(SIGNED)
    Old(world).down = True
    with pytest.raises(VendorSilent, match="answered 502"):
        run(world.connections.begin(FIRST, LINK, TOM))


# -- and nobody sees any of it


@pytest.mark.parametrize(
    ("authentication", "values"),
    [(Basic(), LOGIN), (FORM_KEY, {"key": "s3cret-key"})],
    ids=("basic", "key"),
)
def test_what_was_entered_is_in_no_view_repr_or_error(
    authentication: Authentication, values: dict[str, str]
) -> None:
    world = entered(authentication, values)
    added = credentials(world)
    shown = repr(added) + repr(world.connections.view(FIRST)) + repr(world.connections.show(FIRST, LINK))
    run(world.connections.revoke(FIRST, LINK))
    with pytest.raises(Exception, match="Disconnected") as caught:
        credentials(world)
    shown += repr(caught.value) + repr(vars(caught.value))
    assert not [value for value in (*values.values(), PAIR) if len(value) > 3 and value in shown]


def test_the_tokens_of_a_vendor_are_described_for_whoever_plays_it() -> None:
    own = OAuth2("https://a.test/t", "https://a.test/a", habits=Habits(lifetime=None, rotates=True))
    service = Service("own", "Own", own)
    assert Service.of(service.record()) == service
