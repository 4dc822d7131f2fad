"""What Wrike has and this fake has not: 501 in Wrike's envelope, never as if there were no such path.

From the specification of 2026; the last rows are official operations that it lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..kit.service import Operation, unbuilt_operation
from .declaring import READ, WRITE, scopes_of
from .errors import WrikeError

_DATA = (READ, WRITE)
_EXPORT = (("dataExportFull",), ("dataExportFull",))
_AUDIT = (("amReadOnlyAuditLog",), ())
_ROLES = (("amReadOnlyAccessRole",), ())
_GROUPS, _USERS, _INVITATIONS = scopes_of("Group"), scopes_of("User"), scopes_of("Invitation")
_SCHEDULES, _WORKFLOWS = scopes_of("WorkSchedule"), scopes_of("Workflow")
_CATEGORIES = ((*READ, *scopes_of("TimelogCategory")[0]), ())
_ROWS = (
    (_ROLES, "GET", "/access_roles"),
    (_DATA, "PUT", "/account"),
    (_DATA, "GET", "/approvals"),
    (_DATA, "GET POST", "/folders/{folderId}/approvals"),
    (_DATA, "GET POST", "/tasks/{taskId}/approvals"),
    (_DATA, "GET DELETE PUT", "/approvals/{approvalId}"),
    (_DATA, "GET", "/async_job/{asyncJobId}"),
    (_DATA, "GET", "/attachments"),
    (_DATA, "GET POST", "/folders/{folderId}/attachments"),
    (_DATA, "GET POST", "/tasks/{taskId}/attachments"),
    (_DATA, "GET", "/attachments/{attachmentId}/download"),
    (_DATA, "GET", "/attachments/{attachmentId}/preview"),
    (_DATA, "GET", "/attachments/{attachmentId}/url"),
    (_DATA, "GET DELETE PUT", "/attachments/{attachmentId}"),
    (_AUDIT, "GET", "/audit_log"),
    (_DATA, "GET", "/bookings"),
    (_DATA, "GET POST", "/folders/{folderId}/bookings"),
    (_DATA, "GET DELETE PUT", "/bookings/{bookingId}"),
    (_DATA, "GET", "/colors"),
    (_DATA, "GET", "/comments"),
    (_DATA, "GET POST", "/folders/{folderId}/comments"),
    (_DATA, "GET POST", "/tasks/{taskId}/comments"),
    (_DATA, "GET DELETE PUT", "/comments/{commentId}"),
    (_DATA, "GET", "/contacts/{contactIds}/contacts_history"),
    (_DATA, "PUT", "/contacts/{contactId}"),
    (_SCHEDULES, "POST", "/workschedules/{workscheduleId}/duplicate"),
    (_DATA, "GET POST", "/customfields"),
    (_DATA, "GET PUT", "/customfields/{customfieldId}"),
    (_DATA, "GET", "/custom_item_types"),
    (_DATA, "GET", "/spaces/{spaceId}/custom_item_types"),
    (_DATA, "GET", "/custom_item_types/{customItemTypeIds}"),
    (_DATA, "POST", "/custom_item_types/{customItemTypeId}/instantiate"),
    (_EXPORT, "GET POST", "/data_export"),
    (_EXPORT, "GET", "/data_export/{dataExportId}"),
    (_EXPORT, "GET", "/data_export_schema"),
    (_DATA, "GET POST", "/tasks/{taskId}/dependencies"),
    (_DATA, "GET DELETE PUT", "/dependencies/{dependencyId}"),
    (_DATA, "POST", "/ediscovery_search"),
    (_DATA, "GET", "/folder_blueprints"),
    (_DATA, "GET", "/spaces/{spaceId}/folder_blueprints"),
    (_DATA, "POST", "/folder_blueprints/{folderBlueprintId}/launch_async"),
    (_DATA, "GET", "/spaces/{spaceId}/folders"),
    (_DATA, "GET", "/folders/{folderIds}/folders_history"),
    (_DATA, "POST", "/copy_folder/{folderId}"),
    (_DATA, "POST", "/copy_folder_async/{folderId}"),
    (_GROUPS, "GET DELETE PUT", "/groups/{groupId}"),
    (_GROUPS, "GET POST", "/groups"),
    (_GROUPS, "PUT", "/groups_bulk"),
    (_DATA, "GET", "/contacts/{contactIds}/hourly_rates"),
    (_DATA, "GET PUT", "/folders/{folderId}/hourly_rates"),
    (_DATA, "GET", "/placeholders/{placeholderIds}/hourly_rates"),
    (_DATA, "PUT", "/hourly_rates"),
    (_DATA, "DELETE", "/folders/{folderId}/project_team_members"),
    (_DATA, "PUT", "/contacts/{contactIds}/hourly_rates_provision"),
    (_INVITATIONS, "GET POST", "/invitations"),
    (_INVITATIONS, "DELETE PUT", "/invitations/{invitationId}"),
    (_USERS, "GET POST", "/jobroles"),
    (_USERS, "GET DELETE PUT", "/jobroles/{jobroleId}"),
    (_USERS, "GET", "/placeholders"),
    (_USERS, "GET", "/placeholders/{placeholderIds}"),
    (_DATA, "GET PUT", "/folders/{folderId}/rollups"),
    (_DATA, "GET PUT", "/tasks/{taskId}/rollups"),
    (_DATA, "GET POST", "/spaces"),
    (_DATA, "GET DELETE PUT", "/spaces/{spaceId}"),
    (_DATA, "GET", "/task_blueprints"),
    (_DATA, "GET", "/spaces/{spaceId}/task_blueprints"),
    (_DATA, "POST", "/task_blueprints/{taskBlueprintId}/launch_async"),
    (_DATA, "GET", "/spaces/{spaceId}/tasks"),
    (_DATA, "GET", "/tasks/{taskIds}/tasks_history"),
    (_CATEGORIES, "GET", "/timelog_categories"),
    (_DATA, "GET", "/timelogs"),
    (_DATA, "GET", "/contacts/{contactId}/timelogs"),
    (_DATA, "GET", "/folders/{folderId}/timelogs"),
    (_DATA, "GET POST", "/tasks/{taskId}/timelogs"),
    (_DATA, "GET", "/timelog_categories/{timelogCategoryId}/timelogs"),
    (_DATA, "GET DELETE PUT", "/timelogs/{timelogId}"),
    (_DATA, "GET", "/timesheet_submission_rules"),
    (_DATA, "GET PUT", "/workschedules/{workscheduleId}/timesheet_submission_rules"),
    (_SCHEDULES, "GET POST", "/user_schedule_exclusions"),
    (_SCHEDULES, "GET DELETE PUT", "/user_schedule_exclusions/{userScheduleExclusionId}"),
    (_ROLES, "GET", "/user_types"),
    (_USERS, "GET PUT", "/users/{userId}"),
    (_SCHEDULES, "GET DELETE PUT", "/workschedule_exclusions/{workscheduleExclusionId}"),
    (_SCHEDULES, "GET POST", "/workschedules/{workscheduleId}/workschedule_exclusions"),
    (_SCHEDULES, "GET POST", "/workschedules"),
    (_SCHEDULES, "GET DELETE PUT", "/workschedules/{workscheduleId}"),
    (_WORKFLOWS, "POST", "/workflows"),
    (_WORKFLOWS, "PUT", "/workflows/{workflowId}"),
    (_DATA, "POST", "/batch"),
    (_DATA, "GET", "/spaces/{spaceId}/workflows"),
    (_DATA, "GET", "/spaces/{spaceId}/customfields"),
    (_DATA, "GET POST", "/webhooks"),
    (_DATA, "GET PUT DELETE", "/webhooks/{webhookId}"),
    (_DATA, "GET POST", "/folders/{folderId}/webhooks"),
    (_DATA, "GET POST", "/spaces/{spaceId}/webhooks"),
    (_DATA, "GET", "/request_forms"),
    (_DATA, "GET", "/spaces/{spaceId}/request_forms"),
)
"""Scopes to read and to write, methods, path."""
_SPECIAL: Mapping[str, tuple[str, ...]] = {"POST /ediscovery_search": READ}
"""Scopes that do not follow from the method."""


def operations() -> Iterator[Operation]:
    """All of them."""
    for (read, write), methods, path in _ROWS:
        for method in methods.split():
            scopes = _SPECIAL.get(f"{method} {path}", read if method == "GET" else write)
            name = f"{method.lower()} {path.strip('/')}".replace("{", "").replace("}", "").replace("/", "_")
            yield unbuilt_operation(name.replace(" ", "_"), method, path, WrikeError.not_built, scopes)
