"""What fake Wrike refuses: user types, job roles, placeholders."""

from __future__ import annotations

from ..asks import ABSENT
from ..rows import Row
from ..stage import ACCOUNT, ANN_THERE, ASKED, DESIGNER, DRAWER, LEFT, TOM_THERE
from .common import ask, bad_request, below, invalid, naming, unknown
from .records import CREATE_TASK, NOTHING, UPDATE_TASK

REGULAR = f"{ACCOUNT}NH777777"
INVITE = ask("POST", "/invitations", {"email": "dan@example.com"})
ROLE_OF_TOM = ask("PUT", f"/contacts/{TOM_THERE}", {"jobRoleId": DESIGNER})
DRAWN = naming(CREATE_TASK, responsiblePlaceholders=[DRAWER])

USER_TYPES = (
    Row(
        "a user type that there is not",
        "wrike.user_type",
        invalid("userTypeId"),
        ask("PUT", f"/users/{ANN_THERE}", {"userTypeId": REGULAR}).but(json={"userTypeId": NOTHING}),
    ),
    Row(
        "an invitation with a user type that there is not",
        "wrike.user_type",
        invalid("userTypeId"),
        naming(INVITE, userTypeId=REGULAR).but(json={"userTypeId": NOTHING}),
    ),
    Row(
        "an invitation with a user type and a role",
        "wrike.invited_as",
        invalid("userTypeId"),
        naming(INVITE, userTypeId=REGULAR).but(json={"role": "User"}),
    ),
    Row(
        "an invitation changed to a user type and external at once",
        "wrike.invited_as",
        invalid("userTypeId"),
        ask("PUT", f"/invitations/{ASKED}", {"external": True}).but(json={"userTypeId": REGULAR}),
    ),
    Row(
        "an external collaborator",
        "wrike.external",
        invalid("external"),
        naming(INVITE, external=True).but(json={"role": "Collaborator"}),
    ),
)

JOB_ROLES = (
    Row(
        "a job role that there is not",
        "wrike.job_role",
        invalid("jobRoleId"),
        ROLE_OF_TOM.but(json={"jobRoleId": NOTHING}),
    ),
    Row(
        "a job role without a title",
        "wrike.required_parameter",
        invalid("title"),
        ask("POST", "/jobroles", {"title": "Writer"}).but(json={"title": ABSENT}),
    ),
    unknown("job role", ask("GET", f"/jobroles/{DESIGNER}"), f"/jobroles/{NOTHING}"),
    unknown("job role", ask("PUT", f"/jobroles/{DESIGNER}", {"title": "A"}), f"/jobroles/{NOTHING}"),
    unknown("job role", ask("DELETE", f"/jobroles/{DESIGNER}"), f"/jobroles/{NOTHING}"),
    Row(
        "more than a thousand job roles",
        "wrike.entity_count",
        bad_request("More than 1000 ids"),
        ask("GET", f"/jobroles/{DESIGNER}").but(
            path=below(f"/jobroles/{','.join([DESIGNER, *(f'{NOTHING}{n}' for n in range(1_000))])}")
        ),
    ),
)

PLACEHOLDERS = (
    Row(
        "a placeholder that there is not",
        "wrike.placeholders",
        invalid("responsiblePlaceholders"),
        DRAWN.but(json={"responsiblePlaceholders": [NOTHING]}),
    ),
    Row(
        "a deleted placeholder",
        "wrike.placeholders",
        invalid("addResponsiblePlaceholders"),
        naming(UPDATE_TASK, addResponsiblePlaceholders=[DRAWER]).but(
            json={"addResponsiblePlaceholders": [LEFT]}
        ),
    ),
    unknown("placeholder", ask("GET", f"/placeholders/{DRAWER}"), f"/placeholders/{NOTHING}"),
)

ROWS: tuple[Row, ...] = (*USER_TYPES, *JOB_ROLES, *PLACEHOLDERS)
