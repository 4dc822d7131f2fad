"""Every operation of fake Wrike, declared: path, scopes, parameters, optional fields, shape of the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..kit.fields import Field
from ..kit.service import Call, Operation
from . import accounts, listing, unbuilt
from .answers import Answer, either, envelope_schema
from .resources import contacts, folders, projects, tasks, workflows
from .values import Present

READ = ("Default", "wsReadOnly", "wsReadWrite")
WRITE = ("Default", "wsReadWrite")
WORKFLOWS = (*READ, "amReadOnlyWorkflow", "amReadWriteWorkflow")

_RANGE = (Field("start"), Field("end"))
_PAGING = (Field("pageSize", "integer"), Field("nextPageToken"))
_ENTRIES = (Field("metadata", "list"), Field("customFields", "list"))
_WITH = Field("withInvitations", "boolean")
_PLAIN = Field("plainTextCustomFields", "boolean")

_FOLDER_FILTERS = (
    Field("permalink"),
    Field("descendants", "boolean"),
    Field("metadata", "object"),
    Field("customField", "object"),
    Field("customFields", "list"),
    Field("updatedDate", "object", fields=_RANGE),
    Field("project", "boolean"),
    Field("deleted", "boolean"),
    Field("contractTypes", "list", of="text"),
    _WITH,
    _PLAIN,
    *_PAGING,
)
_TASK_FILTERS = (
    Field("descendants", "boolean"),
    Field("title"),
    Field("status", "list", of="text"),
    Field("importance", enum=tasks.IMPORTANCES),
    Field("createdDate", "object", fields=_RANGE),
    Field("updatedDate", "object", fields=_RANGE),
    Field("completedDate", "object", fields=_RANGE),
    Field("authors", "list", of="id"),
    Field("responsibles", "list", of="id"),
    Field("permalink"),
    Field("type", enum=("Backlog", "Milestone", "Planned")),
    Field("limit", "integer"),
    Field("sortField", enum=listing.SORT_FIELDS),
    Field("sortOrder", enum=("Asc", "Desc")),
    Field("subTasks", "boolean"),
    Field("customStatuses", "list", of="id"),
    _WITH,
    _PLAIN,
    *_PAGING,
)
_PROJECT = (
    Field("ownerIds", "list", of="id"),
    Field("status", enum=projects.STATUSES),
    Field("customStatusId", "id"),
    Field("startDate", "date"),
    Field("endDate", "date"),
    Field("contractType"),
    Field("budget", "integer"),
)
_OWNERS = (Field("ownersAdd", "list", of="id"), Field("ownersRemove", "list", of="id"))
_FOLDER = (
    Field("title", required=True),
    Field("description"),
    *_ENTRIES,
    Field("customColumns", "list", of="id"),
    _WITH,
    _PLAIN,
)
_FOLDER_CREATE = (
    *_FOLDER,
    Field("shareds", "list", of="id"),
    Field("project", "object", fields=_PROJECT),
    Field("userAccessRoles", "object"),
    Field("customItemTypeId", "id"),
)
_FOLDER_UPDATE = (
    *_FOLDER,
    Field("project", "object", fields=(*_PROJECT, *_OWNERS)),
    Field("addParents", "list", of="id"),
    Field("removeParents", "list", of="id"),
    Field("addShareds", "list", of="id"),
    Field("removeShareds", "list", of="id"),
    Field("restore", "boolean"),
)
_TASK = (
    Field("title", required=True),
    Field("description"),
    Field("status", enum=tasks.STATUSES),
    Field("importance", enum=tasks.IMPORTANCES),
    Field("dates", "object", fields=tasks.DATES),
    Field("follow", "boolean"),
    Field("customStatus", "id"),
    *_ENTRIES,
    _WITH,
    _PLAIN,
)
_TASK_CREATE = (
    *_TASK,
    Field("shareds", "list", of="id"),
    Field("parents", "list", of="id"),
    Field("responsibles", "list", of="id"),
    Field("followers", "list", of="id"),
    Field("superTasks", "list", of="id"),
)
_TASK_UPDATE = (
    *_TASK,
    *(
        Field(f"{verb}{what}", "list", of="id")
        for what in ("Parents", "Shareds", "Responsibles", "SuperTasks")
        for verb in ("add", "remove")
    ),
    Field("addFollowers", "list", of="id"),
    Field("restore", "boolean"),
)
_FOLDER_OPTIONAL = ("briefDescription", "attachmentCount", "customColumnIds")
_FOLDER_LIST_OPTIONAL = tuple(sorted((folders.FULL | folders.EXTRA) - folders.LISTED))
_TASK_OPTIONAL = ("attachmentCount",)
_TASK_LIST_OPTIONAL = tuple(sorted(tasks.WRITTEN - tasks.LISTED))

_FOLDERS = envelope_schema("folders", folders.SHAPE.schema(folders.FULL, folders.EXTRA))
_FOLDER_LIST = either(
    envelope_schema("folderTree", folders.SHAPE.schema(folders.TREE, _FOLDER_LIST_OPTIONAL)),
    envelope_schema("folders", folders.SHAPE.schema(folders.LISTED, _FOLDER_LIST_OPTIONAL), paged=True),
)
_TASKS = envelope_schema("tasks", tasks.SHAPE.schema(tasks.READ, _TASK_OPTIONAL))
_TASK_LIST = envelope_schema("tasks", tasks.SHAPE.schema(tasks.LISTED, _TASK_LIST_OPTIONAL), paged=True)
_NUMBERS = {"type": "object", "properties": {"major": {"type": "string"}, "minor": {"type": "string"}}}
_PAIR = {"type": "object", "properties": {"id": {"type": "string"}, "apiV2Id": {"type": "string"}}}


def operations() -> Iterator[Operation]:
    """All of them, by resource."""
    yield from _people()
    yield from _folders()
    yield from _tasks()
    yield from unbuilt.operations()
    yield _read("get_version", "/version", _version, envelope_schema("version", _NUMBERS), scopes=())
    yield _read(
        "list_ids",
        "/ids",
        listing.id_list,
        envelope_schema("ids", _PAIR),
        (Field("type", required=True, enum=listing.ID_KINDS), Field("ids", "list", required=True, of="text")),
    )


def _people() -> Iterator[Operation]:
    account = envelope_schema("accounts", accounts.SHAPE.schema(accounts.NAMES, accounts.OPTIONAL))
    contact = envelope_schema("contacts", contacts.SHAPE.schema(contacts.NAMES, contacts.OPTIONAL))
    workflow = envelope_schema("workflows", workflows.SHAPE.schema(workflows.SHAPE.names()))
    filters = (
        Present("me", "boolean"),
        Field("deleted", "boolean"),
        Field("active", "boolean"),
        Field("emails", "list", of="text"),
        Field("types", "list", of="text"),
        Field("name"),
    )
    yield _read("get_account", "/account", accounts.show, account, optional=accounts.OPTIONAL)
    yield _read("list_contacts", "/contacts", contacts.index, contact, filters, contacts.OPTIONAL)
    yield _read("get_contacts", "/contacts/{ids}", contacts.show, contact, (), contacts.OPTIONAL)
    yield _read("list_workflows", "/workflows", workflows.index, workflow, scopes=WORKFLOWS)


def _folders() -> Iterator[Operation]:
    within = "/folders/{ids}/folders"
    lists = (_FOLDER_LIST, _FOLDER_FILTERS, _FOLDER_LIST_OPTIONAL)
    yield _read("list_folders", "/folders", listing.folder_list, *lists)
    yield _read("list_subfolders", within, listing.folder_list, *lists)
    yield _read("get_folders", "/folders/{ids}", folders.show, _FOLDERS, (_WITH, _PLAIN), _FOLDER_OPTIONAL)
    yield _write("create_folder", "POST", within, folders.add, _FOLDERS, _FOLDER_CREATE, _FOLDER_OPTIONAL)
    yield _write(
        "update_folders", "PUT", "/folders/{ids}", folders.change, _FOLDERS, _FOLDER_UPDATE, _FOLDER_OPTIONAL
    )
    yield _write("delete_folders", "DELETE", "/folders/{ids}", folders.remove, _FOLDERS)


def _tasks() -> Iterator[Operation]:
    within = "/folders/{ids}/tasks"
    lists = (_TASK_LIST, _TASK_FILTERS, _TASK_LIST_OPTIONAL)
    yield _read("list_tasks", "/tasks", listing.task_list, *lists)
    yield _read("list_folder_tasks", within, listing.task_list, *lists)
    yield _read("get_tasks", "/tasks/{ids}", tasks.show, _TASKS, (_WITH, _PLAIN), _TASK_OPTIONAL)
    yield _write("create_task", "POST", within, tasks.add, _TASKS, _TASK_CREATE, _TASK_OPTIONAL)
    yield _write("update_tasks", "PUT", "/tasks/{ids}", tasks.change, _TASKS, _TASK_UPDATE, _TASK_OPTIONAL)
    yield _write("delete_tasks", "DELETE", "/tasks/{ids}", tasks.remove, _TASKS)


def _version(call: Call) -> Answer:
    """`GET /version`: text or numbers is not known; the README says so."""
    return Answer("version", [{"major": "4", "minor": "0"}])


def _read(
    name: str,
    path: str,
    act: Callable[[Call], Answer],
    answer: Mapping[str, Any],
    parameters: Iterable[Field] = (),
    optional: Iterable[str] = (),
    *,
    scopes: tuple[str, ...] = READ,
) -> Operation:
    return Operation(
        name,
        "GET",
        path,
        act,
        scopes,
        tuple(parameters),
        answer=answer,
        summary=name.replace("_", " "),
        extra={"fields": tuple(optional)},
    )


def _write(
    name: str,
    method: str,
    path: str,
    act: Callable[[Call], Answer],
    answer: Mapping[str, Any],
    body: Iterable[Field] = (),
    optional: Iterable[str] = (),
) -> Operation:
    return Operation(
        name,
        method,
        path,
        act,
        WRITE,
        body=tuple(body),
        partial=method != "POST",
        answer=answer,
        summary=name.replace("_", " "),
        extra={"fields": tuple(optional)},
    )
