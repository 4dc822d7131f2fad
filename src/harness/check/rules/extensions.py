"""What is looked for in extension.yaml and in scenarios; `extension.py` and `scenarios.py` find it."""

from __future__ import annotations

from ..model import ERROR, NOTE, WARNING, Rule

_GUIDELINES = "Zoho's review guidelines for extensions (books/developer/extensions/review-guidelines.html)"

RULES = (
    Rule(
        "extension",
        ERROR,
        "Something in extension.yaml is wrong: a key, a name that nothing has, a service, a scope.",
        "ours; the same error ends a run",
    ),
    Rule(
        "scenario",
        ERROR,
        "Something in a scenario or its fixtures is wrong.",
        "ours; the same error ends a run",
    ),
    Rule(
        "unknown-module",
        WARNING,
        "A function is on a module that Books does not have: no record of it ever runs the function.",
        "zoho.com/books/api/v3: the modules; custom ones begin with cm_",
    ),
    Rule("unused-connection", WARNING, "No function names the connection.", _GUIDELINES),
    Rule("unused-service", WARNING, "No connection uses the service.", _GUIDELINES),
    Rule(
        "online-access",
        WARNING,
        "The authorize URL of a service of Zoho or Google does not ask for access_type=offline.",
        f"{_GUIDELINES}; without it the connection works for an hour (squarelabs.com.au)",
    ),
    Rule("unused-function", WARNING, "No rule runs the function.", _GUIDELINES),
    Rule("unused-global-field", WARNING, "No function reads the global field.", _GUIDELINES),
    Rule("wide-scope", WARNING, "A scope opens everything of a service.", _GUIDELINES),
    Rule(
        "unneeded-scope",
        WARNING,
        "No call through the connection needs the scope: what it allows is done by none of them.",
        _GUIDELINES,
    ),
    Rule(
        "connection-name",
        NOTE,
        "The name of a connection is not ServiceName-ExtensionName, such as ZohoBooks-Twilio.",
        _GUIDELINES,
    ),
    Rule("product-name", NOTE, "The name of the extension holds the name of Zoho's product.", _GUIDELINES),
)
