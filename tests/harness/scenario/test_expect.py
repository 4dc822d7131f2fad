from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from harness.scenario.expect import (
    ABSENT,
    Comparison,
    Count,
    Elements,
    Every,
    Exactly,
    Exists,
    Fields,
    Not,
    Part,
    Pattern,
    pair,
    same,
)
from harness.scenario.yamlfile import Place

HERE = Place("f.yaml", 1, 1)

leaves = st.one_of(st.none(), st.booleans(), st.integers(-3, 3), st.text("ab", max_size=2))
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3),
    max_leaves=12,
)


def pattern_of(value: Any) -> Pattern:
    """The pattern that expects just this value."""
    if isinstance(value, dict):
        return Fields({key: pattern_of(one) for key, one in value.items()}, HERE)
    if isinstance(value, list):
        return Elements(tuple(map(pattern_of, value)), HERE)
    return Exactly(value, HERE)


def shuffled(value: Any, draw: Any) -> Any:
    """The value with every list in it in another order."""
    if isinstance(value, dict):
        return {key: shuffled(one, draw) for key, one in value.items()}
    if isinstance(value, list):
        return draw(st.permutations([shuffled(one, draw) for one in value]))
    return value


def lists_in(value: Any, found: list[list[Any]]) -> list[list[Any]]:
    if isinstance(value, list):
        found.append(value)
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        lists_in(one, found)
    return found


@given(values, st.data())
def test_the_order_of_lists_never_matters(value: Any, data: Any) -> None:
    seen = shuffled(value, data.draw)
    assert pattern_of(value).matches(seen)
    assert pattern_of(value).differences(seen, "") == []


@given(st.lists(values, min_size=1, max_size=6), st.data())
def test_a_removed_element_is_always_noticed(value: list[Any], data: Any) -> None:
    pattern = pattern_of(value)
    inner = lists_in(value, [])
    chosen = data.draw(st.sampled_from([one for one in inner if one]))
    chosen.pop(data.draw(st.integers(0, len(chosen) - 1)))
    assert not pattern.matches(value)
    assert pattern.differences(value, "") != []


@given(values, values)
def test_there_are_differences_exactly_where_it_does_not_match(expected: Any, seen: Any) -> None:
    pattern = pattern_of(expected)
    assert pattern.matches(seen) == (pattern.differences(seen, "") == [])


@given(st.lists(st.sets(st.integers(0, 5)), max_size=6), st.integers(0, 6))
def test_a_pairing_is_found_whenever_there_is_one(wishes: list[set[int]], width: int) -> None:
    """Compared with the plainest search there is."""

    class Wish(Pattern):
        def __init__(self, wanted: set[int]) -> None:
            self.wanted = wanted
            self.place = HERE

        def matches(self, seen: Any) -> bool:
            return seen in self.wanted

        def plain(self) -> Any:
            return sorted(self.wanted)

    def best(index: int, taken: frozenset[int]) -> int:
        if index == len(wishes):
            return 0
        fits = (one for one in wishes[index] if one < width and one not in taken)
        return max([best(index + 1, taken), *(1 + best(index + 1, taken | {one}) for one in fits)])

    found = pair([Wish(one) for one in wishes], range(width))
    assert len(found) == best(0, frozenset())
    assert len(set(found.values())) == len(found)
    assert all(element in wishes[index] for index, element in found.items())


def test_an_expectation_that_fits_several_leaves_the_right_one_to_the_other() -> None:
    loose = Fields({"title": Exactly("Website", HERE)}, HERE)
    tight = Fields({"title": Exactly("Website", HERE), "status": Exactly("Green", HERE)}, HERE)
    seen = [{"title": "Website", "status": "Green"}, {"title": "Website", "status": "Red"}]
    assert Elements((loose, tight), HERE).matches(seen)


def test_only_the_fields_that_are_written_count() -> None:
    pattern = Fields({"title": Exactly("Website", HERE)}, HERE)
    assert pattern.matches({"title": "Website", "id": "IEAA", "status": "Green"})


def test_null_is_as_good_as_absent_but_exists_tells_them_apart() -> None:
    assert Fields({"a": Exactly(None, HERE)}, HERE).matches({})
    assert Exists(wanted=False, place=HERE).matches(ABSENT)
    assert not Exists(wanted=False, place=HERE).matches(None)


def test_true_is_not_one_and_one_is_one_point_zero() -> None:
    assert not same(1, True)
    assert not same(True, 1)
    assert same(1, 1.0)
    assert not same("1", 1)


def test_the_operators_mean_what_they_say() -> None:
    assert Part("504", HERE).matches("error 504 of the vendor")
    assert not Part("504", HERE).matches(504)
    assert Count(2, HERE).matches(["a", "b"])
    assert Not(Exactly("a", HERE), HERE).matches("b")
    assert Elements((Exactly("a", HERE),), HERE, partial=True).matches(["b", "a"])
    both = Every((Count(2, HERE), Elements((Exactly("a", HERE),), HERE, partial=True)), HERE)
    assert both.matches(["a", "b"])
    assert not both.matches(["a"])
    assert both.plain() == {"count": 2, "contains": ["a"]}


def website(*tasks: str) -> dict[str, Any]:
    return {"title": "Website", "id": "IEAA1", "tasks": [{"title": task} for task in tasks]}


def test_a_difference_names_its_path_and_both_sides() -> None:
    expected = pattern_of([{"title": "Website", "tasks": [{"title": "Design"}]}])
    found = expected.differences([website("Design", "Build")], "")
    assert [(one.path, one.kind, one.seen) for one in found] == [
        ("[Website].tasks", "surplus", {"title": "Build"})
    ]


def test_what_is_left_is_paired_by_likeness() -> None:
    expected = pattern_of([{"title": "Website"}, {"title": "Shop"}])
    assert isinstance(expected, Elements)
    compared = Comparison.of(expected, [{"title": "Intranet"}, {"title": "Websites"}])
    assert compared.near == ((0, 1),)
    assert compared.missing == (1,)
    assert compared.surplus == (0,)
    assert not compared.good


def test_two_records_that_are_alone_are_compared_whatever_they_hold() -> None:
    found = pattern_of([{"title": "Website"}]).differences([{"title": "Shop"}], "")
    assert [(one.path, one.kind, one.seen) for one in found] == [("[Website].title", "differs", "Shop")]


def test_two_hundred_tasks_in_reverse_are_compared_quickly() -> None:
    titles = [f"Task {n}" for n in range(200)]
    expected = pattern_of([{"title": title} for title in titles])
    assert expected.matches([{"title": title} for title in reversed(titles)])
