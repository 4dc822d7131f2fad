"""What nobody outside Zoho knows about Books, and what this fake takes for it."""

from __future__ import annotations

from ..kit.assumptions import Assumption

ALL = (
    Assumption(
        "books.project_map",
        "What is `tasks` in the project map of a function when the project has no tasks?",
        "UNKNOWN. The map is taken to be the module's REST object; the vendor's own sample asks whether "
        "the project has tasks, which would suit any of the three.",
        {
            "empty": "`tasks` is an empty list, as in the REST object",
            "absent": "the map has no key `tasks`",
            "null": "`tasks` is null",
        },
        "empty",
    ),
    Assumption(
        "books.contact_map",
        "Under which name does a function of the module contacts get its map?",
        "UNKNOWN. Public scripts read both `customer` and `contact`.",
        {
            "both": "the same map under `customer` and `contact`",
            "customer": "only `customer`",
            "contact": "only `contact`",
        },
        "both",
    ),
    Assumption(
        "books.user_map",
        "Which keys has the `user` map of a function?",
        "Zoho Invoice's help names `name` and `zuid`; scripts of Books also read `email`, `id`, `full_name`.",
        {
            "wide": "user_id, id, name, full_name, email, zuid, user_role, status",
            "narrow": "name and zuid only",
        },
        "wide",
    ),
    Assumption(
        "books.project_required",
        "Which fields must a new project have?",
        "The specification and the vendor's tool schemas require project_name, customer_id, billing_type "
        "and user_id; whether the live server insists on the last two is UNKNOWN.",
        {
            "spec": "project_name, customer_id, billing_type, user_id",
            "names": "project_name and customer_id; the billing type is then fixed_cost_for_project",
        },
        "names",
    ),
    Assumption(
        "books.tax_required",
        "Which fields must a new tax have?",
        "The specification requires none, which can't be; nothing else is known.",
        {"named": "tax_name and tax_percentage", "spec": "none"},
        "named",
    ),
    Assumption(
        "books.update_required",
        "Must an update repeat the required fields?",
        "The specification lists the same required fields for create and update; clients send single "
        "fields. UNKNOWN.",
        {"partial": "any field alone will do", "full": "the required fields must be there again"},
        "partial",
    ),
    Assumption(
        "books.nothing_sent",
        "What does Books say of a create or an update whose body is empty or `{}`?",
        "Documentation of Deluge and three calls of a client have code 11, `The parameter JSONString is "
        "mandatory.`; the HTTP status, and whether every module says so, is UNKNOWN.",
        {"code11": "400 and code 11", "fields": "it is judged as any other: code 4 for a required field"},
        "code11",
    ),
    Assumption(
        "books.update_tasks",
        "What does an update of a project do with tasks that its list of tasks leaves out?",
        "UNKNOWN. Line items of Books' documents are replaced as a whole; those sent with an id keep it.",
        {"replace": "they are removed", "merge": "they stay"},
        "replace",
    ),
    Assumption(
        "books.task_list_key",
        "Under which key does the list of a project's tasks come?",
        "The specification and an old client say `tasks`; one client says `task`, verified live.",
        {"both": "under `tasks` and `task`", "tasks": "only `tasks`", "task": "only `task`"},
        "both",
    ),
    Assumption(
        "books.task_added_message",
        "What is the message for a task that was added?",
        "The specification's example says `The project information has been updated.`, its prose "
        "`The task has been added.`",
        {
            "example": "The project information has been updated.",
            "prose": "The task has been added.",
        },
        "example",
    ),
    Assumption(
        "books.custom_field_hash",
        "What is `custom_field_hash` of a record with no custom field filled in?",
        "Recorded answers of Books (contacts, invoices) hold `custom_fields: []` and "
        "`custom_field_hash: {}`; for projects nothing is recorded.",
        {"empty": "an empty map", "absent": "the key is left out"},
        "empty",
    ),
    Assumption(
        "books.upserted",
        "What does an update by a custom field answer that made the record, as X-Upsert asked?",
        "UNKNOWN; the specification has 200 and the text of an update alone.",
        {"updated": "200 and the text of an update", "created": "200 and the text of a creation"},
        "updated",
    ),
    Assumption(
        "books.custom_field_rows",
        "Does a row of a list hold custom values under their own names (`cf_x`, `cf_x_unformatted`)?",
        "Recorded rows of items do, on the sister product Inventory that shares items with Books; of other "
        "lists only rows without a custom value are recorded.",
        {"columns": "yes, beside `custom_fields` and `custom_field_hash`", "hash": "only in those two"},
        "columns",
    ),
    Assumption(
        "books.custom_field_filter",
        "Does a query parameter `cf_…` filter a list?",
        "One client filters projects that way, its sibling lists and filters by itself. UNKNOWN.",
        {"filters": "only records with that value are listed", "ignored": "it has no effect"},
        "filters",
    ),
    Assumption(
        "books.organization_omitted",
        "What happens to a request without organization_id?",
        "A client that never sends it ran well against one organization (observed); another source says "
        "that Books asks for the parameter.",
        {"only": "the person's one organization is meant, if there is just one", "refused": "it is refused"},
        "only",
    ),
    Assumption(
        "books.organization_missing",
        "How is a request refused that needs organization_id and has none?",
        "`a Books-specific error asking for the parameter`, not 401 (live); code and text are UNKNOWN.",
        {
            "code4": "400, code 4, as for a required field",
            "code6041": "400, code 6041, as for a foreign organization, with an empty id",
        },
        "code4",
    ),
    Assumption(
        "books.organization_header",
        "May organization_id come in the header X-com-zoho-books-organizationid?",
        "Much client code sends it; the documentation of Books does not name it, that of Zoho Invoice has "
        "its own form.",
        {"accepted": "in place of the parameter", "ignored": "only the parameter counts"},
        "accepted",
    ),
    Assumption(
        "books.inactive_user",
        "What does a person get who was deactivated or removed in the organization?",
        "UNKNOWN. Code 6041 is what a person gets who is not in the organization.",
        {"code6041": "400, code 6041", "code57": "401, code 57"},
        "code6041",
    ),
    Assumption(
        "books.record_status",
        "Which HTTP status has code 1002 (`… does not exist.`)?",
        "The documentation shows the body only; clients expect 404.",
        {"404": "404 Not Found", "400": "400 Bad Request"},
        "404",
    ),
    Assumption(
        "books.reference",
        "How is the id of a record refused that does not exist, in a field such as customer_id?",
        "UNKNOWN. Code 2 names the field; code 1002 names the record.",
        {
            "code2": "400, code 2, `Invalid value passed for customer_id`",
            "code1002": "code 1002, `Contact does not exist.`",
        },
        "code2",
    ),
    Assumption(
        "books.method_code",
        "Which code has the answer to a method that a path does not have?",
        "Status 405 is documented, the text is quoted in a client's issue (Weble/ZohoBooksApi 26), the code "
        "is UNKNOWN; another fake says 37.",
        {"37": "code 37", "5": "code 5"},
        "37",
    ),
    Assumption(
        "books.in_use",
        "What happens on deleting a record that others use, such as a contact that has projects?",
        "Items, taxes and currencies of transactions can't be deleted [docs]; whether projects count is "
        "UNKNOWN. Tables in clients know 1004 `has transactions` and 36 `has dependents`, without texts.",
        {
            "code1004": "refused with 400 and code 1004",
            "code36": "refused with 400 and code 36",
            "deleted": "it is deleted, what used it stays",
        },
        "code1004",
    ),
    Assumption(
        "books.duplicate_contact",
        "May two contacts have the same name?",
        "Books has a filter Status.Duplicate, so they can exist. Clients of Zoho Inventory, which shares "
        'contacts with Books, handle 400, code 3062 `The customer "…" already exists. Please specify a '
        "different name.`",
        {"accepted": "yes", "refused": "no: 400 and code 3062"},
        "accepted",
    ),
    Assumption(
        "books.per_page_over",
        "What happens to a page length above 200?",
        "200 is documented as the default and by others as the greatest. UNKNOWN.",
        {"clamp": "200 are served", "served": "as many as asked for", "refused": "400 and code 2"},
        "clamp",
    ),
    Assumption(
        "books.page_below_one",
        "What happens to a page or a page length below one?",
        "UNKNOWN.",
        {"refused": "400 and code 2", "first": "the first page, or the default length"},
        "refused",
    ),
    Assumption(
        "books.rate_limited",
        "How does Books refuse a call past the limit?",
        "Documented: code 44 a minute, code 45 a day, code 1070 at the same time. Live in 2026: code 43 with "
        "Retry-After: 3600, on a path that belongs to no organization.",
        {
            "minute": "429, code 44",
            "live": "429, code 43 and Retry-After",
            "day": "429, code 45 with the number of calls",
            "concurrent": "429, code 1070",
        },
        "minute",
    ),
    Assumption(
        "books.rate_headers",
        "Does an answer carry X-Rate-Limit-Limit, -Remaining and -Reset?",
        "Recorded answers have them (2026), and a public client fails without; 1,759 answers of another "
        "organization in 2026 have not.",
        {"day": "yes: 1000 calls a day, reset at midnight of the organization", "none": "no"},
        "day",
    ),
)
