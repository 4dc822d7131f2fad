"""Ids are a function of the seed, the owner, the kind and the number, and of nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.ids import Ids
from mocks.kit.store import Store

ROOT = Path(__file__).parents[3]
DRAWS = st.lists(
    st.tuples(st.sampled_from(["books", "wrike"]), st.sampled_from(["token", "code"])), max_size=20
)


def draw(ids: Ids, draws: list[tuple[str, str]]) -> list[tuple[str, str, str]]:
    return [(owner, kind, ids.secret(owner, kind)) for owner, kind in draws]


@given(DRAWS, st.integers())
def test_the_same_seed_gives_the_same_ids(draws: list[tuple[str, str]], seed: int) -> None:
    assert draw(Ids(Store(), seed), draws) == draw(Ids(Store(), seed), draws)


@given(DRAWS, DRAWS)
def test_calls_for_others_change_nothing(draws: list[tuple[str, str]], others: list[tuple[str, str]]) -> None:
    alone, disturbed = Ids(Store()), Ids(Store())
    for owner, kind in others:
        disturbed.secret(f"another {owner}", kind)
        disturbed.chance(owner, f"another {kind}")
        disturbed.nth(f"a third {owner}", kind)
    assert draw(alone, draws) == draw(disturbed, draws)


def test_another_seed_gives_other_ids() -> None:
    assert Ids(Store(), 1).secret("books", "token") != Ids(Store(), 2).secret("books", "token")


def test_numbers_count_from_one_for_each_owner_and_kind() -> None:
    ids = Ids(Store())
    assert [ids.nth("books", "contact") for _ in range(3)] == [1, 2, 3]
    assert ids.nth("wrike", "contact") == 1
    assert ids.nth("books", "project") == 1


def test_a_snapshot_holds_the_counters() -> None:
    store = Store()
    ids = Ids(store)
    ids.nth("books", "contact")
    snapshot = store.snapshot()
    first = ids.secret("books", "token")
    store.restore(snapshot)
    assert ids.nth("books", "contact") == 2
    assert ids.secret("books", "token") == first


def test_secrets_differ_and_have_the_length_that_was_asked_for() -> None:
    ids = Ids(Store())
    secrets = [ids.secret("books", "token", 64) for _ in range(1_000)]
    assert len(set(secrets)) == 1_000
    assert {len(secret) for secret in secrets} == {64}
    assert set("".join(secrets)) == set("0123456789abcdef")


def test_a_secret_can_not_be_longer_than_its_digest() -> None:
    assert len(Ids(Store()).secret("books", "token", 128)) == 128
    with pytest.raises(ValueError, match="at most 128"):
        Ids(Store()).secret("books", "token", 129)


@given(st.integers(), st.text(), st.text())
def test_chance_is_at_least_nought_and_less_than_one(seed: int, owner: str, kind: str) -> None:
    assert 0 <= Ids(Store(), seed).chance(owner, kind) < 1


class AllOnes(Ids):
    """Ids whose every digest is the greatest there is."""

    def digest(self, *parts: object) -> bytes:
        return b"\xff" * 64


def test_chance_is_less_than_one_for_the_greatest_digest_too() -> None:
    assert AllOnes(Store()).chance("kit", "fault") < 1


def test_chances_are_spread_evenly() -> None:
    ids = Ids(Store())
    chances = [ids.chance("kit", "fault") for _ in range(4_000)]
    assert 1_800 < sum(chance < 0.5 for chance in chances) < 2_200


SCRIPT = """
from mocks.kit.ids import Ids
from mocks.kit.store import Store
ids = Ids(Store(), 7)
print(ids.secret("books", "token"), ids.nth("books", "contact"), ids.chance("kit", "x"))
print(ids.digest("person", "tom").hex())
"""


def test_the_hash_seed_of_python_changes_no_id() -> None:
    def run(hash_seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", SCRIPT]
        return subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout

    assert run("1") == run("2") != ""
