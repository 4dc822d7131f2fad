"""What is not known about Zoho's connections and had to be chosen."""

from __future__ import annotations

from types import MappingProxyType

from harness.ports import Assumption

REFRESH_REFUSED = "connections.refresh_refused"
REFRESH_REFUSED_STATUS = "connections.refresh_refused_status"
REFRESH_ON_401 = "connections.refresh_on_401"
NO_PERSON = "connections.no_person"
REVOKE_AT_VENDOR = "connections.revoke_at_vendor"

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
)
