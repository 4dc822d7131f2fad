"""Grants and tokens: what the registry says of them, and what the state functions do to them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mocks.kit.service import Context
from mocks.kit.tokens import Grant, Need, Refusal
from mocks.oauth import (
    EVERY,
    answer,
    checks,
    expire,
    find_grant,
    grants_of,
    issue,
    mint,
    register,
    remove_access,
    revoke_grant,
    revoke_token,
    set_scopes,
)

from .browser import ACCOUNT, ORG, OTHER_ACCOUNT, OTHER_ORG, SCOPES, Vendor, make_world

FULL = ["ZohoBooks.fullaccess.all"]


def fate(context: Context, token: str, vendor: str = "zoho", centre: str | None = None) -> str:
    """`alive`, or why the token does not do."""
    found = context.tokens.check(token, Need(vendor, data_centre=centre))
    return found.reason if isinstance(found, Refusal) else "alive"


def grant_of(context: Context, token: str, vendor: str = "zoho") -> Grant:
    found = context.tokens.check(token, Need(vendor))
    assert isinstance(found, Grant), found
    return found


def allowed(
    held: list[str], needed: list[str], vendor: str = "zoho", chosen: dict[str, str] | None = None
) -> bool:
    context = make_world(chosen=chosen)
    grant = grant_of(context, mint(context, vendor, "tom", held), vendor)
    refusal = context.tokens.allows(grant, Need(vendor, tuple(needed)))
    assert refusal is None or refusal.reason == "scope"
    return refusal is None


# --- what a token is worth


def test_a_made_up_token_is_unknown() -> None:
    assert fate(make_world(), "1000.made.up") == "unknown"


def test_a_token_of_another_vendor_is_told_from_one_that_never_was() -> None:
    context = make_world()
    assert fate(context, mint(context, "wrike", "tom")) == "other vendor"


def test_a_token_lives_for_its_hour_and_not_a_second_more() -> None:
    context = make_world()
    client = register(context, "zoho")["client_id"]
    token = issue(context, "zoho", client, "tom", FULL).access_token
    context.clock.move(3599.9)
    assert fate(context, token) == "alive"
    context.clock.move(0.1)
    assert fate(context, token) == "expired"


def test_a_minted_token_without_a_lifetime_never_expires() -> None:
    context = make_world()
    token = mint(context, "wrike", "tom", token="permanent")
    context.clock.move(10 * 365 * 86_400)
    assert (token, fate(context, token, "wrike")) == ("permanent", "alive")


def test_a_revoked_token_stays_revoked_when_it_would_have_expired() -> None:
    context = make_world()
    token = mint(context, "zoho", "tom", lifetime=60)
    revoke_token(context, "zoho", token)
    context.clock.move(61)
    assert fate(context, token) == "revoked"


def test_a_token_is_confined_to_its_data_centre_where_the_address_tells_one() -> None:
    context = make_world()
    token = mint(context, "zoho", "tom", data_centre="in")
    assert fate(context, token, centre="in") == "alive"
    assert fate(context, token, centre=None) == "alive"
    assert fate(context, token, centre="us") == "other data centre"


@pytest.mark.parametrize(
    ("held", "needed", "covered"),
    [
        (["ZohoBooks.projects.CREATE"], ["ZohoBooks.projects.CREATE"], True),
        (["ZohoBooks.projects.ALL"], ["ZohoBooks.projects.CREATE"], True),
        (["ZohoBooks.fullaccess.all"], ["ZohoBooks.projects.CREATE"], True),
        (["ZohoBooks.fullaccess.ALL"], ["ZohoBooks.projects.CREATE"], True),
        (["zohobooks.PROJECTS.all"], ["ZohoBooks.projects.CREATE"], True),
        (["ZohoBooks.projects.READ"], ["ZohoBooks.projects.CREATE"], False),
        (["ZohoBooks.contacts.ALL"], ["ZohoBooks.projects.CREATE"], False),
        (["ZohoInventory.fullaccess.all"], ["ZohoBooks.projects.CREATE"], False),
        (["ZohoBooks.contacts.READ"], ["ZohoBooks.settings.READ", "ZohoBooks.contacts.READ"], True),
        (["ZohoBooks.contacts.READ"], [], True),
        ([], ["ZohoBooks.contacts.READ"], False),
    ],
)
def test_a_scope_of_zoho_covers_its_group_and_its_service(
    held: list[str], needed: list[str], covered: bool
) -> None:
    assert allowed(held, needed) is covered


@pytest.mark.parametrize("held", ["ZohoBooks.fullaccess.ALL", "zohobooks.projects.create"])
def test_the_case_of_a_zoho_scope_counts_under_the_other_assumption(held: str) -> None:
    chosen = {"accounts_zoho.scope_case": "exact"}
    assert not allowed([held], ["ZohoBooks.projects.CREATE"], chosen=chosen)
    assert allowed(["ZohoBooks.projects.ALL"], ["ZohoBooks.projects.CREATE"], chosen=chosen)


def test_a_run_leans_on_the_assumption_of_case_only_where_it_decides() -> None:
    context = make_world()
    need = Need("zoho", ("ZohoBooks.projects.CREATE",))
    for scope in ("ZohoBooks.projects.CREATE", "ZohoBooks.contacts.READ"):
        context.tokens.allows(grant_of(context, mint(context, "zoho", "tom", [scope])), need)
    assert context.assumptions.asked() == []
    context.tokens.allows(grant_of(context, mint(context, "zoho", "tom", ["zohobooks.projects.all"])), need)
    assert context.assumptions.asked() == ["accounts_zoho.scope_case"]


def test_any_one_of_the_scopes_that_wrike_names_suffices_and_the_case_counts() -> None:
    assert allowed(["wsReadOnly"], ["Default", "wsReadOnly", "wsReadWrite"], "wrike")
    assert not allowed(["wsReadOnly"], ["Default", "wsReadWrite"], "wrike")
    assert not allowed(["wsreadwrite"], ["wsReadWrite"], "wrike")


# --- whose organizations


def test_a_zoho_grant_covers_the_organizations_of_the_person_at_this_moment() -> None:
    context = make_world()
    token = mint(context, "zoho", "tom", FULL)
    assert grant_of(context, token).tenants == (ORG, OTHER_ORG)
    context.people.join("tom", "zoho", "60011111111", {})
    assert grant_of(context, token).tenants == (ORG, OTHER_ORG, "60011111111")


def test_who_was_deactivated_in_an_organization_is_for_its_api_to_refuse() -> None:
    context = make_world()
    token = mint(context, "zoho", "tom", FULL)
    context.people.join("tom", "zoho", ORG, {"active": False})
    assert grant_of(context, token).tenants == (ORG, OTHER_ORG)


def test_a_zoho_grant_of_one_organization_covers_no_other() -> None:
    context = make_world()
    grant = grant_of(context, mint(context, "zoho", "tom", FULL, [ORG]))
    assert grant.tenants == (ORG,)
    refusal = context.tokens.allows(grant, Need("zoho", tenant=OTHER_ORG))
    assert refusal is not None
    assert refusal.reason == "other organization"
    assert context.tokens.allows(grant, Need("zoho", tenant=ORG)) is None


def test_the_organization_is_not_looked_at_with_the_check_off() -> None:
    context = make_world(off=[checks.TOKEN_TENANT.name])
    grant = grant_of(context, mint(context, "zoho", "tom", FULL, [ORG]))
    assert context.tokens.allows(grant, Need("zoho", tenant=OTHER_ORG)) is None


def test_a_zoho_grant_covers_no_organization_of_another_data_centre() -> None:
    context = make_world()
    context.store.put("books.organizations", "", ORG, {"data_centre": "in"})
    context.store.put("books.organizations", "", OTHER_ORG, {"data_centre": "us"})
    assert grant_of(context, mint(context, "zoho", "tom", FULL, data_centre="us")).tenants == (OTHER_ORG,)
    assert grant_of(context, mint(context, "zoho", "tom", FULL, [ORG])).data_centre == "in"


def test_the_persons_own_data_centre_counts_where_no_organization_has_one() -> None:
    context = make_world()
    context.people.add("tom", {"data_centre": "jp"})
    assert grant_of(context, mint(context, "zoho", "tom", FULL)).data_centre == "jp"


def test_a_wrike_grant_covers_the_account_that_was_chosen() -> None:
    context = make_world()
    token = mint(context, "wrike", "ann", tenants=[OTHER_ACCOUNT])
    grant = grant_of(context, token, "wrike")
    assert (grant.tenants, grant.data_centre) == ((OTHER_ACCOUNT,), "eu")
    refusal = context.tokens.allows(grant, Need("wrike", tenant=ACCOUNT))
    assert refusal is not None
    assert refusal.reason == "other organization"


def test_wrike_ends_the_tokens_of_a_person_who_is_deactivated() -> None:
    context = make_world()
    token = mint(context, "wrike", "tom")
    context.people.join("tom", "wrike", ACCOUNT, {"active": False})
    assert fate(context, token, "wrike") == "revoked"
    context.people.join("tom", "wrike", ACCOUNT, {"active": True})
    assert fate(context, token, "wrike") == "revoked"  # for ever
    assert fate(context, mint(context, "wrike", "tom"), "wrike") == "alive"


# --- ending and changing


def test_ending_a_grant_ends_its_tokens_and_no_others() -> None:
    context = make_world()
    client = register(context, "zoho")["client_id"]
    one, other = (issue(context, "zoho", client, person, FULL) for person in ("tom", "ann"))
    revoke_grant(context, "zoho", one.grant["id"])
    assert fate(context, one.access_token) == "revoked"
    assert fate(context, other.access_token) == "alive"


def test_removing_access_ends_every_grant_of_that_person_to_that_client() -> None:
    context = make_world()
    client, foreign = (register(context, "zoho")["client_id"] for _ in range(2))
    mine = [issue(context, "zoho", client, "tom", FULL).access_token for _ in range(2)]
    others = [
        issue(context, "zoho", client, "ann", FULL).access_token,
        issue(context, "zoho", foreign, "tom", FULL).access_token,
    ]
    assert remove_access(context, "zoho", client, "tom") == 2
    assert grants_of(context, "zoho", client, "tom") == []
    assert [fate(context, token) for token in mine] == ["revoked"] * 2
    assert [fate(context, token) for token in others] == ["alive"] * 2


def test_revoking_a_refresh_token_takes_its_access_tokens_along() -> None:
    zoho = Vendor("zoho")

    async def flow() -> tuple[str, str, str]:
        first = await zoho.connect()
        second = (await zoho.refresh(first["refresh_token"])).json()
        return first["access_token"], second["access_token"], first["refresh_token"]

    one, two, refresh = asyncio.run(flow())
    assert revoke_token(zoho.context, "zoho", refresh)
    assert not revoke_token(zoho.context, "zoho", refresh)
    assert [fate(zoho.context, token) for token in (one, two)] == ["revoked"] * 2


def test_expired_tokens_can_be_refreshed() -> None:
    zoho = Vendor("zoho")
    first = asyncio.run(zoho.connect())
    grant = find_grant(zoho.context, "zoho", first["refresh_token"])
    assert grant is not None
    assert expire(zoho.context, "zoho", grant["id"]) == 1
    assert fate(zoho.context, first["access_token"]) == "expired"
    second = asyncio.run(zoho.refresh(first["refresh_token"])).json()
    assert fate(zoho.context, second["access_token"]) == "alive"
    assert expire(zoho.context, "zoho", grant["id"]) == 1


def test_scopes_can_be_changed_under_a_living_token() -> None:
    context = make_world()
    token = mint(context, "zoho", "tom", FULL)
    set_scopes(context, "zoho", grant_of(context, token).id, ["ZohoBooks.contacts.READ"])
    assert grant_of(context, token).scopes == ("ZohoBooks.contacts.READ",)
    with pytest.raises(KeyError):
        set_scopes(context, "zoho", "zoho-99", [])


def test_a_token_that_never_was_has_no_grant_and_cannot_be_ended() -> None:
    context = make_world()
    assert find_grant(context, "zoho", "1000.made.up") is None
    assert not revoke_token(context, "zoho", "1000.made.up")
    revoke_grant(context, "zoho", "zoho-99")


# --- the vendors' limits


def test_zoho_ends_the_oldest_of_more_than_twenty_refresh_tokens() -> None:
    context = make_world()
    client = register(context, "zoho")["client_id"]
    issued = [issue(context, "zoho", client, "tom", FULL).access_token for _ in range(21)]
    issued.append(issue(context, "zoho", client, "ann", FULL).access_token)
    assert [fate(context, token) for token in issued] == ["revoked"] + ["alive"] * 21


@pytest.mark.parametrize("kept", ["10", "15", "30"])
def test_zoho_ends_the_oldest_of_too_many_access_tokens_of_one_refresh_token(kept: str) -> None:
    zoho = Vendor("zoho", chosen={"accounts_zoho.active_tokens": kept})

    async def flow() -> list[str]:
        first = await zoho.connect()
        more = [(await zoho.refresh(first["refresh_token"])).json() for _ in range(int(kept))]
        return [one["access_token"] for one in (first, *more)]

    tokens = asyncio.run(flow())
    assert [fate(zoho.context, token) for token in tokens] == ["revoked"] + ["alive"] * int(kept)


def test_tokens_that_are_over_leave_room_for_others() -> None:
    zoho = Vendor("zoho", chosen={"accounts_zoho.active_tokens": "10"})

    async def flow() -> list[str]:
        expired = await zoho.connect()
        zoho.context.clock.move(3600)
        tokens = [(await zoho.refresh(expired["refresh_token"])).json()["access_token"] for _ in range(10)]
        revoke_token(zoho.context, "zoho", tokens[5])
        last = (await zoho.refresh(expired["refresh_token"])).json()
        return [*tokens, last["access_token"]]

    tokens = asyncio.run(flow())
    assert [fate(zoho.context, token) for token in tokens] == [
        "revoked" if at == 5 else "alive" for at in range(11)
    ]


def test_wrike_puts_a_new_pair_in_place_of_the_old_one() -> None:
    wrike = Vendor("wrike")

    async def flow() -> tuple[dict[str, Any], dict[str, Any]]:
        first = await wrike.connect()
        return first, (await wrike.refresh(first["refresh_token"])).json()

    first, second = asyncio.run(flow())
    assert second["refresh_token"] != first["refresh_token"]
    assert second["host"] == first["host"]
    assert fate(wrike.context, first["access_token"], "wrike") == "revoked"
    assert fate(wrike.context, second["access_token"], "wrike") == "alive"


def test_wrikes_old_access_token_lives_out_its_hour_under_the_other_assumption() -> None:
    wrike = Vendor("wrike", chosen={"login_wrike.rotation": "expires"})

    async def flow() -> dict[str, Any]:
        first = await wrike.connect()
        assert (await wrike.refresh(first["refresh_token"])).status_code == 200
        assert (await wrike.refresh(first["refresh_token"])).status_code == 400
        return first

    first = asyncio.run(flow())
    assert fate(wrike.context, first["access_token"], "wrike") == "alive"


def test_zoho_answers_a_refresh_with_an_access_token_alone_beside_the_older_one() -> None:
    zoho = Vendor("zoho")

    async def flow() -> tuple[dict[str, Any], dict[str, Any]]:
        first = await zoho.connect()
        second = (await zoho.refresh(first["refresh_token"])).json()
        return first, second

    first, second = asyncio.run(flow())
    assert set(first) - set(second) == {"refresh_token"}
    assert fate(zoho.context, first["access_token"]) == "alive"


# --- given and consented


@pytest.mark.parametrize("vendor", ["zoho", "wrike", "oauth_provider"])
def test_given_and_consented_leave_the_same_state(vendor: str) -> None:
    consented, given = Vendor(vendor), Vendor(vendor)
    answered = asyncio.run(consented.connect())
    client = given.client["client_id"]
    issued = issue(given.context, vendor, client, "tom", SCOPES[vendor].split())
    assert answer(given.context, vendor, issued) == answered

    def state(context: Context) -> list[Any]:
        # A browser's session is no part of what was granted; nor is the count of its secrets.
        entries = [one for one in context.store.entries() if one[0] != "oauth.sessions"]
        return [one for one in entries if one[2] not in ("session", "csrf")]

    assert state(given.context) == state(consented.context)


def test_a_generated_token_never_takes_the_place_of_a_given_one() -> None:
    twin, context = make_world(), make_world()
    taken = mint(twin, "zoho", "tom")
    mint(context, "zoho", "ann", token=taken)
    assert mint(context, "zoho", "tom") != taken
    assert grant_of(context, taken).person == "ann"


def test_a_minted_token_may_do_everything_unless_told_otherwise() -> None:
    context = make_world()
    assert grant_of(context, mint(context, "zoho", "tom")).scopes[0] == "ZohoBooks.fullaccess.all"
    assert "amReadWriteGroup" in grant_of(context, mint(context, "wrike", "tom"), "wrike").scopes
    assert grant_of(context, mint(context, "oauth_provider", "tom"), "oauth_provider").scopes == (EVERY,)
