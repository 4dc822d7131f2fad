"""Of people, what they are and what they cost."""

from __future__ import annotations

from ...kit.assumptions import Assumption

DELETED_JOB_ROLE = Assumption(
    key="wrike.deleted_job_role",
    question="What becomes of a job role that is deleted?",
    evidence=(
        "The specification gives a job role the flag isDeleted and a deletion the job role as its answer. "
        "Whether lists still hold a deleted one is not said."
    ),
    alternatives={
        "marked": "it stays in the list and by its id, with isDeleted true",
        "by_id": "it is left out of the list, and by its id it stays, with isDeleted true",
        "gone": "it is nowhere any more; the deletion answers it with isDeleted true",
    },
    choice="marked",
)

PEOPLE = (DELETED_JOB_ROLE,)
