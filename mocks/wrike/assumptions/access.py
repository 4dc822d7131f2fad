"""Of what people see and may do: what the roles and licences of the documentation leave open."""

from __future__ import annotations

from ...kit.assumptions import Assumption

UNSHARED_IDS = Assumption(
    key="wrike.unshared_ids",
    question="What does Wrike answer when some of several ids in a path are not shared with the caller?",
    evidence=(
        "Unknown. The error table has access_forbidden for an entity that is denied, and does not speak of "
        "several at once."
    ),
    alternatives={
        "refused": "403 with error access_forbidden for the whole call",
        "omitted": "the records that are shared, without a word; 403 where there is none",
    },
    choice="refused",
)

COMMENT_EDITOR = Assumption(
    key="wrike.comment_editor",
    question="Whose comments may somebody change or delete?",
    evidence=(
        "The specification says that a comment can be changed for five minutes, and not by whom. A client "
        "reports 'insufficient user rights' after that time."
    ),
    alternatives={
        "author": "their own",
        "anybody": "everybody's on what they may comment on",
    },
    choice="author",
)

TIMELOG_EDITOR = Assumption(
    key="wrike.timelog_editor",
    question="Whose hours may somebody change or delete?",
    evidence=(
        "Not said. The specification lets hours be logged on behalf of another (onBehalfOf), so those of "
        "others are not out of reach altogether."
    ),
    alternatives={"anybody": "everybody's on tasks where they may log their own", "owner": "their own"},
    choice="anybody",
)

TIMELOG_ROLE = Assumption(
    key="wrike.timelog_role",
    question="Which access role does it take to log hours on a task?",
    evidence=(
        "The roles as captured: Full can edit; Editor can edit, but not share or delete; Limited can "
        "comment, change statuses, attach files and start approvals; Read Only can view. None has hours."
    ),
    alternatives={
        "limited": "one that lets them comment",
        "editor": "one that lets them edit",
        "read_only": "any: to see the task is enough",
    },
    choice="limited",
)

ATTACHMENT_ROLE = Assumption(
    key="wrike.attachment_role",
    question="Which access role does it take to delete an attachment, or to put a new version in its place?",
    evidence="The role Limited can attach files, the role Editor cannot delete (captured); no more is said.",
    alternatives={
        "limited": "one that lets them attach files",
        "editor": "one that lets them edit",
        "full": "one that lets them delete tasks",
    },
    choice="limited",
)

APPROVAL_EDITOR = Assumption(
    key="wrike.approval_editor",
    question="Whose approvals may somebody change or cancel?",
    evidence="The role Limited can start approvals (captured). Who may change or cancel one is not said.",
    alternatives={"anybody": "everybody's, where they may start one", "author": "those that they started"},
    choice="anybody",
)

DEPENDENCY_ROLE = Assumption(
    key="wrike.dependency_role",
    question="What must somebody be allowed on the other task of a new dependency?",
    evidence="Not said. The call is about the task in its path; the other one comes as a parameter.",
    alternatives={"see": "to see it", "edit": "to edit it, as the task of the path"},
    choice="see",
)

SHARED_ROLE = Assumption(
    key="wrike.shared_role",
    question="Which access role has somebody with whom something is shared, where none is named?",
    evidence=(
        "The parameters addShareds and shareds name people without a role, addAccessRoles and "
        "userAccessRoles with one. Which one the former get, and whoever is responsible or owns a project, "
        "is not said; who made something may do everything with it."
    ),
    alternatives={"full": "Full", "editor": "Editor"},
    choice="full",
)

GUEST_ROLE = Assumption(
    key="wrike.guest_role",
    question="Which access role has who is no member in a public space for which no guest role was chosen?",
    evidence=(
        "The specification has guestRoleId, 'available only for a public space', and captured spaces have "
        "one; what it is to begin with is not said."
    ),
    alternatives={"full": "Full", "editor": "Editor", "read_only": "Read Only"},
    choice="full",
)

LICENCE = Assumption(
    key="wrike.licence",
    question="Does somebody's licence limit what an access role lets them do?",
    evidence=(
        "The help centre: collaborators have limited rights, without making a lot of changes; external users "
        "are as regular ones but cannot share tasks, folders and projects. It also says that access roles "
        "can't override permissions of licences. Whether the API holds to that was not captured."
    ),
    alternatives={
        "limits": "collaborators do no more than the role Limited allows, external users share nothing",
        "ignored": "the access role alone decides",
    },
    choice="limits",
)

HIDDEN_PARENTS = Assumption(
    key="wrike.hidden_parents",
    question="Does parentIds name folders that are not shared with the caller?",
    evidence="The specification says 'List of parent folder IDs'. No answer with one out of reach was found.",
    alternatives={"named": "yes", "left_out": "no: only those that the caller sees"},
    choice="named",
)

ADMINISTRATION = Assumption(
    key="wrike.administration",
    question=(
        "Does it take an administrator to change groups, invitations, job roles, workflows, work schedules "
        "and hourly rates?"
    ),
    evidence=(
        "The specification says 'accessible to Admins only' of the change of users, and only scopes of the "
        "others: those that begin with am, which a client must be given."
    ),
    alternatives={
        "scopes": "no: whoever has a token with the scope may",
        "administrators": "yes: 403 with error access_forbidden for others",
    },
    choice="scopes",
)

SPACE_MANAGER = Assumption(
    key="wrike.space_manager",
    question="Who may change or delete a space?",
    evidence=(
        "Members of a space have an access role and may be its manager (isManager); the help centre gives "
        "such people extended permissions in it, and does not list them."
    ),
    alternatives={
        "full": "whoever has the access role Full in it",
        "manager": "a manager of it, or an administrator of the account",
    },
    choice="full",
)

WEBHOOK_OWNER = Assumption(
    key="wrike.webhook_owner",
    question="Whose webhooks does somebody see and change?",
    evidence="Not said: the operations speak of webhooks, captured answers do not name who made one.",
    alternatives={"account": "all of the account", "own": "those that they made"},
    choice="account",
)

ACCESS = (
    UNSHARED_IDS,
    COMMENT_EDITOR,
    TIMELOG_EDITOR,
    TIMELOG_ROLE,
    ATTACHMENT_ROLE,
    APPROVAL_EDITOR,
    DEPENDENCY_ROLE,
    SHARED_ROLE,
    GUEST_ROLE,
    LICENCE,
    HIDDEN_PARENTS,
    ADMINISTRATION,
    SPACE_MANAGER,
    WEBHOOK_OWNER,
)
