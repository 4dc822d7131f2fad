"""What fake Wrike refuses: sharing and roles, and everything that hangs on folders, tasks and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx

from mocks.wrike.access import role_id
from mocks.wrike.calendars import default_id

from ..asks import ABSENT, Ask, Token, later, sent, sent_before
from ..rows import Row
from ..stage import (
    ACCOUNT,
    AMOUNT,
    ANN_THERE,
    ASKED,
    CAME,
    CHILD,
    CREW,
    DESIGN,
    FIRST,
    FLOW,
    FOLDER,
    GONE_TASK,
    HOOK,
    KIND_OF_WORK,
    LENT,
    LOGGED,
    NOTES,
    OTHER_CREW,
    PICTURE,
    REVIEW,
    SAID,
    SECOND,
    SECRET,
    SHIFTS,
    SITE,
    TEAM,
    TOM_THERE,
    Stage,
)
from .common import (
    BAD_TOKEN,
    BIN,
    FORBIDDEN,
    JSON,
    NO_FOLDER,
    NO_TASK,
    NOBODY,
    NOT_FOUND,
    ROOT,
    ask,
    bad_request,
    below,
    invalid,
    naming,
    naming_in,
    refusal,
    unknown,
    unsupported,
)

ANN = Token("wrike", "ann", tenants=(ACCOUNT,))
FULL, READ_ONLY = role_id(ACCOUNT, -1), role_id(ACCOUNT, -4)
NOTHING = f"{ACCOUNT}JU77777A"
"""An id that nothing has."""
RETITLE_LENT = ask("PUT", f"/folders/{LENT}", {"title": "Borrowed"}, person="ann")
LEND_TO_READ = ask("PUT", f"/folders/{LENT}", {"addAccessRoles": {ANN_THERE: READ_ONLY}})
COMMENT = ask("POST", f"/tasks/{DESIGN}/comments", {"text": "Good"})
USER = ask("PUT", f"/users/{ANN_THERE}", {"active": True})
CREATE_TASK = ask("POST", f"/folders/{FOLDER}/tasks", {"title": "Build"})
UPDATE_TASK = ask("PUT", f"/tasks/{DESIGN}", {"title": "Draw"})
TASKS = ask("GET", "/tasks")

SHARING = (
    Row(
        "a folder that is not shared",
        "wrike.shared",
        FORBIDDEN,
        ask("GET", f"/folders/{SECRET}").but(token=ANN),
    ),
    Row(
        "a task in a folder that is not shared",
        "wrike.shared",
        FORBIDDEN,
        ask("POST", f"/folders/{SECRET}/tasks", {"title": "Mine"}).but(token=ANN),
    ),
    Row(
        "a change by who may only read",
        "wrike.access_role",
        FORBIDDEN,
        RETITLE_LENT.after(sent(LEND_TO_READ)),
    ),
    Row(
        "a comment by who may only read",
        "wrike.access_role",
        FORBIDDEN,
        ask("POST", f"/folders/{LENT}/comments", {"text": "Mine"}, person="ann").after(sent(LEND_TO_READ)),
    ),
    Row(
        "a role that there is not",
        "wrike.role",
        invalid("userAccessRoles"),
        naming(
            ask("POST", f"/folders/{FOLDER}/folders", {"title": "New"}), userAccessRoles={ANN_THERE: FULL}
        ).but(json={"userAccessRoles": {ANN_THERE: "Full"}}),
    ),
    Row(
        "a role of guests that there is not",
        "wrike.role",
        invalid("guestRoleId"),
        ask("PUT", f"/spaces/{TEAM}", {"guestRoleId": READ_ONLY}).but(json={"guestRoleId": "Full"}),
    ),
    Row("a user changed by who is no administrator", "wrike.administrator", FORBIDDEN, USER.but(token=ANN)),
    Row(
        "somebody else's contact",
        "wrike.own_contact",
        FORBIDDEN,
        ask("PUT", f"/contacts/{TOM_THERE}", {"metadata": []}).but(path=below(f"/contacts/{ANN_THERE}")),
    ),
)

PEOPLE = (
    Row(
        "a user without a change", "wrike.user_change", invalid("profile"), USER.but(json={"active": ABSENT})
    ),
    Row(
        "two changes of a user at once",
        "wrike.user_change",
        invalid("profile"),
        USER.but(json={"profile": {"role": "User"}}),
    ),
    Row(
        "a group below itself",
        "wrike.group_parent",
        invalid("parent"),
        ask("PUT", f"/groups/{CREW}", {"parent": OTHER_CREW}).but(json={"parent": CREW}),
    ),
    Row(
        "a group below a person",
        "wrike.group_parent",
        invalid("parent"),
        ask("POST", "/groups", {"title": "New", "parent": CREW}).but(json={"parent": TOM_THERE}),
    ),
    Row(
        "21 groups at once",
        "wrike.group_count",
        invalid("members"),
        ask("PUT", "/groups_bulk", {"members": [{"id": CREW}] * 20}).but(
            json={"members": [{"id": CREW}] * 21}
        ),
    ),
    Row(
        "no group among several",
        "wrike.group_count",
        invalid("members"),
        ask("PUT", "/groups_bulk", {"members": [{"id": CREW}]}).but(json={"members": [{"id": TOM_THERE}]}),
    ),
    Row(
        "nobody in a group",
        "wrike.contacts",
        invalid("members"),
        ask("POST", "/groups", {"title": "New", "members": [ANN_THERE]}).but(json={"members": [NOBODY]}),
    ),
    Row(
        "an invitation to no address",
        "wrike.email",
        invalid("email"),
        ask("POST", "/invitations", {"email": "dan@example.com"}).but(json={"email": "dan"}),
    ),
    Row(
        "a change of an accepted invitation",
        "wrike.invitation_resolved",
        bad_request("The invitation is resolved"),
        ask("PUT", f"/invitations/{ASKED}", {"resend": True}).but(path=below(f"/invitations/{CAME}")),
    ),
    Row(
        "a member of a space twice",
        "wrike.space_members",
        invalid("membersAdd"),
        ask("PUT", f"/spaces/{TEAM}", {"membersAdd": [{"id": ANN_THERE, "accessRoleId": FULL}]}).but(
            json={"membersAdd": [{"id": ANN_THERE, "accessRoleId": FULL}] * 2}
        ),
    ),
    Row(
        "a space with a workflow of nowhere",
        "wrike.workflow",
        invalid("defaultTaskWorkflowId"),
        ask("POST", "/spaces", {"title": "New", "accessType": "Public", "defaultTaskWorkflowId": FLOW}).but(
            json={"defaultTaskWorkflowId": NOTHING}
        ),
    ),
)


def comparing(field: str, comparator: str) -> Ask:
    """Tasks by a comparison of their values of a field with 3."""
    return naming_in(TASKS, customFields=f'[{{"id":"{field}","comparator":"{comparator}","value":"3"}}]')


LISTS = (
    Row(
        "a list of nothing",
        "wrike.limit_value",
        invalid("limit"),
        naming_in(TASKS, limit="1").but(params={"limit": "0"}),
    ),
    Row(
        "a range of eight days of comments",
        "wrike.filter_range",
        invalid("createdDate"),
        naming_in(
            ask("GET", "/comments"),
            createdDate='{"start":"2026-01-01T00:00:00Z","end":"2026-01-08T00:00:00Z"}',
        ).but(params={"createdDate": '{"start":"2026-01-01T00:00:00Z","end":"2026-01-08T00:00:01Z"}'}),
    ),
    Row(
        "a range that ends where it begins",
        "wrike.filter_range",
        invalid("updatedDate"),
        naming_in(TASKS, updatedDate='{"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:00:01Z"}').but(
            params={"updatedDate": '{"start":"2026-01-01T00:00:00Z","end":"2026-01-01T00:00:00Z"}'}
        ),
    ),
    Row(
        "half a range of a schedule",
        "wrike.filter_range",
        invalid("scheduledDate"),
        naming_in(TASKS, scheduledDate='{"start":"2026-03-02","end":"2026-03-03"}').but(
            params={"scheduledDate": '{"start":"2026-03-02"}'}
        ),
    ),
    Row(
        "a day with a zone",
        "wrike.filter_date",
        invalid("startDate"),
        naming_in(TASKS, startDate='{"start":"2026-03-02T09:00:00"}').but(
            params={"startDate": '{"start":"2026-03-02T09:00:00Z"}'}
        ),
    ),
    Row(
        "metadata without a key",
        "wrike.metadata_filter",
        invalid("metadata"),
        naming_in(TASKS, metadata='{"key":"origin"}').but(params={"metadata": '{"value":"books"}'}),
    ),
    Row(
        "a comparison with no field",
        "wrike.custom_filter",
        invalid("customFields"),
        comparing(AMOUNT, "LessThan").but(params=comparing(NOTHING, "LessThan").params),
    ),
    Row(
        "the older comparison with no field",
        "wrike.custom_filter",
        invalid("customField"),
        naming_in(TASKS, customField=f'{{"id":"{AMOUNT}","value":"3"}}').but(
            params={"customField": f'{{"id":"{NOTHING}","value":"3"}}'}
        ),
    ),
    Row(
        "deleted tasks in a list",
        "wrike.unknown_parameter",
        unsupported("deleted"),
        TASKS.but(params={"deleted": "true"}),
    ),
    Row(
        "a page of comments",
        "wrike.unknown_parameter",
        unsupported("pageSize"),
        ask("GET", "/comments").but(params={"pageSize": "10"}),
    ),
    Row(
        "a page of the tree",
        "wrike.unknown_parameter",
        unsupported("pageSize"),
        ask("GET", "/folders", pageSize="10", descendants="false").but(params={"descendants": "true"}),
    ),
)


def values(count: int) -> dict[str, Any]:
    return {"customFields": [{"id": AMOUNT, "value": "1"}] * count}


CUSTOM = (
    Row(
        "metadata under an improper key",
        "wrike.metadata",
        invalid("metadata"),
        naming(UPDATE_TASK, metadata=[{"key": "from-books", "value": "1"}]).but(
            json={"metadata": [{"key": "from books", "value": "1"}]}
        ),
    ),
    Row(
        "101 values",
        "wrike.entry_count",
        invalid("customFields"),
        naming(UPDATE_TASK, **values(100)).but(json=values(101)),
    ),
    Row(
        "a value of no field",
        "wrike.custom_field",
        invalid("customFields"),
        naming(CREATE_TASK, **values(1)).but(json={"customFields": [{"id": NOTHING, "value": "1"}]}),
    ),
    Row(
        "words in a field for numbers",
        "wrike.custom_value",
        invalid("customFields"),
        naming(CREATE_TASK, **values(1)).but(json={"customFields": [{"id": AMOUNT, "value": "one"}]}),
    ),
    Row(
        "a value of 4001 characters",
        "wrike.custom_value",
        invalid("customFields"),
        naming(UPDATE_TASK, customFields=[{"id": AMOUNT, "value": "x" * 4000}]).but(
            json={"customFields": [{"id": AMOUNT, "value": "x" * 4001}]}
        ),
        None,
        {"wrike.custom_field_value": "accepted"},
    ),
    Row(
        "a field turned into a link to a database",
        "wrike.field_type",
        invalid("type"),
        ask("PUT", f"/customfields/{AMOUNT}", {"type": "Text"}).but(json={"type": "LinkToDatabase"}),
    ),
    Row(
        "a field in a folder",
        "wrike.field_space",
        invalid("spaceId"),
        ask("POST", "/customfields", {"title": "New", "type": "Text", "spaceId": TEAM}).but(
            json={"spaceId": FOLDER}
        ),
    ),
    Row(
        "a field moved into no space",
        "wrike.field_space",
        invalid("spaceId"),
        ask("PUT", f"/customfields/{AMOUNT}", {"changeScope": "Space", "spaceId": TEAM}).but(
            json={"spaceId": ABSENT}
        ),
    ),
    Row(
        "a status that the workflow has not",
        "wrike.status_group",
        invalid("status"),
        ask("POST", f"/folders/{TEAM}/tasks", {"title": "New", "status": "Completed"}).but(
            json={"status": "Deferred"}
        ),
    ),
    Row(
        "a status without a name",
        "wrike.status_parts",
        invalid("customStatus"),
        ask("PUT", f"/workflows/{FLOW}", {"customStatus": {"name": "Late", "group": "Deferred"}}).but(
            json={"customStatus": {"group": "Deferred"}}
        ),
    ),
    Row(
        "a status of another workflow",
        "wrike.custom_status",
        invalid("customStatus"),
        ask("PUT", f"/workflows/{FLOW}", {"customStatus": {"name": "Late", "group": "Deferred"}}).but(
            json={"customStatus": {"id": f"{ACCOUNT}JMAAAAAA"}}
        ),
    ),
    Row(
        "a task after no task",
        "wrike.priority",
        invalid("priorityAfter"),
        naming(UPDATE_TASK, priorityAfter=FIRST).but(json={"priorityAfter": NO_TASK}),
    ),
    Row(
        "a task below itself",
        "wrike.cycle",
        invalid("addSuperTasks"),
        naming(UPDATE_TASK, addSuperTasks=[FIRST]).but(json={"addSuperTasks": [DESIGN]}),
    ),
)

DEPEND = ask(
    "POST", f"/tasks/{SECOND}/dependencies", {"predecessorId": FIRST, "relationType": "FinishToStart"}
)
COMMENTS = (
    Row("a comment of blanks", "wrike.empty_text", invalid("text"), COMMENT.but(json={"text": "  "})),
    Row(
        "a comment changed after five minutes",
        "wrike.comment_age",
        FORBIDDEN,
        ask("PUT", f"/comments/{SAID}", {"text": "No"}).after(later(301), right=(later(300),)),
    ),
    Row(
        "a comment on the root",
        "wrike.logical_folder",
        bad_request("The root and the Recycle Bin cannot be changed"),
        ask("POST", f"/folders/{CHILD}/comments", {"text": "Good"}).but(
            path=below(f"/folders/{ROOT}/comments")
        ),
    ),
    Row(
        "a comment on a deleted task",
        "wrike.deleted_change",
        bad_request("It is in the Recycle Bin"),
        ask("POST", f"/tasks/{GONE_TASK}/comments", {"text": "Late"}).after(
            sent(ask("DELETE", f"/tasks/{GONE_TASK}"))
        ),
    ),
)

LOG = ask(
    "POST", f"/tasks/{DESIGN}/timelogs", {"hours": 24, "trackedDate": "2026-03-02", "comment": "All day"}
)
TIME = (
    Row("25 hours on a day", "wrike.hours", invalid("hours"), LOG.but(json={"hours": 25})),
    Row(
        "hours on no day",
        "wrike.tracked_date",
        invalid("trackedDate"),
        ask("PUT", f"/timelogs/{LOGGED}", {"trackedDate": "2026-03-03"}).but(json={"trackedDate": ""}),
    ),
    Row(
        "hours without a comment",
        "wrike.required_parameter",
        invalid("comment"),
        LOG.but(json={"comment": ABSENT}),
    ),
    Row(
        "hours of a category that there is not",
        "wrike.category",
        invalid("categoryId"),
        naming(LOG, categoryId=KIND_OF_WORK).but(json={"categoryId": NOTHING}),
    ),
    Row(
        "hours of nobody",
        "wrike.contacts",
        invalid("onBehalfOf"),
        naming(LOG, onBehalfOf=ANN_THERE).but(json={"onBehalfOf": NOBODY}),
    ),
)


async def deleted_dependency(stage: Stage, wrong: bool) -> httpx.Response:
    made = (await DEPEND.send(stage)).json()["data"][0]["id"]
    delete = ask("DELETE", f"/dependencies/{made}")
    if wrong:
        await delete.send(stage)
    return await delete.send(stage)


DEPENDENCIES = (
    Row("a dependency deleted twice", "wrike.entity", NOT_FOUND, deleted_dependency),
    Row(
        "two other ends at once",
        "wrike.dependency_end",
        invalid("predecessorId"),
        DEPEND.but(json={"successorId": DESIGN}),
    ),
    Row(
        "no task before",
        "wrike.super_tasks",
        invalid("predecessorId"),
        DEPEND.but(json={"predecessorId": NO_TASK}),
    ),
    Row(
        "the same dependency again",
        "wrike.dependency_twice",
        bad_request("The dependency already exists"),
        DEPEND.after(sent_before),
    ),
    Row(
        "a circle",
        "wrike.dependency_cycle",
        bad_request("The dependency closes a circle"),
        ask(
            "POST", f"/tasks/{FIRST}/dependencies", {"predecessorId": SECOND, "relationType": "FinishToStart"}
        ).after(sent(DEPEND)),
    ),
    Row(
        "a task without dates",
        "wrike.dependency_type",
        bad_request("Tasks of that type cannot depend on each other"),
        DEPEND.but(json={"predecessorId": DESIGN}),
    ),
)


async def file_link(stage: Stage, wrong: bool) -> httpx.Response:
    link = await _link(stage)
    return await replace(link, path=below("/files/made-up") if wrong else link.path).send(stage)


async def old_file_link(stage: Stage, wrong: bool) -> httpx.Response:
    link = await _link(stage)
    await stage.world.advance(86_400 if wrong else 86_399)
    return await link.send(stage)


async def _link(stage: Stage) -> Ask:
    answer = await ask("GET", f"/attachments/{NOTES}/url").send(stage)
    url = httpx.URL(answer.json()["data"][0]["url"])
    return replace(ask("GET", ""), path=url.path, token=None)


UPLOAD = replace(ask("POST", f"/tasks/{DESIGN}/attachments"), headers={"x-file-name": "a.txt"}, content=b"A")
FILES = (
    Row(
        "an attachment without content",
        "wrike.no_content",
        bad_request("Attachment content is missing"),
        UPLOAD.but(content=b""),
    ),
    Row(
        "a preview of a text",
        "wrike.preview",
        NOT_FOUND,
        ask("GET", f"/attachments/{PICTURE}/preview").but(path=below(f"/attachments/{NOTES}/preview")),
    ),
    Row("a made-up link to a file", "wrike.link", BAD_TOKEN, file_link),
    Row("a link to a file a day later", "wrike.link", BAD_TOKEN, old_file_link),
)

COPY = ask("POST", f"/copy_folder/{FOLDER}", {"parent": SITE, "title": "Again"})
COPIES = (
    Row("a copy in the bin", "wrike.copy_place", invalid("parent"), COPY.but(json={"parent": BIN})),
    Row("a copy in no folder", "wrike.copy_place", invalid("parent"), COPY.but(json={"parent": NO_FOLDER})),
    Row(
        "a copy of more than its limit",
        "wrike.entry_limit",
        refusal("too_many_entries", 403, "not_allowed", "Affected entry limit exceeded", JSON),
        naming(COPY, entryLimit=100).but(json={"entryLimit": 1}),
    ),
    Row(
        "a limit of 251",
        "wrike.entry_limit_value",
        invalid("entryLimit"),
        naming(COPY, entryLimit=250).but(json={"entryLimit": 251}),
    ),
    Row(
        "a copy of the root",
        "wrike.logical_folder",
        bad_request("The root and the Recycle Bin cannot be copied"),
        ask("POST", f"/copy_folder/{CHILD}", {"parent": SITE, "title": "Again"}).but(
            path=below(f"/copy_folder/{ROOT}")
        ),
    ),
)

WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri")
EXCEPTION: Mapping[str, str] = {
    "fromDate": "2026-03-02",
    "toDate": "2026-03-02",
    "exclusionType": "PublicHolidays",
}
SCHEDULES = (
    Row(
        "a week without work",
        "wrike.work_week",
        invalid("workweek"),
        ask("PUT", f"/workschedules/{SHIFTS}", {"workweek": [{"dayOfWeek": "Mon", "isWorkDay": False}]}).but(
            json={"workweek": [{"dayOfWeek": day, "isWorkDay": False} for day in WEEK]}
        ),
    ),
    Row(
        "deleting the default schedule",
        "wrike.default_schedule",
        bad_request("The default schedule cannot be deleted"),
        ask("DELETE", f"/workschedules/{SHIFTS}").but(
            path=below(f"/workschedules/{default_id(ACCOUNT, 16)}")
        ),
    ),
    Row(
        "an exception that ends before it starts",
        "wrike.exclusion_dates",
        invalid("toDate"),
        ask("POST", f"/workschedules/{SHIFTS}/workschedule_exclusions", EXCEPTION).but(
            json={"toDate": "2026-03-01"}
        ),
    ),
    Row(
        "a webhook to no URL",
        "wrike.hook_url",
        invalid("hookUrl"),
        ask("POST", "/webhooks", {"hookUrl": "https://hooks.example/new"}).but(json={"hookUrl": "here"}),
    ),
    Row(
        "a secret that nobody proves to know",
        "wrike.handshake",
        bad_request("The receiver did not prove that it knows the secret"),
        ask("POST", "/webhooks", {"hookUrl": "https://hooks.example/new"}).but(json={"secret": "s3cret"}),
    ),
)

APPROVE = ask("POST", f"/tasks/{DESIGN}/approvals", {"approvers": [ANN_THERE]})
APPROVALS = (
    Row(
        "a change of a cancelled approval",
        "wrike.approval_finished",
        bad_request("The approval is finished"),
        ask("PUT", f"/approvals/{REVIEW}", {"description": "More"}).after(
            sent(ask("DELETE", f"/approvals/{REVIEW}"))
        ),
    ),
    Row(
        "an approval of no file",
        "wrike.approved_files",
        invalid("attachments"),
        naming(APPROVE, attachments=[NOTES]).but(json={"attachments": [NOTHING]}),
    ),
    Row(
        "an approval by nobody",
        "wrike.contacts",
        invalid("approvers"),
        APPROVE.but(json={"approvers": [NOBODY]}),
    ),
)

UNKNOWN = (
    *(
        unknown(what, ask("GET", f"/{plural}/{key}"), f"/{plural}/{NOTHING}")
        for what, plural, key in (
            ("comment", "comments", SAID),
            ("timelog", "timelogs", LOGGED),
            ("attachment", "attachments", NOTES),
            ("approval", "approvals", REVIEW),
            ("custom field", "customfields", AMOUNT),
            ("group", "groups", CREW),
            ("user", "users", TOM_THERE),
            ("space", "spaces", TEAM),
            ("webhook", "webhooks", HOOK),
            ("work schedule", "workschedules", SHIFTS),
        )
    ),
    unknown("comment", ask("DELETE", f"/comments/{SAID}"), f"/comments/{NOTHING}"),
    unknown("timelog", ask("DELETE", f"/timelogs/{LOGGED}"), f"/timelogs/{NOTHING}"),
    unknown("invitation", ask("DELETE", f"/invitations/{ASKED}"), f"/invitations/{NOTHING}"),
    unknown("task", COMMENT, f"/tasks/{NO_TASK}/comments"),
    unknown("task", LOG, f"/tasks/{NO_TASK}/timelogs"),
    unknown("task", DEPEND, f"/tasks/{NO_TASK}/dependencies"),
    unknown("task", UPLOAD, f"/tasks/{NO_TASK}/attachments"),
    unknown("file", ask("GET", f"/attachments/{NOTES}/download"), f"/attachments/{NOTHING}/download"),
    unknown("space that is a folder", ask("GET", f"/spaces/{TEAM}/tasks"), f"/spaces/{FOLDER}/tasks"),
    unknown(
        "category",
        ask("GET", f"/timelog_categories/{KIND_OF_WORK}/timelogs"),
        f"/timelog_categories/{NOTHING}/timelogs",
    ),
)

ROWS: tuple[Row, ...] = (
    *(*SHARING, *PEOPLE, *LISTS, *CUSTOM, *COMMENTS, *TIME, *DEPENDENCIES),
    *(*FILES, *COPIES, *SCHEDULES, *APPROVALS, *UNKNOWN),
)
