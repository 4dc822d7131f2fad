"""Projects, their users and comments."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids
from .common import BY_FIELD, project


def furnish(desk: Desk, ids: Ids) -> None:
    """A project with a comment."""
    project(desk, ids)
    said = desk.post(f"/projects/{ids['project_id']}/comments", {"description": "Hi"})
    ids |= {"comment_id": said["comments"][0]["comment_id"], "ann": desk.ann}


CALLS = {
    "POST /projects": Call(
        {
            "project_name": "Shop",
            "customer_id": "{contact_id}",
            "billing_type": "based_on_task_hours",
            "user_id": "{user_id}",
        }
    ),
    "PUT /projects": Call({"description": "x"}, headers=BY_FIELD),
    "PUT /projects/{}": Call({"description": "x"}),
    "POST /projects/{}/clone": Call({"project_name": "Shop"}),
    "POST /projects/{}/users": Call({"users": [{"user_id": "{ann}"}], "cost_rate": 10}),
    "POST /projects/{}/users/invite": Call({"user_name": "Eve", "email": "eve@example.com"}),
    "PUT /projects/{}/users/{}": Call({"cost_rate": 7}),
    "POST /projects/{}/comments": Call({"description": "Ho"}),
}
