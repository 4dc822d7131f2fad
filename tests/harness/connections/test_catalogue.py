"""The default services, as data."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from harness.connections import (
    AUTHENTICATIONS,
    CATEGORIES,
    SERVICES,
    Definition,
    InvalidDefinition,
    OAuth1,
    OAuth2,
    Service,
    search,
)

OAUTHS = {name: one for name, one in SERVICES.items() if isinstance(one.authentication, (OAuth1, OAuth2))}


def test_more_than_twenty_five_services_of_several_types_can_be_connected_to() -> None:
    assert len(SERVICES) > 25
    assert {one.authentication.kind for one in SERVICES.values()} == set(AUTHENTICATIONS)


@pytest.mark.parametrize(
    "name",
    [
        *("wrike", "zoho_oauth", "google", "dropbox", "mailchimp", "shopify", "surveymonkey"),
        *("twilio", "slack", "github", "asana", "trello", "jira"),
    ],
)
def test_the_services_that_authors_ask_for_are_there(name: str) -> None:
    assert SERVICES[name].link_name == name


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_each_service_says_where_it_is_from_and_where_its_api_answers(service: Service) -> None:
    assert urlsplit(service.documentation).scheme == "https"
    assert service.category in CATEGORIES
    assert service.hosts
    assert not service.custom


@pytest.mark.parametrize("service", OAUTHS.values(), ids=OAUTHS)
def test_every_url_is_complete_in_each_data_centre(service: Service) -> None:
    match service.authentication:
        case OAuth2() as oauth:
            templates = [oauth.authorize_url, oauth.token_url, oauth.refresh_url, oauth.revoke_url]
            assert all(words.strip() for words in oauth.scopes.values())
        case OAuth1() as oauth1:
            templates = [oauth1.request_token_url, oauth1.authorize_url, oauth1.access_token_url]
    for data_centre in service.domains or {"": ""}:
        for url in (service.url(template, data_centre) for template in templates if template):
            assert urlsplit(url).scheme == "https"
            assert "{" not in url


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_a_service_is_read_as_it_was_written(service: Service) -> None:
    assert Service.of(service.record()) == service


def test_the_addresses_of_zohos_apis_are_those_of_each_data_centre() -> None:
    hosts = SERVICES["zoho_crm"].addresses()
    assert {"www.zohoapis.com", "www.zohoapis.com.au", "www.zohoapis.ca", "www.zohoapis.in"} < set(hosts)
    assert "desk.zoho.eu" in SERVICES["zoho_desk"].addresses()
    assert SERVICES["shopify"].addresses() == ("example-shop.myshopify.com",)


def test_services_are_found_by_name_and_by_category() -> None:
    services = SERVICES.values()
    assert [one.name for one in search(services, "GOOGLE s")] == ["Google Sheets"]
    assert [one.name for one in search(services, category="Development")] == [
        "Bitbucket",
        "GitHub",
        "GitLab",
        "OpenWeather",
    ]
    assert search(services, "wrike", "Zoho") == []


def test_a_zoho_product_has_its_own_scopes_and_the_accounts_server_of_all() -> None:
    crm = SERVICES["zoho_crm"].authentication
    assert isinstance(crm, OAuth2)
    assert crm.scopes["ZohoCRM.modules.READ"] == "read records of all modules"
    assert "ZohoBooks.projects.READ" not in crm.scopes
    assert SERVICES["zoho_crm"].url(crm.token_url, "in") == "https://accounts.zoho.in/oauth/v2/token"


def test_what_the_person_enters_becomes_part_of_the_address() -> None:
    shopify = SERVICES["shopify"]
    assert isinstance(shopify.authentication, OAuth2)
    assert shopify.url(shopify.authentication.token_url, "", {"shop": "acme"}) == (
        "https://acme.myshopify.com/admin/oauth/access_token"
    )


def test_scopes_are_refused_where_there_are_none() -> None:
    with pytest.raises(InvalidDefinition, match="Twilio is authenticated by Basic: it has no scopes"):
        SERVICES["twilio"].check_scopes(Definition("sms", "twilio", ("all",)))
