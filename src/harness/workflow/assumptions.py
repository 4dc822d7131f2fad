"""What Zoho's documents leave open about workflows, and how this engine chose."""

from __future__ import annotations

from harness.ports import Assumption

ASSUMPTIONS = (
    Assumption(
        "workflow.api_saves",
        "Does a save through the plain REST API fire workflow rules?",
        "Zoho lists saves by custom functions, syncs of other Zoho applications and imports as those "
        "that fire nothing; it does not mention the API. "
        "https://www.zoho.com/books/kb/automation/cases-where-workflow-is-not-executed.html",
        {"fire": "as a save on the page does", "silent": "no rule fires"},
        "fire",
    ),
    Assumption(
        "workflow.global_fields",
        "How does an extension's global field reach a custom function?",
        "Not documented. The editor offers organization variables as parameters that one drags in; the "
        "API of functions has `include_orgvariables_params`.",
        {
            "variable": "as a variable of the field's name",
            "organization": "as a key of the `organization` map",
        },
        "variable",
    ),
    Assumption(
        "workflow.interrupted",
        "Does an action that was cut off (the platform went down under it) run again?",
        "Not documented. Retry policies re-attempt actions that failed; nothing is said of those cut off.",
        {"dropped": "it is logged as a failure and not repeated", "again": "it is logged and runs once more"},
        "dropped",
    ),
    Assumption(
        "workflow.criteria_case",
        "Does a criterion on text tell upper from lower case?",
        "Not documented for Books.",
        {"ignored": "`is acme` is met by ACME", "exact": "only the same letters meet it"},
        "ignored",
    ),
    Assumption(
        "workflow.redirects",
        "Does invokeurl follow redirects?",
        "Not documented.",
        {"follow": "as a browser does, up to 20", "return": "the 3xx answer itself is the result"},
        "follow",
    ),
    Assumption(
        "workflow.own_authorization",
        "A call sets a header that its connection also sets (Authorization): which one is sent?",
        "Not documented.",
        {"connection": "the connection's", "script": "the script's own"},
        "connection",
    ),
    Assumption(
        "workflow.webhook_payload",
        "What does the default payload of a webhook look like?",
        "Zoho says that it holds all fields of the module as application/json; its shape is not shown. "
        "https://www.zoho.com/books/kb/automation/create-webhook.html",
        {"named": 'the record under its name: {"project": {…}}', "bare": "the fields of the record alone"},
        "named",
    ),
    Assumption(
        "workflow.webhook_status",
        "When is a webhook a Failure in the workflow log?",
        "The log has the statuses Success and Failure; which answers are which is not said.",
        {"2xx": "whenever the answer is not 2xx, or there is none", "answered": "only if there is no answer"},
        "2xx",
    ),
)
"""Every assumption of the workflow engine, in no particular order."""
