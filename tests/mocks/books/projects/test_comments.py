"""Comments on a project."""

from __future__ import annotations

import pytest

from ..desk import ONE, Desk, assert_refused


def test_a_comment_is_added_listed_and_deleted(desk: Desk) -> None:
    key = desk.project()
    body = desk.post(f"/projects/{key}/comments", {"description": "Well done"}, token="ann")
    (comment,) = body["comments"]
    assert (comment["description"], comment["commented_by"]) == ("Well done", "Ann")
    assert (comment["commented_by_id"], comment["is_current_user"]) == (desk.ann, True)
    assert (comment["date"], comment["time"]) == ("2026-01-15", "2:30 PM")
    (seen,) = desk.get(f"/projects/{key}/comments")["comments"]
    assert seen == {**comment, "is_current_user": False}
    desk.delete(f"/projects/{key}/comments/{comment['comment_id']}")
    assert desk.get(f"/projects/{key}/comments")["comments"] == []


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "few seconds ago"),
        (60, "1 minute ago"),
        (7200, "2 hours ago"),
        (19 * 86_400 + 5, "19 days ago"),
    ],
)
def test_the_age_of_a_comment_is_told_in_words(desk: Desk, seconds: int, words: str) -> None:
    key = desk.project()
    desk.post(f"/projects/{key}/comments", {"description": "x"})
    desk.context.clock.move(seconds)
    assert desk.get(f"/projects/{key}/comments")["comments"][0]["date_description"] == words


def test_a_comment_does_not_edit_its_project_and_goes_with_it(desk: Desk) -> None:
    key = desk.project()
    desk.post(f"/projects/{key}/comments", {"description": "x"})
    assert desk.events == []
    desk.delete(f"/projects/{key}")
    assert desk.context.store.rows("books.comments", ONE) == {}


def test_a_comment_of_another_project_does_not_exist(desk: Desk) -> None:
    one, other = desk.project(), desk.project("Other")
    comment = desk.post(f"/projects/{one}/comments", {"description": "x"})["comments"][0]["comment_id"]
    answer = desk.ask("DELETE", f"/projects/{other}/comments/{comment}")
    assert_refused(desk, answer, 404, 1002, "Comment does not exist.")


def test_a_comment_needs_a_text(desk: Desk) -> None:
    answer = desk.ask("POST", f"/projects/{desk.project()}/comments", {"said": "x"})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for description")
