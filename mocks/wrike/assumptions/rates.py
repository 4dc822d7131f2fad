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

FIRST_RATE = Assumption(
    key="wrike.first_rate",
    question="Do hours of days before somebody's first rate in the account was set have a price?",
    evidence=(
        "A changed rate of the account does not count for the days before the change "
        "[https://help.wrike.com/hc/en-us/articles/1500005128301]; of a first one nothing is said."
    ),
    alternatives={
        "earlier_too": "yes: the first rate counts for them as well",
        "onward": "no: it counts from its day on, like every other",
    },
    choice="earlier_too",
)

UNBILLED_FEES = Assumption(
    key="wrike.unbilled_fees",
    question="Has a task that is not billable fees?",
    evidence=(
        "Fees are hours times bill rates [https://help.wrike.com/hc/en-us/articles/1500005128341]; whether "
        "those of such tasks count is not said. In projects that are not billable, bill rates cannot be "
        "edited [https://help.wrike.com/hc/en-us/articles/1500005226622]."
    ),
    alternatives={
        "none": "no: it has cost alone",
        "counted": "yes: as if it were billable",
    },
    choice="none",
)

HISTORY_DATES = Assumption(
    key="wrike.history_dates",
    question="How do the histories of rates and finances write `startDate` and `endDate`?",
    evidence=(
        "The specification has them as text without a format; a PowerShell module reads them as DateTime, "
        "which takes either."
    ),
    alternatives={
        "moments": "2026-03-02T09:00:00Z, as other times of changes",
        "days": "2026-03-02",
    },
    choice="moments",
)

RATES = (
    *(UNSET_RATE, RATE_ITEMS, PROJECT_TEAM, UNSET_SUBMISSION_RULE),
    *(FIRST_RATE, UNBILLED_FEES, HISTORY_DATES),
)
