"""What fake Wrike refuses: credentials, parameters, pages, folders, tasks and the recycle bin."""

from __future__ import annotations

from dataclasses import replace

import httpx

from ..asks import ABSENT, Token, given, later, revoked, sent, sent_before, struck
from ..rows import Refusal, Row
from ..stage import (
    ACCOUNT,
    ANN_THERE,
    CHILD,
    DESIGN,
    FOLDER,
    GONE,
    GONE_TASK,
    OTHER_FOLDER,
    SITE,
    TOM_THERE,
    Stage,
)
from .common import (
    BAD_TOKEN,
    BIN,
    JSON,
    LIMIT,
    NO_CREDENTIAL,
    NO_FOLDER,
    NO_METHOD,
    NO_SCOPE,
    NO_STATUS,
    NO_TASK,
    NOBODY,
    NOT_BUILT,
    NOT_FOUND,
    PLAIN,
    ROOT,
    SCOPE,
    ask,
    bad_request,
    below,
    invalid,
    may,
    naming,
    refusal,
    unknown,
    unsupported,
)

LIST = ask("GET", "/folders")
READ = ask("GET", f"/folders/{CHILD}")
CREATE = ask("POST", f"/folders/{FOLDER}/folders", {"title": "New"})
CREATE_PROJECT = CREATE.changed(json={"project": {"ownerIds": [TOM_THERE]}})
UPDATE = ask("PUT", f"/folders/{CHILD}", {"title": "Newer"})
DELETE = ask("DELETE", f"/folders/{CHILD}")
CREATE_TASK = ask("POST", f"/folders/{FOLDER}/tasks", {"title": "Build"})
UPDATE_TASK = ask("PUT", f"/tasks/{DESIGN}", {"title": "Draw"})
DELETE_TASK = ask("DELETE", f"/tasks/{DESIGN}")
TASKS = ask("GET", "/tasks")


async def superseded_token(stage: Stage, wrong: bool) -> httpx.Response:
    wrike = stage.server("wrike")
    answer = await wrike.connect()
    if wrong:
        await wrike.refresh(answer["refresh_token"])
    return await replace(LIST, token=answer["access_token"]).send(stage)


CREDENTIALS = (
    Row("no token", "wrike.credential", NO_CREDENTIAL, LIST.but(token=None), "missing"),
    Row("another scheme", "wrike.credential", NO_CREDENTIAL, LIST.but(word="Basic"), "missing"),
    Row(
        "a token that nobody issued",
        "wrike.token_unknown tokens.unknown",
        BAD_TOKEN,
        LIST.but(token="made.up"),
        "unknown",
    ),
    Row(  # the token is judged before the path: without the check, there is no such path
        "a made-up token on a path that there is not",
        "",
        replace(BAD_TOKEN, headers=JSON),
        LIST.but(path=below("/nothing"), token="made.up"),
        "unknown",
    ),
    Row(
        "a made-up token as parameter",
        "wrike.token_unknown tokens.unknown",
        BAD_TOKEN,
        LIST.but(token=None, params={"access_token": "made.up"}),
        "unknown",
    ),
    Row(
        "a token an hour later",
        "wrike.token_expired tokens.expired",
        BAD_TOKEN,
        replace(LIST, token=Token("wrike", life=3600)).after(later(3600), right=(later(3599),)),
        "expired",
    ),
    Row("a revoked token", "wrike.token_revoked tokens.revoked", BAD_TOKEN, LIST.after(revoked), "revoked"),
    Row(
        "a token after it was refreshed",
        "wrike.token_revoked tokens.revoked",
        BAD_TOKEN,
        superseded_token,
        "revoked",
    ),
    Row(
        "a token of a person who was deactivated",
        "wrike.token_revoked tokens.revoked",
        BAD_TOKEN,
        LIST.after(given("wrike", "contacts", ACCOUNT, {"person": "tom", "id": TOM_THERE, "active": False})),
        "revoked",
    ),
    Row(
        "a token of Zoho",
        "wrike.token_vendor tokens.other_vendor",
        BAD_TOKEN,
        LIST.but(token=Token("zoho")),
        "other vendor",
    ),
    Row(
        "a token of another data centre",
        "wrike.data_centre tokens.other_data_centre",
        BAD_TOKEN,
        LIST.but(host="app-eu.wrike.com"),
        "other data centre",
    ),
    Row(
        "a token of another data centre, told by the status alone",
        "wrike.data_centre tokens.other_data_centre",
        Refusal("wrike.other_data_centre", 300, "", {}),
        LIST.but(host="app-eu.wrike.com"),
        "other data centre",
        {"wrike.wrong_data_centre": "300"},
    ),
    Row(
        "a write with a scope to read",
        "wrike.scope tokens.scope",
        SCOPE,
        replace(CREATE, token=may("wsReadWrite")).but(token=may("wsReadOnly")),
        "scope",
    ),
    Row(
        "a scope for workflows",
        "wrike.scope tokens.scope",
        SCOPE,
        replace(LIST, token=may("wsReadOnly")).but(token=may("amReadOnlyWorkflow")),
        "scope",
    ),
    Row(
        "a scope too few, told as forbidden",
        "wrike.scope tokens.scope",
        refusal("scope_forbidden", 403, "access_forbidden", NO_SCOPE, JSON),
        CREATE.but(token=may("wsReadOnly")),
        "scope",
        {"wrike.scope_denied": "access_forbidden"},
    ),
    Row(
        "a scope too few, told as not authorized",
        "wrike.scope tokens.scope",
        refusal("scope_not_authorized", 401, "not_authorized", NO_SCOPE, PLAIN),
        CREATE.but(token=may("wsReadOnly")),
        "scope",
        {"wrike.scope_denied": "not_authorized"},
    ),
    Row("too many calls", "wrike.limit", LIMIT, LIST.beyond("wrike", 2)),
    Row(
        "too many calls, told with the other code",
        "wrike.limit",
        refusal(
            "rate_limit_exceeded", 429, "rate_limit_exceeded", "Rate limit exceeded, try again later", JSON
        ),
        LIST.beyond("wrike", 2),
        None,
        {"wrike.rate_limit": "rate_limit_exceeded"},
    ),
)

PARAMETERS = (
    Row(
        "a body that is a list",
        "wrike.body",
        bad_request("The body is not a JSON object"),
        UPDATE.but(content=b"[]", headers={"content-type": "application/json"}),
    ),
    Row(
        "a body that is no JSON",
        "wrike.body",
        bad_request("The body is not a JSON object"),
        UPDATE.but(content=b"{", headers={"content-type": "application/json"}),
    ),
    Row(
        "an unknown parameter",
        "wrike.unknown_parameter",
        unsupported("colour"),
        LIST.but(params={"colour": "red"}),
    ),
    Row(
        "an unknown parameter, told as an invalid one",
        "wrike.unknown_parameter",
        unsupported("colour", "invalid_parameter_name", "invalid_parameter"),
        CREATE.but(json={"colour": "red"}),
        None,
        {"wrike.unknown_parameter": "invalid_parameter"},
    ),
    Row(
        "an unknown key inside",
        "wrike.unknown_parameter",
        unsupported("owner"),
        CREATE_PROJECT.but(json={"project": {"owner": TOM_THERE}}),
        None,
        {"wrike.unknown_key": "refused"},
    ),
    Row(
        "a folder without a title",
        "wrike.required_parameter",
        invalid("title"),
        CREATE.changed(json={"description": "x"}).but(json={"title": ABSENT}),
    ),
    Row(
        "a task with an empty title",
        "wrike.parameter_value",
        invalid("title"),
        UPDATE_TASK.but(json={"title": ""}),
    ),
    Row(
        "a task without a title, told as a parameter that is required",
        "wrike.required_parameter",
        refusal("parameter_required", 400, "parameter_required", "Parameter 'title' is required", JSON),
        CREATE_TASK.changed(json={"description": "x"}).but(json={"title": ABSENT}),
        None,
        {"wrike.missing_parameter": "parameter_required"},
    ),
    Row(
        "ids without their type",
        "wrike.required_parameter",
        invalid("type"),
        ask("GET", "/ids", type="ApiV2Folder", ids="[1]").but(params={"type": ABSENT}),
    ),
    Row(
        "ids of an unknown type",
        "wrike.parameter_value",
        invalid("type"),
        ask("GET", "/ids", type="ApiV2Folder", ids="[1]").but(params={"type": "ApiV2Space"}),
    ),
    Row(
        "a choice that there is not",
        "wrike.parameter_value",
        invalid("importance"),
        CREATE_TASK.changed(json={"importance": "High"}).but(json={"importance": "Urgent"}),
    ),
    Row(
        "a status that there is not",
        "wrike.parameter_value",
        invalid("status"),
        UPDATE_TASK.changed(json={"status": "Completed"}).but(json={"status": "Done"}),
    ),
    Row(
        "an order that there is not",
        "wrike.parameter_value",
        invalid("sortField"),
        TASKS.changed(params={"sortField": "Title"}).but(params={"sortField": "Colour"}),
    ),
    Row(
        "words where a number is due",
        "wrike.parameter_value",
        invalid("pageSize"),
        TASKS.changed(params={"pageSize": "10"}).but(params={"pageSize": "ten"}),
    ),
    Row(
        "a project that is no object",
        "wrike.parameter_value",
        invalid("project"),
        CREATE_PROJECT.but(json={"project": "yes"}),
    ),
    Row(
        "a date that there is not",
        "wrike.parameter_value",
        invalid("startDate"),
        CREATE.changed(json={"project": {"startDate": "2026-02-28"}}).but(
            json={"project": {"startDate": "2026-02-30"}}
        ),
    ),
    Row(
        "an optional field that there is not",
        "wrike.parameter_value",
        invalid("fields"),
        READ.changed(params={"fields": "[briefDescription]"}).but(params={"fields": "[colour]"}),
    ),
    Row(
        "an optional field that is there anyway",
        "wrike.parameter_value",
        invalid("fields"),
        replace(READ, path=below(f"/tasks/{DESIGN}"), params={"fields": "[attachmentCount]"}).but(
            params={"fields": "[description]"}
        ),
    ),
    Row(
        "a day where an instant is due",
        "wrike.filter_date",
        invalid("updatedDate"),
        LIST.changed(params={"updatedDate": '{"start":"2026-01-01T00:00:00Z"}'}).but(
            params={"updatedDate": '{"start":"2026-01-01"}'}
        ),
    ),
    Row(
        "words where an instant is due",
        "wrike.filter_date",
        invalid("createdDate"),
        TASKS.changed(params={"createdDate": '{"end":"2026-01-01T00:00:00Z"}'}).but(
            params={"createdDate": '{"end":"today"}'}
        ),
    ),
    Row(
        "milliseconds, where they are refused",
        "wrike.filter_date",
        invalid("updatedDate"),
        TASKS.changed(params={"updatedDate": '{"start":"2026-01-01T00:00:00Z"}'}).but(
            params={"updatedDate": '{"start":"2026-01-01T00:00:00.000Z"}'}
        ),
        None,
        {"wrike.filter_milliseconds": "refused"},
    ),
    Row(
        "a page of nothing",
        "wrike.page_size",
        invalid("pageSize"),
        TASKS.changed(params={"pageSize": "1"}).but(params={"pageSize": "0"}),
    ),
    Row(
        "a page of 1001 records",
        "wrike.page_size",
        invalid("pageSize"),
        TASKS.changed(params={"pageSize": "1000"}).but(params={"pageSize": "1001"}),
    ),
    Row(
        "a page of 101 request forms",
        "wrike.page_size",
        invalid("pageSize"),
        ask("GET", "/request_forms", pageSize="100").but(params={"pageSize": "101"}),
    ),
)


async def page_token(stage: Stage, wrong: bool) -> httpx.Response:
    token = await _next_page(stage)
    return await TASKS.changed(params={"nextPageToken": "MADEUP" if wrong else token}).send(stage)


async def page_token_of_another_list(stage: Stage, wrong: bool) -> httpx.Response:
    token = await _next_page(stage)
    other = ask("GET", f"/folders/{FOLDER}/tasks")
    return await (other if wrong else TASKS).changed(params={"nextPageToken": token}).send(stage)


async def late_page_token(stage: Stage, wrong: bool) -> httpx.Response:
    token = await _next_page(stage)
    await stage.world.advance(7200 if wrong else 7199)
    return await TASKS.changed(params={"nextPageToken": token}).send(stage)


async def _next_page(stage: Stage) -> str:
    await CREATE_TASK.send(stage)
    page = await TASKS.changed(params={"pageSize": "1"}).send(stage)
    return str(page.json()["nextPageToken"])


PAGES = (
    Row("a made-up page token", "wrike.page_token", invalid("nextPageToken"), page_token),
    Row(
        "a page token of another list",
        "wrike.page_token",
        invalid("nextPageToken"),
        page_token_of_another_list,
    ),
    Row("a page token two hours later", "wrike.page_token", invalid("nextPageToken"), late_page_token),
)


def many(count: int) -> str:
    """The path of so many folders, of which one exists."""
    return below("/folders/" + ",".join([CHILD, *(f"IEAAAAAQI4Z{number:05}" for number in range(count - 1))]))


ENTITIES = (
    unknown("folder", READ, f"/folders/{NO_FOLDER}"),
    unknown("folder", UPDATE, f"/folders/{NO_FOLDER}"),
    unknown("folder", DELETE, f"/folders/{NO_FOLDER}"),
    unknown("folder", CREATE, f"/folders/{NO_FOLDER}/folders"),
    unknown("folder", CREATE_TASK, f"/folders/{NO_FOLDER}/tasks"),
    unknown("folder", ask("GET", f"/folders/{FOLDER}/folders"), f"/folders/{NO_FOLDER}/folders"),
    unknown("folder", ask("GET", f"/folders/{FOLDER}/tasks"), f"/folders/{NO_FOLDER}/tasks"),
    unknown("task", ask("GET", f"/tasks/{DESIGN}"), f"/tasks/{NO_TASK}"),
    unknown("task", UPDATE_TASK, f"/tasks/{NO_TASK}"),
    unknown("task", DELETE_TASK, f"/tasks/{NO_TASK}"),
    unknown("contact", ask("GET", f"/contacts/{TOM_THERE}"), f"/contacts/{NOBODY}"),
    unknown("folder that is a task", ask("GET", f"/tasks/{DESIGN}"), f"/tasks/{FOLDER}"),
    Row(
        "a folder of another account",
        "wrike.entity",
        NOT_FOUND,
        READ.but(path=below(f"/folders/{OTHER_FOLDER}")),
    ),
    Row(
        "no folder, told as forbidden",
        "wrike.entity",
        refusal("access_forbidden", 403, "access_forbidden", "Access to requested entity is denied", JSON),
        READ.but(path=below(f"/folders/{NO_FOLDER}")),
        None,
        {"wrike.missing_entity": "access_forbidden"},
    ),
    Row(
        "one folder of two, where both must be there",
        "wrike.entity",
        NOT_FOUND,
        READ.but(path=below(f"/folders/{CHILD},{NO_FOLDER}")),
        None,
        {"wrike.missing_ids": "refused"},
    ),
    Row(
        "1001 folders",
        "wrike.entity_count",
        bad_request("More than 1000 ids"),
        replace(READ, path=many(1_000)).but(path=many(1_001)),
    ),
    Row(
        "101 folders, where no more than a hundred can be read",
        "wrike.entity_count",
        bad_request("More than 100 ids"),
        replace(READ, path=many(100)).but(path=many(101)),
        None,
        {"wrike.ids_of_a_read": "100"},
    ),
    Row(
        "1001 ids",
        "wrike.id_count",
        invalid("ids"),
        ask("GET", "/ids", type="ApiV2Task", ids=str(list(range(1000)))).but(
            params={"ids": str(list(range(1001)))}
        ),
    ),
)


REFERENCES = (
    Row(
        "a folder into no folder",
        "wrike.parents",
        invalid("addParents"),
        naming(UPDATE, addParents=[SITE]).but(json={"addParents": [NO_FOLDER]}),
    ),
    Row(
        "a task out of no folder",
        "wrike.parents",
        invalid("removeParents"),
        naming(UPDATE_TASK, removeParents=[CHILD]).but(json={"removeParents": [NO_FOLDER]}),
    ),
    Row(
        "a new task into no folder",
        "wrike.parents",
        invalid("parents"),
        naming(CREATE_TASK, parents=[CHILD]).but(json={"parents": [OTHER_FOLDER]}),
    ),
    Row(
        "a folder into the root by its id",
        "wrike.logical_parent",
        invalid("addParents"),
        naming(UPDATE, addParents=[SITE]).but(json={"addParents": [ROOT]}),
    ),
    Row(
        "a task into the bin",
        "wrike.logical_parent",
        invalid("addParents"),
        naming(UPDATE_TASK, addParents=[SITE]).but(json={"addParents": [BIN]}),
    ),
    Row(
        "a new folder in the bin",
        "wrike.logical_parent",
        bad_request("Nothing can be created in the Recycle Bin"),
        CREATE.but(path=below(f"/folders/{BIN}/folders")),
    ),
    Row(
        "a new task in the bin",
        "wrike.logical_parent",
        bad_request("Nothing can be created in the Recycle Bin"),
        CREATE_TASK.but(path=below(f"/folders/{BIN}/tasks")),
    ),
    Row(
        "a change of the root",
        "wrike.logical_folder",
        bad_request("The root and the Recycle Bin cannot be changed"),
        UPDATE.but(path=below(f"/folders/{ROOT}")),
    ),
    Row(
        "deleting the bin",
        "wrike.logical_folder",
        bad_request("The root and the Recycle Bin cannot be changed"),
        DELETE.but(path=below(f"/folders/{BIN}")),
    ),
    Row(
        "a folder into itself",
        "wrike.cycle",
        invalid("addParents"),
        naming(UPDATE, addParents=[SITE]).but(json={"addParents": [CHILD]}),
    ),
    Row(
        "a folder into one below it",
        "wrike.cycle",
        invalid("addParents"),
        ask("PUT", f"/folders/{FOLDER}", {"addParents": [SITE]}).but(json={"addParents": [CHILD]}),
    ),
    Row(
        "a task below no task",
        "wrike.super_tasks",
        invalid("superTasks"),
        naming(CREATE_TASK, superTasks=[DESIGN]).but(json={"superTasks": [NO_TASK]}),
    ),
    Row(
        "a task out of no task",
        "wrike.super_tasks",
        invalid("removeSuperTasks"),
        naming(UPDATE_TASK, removeSuperTasks=[DESIGN]).but(json={"removeSuperTasks": [NO_TASK]}),
    ),
    Row(
        "a project of nobody",
        "wrike.contacts",
        invalid("project"),
        CREATE_PROJECT.but(json={"project": {"ownerIds": [NOBODY]}}),
    ),
    *(
        Row(
            f"nobody in {name}",
            "wrike.contacts",
            invalid(name),
            naming(right, **{name: [ANN_THERE]}).but(json={name: [NOBODY]}),
        )
        for right, several in (
            (CREATE, ("shareds",)),
            (UPDATE, ("addShareds", "removeShareds")),
            (CREATE_TASK, ("responsibles", "followers")),
            (UPDATE_TASK, ("addResponsibles", "removeResponsibles", "addFollowers")),
        )
        for name in several
    ),
    Row(
        "a task with a status of nowhere",
        "wrike.custom_status",
        invalid("customStatus"),
        naming(UPDATE_TASK, customStatus="IEAAAAAQJMAAAAAB").but(json={"customStatus": NO_STATUS}),
    ),
    Row(
        "a project with a status of nowhere",
        "wrike.custom_status",
        invalid("project"),
        naming(CREATE, project={"customStatusId": "IEAAAAAQJMAAAAAB"}).but(
            json={"project": {"customStatusId": NO_STATUS}}
        ),
    ),
    Row(
        "a task that ends before it starts",
        "wrike.task_dates",
        invalid("dates"),
        naming(CREATE_TASK, dates={"start": "2026-03-02", "due": "2026-03-06"}).but(
            json={"dates": {"start": "2026-03-02", "due": "2026-02-27"}}
        ),
    ),
    Row(
        "a task that starts and never ends",
        "wrike.task_dates",
        invalid("dates"),
        naming(CREATE_TASK, dates={"start": "2026-03-02", "duration": 480}).but(
            json={"dates": {"start": "2026-03-02"}}
        ),
    ),
    Row(
        "a task that starts on no day",
        "wrike.task_dates",
        invalid("dates"),
        naming(UPDATE_TASK, dates={"due": "2026-02-27"}).but(json={"dates": {"due": "2026-02-30"}}),
    ),
    Row(
        "a project that ends before it starts",
        "wrike.project_dates",
        invalid("project"),
        naming(CREATE, project={"startDate": "2026-03-02", "endDate": "2026-03-02"}).but(
            json={"project": {"startDate": "2026-03-02", "endDate": "2026-03-01"}}
        ),
    ),
    Row(
        "a project that is made to end before it starts",
        "wrike.project_dates",
        invalid("project"),
        ask("PUT", f"/folders/{SITE}", {"project": {"endDate": "2026-03-02"}}).but(
            json={"project": {"endDate": "2026-03-01"}}
        ),
    ),
)


RESTORE = {"restore": True}
DELETE_GONE, DELETE_GONE_TASK = ask("DELETE", f"/folders/{GONE}"), ask("DELETE", f"/tasks/{GONE_TASK}")
FOLDER_GONE, TASK_GONE = (
    bad_request("The folder is in the Recycle Bin"),
    bad_request("The task is in the Recycle Bin"),
)
RECYCLE_BIN = (
    Row(
        "a folder deleted twice",
        "wrike.deleted_twice",
        bad_request("The folder is already in the Recycle Bin"),
        DELETE.after(sent_before),
    ),
    Row(
        "a task deleted twice",
        "wrike.deleted_twice",
        bad_request("The task is already in the Recycle Bin"),
        DELETE_TASK.after(sent_before),
    ),
    Row("a change of a deleted folder", "wrike.deleted_change", FOLDER_GONE, UPDATE.after(sent(DELETE))),
    Row(
        "a change of a deleted task", "wrike.deleted_change", TASK_GONE, UPDATE_TASK.after(sent(DELETE_TASK))
    ),
    Row(
        "a new folder in a deleted one",
        "wrike.deleted_change",
        FOLDER_GONE,
        CREATE.after(sent(ask("DELETE", f"/folders/{FOLDER}"))),
    ),
    Row(
        "a new task in a deleted folder",
        "wrike.deleted_change",
        FOLDER_GONE,
        CREATE_TASK.after(sent(ask("DELETE", f"/folders/{FOLDER}"))),
    ),
    Row(
        "a folder into a deleted one",
        "wrike.deleted_change",
        invalid("addParents"),
        naming(UPDATE, addParents=[GONE]).after(sent(DELETE_GONE)),
    ),
    Row(
        "a task below a deleted one",
        "wrike.deleted_change",
        invalid("addSuperTasks"),
        naming(UPDATE_TASK, addSuperTasks=[GONE_TASK]).after(sent(DELETE_GONE_TASK)),
    ),
    Row(
        "restoring a folder that is not in the bin",
        "wrike.restore_active",
        invalid("restore"),
        ask("PUT", f"/folders/{GONE}", RESTORE).after(right=(sent(DELETE_GONE),)),
    ),
    Row(
        "restoring a task that is not in the bin",
        "wrike.restore_active",
        invalid("restore"),
        ask("PUT", f"/tasks/{GONE_TASK}", RESTORE).after(right=(sent(DELETE_GONE_TASK),)),
    ),
)

ROUTES = (
    Row("no such path", "", NO_METHOD, LIST.but(path=below("/foldrs"))),
    Row("what this fake does not have", "", NOT_BUILT, LIST.but(path=below("/timesheets"))),
    Row("no such method", "", NO_METHOD, UPDATE.but(method="PATCH")),
    Row(
        "a fault of its own",
        "",
        refusal("server_error", 500, "server_error", "Internal server error", JSON),
        LIST.after(struck("wrike", 500)),
    ),
)

ROWS = (*CREDENTIALS, *PARAMETERS, *PAGES, *ENTITIES, *REFERENCES, *RECYCLE_BIN, *ROUTES)
