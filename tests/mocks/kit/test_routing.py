"""Dispatch: what wins, and that the number of routes does not matter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.routing import Router

PARTS = st.lists(st.sampled_from(["a", "b", "{x}", "{y}"]), min_size=1, max_size=4)


def find(router: Router[str], method: str, path: str) -> tuple[str, dict[str, str]] | None:
    """The target, and the values of its placeholders by name."""
    if (found := router.match(path.strip("/").split("/"))) is None:
        return None
    node, values = found
    target, names = node.methods[method]
    return target, dict(zip(names, values, strict=True))


@pytest.fixture
def router() -> Router[str]:
    return Router(
        [
            ("GET", "/contacts", "list"),
            ("POST", "/contacts", "create"),
            ("GET", "/contacts/{contact_id}", "get"),
            ("GET", "/contacts/templates", "templates"),
            ("GET", "/contacts/{contact_id}/comments/{comment_id}", "comment"),
            ("DELETE", "/contacts/{id}/comments/{other}", "delete comment"),
            ("GET", "/contacts/templates/default", "default"),
        ]
    )


@pytest.mark.parametrize(
    ("method", "path", "target", "ids"),
    [
        ("GET", "/contacts", "list", {}),
        ("POST", "/contacts", "create", {}),
        ("GET", "/contacts/7", "get", {"contact_id": "7"}),
        ("GET", "/contacts/templates", "templates", {}),
        ("GET", "/contacts/7/comments/8", "comment", {"contact_id": "7", "comment_id": "8"}),
        ("DELETE", "/contacts/7/comments/8", "delete comment", {"id": "7", "other": "8"}),
        ("GET", "/contacts/templates/default", "default", {}),
        ("GET", "/contacts/templates/comments/8", "comment", {"contact_id": "templates", "comment_id": "8"}),
    ],
)
def test_a_literal_wins_over_a_placeholder_where_it_leads_somewhere(
    router: Router[str], method: str, path: str, target: str, ids: dict[str, str]
) -> None:
    assert find(router, method, path) == (target, ids)


@pytest.mark.parametrize(
    "path", ["/", "/contact", "/contacts/7/comments", "/contacts/7/comments/8/9", "/contacts//comments/8"]
)
def test_a_path_that_was_not_declared_leads_nowhere(router: Router[str], path: str) -> None:
    assert router.match(path.strip("/").split("/")) is None


def test_the_methods_of_a_path_are_known(router: Router[str]) -> None:
    found = router.match(["contacts"])
    assert found is not None
    assert list(found[0].methods) == ["GET", "POST"]


def test_the_root_can_be_a_path() -> None:
    assert find(Router([("GET", "/", "root")]), "GET", "/") == ("root", {})


def test_an_operation_declared_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"declared twice: GET /a/\{y\}"):
        Router([("GET", "/a/{x}", "one"), ("GET", "/a/{y}", "two")])


@given(st.lists(PARTS, max_size=8), st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4))
def test_a_path_is_found_if_and_only_if_a_route_fits(routes: list[list[str]], path: list[str]) -> None:
    shapes = {tuple("{}" if part.startswith("{") else part for part in route) for route in routes}
    router = Router(("GET", "/".join(shape), shape) for shape in shapes)
    fitting = [shape for shape in shapes if len(shape) == len(path) and all(map(_fits, shape, path))]
    found = router.match(path)
    if not fitting:
        assert found is None
    else:
        assert found is not None
        best = min(fitting, key=lambda shape: [part == "{}" for part in shape])
        assert found[0].methods["GET"][0] == best


def _fits(part: str, value: str) -> bool:
    return part in ("{}", value)


class CountingPath(list[str]):
    """A path that counts how often the router looks at one of its segments."""

    looks = 0

    def __getitem__(self, at: int) -> str:  # type: ignore[override]  # the router takes single segments
        self.looks += 1
        return super().__getitem__(at)


def looks(routes: Iterator[tuple[str, str, str]], path: str) -> int:
    counting = CountingPath(path.strip("/").split("/"))
    assert Router(routes).match(counting) is not None
    return counting.looks


def test_dispatch_takes_as_many_steps_as_the_path_has_segments_however_many_routes_there_are() -> None:
    def routes(count: int) -> Iterator[tuple[str, str, str]]:
        for number in range(count):
            yield "GET", f"/module{number}/{{id}}/comments", str(number)

    path = "/module0/7/comments"
    assert looks(routes(1), path) == looks(routes(10_000), path) == 3
