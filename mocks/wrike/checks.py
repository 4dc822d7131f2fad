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
FILTER_DATE = Check("wrike.filter_date", "a date filter in another format than its own")
PAGE_SIZE = Check("wrike.page_size", "a page of no records, or of more than 1000 (request forms: 100)")
PAGE_TOKEN = Check("wrike.page_token", "a page token that was never given, expired or is another list's")

ENTITY = Check("wrike.entity", "an id of the path that the account does not have")
ENTITY_COUNT = Check("wrike.entity_count", "more ids in a path than it may hold")
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

SHARED = Check("wrike.shared", "a folder or task that is not shared with the caller")
ACCESS_ROLE = Check("wrike.access_role", "more than the caller's role in a folder or task allows")
ADMINISTRATOR = Check("wrike.administrator", "what only an administrator may, by somebody else")
OWN_CONTACT = Check("wrike.own_contact", "a change of somebody else's contact")
OTHERS = Check("wrike.others", "a change of what somebody else wrote, by who may only change their own")
LICENCE = Check("wrike.licence", "sharing by an external user")
MANAGER = Check("wrike.manager", "a change of a space by who does not manage it, where that takes a manager")
ROLE = Check("wrike.role", "an access role that there is not")
WORKFLOW = Check("wrike.workflow", "a workflow that the account does not have")
LIMIT_VALUE = Check("wrike.limit_value", "a limit of nothing")
FILTER_RANGE = Check(
    "wrike.filter_range", "a range of dates that is too long or empty, or lacks an end it needs"
)
METADATA_FILTER = Check("wrike.metadata_filter", "a metadata filter without a key")
METADATA = Check("wrike.metadata", "metadata that is too much, too long, or without a proper key")
ENTRY_COUNT = Check("wrike.entry_count", "more than 100 custom field values in one request")
ITEM_TYPE = Check("wrike.item_type", "a custom item type that there is not, or of something else")
ITEM_TYPE_SPACE = Check("wrike.item_type_space", "a custom item type of a space outside it")
ITEM_TYPE_COUNT = Check("wrike.item_type_count", "a filter by more than 1000 custom item types")
ITEM_PLACE = Check(
    "wrike.item_place", "something of a custom item type in not exactly one place, or where it cannot be"
)
CUSTOM_FIELD = Check("wrike.custom_field", "a value of a custom field that the account does not have")
CUSTOM_VALUE = Check("wrike.custom_value", "a value that is too long or not of its custom field's type")
CUSTOM_FILTER = Check("wrike.custom_filter", "a custom field filter that makes no sense, or too many")
FIELD_TYPE = Check("wrike.field_type", "a custom field turned into a link to a database")
FIELD_SPACE = Check(
    "wrike.field_space", "a custom field in a space that there is not, or in none where one is due"
)
STATUS_GROUP = Check("wrike.status_group", "a status of which the task's workflow has none")
STATUS_COUNT = Check("wrike.status_parts", "a new custom status without a name or group")
PRIORITY = Check("wrike.priority", "a place beside a task that the account does not have")
SPACE_MEMBERS = Check("wrike.space_members", "members of a space that are incomplete, doubled or too many")
GROUP_PARENT = Check("wrike.group_parent", "a group below itself or below none that there is")
GROUP_COUNT = Check("wrike.group_count", "more than 20 groups at once, or one that there is not")
USER_CHANGE = Check("wrike.user_change", "not exactly one change of a user")
USER_TYPE = Check("wrike.user_type", "a user type that the account does not have")
INVITED_AS = Check("wrike.invited_as", "an invitation with a user type beside a role or the flag external")
EXTERNAL = Check("wrike.external", "an invitation of a collaborator who is to be external")
JOB_ROLE = Check("wrike.job_role", "a job role that the account does not have")
PLACEHOLDERS = Check("wrike.placeholders", "a placeholder that the account does not have")
RATE_COUNT = Check("wrike.rate_count", "more than 100 rates, or members of a team, at once")
RATE_ITEM = Check("wrike.rate_item", "a rate of nobody, or of neither kind")
RATE_SUBJECT = Check("wrike.rate_subject", "a rate of somebody whom the account or the path does not have")
RATE_VALUE = Check("wrike.rate_value", "a rate of one's own without a value, or below nothing")
NOT_A_PROJECT = Check("wrike.not_a_project", "rates or the team of a folder that is no project")
BOOKING_DATES = Check("wrike.booking_dates", "dates of a booking that make no span of days")
BOOKED_FOR = Check("wrike.booked_for", "a booking for nobody, or for two")
ROLLUP_COUNT = Check("wrike.rollup_count", "more than 20 settings of rollups at once")
ROLLUP_FIELD = Check("wrike.rollup_field", "a rollup of what cannot be rolled up")
EMAIL = Check("wrike.email", "an invitation to what is no e-mail address")
INVITATION_RESOLVED = Check(
    "wrike.invitation_resolved", "a change of an invitation that is no longer pending"
)
COMMENT_AGE = Check("wrike.comment_age", "a change of a comment after five minutes")
EMPTY_TEXT = Check("wrike.empty_text", "a comment without text")
HOURS = Check("wrike.hours", "less than no or more than 24 hours on a day")
TRACKED_DATE = Check("wrike.tracked_date", "a timelog made to lie on no day")
CATEGORY = Check("wrike.category", "a timelog category that the account does not have")
DEPENDENCY_END = Check("wrike.dependency_end", "not exactly one other end of a dependency")
DEPENDENCY_TWICE = Check("wrike.dependency_twice", "a dependency that there is already")
DEPENDENCY_CYCLE = Check("wrike.dependency_cycle", "a task that depends on itself")
DEPENDENCY_TYPE = Check("wrike.dependency_type", "a dependency between tasks whose dates do not allow it")
NO_CONTENT = Check("wrike.no_content", "an attachment without content")
PREVIEW = Check("wrike.preview", "a preview of what is no image")
LINK = Check("wrike.link", "a link to a file that was never given or is too old")
COPY_PLACE = Check("wrike.copy_place", "a copy to where nothing can be")
ENTRY_LIMIT = Check("wrike.entry_limit", "a copy of more entries than its limit allows")
LAUNCH_PLACE = Check("wrike.launch_place", "a task blueprint launched to no place, or to two")
ENTRY_LIMIT_VALUE = Check("wrike.entry_limit_value", "a limit of entries that is not from 1 to 250")
WORK_WEEK = Check("wrike.work_week", "a week without work")
DEFAULT_SCHEDULE = Check("wrike.default_schedule", "deleting the default work schedule")
EXCLUSION_DATES = Check("wrike.exclusion_dates", "an exception that ends before it starts")
APPROVAL_FINISHED = Check("wrike.approval_finished", "a change of an approval that is finished")
APPROVED_FILES = Check("wrike.approved_files", "an approval of an attachment that the account does not have")
AUDIT_FILTER = Check("wrike.audit_filter", "a filter of the audit log without those that it needs")
AUDIT_IDS = Check("wrike.audit_ids", "more than ten ids in a filter of the audit log")
EXPORT_FILE = Check("wrike.export_file", "a file that the data export does not have")
HANDSHAKE = Check("wrike.handshake", "a webhook with a secret that its receiver does not prove to know")
HOOK_URL = Check("wrike.hook_url", "a webhook to what is no URL")

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
    SHARED,
    ACCESS_ROLE,
    ADMINISTRATOR,
    OWN_CONTACT,
    OTHERS,
    LICENCE,
    MANAGER,
    ROLE,
    WORKFLOW,
    LIMIT_VALUE,
    FILTER_RANGE,
    METADATA_FILTER,
    METADATA,
    ENTRY_COUNT,
    ITEM_TYPE,
    ITEM_TYPE_SPACE,
    ITEM_TYPE_COUNT,
    ITEM_PLACE,
    CUSTOM_FIELD,
    CUSTOM_VALUE,
    CUSTOM_FILTER,
    FIELD_TYPE,
    FIELD_SPACE,
    STATUS_GROUP,
    STATUS_COUNT,
    PRIORITY,
    SPACE_MEMBERS,
    GROUP_PARENT,
    GROUP_COUNT,
    USER_CHANGE,
    USER_TYPE,
    INVITED_AS,
    EXTERNAL,
    JOB_ROLE,
    PLACEHOLDERS,
    RATE_COUNT,
    RATE_ITEM,
    RATE_SUBJECT,
    RATE_VALUE,
    NOT_A_PROJECT,
    BOOKING_DATES,
    BOOKED_FOR,
    ROLLUP_COUNT,
    ROLLUP_FIELD,
    EMAIL,
    INVITATION_RESOLVED,
    COMMENT_AGE,
    EMPTY_TEXT,
    HOURS,
    TRACKED_DATE,
    CATEGORY,
    DEPENDENCY_END,
    DEPENDENCY_TWICE,
    DEPENDENCY_CYCLE,
    DEPENDENCY_TYPE,
    NO_CONTENT,
    PREVIEW,
    LINK,
    COPY_PLACE,
    ENTRY_LIMIT,
    ENTRY_LIMIT_VALUE,
    LAUNCH_PLACE,
    WORK_WEEK,
    DEFAULT_SCHEDULE,
    EXCLUSION_DATES,
    APPROVAL_FINISHED,
    APPROVED_FILES,
    AUDIT_FILTER,
    AUDIT_IDS,
    EXPORT_FILE,
    HANDSHAKE,
    HOOK_URL,
)
