"""Of every call, of projects and tasks, of webhooks."""

from __future__ import annotations

from ...kit.assumptions import Assumption

SCOPE_DENIED = Assumption(
    key="wrike.scope_denied",
    question="What does Wrike answer when the token lacks every scope of the method?",
    evidence=(
        "No public capture of a scope denial was found. The documentation says only that the token "
        "should have at least one of the scopes. One desk research (no live call) expects 403 "
        "not_allowed for a write with wsReadOnly; the error table keeps not_allowed for licence and "
        "quota, access_forbidden for entities, not_authorized for tokens."
    ),
    alternatives={
        "not_allowed": "403 with error not_allowed",
        "access_forbidden": "403 with error access_forbidden",
        "not_authorized": "401 with error not_authorized",
    },
    choice="not_allowed",
)

WRONG_DATA_CENTRE = Assumption(
    key="wrike.wrong_data_centre",
    question="What does Wrike answer to a good token on the host of another data centre?",
    evidence=(
        "Live answers have the 401 of an unknown token [LIVE-401; pipedream#14242, #14292]. The help "
        "centre lists 300 Multiple Choices for a wrong base URL; a client of 2026 (wrikery) saw 300 with an "
        "empty body on GET /contacts?me=true, and a report of 2026-09 (airbyte#86910) has 300 for accounts "
        "that are not on app-us2."
    ),
    alternatives={"401": "401, as to an unknown token", "300": "300 with an empty body"},
    choice="401",
)

UNKNOWN_PARAMETER = Assumption(
    key="wrike.unknown_parameter",
    question="With which code does Wrike refuse a parameter that the method does not have?",
    evidence=(
        "The help centre files a parameter name that is not supported under invalid_request, and a "
        "connector (amp-labs, tried live 2026-10) records 400 invalid_request for `id`; the error table of "
        "the reference files bad names under invalid_parameter."
    ),
    alternatives={
        "invalid_request": "400 with error invalid_request",
        "invalid_parameter": "400 with error invalid_parameter",
    },
    choice="invalid_request",
)

UNKNOWN_KEY = Assumption(
    key="wrike.unknown_key",
    question="What does Wrike do with a key that it does not know inside an object, such as project?",
    evidence=(
        "Parameters with unknown names are refused. Of keys inside an object nobody says; a published client "
        "(PyWrike) copies projects with the authorId and createdDate of the answer inside project."
    ),
    alternatives={"ignored": "it is ignored", "refused": "it is refused like an unknown parameter"},
    choice="ignored",
)

MISSING_PARAMETER = Assumption(
    key="wrike.missing_parameter",
    question="With which code does Wrike refuse a request without a required parameter?",
    evidence=(
        "The error table has parameter_required, but a live timelog creation without its required "
        "trackedDate or comment answered invalid_parameter (2026-08)."
    ),
    alternatives={
        "invalid_parameter": "400 with error invalid_parameter",
        "parameter_required": "400 with error parameter_required",
    },
    choice="invalid_parameter",
)

PROJECT_SHAPE = Assumption(
    key="wrike.project_shape",
    question="Does the project object of an answer carry `status`, `customStatusId`, or both?",
    evidence=(
        "Official samples of 2019 always carry status, and customStatusId only where status is Custom. A "
        "capture of 2026-03 carries customStatusId and no status; its value is the status In Progress of "
        "the default workflow, for a project nobody had touched. The specification of 2026 calls status "
        "required in answers and customStatusId optional: clients generated from it do not read an answer "
        "without status."
    ),
    alternatives={
        "both": "status and customStatusId, so that clients of either kind read it",
        "2026": "customStatusId and no status",
        "2019": "status always, customStatusId only with the status Custom",
    },
    choice="both",
)

MISSING_ENTITY = Assumption(
    key="wrike.missing_entity",
    question="What does Wrike answer for an id that does not exist in the account of the token?",
    evidence=(
        "The error table has 404 resource_not_found for an entity that is not found and 403 "
        "access_forbidden for one that is out of reach; second deletions of timelogs, comments and "
        "dependencies were reported as 404. No capture shows an id of another account."
    ),
    alternatives={
        "resource_not_found": "404 with error resource_not_found",
        "access_forbidden": "403 with error access_forbidden",
    },
    choice="resource_not_found",
)

MISSING_IDS = Assumption(
    key="wrike.missing_ids",
    question="What does Wrike answer when some of several ids in a path do not exist?",
    evidence="Unknown. One desk research (no live call) guesses that they are left out silently.",
    alternatives={
        "omitted": "the records that exist, without a word",
        "refused": "the same error as for a single missing id",
    },
    choice="omitted",
)

WEEKEND_DUE = Assumption(
    key="wrike.weekend_due",
    question="Where does a task's due date go that falls on a day off?",
    evidence=(
        "A start on Saturday 2026-10-10 was moved to Monday 2026-10-12 at 09:00 (recorded). No record "
        "shows a due date on a day off."
    ),
    alternatives={
        "next": "to the end of the next work day, as the start goes",
        "previous": "to the end of the last work day before, but never before the start",
    },
    choice="next",
)

FILTER_MILLISECONDS = Assumption(
    key="wrike.filter_milliseconds",
    question="Do filters on createdDate, updatedDate and completedDate take milliseconds?",
    evidence=(
        "In 2020 they were refused (notes in a client's README). A client of 2026 sends them from "
        "toISOString() and its recorded sync works, though with whole seconds. A connector (amp-labs), tried "
        "live 2026-10, has them rejected."
    ),
    alternatives={
        "accepted": "2026-01-01T00:00:00.000Z is as good as 2026-01-01T00:00:00Z",
        "refused": "400 with error invalid_parameter",
    },
    choice="accepted",
)

CUSTOM_FIELD_VALUE = Assumption(
    key="wrike.custom_field_value",
    question="What does Wrike do with a value that is not of its custom field's type?",
    evidence=(
        "The documentation describes values by type and says that a value is a string of at most 4000 "
        "characters. No capture shows a wrong one: words in a numeric field, an option that a dropdown "
        "does not have, a value of a calculated field."
    ),
    alternatives={
        "refused": "400 with error invalid_parameter",
        "accepted": "the value is kept as it is",
    },
    choice="refused",
)

RATE_LIMIT = Assumption(
    key="wrike.rate_limit",
    question="With which of its two codes for 429 does Wrike refuse a call over the limit per minute?",
    evidence=(
        "One research pairs too_many_requests with the text about 400 requests a minute, and "
        "rate_limit_exceeded with 'Rate limit exceeded, try again later'; another pairs the second code "
        "with the first text. Neither was captured."
    ),
    alternatives={
        "too_many_requests": "429 with error too_many_requests",
        "rate_limit_exceeded": "429 with error rate_limit_exceeded",
    },
    choice="too_many_requests",
)

HOOK_HANDSHAKE = Assumption(
    key="wrike.hook_handshake",
    question="What must a webhook's receiver answer to the challenge in X-Hook-Secret?",
    evidence=(
        "A receiver that works in production (2026-08) answers the hexadecimal HMAC-SHA256 of the challenge "
        "under the secret; one desk research (no live call) says the challenge itself. The body of the "
        "handshake, and what the creation answers when it fails, are not known: none, and 400."
    ),
    alternatives={
        "hmac": "200 with X-Hook-Secret: the HMAC-SHA256 of the challenge, in hexadecimal",
        "echo": "200 with X-Hook-Secret: the challenge",
    },
    choice="hmac",
)

HOOK_RETRY = Assumption(
    key="wrike.hook_retry",
    question="How long does Wrike wait before it tries a failed delivery of a webhook again?",
    evidence="Up to three retries are documented; neither their spacing nor the timeout is.",
    alternatives={
        "minute": "a minute each time",
        "longer": "one minute, five minutes, twenty-five minutes",
    },
    choice="minute",
)

DELETED_ANSWER = Assumption(
    key="wrike.deleted_answer",
    question=(
        "What does the deletion of an invitation, a work schedule, an exception from one, a custom field, a "
        "booking or a member of a project's team answer?"
    ),
    evidence=(
        "The specification has the record. Of comments, timelogs and dependencies it is recorded that no "
        "data come, of groups the official sample of 2019 says so; the specification has data for some of "
        "those as well."
    ),
    alternatives={"empty": "no data", "record": "the record that was deleted, of a team member the id"},
    choice="empty",
)

CUSTOM_FIELD_DELETION = Assumption(
    key="wrike.custom_field_deletion",
    question="Can a custom field be deleted over the API, with DELETE /customfields/{id}?",
    evidence=(
        "A list of the official operations (2026-08) has no such operation; a toolkit for several vendors "
        "offers one for Wrike. The audit log knows CustomFieldRemoved, which people do in Wrike itself."
    ),
    alternatives={
        "deleted": "the field is deleted, and every value of it",
        "none": "404 method_not_found",
    },
    choice="deleted",
)

IDS_OF_A_READ = Assumption(
    key="wrike.ids_of_a_read",
    question="How many ids may the path of a read name?",
    evidence=(
        "The reference of 2020 and captures of 2026-03 say up to 100; the specification of 2026 says 1000 of "
        "nearly every read, and a client of 2026 (wrikery) sends so many. Of writes every source says 100."
    ),
    alternatives={"1000": "up to 1000", "100": "up to 100, as of a write"},
    choice="1000",
)

AUDIT_ORDER = Assumption(
    key="wrike.audit_order",
    question="In which order do the entries of the audit log come?",
    evidence="Neither the specification nor a capture with more than one entry says so.",
    alternatives={"oldest": "the oldest first", "newest": "the newest first"},
    choice="oldest",
)

EDISCOVERY_TERMS = Assumption(
    key="wrike.ediscovery_terms",
    question="Does the search for an eDiscovery report find what has one of several terms, or all of them?",
    evidence="The specification says no more than that they are terms to search.",
    alternatives={"any": "what has one of them", "all": "what has all of them"},
    choice="any",
)

CORE = (
    SCOPE_DENIED,
    WRONG_DATA_CENTRE,
    UNKNOWN_PARAMETER,
    UNKNOWN_KEY,
    MISSING_PARAMETER,
    PROJECT_SHAPE,
    MISSING_ENTITY,
    MISSING_IDS,
    WEEKEND_DUE,
    FILTER_MILLISECONDS,
    CUSTOM_FIELD_VALUE,
    RATE_LIMIT,
    HOOK_HANDSHAKE,
    HOOK_RETRY,
    DELETED_ANSWER,
    CUSTOM_FIELD_DELETION,
    IDS_OF_A_READ,
    AUDIT_ORDER,
    EDISCOVERY_TERMS,
)
