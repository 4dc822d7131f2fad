"""What is not known about Zoho's connections and had to be chosen."""

from __future__ import annotations

from types import MappingProxyType

from harness.ports import Assumption

REFRESH_REFUSED = "connections.refresh_refused"
REFRESH_REFUSED_STATUS = "connections.refresh_refused_status"
REFRESH_ON_401 = "connections.refresh_on_401"
NO_PERSON = "connections.no_person"
REVOKE_AT_VENDOR = "connections.revoke_at_vendor"
SCOPES_EDITED = "connections.scopes_edited"
SERVICE_EDITED = "connections.service_edited"
BASIC_PLACE = "connections.basic_place"
NO_FORM = "connections.no_form"
TOKEN_WORD = "connections.token_word"  # noqa: S105 - the name of an assumption
SIGNATURE = "connections.oauth1_signature"
SAMPLE_SCOPE = "connections.sample_scope"
NO_SCOPES = "connections.no_scopes"
EXTERNAL_AUTHORIZED = "connections.external_authorized"
EXTERNAL_BEFORE_INSTALL = "connections.external_before_install"
EXTERNAL_REVOKE = "connections.external_revoke"

ASSUMPTIONS = (
    Assumption(
        key=REFRESH_REFUSED,
        question="The access token has expired and can't be renewed: the vendor refuses or does not answer, "
        "or there is no refresh token. What becomes of the call?",
        evidence="Documented is only that expired tokens are renewed silently (Books widget SDK, 'request'), "
        "and that without access_type=offline calls work for an hour and then fail (squarelabs.com.au). "
        "Scripts in public code test their answers for the vendor's INVALID_OAUTHTOKEN and tell the reader "
        "to refresh the connection, so stale tokens do reach the vendor.",
        alternatives=MappingProxyType(
            {
                "send": "the stale access token is sent; the vendor's error body reaches the script",
                "fail": "the call fails before it leaves",
            }
        ),
        choice="send",
    ),
    Assumption(
        key=REFRESH_REFUSED_STATUS,
        question="What is the status of a connection after the vendor has refused to renew its tokens?",
        evidence="Documented is only that a revocation on the connection's own page makes it Disconnected "
        "(SalesIQ and Catalyst help). That Zoho watches a vendor's refusals is said nowhere.",
        alternatives=MappingProxyType(
            {
                "Connected": "the status stays; every later call asks the vendor again",
                "Disconnected": "the connection is Disconnected and its tokens are dropped",
            }
        ),
        choice="Connected",
    ),
    Assumption(
        key=REFRESH_ON_401,
        question="The vendor answers 401 to an access token that has not expired yet. "
        "Are the tokens renewed and is the call made again?",
        evidence="Renewal is documented for expired tokens only; Catalyst Connectors keep a token until its "
        "expiry and renew after it (docs.catalyst.zoho.com, SDK, connectors). Scripts get to see the "
        "vendor's INVALID_OAUTHTOKEN, which a renewal would often have cured.",
        alternatives=MappingProxyType(
            {
                "no": "the script gets the vendor's 401",
                "yes": "the tokens are renewed and the call is made once more",
            }
        ),
        choice="no",
    ),
    Assumption(
        key=NO_PERSON,
        question="'Use Credentials of Login User' is on and nobody is behind the call, as in a schedule. "
        "Whose credentials serve?",
        evidence="Not documented. Extensions in public code leave the option off for workflow functions.",
        alternatives=MappingProxyType(
            {
                "fail": "nobody's: the call fails before it leaves",
                "creator": "those of the person who authorised the connection first",
            }
        ),
        choice="fail",
    ),
    Assumption(
        key=REVOKE_AT_VENDOR,
        question="Does revoking a connection also revoke the tokens at the vendor?",
        evidence="The newest form of custom services asks for a Revoke Token URL (help.zoho.com, Writer), so "
        "it is called there. For predefined services nothing is documented.",
        alternatives=MappingProxyType(
            {
                "yes": "the vendor's revoke endpoint is called, where it has one",
                "no": "the tokens are only forgotten; the vendor still honours them",
            }
        ),
        choice="yes",
    ),
    Assumption(
        key=SCOPES_EDITED,
        question="The scopes of a connection are changed. What is it until consent is given again?",
        evidence="Documented is that editing the scopes leads to the consent page again (Creator help, "
        "configure-oauth-connection). What becomes of the old authorisation if nobody consents is not said.",
        alternatives=MappingProxyType(
            {
                "keep": "the old authorisation serves, with the scopes it has",
                "disconnect": "the connection is Disconnected until somebody consents",
            }
        ),
        choice="keep",
    ),
    Assumption(
        key=SERVICE_EDITED,
        question="A custom service with active connections is changed in more than its name. What happens?",
        evidence="Catalyst's help says that such a service may only be renamed, as more could revoke the "
        "connection; a consultant's guide to Zoho Forms says that editing it can revoke its connections.",
        alternatives=MappingProxyType(
            {
                "refuse": "the change is refused",
                "disconnect": "the change is made and the connections are Disconnected",
            }
        ),
        choice="refuse",
    ),
    Assumption(
        key=BASIC_PLACE,
        question="Where do user name and password of a Basic service join the request?",
        evidence="Creator's help says that both are base64-encoded into a header; Catalyst's help offers "
        "only 'Query String' as the parameter type of a Basic service.",
        alternatives=MappingProxyType(
            {
                "header": "as the header of RFC 7617, called as the service's parameter is",
                "query string": "the same value as a query parameter of that name",
            }
        ),
        choice="header",
    ),
    Assumption(
        key=NO_FORM,
        question="A service wants its credentials as form data, and the request has no form: it is a GET, or "
        "its body is JSON, text or a file. Where do they go?",
        evidence="Not documented. The form only says 'Param Type: Form Data'.",
        alternatives=MappingProxyType(
            {
                "query string": "into the query",
                "fail": "nowhere: the call fails before it leaves",
            }
        ),
        choice="query string",
    ),
    Assumption(
        key=TOKEN_WORD,
        question="Which word stands before the access token of a custom service for Zoho's own APIs?",
        evidence="The form has no field for it. Zoho's APIs take 'Zoho-oauthtoken' and 'Bearer' alike.",
        alternatives=MappingProxyType({"Bearer": "Bearer, as for all", "vendor": "Zoho-oauthtoken"}),
        choice="Bearer",
    ),
    Assumption(
        key=SIGNATURE,
        question="With which method are the calls of an OAuth 1 service signed?",
        evidence="The form has no field for it. HMAC-SHA1 is what services of OAuth 1 accept everywhere.",
        alternatives=MappingProxyType(
            {
                "HMAC-SHA1": "RFC 5849, 3.4.2",
                "HMAC-SHA256": "the same with a stronger digest",
                "PLAINTEXT": "RFC 5849, 3.4.4: the secrets themselves, over TLS",
            }
        ),
        choice="HMAC-SHA1",
    ),
    Assumption(
        key=SAMPLE_SCOPE,
        question="What does the JSON sample of a connection without scopes say of them?",
        evidence="A public manifest with such a connection has no 'scope' at all; more is not known.",
        alternatives=MappingProxyType({"absent": "nothing", "empty": "an empty list"}),
        choice="absent",
    ),
    Assumption(
        key=NO_SCOPES,
        question="A connection to a custom service names no scopes. For which scopes does it ask?",
        evidence="The newest form of custom services lists the scopes in the service, the older one in the "
        "connection (help.zoho.com, Writer and Forms). How the two meet is not documented.",
        alternatives=MappingProxyType(
            {
                "all": "for all that the service lists",
                "none": "for none: the vendor decides",
            }
        ),
        choice="all",
    ),
    Assumption(
        key=EXTERNAL_AUTHORIZED,
        question="How is it known that a user has authorised an external connection?",
        evidence="Documented is only that the user is sent to the Connection URL to authorise (Books, "
        "external-connections). What comes back from there is not said.",
        alternatives=MappingProxyType(
            {
                "page": "the pages behind the URL end without an error",
                "sent": "it is enough that the user was sent there",
            }
        ),
        choice="page",
    ),
    Assumption(
        key=EXTERNAL_BEFORE_INSTALL,
        question="An organization has not authorised an external connection. What is the extension there?",
        evidence="Users have to authorise external connections before they install the extension (Books, "
        "external-connections). What refuses the installation, and how, is not said.",
        alternatives=MappingProxyType(
            {
                "not installed": "it is not installed: its rules do not run",
                "installed": "it is installed all the same",
            }
        ),
        choice="not installed",
    ),
    Assumption(
        key=EXTERNAL_REVOKE,
        question="How is the Revoke URL of an external connection called?",
        evidence="Documented is that there is one, and that users revoke before they uninstall (Books, "
        "external-connections); neither the method nor who calls it.",
        alternatives=MappingProxyType(
            {
                "browser": "the user is sent there: GET",
                "server": "it is called from a server: POST without a body",
            }
        ),
        choice="browser",
    ),
)
