"""What the OAuth fakes refuse, one entry per distinct refusal."""

from __future__ import annotations

from ..kit.checks import Check

# Of a token, wherever it is presented: asked by every fake through `context.tokens`.
TOKEN_UNKNOWN = Check("tokens.unknown", "a token that nobody issued")
TOKEN_EXPIRED = Check("tokens.expired", "a token past its life")
TOKEN_REVOKED = Check("tokens.revoked", "a token that was revoked, superseded or crowded out")
TOKEN_VENDOR = Check("tokens.other_vendor", "a token of another vendor")
TOKEN_TENANT = Check("tokens.other_organization", "a token whose grant does not cover the organization")
TOKEN_DATA_CENTRE = Check("tokens.other_data_centre", "a token of another data centre")
TOKEN_SCOPE = Check("tokens.scope", "a token whose grant lacks the scope")

# At the authorize page.
CLIENT = Check("oauth.client", "a consent asked by a client that is not registered")
REDIRECT_URI = Check("oauth.redirect_uri", "a redirect URI that is not registered, character for character")
RESPONSE_TYPE = Check("oauth.response_type", "a response type other than code")
SCOPE = Check("oauth.scope", "a consent asked for a scope that does not exist, or for none")
CHALLENGE = Check("oauth.challenge_method", "a PKCE method other than plain and S256")
CSRF = Check("oauth.csrf", "a form sent without the token of the browser's session")
PERSON = Check("oauth.person", "signing in as somebody who has no account there")
TENANT = Check("oauth.tenant", "consent for an organization that the person is not in")

# At the token endpoint.
TOKEN_CLIENT = Check("oauth.token_client", "tokens asked by a client that is not registered")
CLIENT_DATA_CENTRE = Check("oauth.client_data_centre", "a client that is not enabled in the data centre")
SECRET = Check("oauth.client_secret", "a wrong client secret")
GRANT_TYPE = Check("oauth.grant_type", "a grant type that the server does not have")
THROTTLE = Check("oauth.throttle", "more tokens than may be asked for in the window")
CODE = Check("oauth.code", "a code that nobody gave")
CODE_USED = Check("oauth.code_used", "a code for the second time")
CODE_EXPIRED = Check("oauth.code_expired", "a code past its life")
CODE_CLIENT = Check("oauth.code_client", "the code of another client")
CODE_REDIRECT_URI = Check("oauth.code_redirect_uri", "a redirect URI other than the one of the consent")
CODE_VERIFIER = Check("oauth.code_verifier", "a PKCE verifier that does not fit the challenge")
CODE_DOWNGRADE = Check("oauth.code_downgrade", "a PKCE verifier where the consent had no challenge")
CODE_DATA_CENTRE = Check("oauth.code_data_centre", "a code of another data centre")
REFRESH = Check("oauth.refresh_token", "a refresh token that nobody issued")
REFRESH_REVOKED = Check("oauth.refresh_revoked", "a refresh token that was revoked or superseded")
REFRESH_CLIENT = Check("oauth.refresh_client", "the refresh token of another client")
REFRESH_DATA_CENTRE = Check("oauth.refresh_data_centre", "a refresh token of another data centre")
SELF_CLIENT = Check("oauth.self_client", "client credentials of a client that is no self client")
SOID = Check("oauth.soid", "client credentials without the organization that they are for")
CREDENTIALS_SCOPE = Check("oauth.credentials_scope", "client credentials for a scope that does not exist")

# Elsewhere.
REVOKE = Check("oauth.revoke", "revoking a token that is not alive")
REVOKE_CLIENT = Check("oauth.revoke_client", "revoking the token of another client")
USER_INFO = Check("oauth.user_info", "user info without a token, or with one that does not do")

# Of signed requests: OAuth 1.0a.
SIGNED_CLIENT = Check("oauth1.client", "a request signed by a client that is not registered")
SIGNED_METHOD = Check("oauth1.method", "a signature method that the server does not have")
SIGNED_TIMESTAMP = Check("oauth1.timestamp", "a request signed at another time")
SIGNED_NONCE = Check("oauth1.nonce", "a signed request for the second time")
SIGNATURE = Check("oauth1.signature", "a signature that is not that of the request")
SIGNED_CALLBACK = Check("oauth1.callback", "a callback that is not registered, character for character")
SIGNED_TOKEN = Check("oauth1.token_client", "a call signed with the token of another client")
TEMPORARY = Check("oauth1.temporary", "temporary credentials that nobody gave")
TEMPORARY_ASKED = Check("oauth1.temporary_asked", "consent to temporary credentials that are not alive")
TEMPORARY_USED = Check("oauth1.temporary_used", "temporary credentials for the second time")
TEMPORARY_EXPIRED = Check("oauth1.temporary_expired", "temporary credentials past their life")
TEMPORARY_CLIENT = Check("oauth1.temporary_client", "the temporary credentials of another client")
VERIFIER = Check("oauth1.verifier", "a token asked for without the verifier of the consent")

ALIVE = (TOKEN_UNKNOWN, TOKEN_REVOKED, TOKEN_VENDOR)
ANYWHERE = (*ALIVE, TOKEN_EXPIRED, TOKEN_SCOPE)
TOKENS = (*ANYWHERE, TOKEN_DATA_CENTRE)
COMMON = (
    *(CLIENT, REDIRECT_URI, RESPONSE_TYPE, SCOPE, CHALLENGE, CSRF, PERSON, TENANT),
    *(TOKEN_CLIENT, SECRET, GRANT_TYPE, THROTTLE),
    *(CODE, CODE_USED, CODE_EXPIRED, CODE_CLIENT, CODE_REDIRECT_URI, CODE_VERIFIER, CODE_DOWNGRADE),
    *(REFRESH, REFRESH_REVOKED, REFRESH_CLIENT),
)
SIGNED = (
    *(SIGNED_CLIENT, SIGNED_METHOD, SIGNED_TIMESTAMP, SIGNED_NONCE, SIGNATURE, SIGNED_CALLBACK, SIGNED_TOKEN),
    *(TEMPORARY, TEMPORARY_ASKED, TEMPORARY_USED, TEMPORARY_EXPIRED, TEMPORARY_CLIENT, VERIFIER),
    *(CSRF, PERSON),
)
DATA_CENTRES = (CLIENT_DATA_CENTRE, CODE_DATA_CENTRE, REFRESH_DATA_CENTRE)
SELF_CLIENTS = (SELF_CLIENT, SOID, CREDENTIALS_SCOPE)
