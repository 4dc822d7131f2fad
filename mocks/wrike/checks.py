"""Everything that fake Wrike refuses; a test proves each of them."""

from __future__ import annotations

from ..kit.checks import Check

CREDENTIAL = Check("wrike.credential", "a request without a bearer token")
UNKNOWN_TOKEN = Check("wrike.token_unknown", "a token that Wrike never gave")
EXPIRED_TOKEN = Check("wrike.token_expired", "a token past its hour")
REVOKED_TOKEN = Check("wrike.token_revoked", "a token whose grant was taken back")
FOREIGN_TOKEN = Check("wrike.token_vendor", "a token of another vendor")
DATA_CENTRE = Check("wrike.data_centre", "a token of an account that lives on another host")
LIMIT = Check("wrike.limit", "more calls than the limit allows")
SCOPE = Check("wrike.scope", "a token without one of the operation's scopes")

BODY = Check("wrike.body", "a JSON body that is not a JSON object")
UNKNOWN_PARAMETER = Check("wrike.unknown_parameter", "a parameter that the operation does not have")
REQUIRED_PARAMETER = Check("wrike.required_parameter", "an operation without its required parameter")
PARAMETER_VALUE = Check("wrike.parameter_value", "a parameter whose value is not of its type or enumeration")
OPTIONAL_FIELDS = Check("wrike.fields", "a name in `fields` that is not an optional field of the operation")
FILTER_DATE = Check("wrike.filter_date", "a date filter in another format than its own")
PAGE_SIZE = Check("wrike.page_size", "a page of no or of more than 1000 records")
PAGE_TOKEN = Check("wrike.page_token", "a page token that was never given, expired or is another list's")

ENTITY = Check("wrike.entity", "an id of the path that the account does not have")
ENTITY_COUNT = Check("wrike.entity_count", "more than 100 ids in a path")
PARENTS = Check("wrike.parents", "a folder as parent that the account does not have")
LOGICAL_PARENT = Check("wrike.logical_parent", "the root or the recycle bin where only a real folder can be")
LOGICAL_FOLDER = Check("wrike.logical_folder", "a change of the root or the recycle bin")
CYCLE = Check("wrike.cycle", "a folder below itself")
SUPER_TASKS = Check("wrike.super_tasks", "a task as super task that the account does not have")
CONTACTS = Check(
    "wrike.contacts", "a person as owner, responsible, follower or sharer whom the account does not have"
)
CUSTOM_STATUS = Check("wrike.custom_status", "a custom status that the account does not have")
TASK_DATES = Check("wrike.task_dates", "task dates that make no schedule")
PROJECT_DATES = Check("wrike.project_dates", "a project that ends before it starts")
DELETED_TWICE = Check("wrike.deleted_twice", "deleting what is in the recycle bin")
DELETED_CHANGE = Check("wrike.deleted_change", "changing, or adding to, what is in the recycle bin")
RESTORE_ACTIVE = Check("wrike.restore_active", "restoring what is not in the recycle bin")
ID_COUNT = Check("wrike.id_count", "more than 1000 ids to convert")

TOKEN_CHECKS = {
    "unknown": UNKNOWN_TOKEN,
    "expired": EXPIRED_TOKEN,
    "revoked": REVOKED_TOKEN,
    "other vendor": FOREIGN_TOKEN,
    "other data centre": DATA_CENTRE,
}
"""The check that stands for each reason to refuse a token."""

CHECKS = (
    CREDENTIAL,
    *TOKEN_CHECKS.values(),
    LIMIT,
    SCOPE,
    BODY,
    UNKNOWN_PARAMETER,
    REQUIRED_PARAMETER,
    PARAMETER_VALUE,
    OPTIONAL_FIELDS,
    FILTER_DATE,
    PAGE_SIZE,
    PAGE_TOKEN,
    ENTITY,
    ENTITY_COUNT,
    PARENTS,
    LOGICAL_PARENT,
    LOGICAL_FOLDER,
    CYCLE,
    SUPER_TASKS,
    CONTACTS,
    CUSTOM_STATUS,
    TASK_DATES,
    PROJECT_DATES,
    DELETED_TWICE,
    DELETED_CHANGE,
    RESTORE_ACTIVE,
    ID_COUNT,
)
