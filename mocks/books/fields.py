"""The fields of Books' records, in the order in which answers show them.

Names, lengths and choices are those of the vendor's OpenAPI files (contacts.yml, projects.yml, tasks.yml,
users.yml, organizations.yml); the columns of a list of contacts are those of a recorded answer.
"""

from __future__ import annotations

from ..kit.fields import Field


def text(name: str, max_length: int | None = None, *, default: str | None = None) -> Field:
    """A text that a request may hold."""
    return Field(name, max_length=max_length, default=default)


def choice(name: str, *values: str, default: str | None = None) -> Field:
    """A text that must be one of `values`."""
    return Field(name, enum=values, default=default)


def number(name: str) -> Field:
    """A number that a request may hold."""
    return Field(name, "number")


def flag(name: str, *, default: bool | None = None) -> Field:
    """A boolean that a request may hold."""
    return Field(name, "boolean", default=default)


def shown(name: str, default: str = "") -> Field:
    """A text that answers hold and requests can't set."""
    return Field(name, default=default, read_only=True)


def amount(name: str) -> Field:
    """A number that answers hold and requests can't set."""
    return Field(name, "number", read_only=True)


def shown_flag(name: str, *, default: bool = False) -> Field:
    """A boolean that answers hold and requests can't set."""
    return Field(name, "boolean", default=default, read_only=True)


def moment(name: str) -> Field:
    """A timestamp: stored as seconds since the epoch, shown in the organization's time zone."""
    return Field(name, "time", read_only=True)


CUSTOM_FIELD = (
    Field("customfield_id", "id"),
    text("api_name"),
    text("placeholder"),
    Field("index", "integer"),
    text("label"),
    text("data_type"),
    Field("value", "any"),
    Field("value_formatted", "any"),
)
CUSTOM = (
    Field("custom_fields", "list", fields=CUSTOM_FIELD),
    Field("custom_field_hash", "object", read_only=True),
)

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
PROJECT_HIDDEN = frozenset({"budget_hours", "user_id"})
PROJECT_LISTED = frozenset(
    {"last_modified_time", "can_be_invoiced", "other_service_app_source", "users_working"}
)
PROJECT_COLUMNS = (
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

EMAIL = (text("email"), flag("is_selected"))
USER = (
    Field("user_id", "id", read_only=True),
    Field("role_id", "id"),
    Field("name", required=True, max_length=200),
    Field("email", required=True, max_length=100),
    Field("email_ids", "list", fields=EMAIL, read_only=True),
    shown("user_role", "staff"),
    shown("status", "active"),
    shown_flag("is_current_user"),
    shown("photo_url"),
    shown_flag("is_customer_segmented"),
    shown_flag("is_vendor_segmented"),
    shown("user_type", "zoho"),
    number("cost_rate"),
    shown_flag("is_employee"),
    moment("created_time"),
    Field("custom_fields", "list", fields=CUSTOM_FIELD, read_only=True),
)
USER_COLUMNS = (
    "user_id",
    "role_id",
    "name",
    "email",
    "user_role",
    "status",
    "is_current_user",
    "photo_url",
    "is_customer_segmented",
    "is_vendor_segmented",
    "user_type",
)
USER_UNREAD = frozenset({"email", "is_current_user", "is_customer_segmented", "is_vendor_segmented"})

ORGANIZATION_ADDRESS = (
    text("street_address1"),
    text("street_address2"),
    text("city"),
    text("state"),
    text("country"),
    text("zip"),
)
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
ORGANIZATION = (
    Field("organization_id", "id", read_only=True),
    text("name", default="Organization"),
    shown_flag("is_default_org"),
    shown("account_created_date"),
    text("time_zone", default="UTC"),
    text("language_code", default="en"),
    text("date_format", default="dd MMM yyyy"),
    text("field_separator", default=" "),
    choice("fiscal_year_start_month", *MONTHS, default="january"),
    text("contact_name"),
    text("industry_type"),
    text("industry_size"),
    text("company_id_label", default="Company ID"),
    text("company_id_value"),
    text("tax_id_label", default="Tax ID"),
    text("tax_id_value"),
    Field("currency_id", "id", reference="currencies"),
    shown("currency_code", "USD"),
    shown("currency_symbol"),
    shown("currency_format", "###,##0.00"),
    Field("price_precision", "integer", default=2, read_only=True),
    text("org_address"),
    text("remit_to_address"),
    text("phone"),
    text("fax"),
    text("website"),
    text("email"),
    shown_flag("is_org_active", default=True),
    Field("address", "object", fields=ORGANIZATION_ADDRESS),
    Field("custom_fields", "list", fields=CUSTOM_FIELD),
    # Read without a default by Zoho's own Python client.
    shown("user_role", "admin"),
    shown("tax_basis"),
    shown_flag("is_portal_enabled"),
    shown("portal_name"),
    shown_flag("is_new_customer_custom_fields"),
    # Shown when one is made.
    flag("is_logo_uploaded"),
    shown("user_status", "active"),
    # Shown in the list alone.
    shown("version"),
    Field("plan_type", "integer", default=0, read_only=True),
    shown_flag("tax_group_enabled"),
    Field("zi_migration_status", "integer", default=0, read_only=True),
    shown("plan_name", "PROFESSIONAL"),
    shown("plan_period", "Monthly"),
    shown("account_created_date_formatted"),
    # Recorded in lists.
    shown_flag("is_dst_active"),
    shown("country_code"),
    shown("country_name"),
    Field("org_settings", "object", fields=(flag("is_org_active", default=True),), read_only=True),
)
ORGANIZATION_COLUMNS = (
    "organization_id",
    "name",
    "contact_name",
    "email",
    "is_default_org",
    "version",
    "plan_type",
    "tax_group_enabled",
    "zi_migration_status",
    "plan_name",
    "plan_period",
    "language_code",
    "fiscal_year_start_month",
    "account_created_date",
    "account_created_date_formatted",
    "time_zone",
    "is_org_active",
    "currency_id",
    "currency_code",
    "currency_symbol",
    "currency_format",
    "price_precision",
    "date_format",
    "field_separator",
    "industry_type",
    "industry_size",
    "company_id_label",
    "company_id_value",
    "tax_id_label",
    "tax_id_value",
    "is_dst_active",
    "country_code",
    "country_name",
    "portal_name",
    "org_settings",
)
ORGANIZATION_LISTED = frozenset(
    {
        "version",
        "plan_type",
        "tax_group_enabled",
        "zi_migration_status",
        "plan_name",
        "plan_period",
        "account_created_date_formatted",
        "is_dst_active",
        "country_code",
        "country_name",
        "org_settings",
    }
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
