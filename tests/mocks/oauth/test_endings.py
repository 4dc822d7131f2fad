"""Events at a vendor that end tokens without anybody revoking them."""

from __future__ import annotations

import pytest

from mocks.kit.tokens import Grant, Need, Refusal
from mocks.oauth import NoSuchEvent, happen, issue, mint, register, unregister

from .browser import ACCOUNT, OTHER_ACCOUNT, Vendor

SCOPE = ["any"]


def alive(server: Vendor, token: str) -> bool:
    return isinstance(server.context.tokens.check(token, Need(server.vendor)), Grant)


@pytest.mark.parametrize(
    ("vendor", "event"),
    [("wrike", "password reset"), ("wrike", "logged in as"), ("zoho", "password changed")],
)
def test_what_happens_to_a_person_ends_their_tokens_of_every_sort_and_no_others(
    vendor: str, event: str
) -> None:
    server = Vendor(vendor)
    toms = issue(server.context, vendor, server.client["client_id"], "tom", SCOPE)
    permanent = mint(server.context, vendor, "tom")
    anns = issue(server.context, vendor, server.client["client_id"], "ann", SCOPE)
    assert happen(server.context, vendor, event, "tom") == 2
    assert [alive(server, one) for one in (toms.access_token, permanent, anns.access_token)] == [
        False,
        False,
        True,
    ]
    found = server.context.tokens.check(toms.access_token, Need(vendor))
    assert found == Refusal("revoked", event)
    assert happen(server.context, vendor, event, "tom") == 0


def test_a_changed_password_policy_ends_the_tokens_of_everybody_in_the_account() -> None:
    wrike = Vendor("wrike")
    here = [mint(wrike.context, "wrike", person, tenants=[ACCOUNT]) for person in ("tom", "ann")]
    there = mint(wrike.context, "wrike", "ann", tenants=[OTHER_ACCOUNT])
    assert happen(wrike.context, "wrike", "password policy changed", "tom", ACCOUNT) == 2
    assert [alive(wrike, one) for one in (*here, there)] == [False, False, True]


@pytest.mark.parametrize(
    ("vendor", "event", "says"),
    [
        ("wrike", "pasword reset", "Did you mean 'password reset'?"),
        ("zoho", "password reset", "Did you mean 'password changed'?"),
        ("oauth_provider", "flood", "Known: nothing."),
    ],
)
def test_an_event_that_the_vendor_does_not_name_is_refused(vendor: str, event: str, says: str) -> None:
    with pytest.raises(NoSuchEvent, match=says.replace("?", r"\?")):
        happen(Vendor(vendor).context, vendor, event, "tom")


def test_a_client_that_is_deleted_takes_its_grants_along() -> None:
    zoho = Vendor("zoho")
    other = register(zoho.context, "zoho")
    gone = issue(zoho.context, "zoho", zoho.client["client_id"], "tom", SCOPE)
    kept = issue(zoho.context, "zoho", other["client_id"], "tom", SCOPE)
    unregister(zoho.context, "zoho", zoho.client["client_id"])
    assert [alive(zoho, one.access_token) for one in (gone, kept)] == [False, True]
