"""Of hourly rates and the teams of projects, of rules about timesheets."""

from __future__ import annotations

from ...kit.assumptions import Assumption

UNSET_RATE = Assumption(
    key="wrike.unset_rate",
    question="What is the rate of somebody for whom none was set, if their job role has one?",
    evidence=(
        "The specification lets a rate come from a job role, without a value of its own. Whether it does so "
        "before anybody says so is not known; an answer need not have a rate."
    ),
    alternatives={
        "job_role": "that of the job role, in the account",
        "absent": "there is none: the answer lacks billRate or costRate",
    },
    choice="job_role",
)

RATE_ITEMS = Assumption(
    key="wrike.rate_items",
    question="Which form have the elements of `rates` that set hourly rates in the account and in a project?",
    evidence=(
        "The specification has them as text. Two of its models would fit: that of the answers "
        "(rateSubjectId, rateSubjectType, billRate, costRate), and that of the older provision of rates to "
        "contacts (contact, rateType, rateSource, rateValue)."
    ),
    alternatives={
        "aggregated": "that of the answers",
        "provision": "that of the provision; `contact` may be a placeholder",
    },
    choice="aggregated",
)

PROJECT_TEAM = Assumption(
    key="wrike.project_team",
    question="Whose rates does a project have?",
    evidence=(
        "The specification has 'project hourly rates' and lets team members be excluded from a project, and "
        "does not say how somebody comes to belong to the team."
    ),
    alternatives={
        "rated": "of those who got one in it",
        "assigned": "of its owners as well, and of those who are responsible for tasks in it",
    },
    choice="rated",
)

UNSET_SUBMISSION_RULE = Assumption(
    key="wrike.unset_submission_rule",
    question="Has a work schedule a rule about submitting timesheets before anybody sets one?",
    evidence=(
        "The specification has a list of the rules of the account and a change of that of a schedule, but no "
        "creation; what the rule is to begin with is not said."
    ),
    alternatives={
        "disabled": "one that is switched off: Soft, Week",
        "none": "none: the answer has no data",
    },
    choice="disabled",
)

RATES = (UNSET_RATE, RATE_ITEMS, PROJECT_TEAM, UNSET_SUBMISSION_RULE)
