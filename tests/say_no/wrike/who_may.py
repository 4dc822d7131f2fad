"""What fake Wrike refuses: what roles, licences and others' work keep from somebody, as assumed."""

from __future__ import annotations

from typing import Any

from ..asks import sent
from ..rows import Row
from ..stage import ACCOUNT, ANN_THERE, LENT, LOGGED, REVIEW, SAID, TEAM, TOM_THERE
from .common import FORBIDDEN, ask
from .records import ANN, RETITLE_LENT


def becoming(**profile: Any) -> Any:
    """What makes Ann another kind of user."""
    return sent(ask("PUT", f"/users/{ANN_THERE}", {"profile": {"accountId": ACCOUNT, **profile}}))


SHARE_LENT = ask("PUT", f"/folders/{LENT}", {"addShareds": [TOM_THERE]}, person="ann")
MAKE_LENT = ask("POST", f"/folders/{LENT}/tasks", {"title": "New", "shareds": [TOM_THERE]}, person="ann")

ROWS: tuple[Row, ...] = (
    Row(
        "a change of somebody else's comment",
        "wrike.others",
        FORBIDDEN,
        ask("PUT", f"/comments/{SAID}", {"text": "Not so"}).but(token=ANN),
    ),
    Row(
        "somebody else's comment deleted",
        "wrike.others",
        FORBIDDEN,
        ask("DELETE", f"/comments/{SAID}").but(token=ANN),
    ),
    Row(
        "a change of somebody else's hours",
        "wrike.others",
        FORBIDDEN,
        ask("PUT", f"/timelogs/{LOGGED}", {"hours": 3}).but(token=ANN),
        assume={"wrike.timelog_editor": "owner"},
    ),
    Row(
        "somebody else's approval cancelled",
        "wrike.others",
        FORBIDDEN,
        ask("DELETE", f"/approvals/{REVIEW}").but(token=ANN),
        assume={"wrike.approval_editor": "author"},
    ),
    Row(
        "a collaborator who edits",
        "wrike.access_role",
        FORBIDDEN,
        RETITLE_LENT.after(becoming(role="Collaborator")),
    ),
    Row("an external user who shares", "wrike.licence", FORBIDDEN, SHARE_LENT.after(becoming(external=True))),
    Row(
        "an external user who shares what they make",
        "wrike.licence",
        FORBIDDEN,
        MAKE_LENT.after(becoming(external=True)),
    ),
    Row(
        "a group by who is no administrator",
        "wrike.administrator",
        FORBIDDEN,
        ask("POST", "/groups", {"title": "Crew"}).but(token=ANN),
        assume={"wrike.administration": "administrators"},
    ),
    Row(
        "a change of a space by who does not manage it",
        "wrike.manager",
        FORBIDDEN,
        ask("PUT", f"/spaces/{TEAM}", {"title": "Ours"}).but(token=ANN),
        assume={"wrike.space_manager": "manager"},
    ),
)
