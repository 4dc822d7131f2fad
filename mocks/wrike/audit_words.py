"""The words of the audit log: operations, types of objects, where somebody did it.

[SPEC]; the last of each and the sources are of the specification of 2026-10, through a connector (amp-labs).
"""

from __future__ import annotations

OPERATIONS = (
    *("AccessAuditReportCsvExport", "AccessCodeAccepted", "AccessCodeDeclined", "AccessCodeGenerated"),
    *("AccessRoleCreated", "AccessRoleDeleted", "AccessRoleModified", "AccountBackupCreated"),
    *("AccountDataExportGenerated", "AccountDataExportRequested", "AccountDeleted", "AccountModified"),
    *("AdminLoggedInAsUser", "AdminMailSettingsChanged", "AnalyzePublicLinkAccessed"),
    *("AnalyzePublicLinkCreated", "AnalyzePublicLinkDeleted", "AnalyzeWidgetPublicLinkAccessed"),
    *("AnalyzeWidgetPublicLinkCreated", "AnalyzeWidgetPublicLinkDeleted"),
    *("AntivirusDeletedInfectedAttach", "ApprovalCanceled", "ApprovalCreated", "ApprovalDecisionMade"),
    *("ApprovalDescriptionChanged", "ApprovalDueDateChanged", "ApprovalFinished"),
    *("ApprovedDomainsChanged", "ApprovedIpRangesOrSubnetsChanged", "ApproverAdded", "ApproverRemoved"),
    *("AttachCopied", "AttachDeleted", "AttachDownloaded", "AttachMarkAsFinal", "AttachMoved"),
    *("AttachUnmarkAsFinal", "AttachUploaded", "AttachViewed", "AttemptDownloadInfectedAttach"),
    *("AuditReportCreated", "AutomatedIntegrationsExecution", "CalendarExternalLinkCreated"),
    *("CalendarExternalLinkDeleted", "CalendarExternalLinksActivated"),
    *("CalendarExternalLinksDeactivated", "CustomFieldAddedToFolder", "CustomFieldCreated"),
    *("CustomFieldModified", "CustomFieldRemoved", "CustomFieldRemovedFromFolder"),
    *("CustomFieldRestored", "ExcelExportCreated", "FeedCreated", "GanttSnapshotCreated"),
    *("GanttSnapshotDeleted", "GroupCreated", "GroupDeleted", "GroupInviteeAdded"),
    *("GroupInviteeRemoved", "GroupMemberAdded", "GroupMemberRemoved", "GroupParentAdded"),
    *("GroupParentRemoved", "GroupRenamed", "GuestReviewAccepted", "GuestReviewAccountSettingsChanged"),
    *("GuestReviewRejected", "GuestReviewerChanged", "GuestReviewerInvited", "GuestReviewerRevoked"),
    *("InvitationAccepted", "InvitationPolicyChanged", "InvitationSend", "Oauth2AccessGranted"),
    *("Oauth2AccessRevoked", "OneTimePasswordCreated", "OneTimePasswordRevoked"),
    *("OneTimePasswordStatusSwitched", "OneTimePasswordUsed", "PasswordChanged"),
    *("PasswordPolicyModified", "PowerBIPublicLinkAccessed", "PowerBIPublicLinkCreated"),
    *("PowerBIPublicLinkDeleted", "PublicLinkCreated", "PublicLinkDeleted"),
    *("PublicLinkExpirationChanged", "PublicLinkPasswordChanged", "PublicLinkPasswordRequested"),
    *("PublicLinksAccountSettingsChanged", "RecycleBinErased", "RequestFormCreated"),
    *("RequestFormDeleted", "RequestFormModified", "SamlClearPasswordForSamlUsers", "SamlSSODisabled"),
    *("SamlSSOEnabled", "SamlSSOMetadataChanged", "SamlSSOSettingsChanged", "SecondFactorDisabled"),
    *("SecondFactorEnabled", "SecondFactorUsageReportCreated", "SpaceArchivedUnarchived"),
    *("SpaceCreated", "SpaceDeleted", "TaskArchived", "TaskAssigned", "TaskCommentChanged"),
    *("TaskCommentDeleted", "TaskCreated", "TaskDeleted", "TaskDuplication", "TaskErased"),
    *("TaskParentAdded", "TaskParentRemoved", "TaskRestored", "TaskScheduleChanged", "TaskShared"),
    *("TaskStatusChanged", "TaskUnarchived", "TaskUnassigned", "TaskUnshared", "TaskUnsharedFromAuthor"),
    *("TimelogLocked", "TimelogUnlocked", "TimesheetCreated", "TimesheetStatusChanged", "UserActivated"),
    *("UserAdminPermissionsChanged", "UserCustomFieldValueChanged", "UserDeactivated", "UserDeleted"),
    *("UserFailLogin", "UserGrantAdmin", "UserJoinedSpace", "UserLeftSpace", "UserLoggedIn"),
    *("UserLogout", "UserProfileUpdated", "UserRestored", "UserRevokeAdmin", "UserRoleChanged"),
    *("UserTaskGroupRolesChanged", "UserTypeCreated", "UserTypeDeleted", "UserTypeModified"),
    *("UsersAndGroupsExported", "WorkflowCreated", "WorkflowDeleted", "WorkflowModified"),
    *("ApprovalFinalDecisionStrategyChanged", "TimesheetTimeframeSettingsCreated"),
    *("TimesheetTimeframeSettingsModified", "WhiteboardCreated", "WhiteboardRemoved", "WhiteboardShared"),
    *("WhiteboardUnshared", "WorkflowArchived", "WorkflowUnarchived"),
)
OBJECTS = (
    *("AccessRole", "Account", "AnalyzeReport", "AnalyzeReportWidget", "Attachment"),
    *("CalendarExternalLink", "Comment", "CustomField", "DataExport", "Folder", "Group", "Invitation"),
    *("Oauth2Client", "PowerBIEntity", "Project", "PublicLink", "RequestForm", "Space", "Task"),
    *("Timesheet", "User", "UserRole", "UserType", "Workflow", "WorkspaceSnapshot"),
    *("TimesheetTimeframeSettings", "Whiteboard"),
)
SOURCES = ("APIv4", "Automation", "UI", "Unknown", "MCPv1", "MCPv2", "WrikeAgent")
