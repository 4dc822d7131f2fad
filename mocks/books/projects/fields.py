"""The fields of projects, their tasks, users and comments, in the order in which answers show them.

Names, lengths and choices are those of projects.yml and tasks.yml; those after `Recorded` are in live
projects alone.
"""

from __future__ import annotations

from ...kit.fields import Field
from ..fields import CUSTOM, amount, choice, flag, moment, number, shown, shown_flag, text

HOURS = "00:00"
TASK = (
    Field("task_id", "id"),
    Field("task_name", required=True, max_length=100),
    text("description", 500),
    number("rate"),
    text("budget_hours", default="0"),
    shown("total_hours", HOURS),
    shown("billed_hours", HOURS),
    shown("un_billed_hours", HOURS),
    shown("non_billable_hours", HOURS),
    shown("status", "active"),
    flag("is_billable", default=True),
    shown("task_custom_fields"),
)
TASK_BODY = tuple(one for one in TASK if one.name in {"task_name", "description", "rate", "budget_hours"})
TASK_ROW = (
    Field("project_id", "id"),
    Field("task_id", "id"),
    Field("currency_id", "id"),
    Field("customer_id", "id"),
    text("task_name"),
    text("project_name"),
    text("customer_name"),
    text("billed_hours", default=HOURS),
    text("log_time", default=HOURS),
    text("un_billed_hours", default=HOURS),
)
TASK_READ = (
    Field("project_id", "id"),
    text("project_name"),
    Field("task_id", "id"),
    text("task_name"),
    text("description"),
    number("rate"),
    text("status", default="active"),
    flag("is_billable", default=True),
)

ROLES = ("staff", "admin", "timesheetstaff")
PROJECT_USER = (
    Field("user_id", "id", reference="users"),
    flag("is_current_user"),
    text("user_name", 200),
    text("email", 100),
    text("user_role"),
    text("status", default="active"),
    number("rate"),
    text("budget_hours", default="0"),
    text("total_hours", default=HOURS),
    text("billed_hours", default=HOURS),
    text("un_billed_hours", default=HOURS),
    number("cost_rate"),
)
PROJECT = (
    Field("project_id", "id", read_only=True),
    Field("project_name", required=True, max_length=100),
    Field("customer_id", "id", required=True, reference="contacts"),
    shown("customer_name"),
    shown("currency_code"),
    text("description", 500),
    shown("status", "active"),
    choice(
        "billing_type",
        "fixed_cost_for_project",
        "based_on_project_hours",
        "based_on_staff_hours",
        "based_on_task_hours",
        default="fixed_cost_for_project",
    ),
    number("rate"),
    choice(
        "budget_type",
        "total_project_cost",
        "total_project_hours",
        "hours_per_task",
        "hours_per_staff",
        default="",
    ),
    shown("total_hours", HOURS),
    amount("total_amount"),
    shown("billed_hours", HOURS),
    amount("billed_amount"),
    shown("un_billed_hours", HOURS),
    amount("un_billed_amount"),
    shown("billable_hours", HOURS),
    amount("billable_amount"),
    shown("non_billable_hours", HOURS),
    amount("non_billable_amount"),
    number("cost_budget_amount"),
    shown_flag("is_recurrence_associated"),
    Field("recurring_invoices", "list", of="text", read_only=True),
    *CUSTOM,
    moment("created_time"),
    shown_flag("show_in_dashboard"),
    shown_flag("has_attachment"),
    Field("tasks", "list", fields=TASK),
    Field("users", "list", fields=PROJECT_USER),
    # Recorded.
    Field("currency_id", "id"),
    number("budget_amount"),
    shown("project_code"),
    shown("customer_first_name"),
    shown("customer_email"),
    shown("photo_url"),
    shown("billing_rate_frequency"),
    shown_flag("is_from_zoho_projects"),
    shown_flag("is_budget_threshold_notification_enabled"),
    shown_flag("is_client_approval_needed"),
    shown_flag("is_user_approval_needed"),
    shown("hours_per_day", HOURS),
    shown("project_head_id"),
    shown("project_head_name"),
    shown_flag("is_valid_project_head", default=True),
    Field("budget_threshold", "number", default=80.0, read_only=True),
    shown("budget_threshold_formatted", "80.00%"),
    shown_flag("is_expense_inclusive"),
    shown("total_amount_expense_inclusive"),
    amount("unused_retainer_payments"),
    shown_flag("has_active_recurring_profiles"),
    shown("created_by_id"),
    shown("last_modified_by_id"),
    shown("zohopeople_project_id"),
    shown_flag("is_from_zoho_people"),
    shown("zohoworkerly_project_id"),
    Field("accounts_budgets", "list", read_only=True),
    Field("task_custom_fields", "list", read_only=True),
    Field("documents", "list", read_only=True),
    # Recorded in lists.
    moment("last_modified_time"),
    shown_flag("can_be_invoiced", default=True),
    shown("other_service_app_source"),
    Field("users_working", "integer", read_only=True),
    # Taken and kept, but in no known answer.
    text("budget_hours"),
    Field("user_id", "id", reference="users"),
)
HIDDEN = frozenset({"budget_hours", "user_id"})
LISTED = frozenset({"last_modified_time", "can_be_invoiced", "other_service_app_source", "users_working"})
COLUMNS = (
    "project_id",
    "project_name",
    "customer_id",
    "customer_name",
    "description",
    "status",
    "billing_type",
    "rate",
    "custom_fields",
    "custom_field_hash",
    "created_time",
    "has_attachment",
    "total_hours",
    "billable_hours",
    "project_code",
    "last_modified_time",
    "can_be_invoiced",
    "other_service_app_source",
    "users_working",
)

COMMENT_BODY = (Field("description", required=True, max_length=500),)
COMMENT = (
    Field("comment_id", "id"),
    Field("project_id", "id"),
    text("description"),
    Field("commented_by_id", "id"),
    text("commented_by"),
    flag("is_current_user"),
    text("date"),
    text("date_description"),
    text("time"),
)
