"""What is not known of the vendors' OAuth servers, and what was chosen. Sources are in README.md."""

from __future__ import annotations

from ..kit.assumptions import Assumption

ZOHO_SCOPE_CASE = Assumption(
    "accounts_zoho.scope_case",
    "Does the case of the letters count when a token's scope is compared with the one that a call needs?",
    "Clients write both ZohoBooks.fullaccess.all and ZohoBooks.fullaccess.ALL and work; no page says so.",
    {"folded": "the case does not count", "exact": "the case counts, as the documentation spells it"},
    "folded",
)
ZOHO_CODE_LIFE = Assumption(
    "accounts_zoho.code_life",
    "How many seconds does an authorisation code live?",
    "Zoho's pages disagree: 2 minutes (accounts, authorization page), 60 seconds (Books and Commerce).",
    {"60": "one minute", "120": "two minutes"},
    "60",
)
ZOHO_ERROR_PAGE = Assumption(
    "accounts_zoho.error_page",
    "Which HTTP status has the error page of the authorize address?",
    "The pages' titles are recorded, their status is not.",
    {"400": "Bad Request", "200": "OK, like the errors of the token address"},
    "400",
)
ZOHO_DENIAL = Assumption(
    "accounts_zoho.denial",
    "What does the redirect carry when the person rejects?",
    "The documentation says that the server returns an error; clients read error=access_denied.",
    {"access_denied": "error=access_denied and the state, as RFC 6749 has it", "bare": "the state alone"},
    "access_denied",
)
ZOHO_UNKNOWN_SCOPE = Assumption(
    "accounts_zoho.unknown_scope",
    "What happens when consent is asked for a ZohoBooks scope that does not exist?",
    "Zoho has an error page for scopes; whether it knows each group of Books is not recorded.",
    {"refused": "the error page", "granted": "the scope is given, and covers nothing"},
    "refused",
)
ZOHO_ACTIVE_TOKENS = Assumption(
    "accounts_zoho.active_tokens",
    "How many access tokens of one refresh token live at a time, before the oldest ends?",
    "10 (token-limits page), 15 (Kaizen #43), 30 (older pages). A client that makes 17 in a row works.",
    {"10": "ten", "15": "fifteen", "30": "thirty"},
    "30",
)
ZOHO_GRANT_TYPE = Assumption(
    "accounts_zoho.grant_type_error",
    "What does the token address answer to a grant type that it does not have?",
    "Nothing is recorded; general_error is among the errors that Zoho names.",
    {"unsupported_grant_type": "the error of RFC 6749", "general_error": "Zoho's error for the rest"},
    "unsupported_grant_type",
)
ZOHO_REVOKE_ERROR = Assumption(
    "accounts_zoho.revoke_error",
    "What is in the body when a token that is not alive is revoked?",
    "The documentation gives the status, 400, and no body.",
    {"invalid_token": '{"error": "invalid_token"}', "invalid_code": '{"error": "invalid_code"}'},
    "invalid_token",
)
ZOHO_THROTTLE = Assumption(
    "accounts_zoho.throttle_status",
    "Which HTTP status has the refusal of the token address when too many tokens were asked for?",
    "400 is recorded; Kaizen #43 of help.zoho.com describes it with 200, as most errors there have.",
    {"400": "Bad Request", "200": "OK, like the other errors of the token address"},
    "400",
)
ZOHO = (
    ZOHO_SCOPE_CASE,
    ZOHO_THROTTLE,
    ZOHO_CODE_LIFE,
    ZOHO_ERROR_PAGE,
    ZOHO_DENIAL,
    ZOHO_UNKNOWN_SCOPE,
    ZOHO_ACTIVE_TOKENS,
    ZOHO_GRANT_TYPE,
    ZOHO_REVOKE_ERROR,
)

WRIKE_DENIAL = Assumption(
    "login_wrike.denial",
    "What does the redirect carry when the person rejects?",
    "Nothing is recorded; RFC 6749 has error=access_denied.",
    {"access_denied": "error=access_denied and the state, as RFC 6749 has it", "bare": "the state alone"},
    "access_denied",
)
WRIKE_REQUEST_ERROR = Assumption(
    "login_wrike.request_error",
    "How is a bad response type or scope told, once client and redirect URI are known to be good?",
    "Nothing is recorded; RFC 6749 has a redirect with the error.",
    {"redirected": "to the client, as RFC 6749 has it", "page": "on a page, like a bad redirect URI"},
    "redirected",
)
WRIKE_UNKNOWN_SCOPE = Assumption(
    "login_wrike.unknown_scope",
    "What happens when consent is asked for a scope that Wrike does not have?",
    "Nothing is recorded; the documentation says that scopes are case-sensitive.",
    {"refused": "invalid_scope", "ignored": "it is left out"},
    "refused",
)
WRIKE_DEFAULT_SCOPE = Assumption(
    "login_wrike.default_scope",
    "Which scope does a token have when none was asked for?",
    "The change log of 2015-03-02 says wsReadWrite; one connector believes it is Default.",
    {"wsReadWrite": "workspace data, read and write", "Default": "the scope of that name"},
    "wsReadWrite",
)
WRIKE_CLIENT_STATUS = Assumption(
    "login_wrike.client_error_status",
    "Which HTTP status has the refusal of a client's id or secret?",
    "The error's name, unauthorized_client, is recorded, its status is not.",
    {"400": "400", "401": "401, as RFC 6749 has it for a client that is refused"},
    "400",
)
WRIKE_ROTATION = Assumption(
    "login_wrike.rotation",
    "When does the old access token end after a refresh?",
    "The old refresh token ends at once; of the old access token it is said that the pair stops working.",
    {"at_once": "with the old refresh token", "expires": "at the end of its own hour"},
    "at_once",
)
WRIKE_REPLAY = Assumption(
    "login_wrike.replayed_refresh_token",
    "What becomes of the new tokens when a refresh token that a refresh has superseded is presented again?",
    "Nothing is recorded; RFC 9700 (4.14.2) wants them ended, since one of the two is not the client.",
    {"lives": "they live", "ends": "they end, and the person has to consent again"},
    "lives",
)
WRIKE_SCOPE_ANSWER = Assumption(
    "login_wrike.scope_in_answer",
    "Does the token answer name the scopes?",
    "The documented keys are access_token, refresh_token, token_type, expires_in and host.",
    {"absent": "no", "present": "yes, joined by commas"},
    "absent",
)
WRIKE = (
    WRIKE_DENIAL,
    WRIKE_REQUEST_ERROR,
    WRIKE_UNKNOWN_SCOPE,
    WRIKE_DEFAULT_SCOPE,
    WRIKE_CLIENT_STATUS,
    WRIKE_ROTATION,
    WRIKE_REPLAY,
    WRIKE_SCOPE_ANSWER,
)
