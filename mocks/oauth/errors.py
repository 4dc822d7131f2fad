"""The errors of each OAuth server, one class per server, one named constructor per error.

A body is what the server answers: a JSON object, a `Page` for a person's browser, or a `Redirect` back to
the client. README.md says which words are the vendors' and which are ours.
"""

from __future__ import annotations

from ..kit.errors import VendorError, vendor_error
from .pages import Page, Redirect


class ZohoAccountsError(VendorError):
    """An error of accounts.zoho.*; the token address answers most of them with 200 [recorded calls]."""

    @classmethod
    @vendor_error
    def client_page(cls, status: int) -> ZohoAccountsError:
        """The authorize address: no such client [title: live]."""
        return cls(status, Page("Invalid Client", "The client ID passed does not exist."))

    @classmethod
    @vendor_error
    def redirect_uri_page(cls, status: int) -> ZohoAccountsError:
        """The authorize address: a redirect URI that is not registered; never a redirect [live]."""
        text = "Redirect URI passed does not match with the one configured"
        return cls(status, Page("Invalid Redirect Uri", text))

    @classmethod
    @vendor_error
    def response_type_page(cls, status: int) -> ZohoAccountsError:
        """The authorize address: a response type other than code; words ours."""
        return cls(status, Page("Invalid Response Type", "The response type must be code."))

    @classmethod
    @vendor_error
    def scope_page(cls, status: int) -> ZohoAccountsError:
        """The authorize address: a scope that does not exist, or none; words ours."""
        return cls(status, Page("Invalid OAuth Scope", "Scope does not exist."))

    @classmethod
    @vendor_error
    def challenge_page(cls, status: int) -> ZohoAccountsError:
        """The authorize address: a PKCE method other than plain and S256; words ours."""
        return cls(status, Page("Invalid Code Challenge", "The method must be plain or S256."))

    @classmethod
    @vendor_error
    def form_page(cls, message: str) -> ZohoAccountsError:
        """A form that the session did not send, or with a choice that it does not offer; words ours."""
        return cls(403, Page("Try again", message))

    @classmethod
    @vendor_error
    def invalid_client(cls) -> ZohoAccountsError:
        """No such client, or one of another data centre [live: asciisd/zoho issues 6 and 18]."""
        return cls(200, {"error": "invalid_client"})

    @classmethod
    @vendor_error
    def invalid_client_secret(cls) -> ZohoAccountsError:
        """The secret of the client is another [live]."""
        return cls(200, {"error": "invalid_client_secret"})

    @classmethod
    @vendor_error
    def invalid_redirect_uri(cls) -> ZohoAccountsError:
        """Not the redirect URI of the consent [live: asciisd/zoho issue 20]."""
        return cls(200, {"error": "invalid_redirect_uri"})

    @classmethod
    @vendor_error
    def invalid_code(cls) -> ZohoAccountsError:
        """A code or refresh token that does not do, for whatever reason [live]."""
        return cls(200, {"error": "invalid_code"})

    @classmethod
    @vendor_error
    def unsupported_grant_type(cls, error: str) -> ZohoAccountsError:
        """A grant type that the server does not have; an assumption."""
        return cls(200, {"error": error})

    @classmethod
    @vendor_error
    def missing_org_info(cls) -> ZohoAccountsError:
        """Client credentials without soid [docs: client credentials flow]."""
        return cls(200, {"error": "missing_org_info"})

    @classmethod
    @vendor_error
    def invalid_scope(cls) -> ZohoAccountsError:
        """Client credentials for a scope that does not exist; by analogy, so the name is ours."""
        return cls(200, {"error": "invalid_scope"})

    @classmethod
    @vendor_error
    def throttled(cls, status: int = 400) -> ZohoAccountsError:
        """Too many tokens asked for [live]; the status is an assumption."""
        return cls(
            status,
            {
                "error_description": "You have made too many requests continuously. "
                "Please try again after some time.",
                "error": "Access Denied",
                "status": "failure",
            },
        )

    @classmethod
    @vendor_error
    def not_revoked(cls, error: str) -> ZohoAccountsError:
        """A token to revoke that is not alive [status: docs]; the body is ours, an assumption."""
        return cls(400, {"error": error})

    @classmethod
    @vendor_error
    def unauthorized(cls) -> ZohoAccountsError:
        """User info without a token that does; ours, with the name that Zoho's other services have."""
        return cls(401, {"error": "INVALID_OAUTHTOKEN"})

    @classmethod
    @vendor_error
    def scope_mismatch(cls) -> ZohoAccountsError:
        """User info with a token of other scopes; ours, with the name that Zoho's other services have."""
        return cls(401, {"error": "INVALID_OAUTHSCOPE"})

    @classmethod
    @vendor_error
    def not_found(cls) -> ZohoAccountsError:
        """A path that the server does not have; words ours."""
        return cls(404, Page("Not found", "There is no such page."))

    @classmethod
    @vendor_error
    def not_allowed(cls) -> ZohoAccountsError:
        """A method that the path does not have; words ours."""
        return cls(405, Page("Method not allowed", "This address does not take that method."))

    @classmethod
    @vendor_error
    def general_error(cls, status: int) -> ZohoAccountsError:
        """The server's own fault; named by Zoho, its status is the fault's."""
        return cls(status, {"error": "general_error"})


class WrikeLoginError(VendorError):
    """An error of login.wrike.com: RFC 6749's form; only few are recorded."""

    @classmethod
    def answer(cls, status: int, error: str, description: str) -> WrikeLoginError:
        """The body of the token address; clients read these two keys."""
        return cls(status, {"error": error, "error_description": description})

    @classmethod
    @vendor_error
    def client_page(cls) -> WrikeLoginError:
        """The authorize address: no such client; words ours, by analogy with the redirect URI."""
        return cls(400, Page("Wrike can't answer this", "Client id is missing or invalid"))

    @classmethod
    @vendor_error
    def redirect_uri_page(cls) -> WrikeLoginError:
        """The authorize address: a redirect URI that is not registered; never a redirect [live]."""
        return cls(400, Page("Wrike can't answer this", "Redirect uri is missing or invalid"))

    @classmethod
    @vendor_error
    def request_page(cls, error: str) -> WrikeLoginError:
        """The authorize address: another bad parameter, told on a page; ours, an assumption."""
        return cls(400, Page("Wrike can't answer this", error))

    @classmethod
    @vendor_error
    def redirected(cls, location: str) -> WrikeLoginError:
        """The authorize address: another bad parameter, told to the client; ours, an assumption."""
        return cls(302, Redirect(location))

    @classmethod
    @vendor_error
    def form_page(cls, message: str) -> WrikeLoginError:
        """A form that the session did not send, or with a choice that it does not offer; words ours."""
        return cls(403, Page("Try again", message))

    @classmethod
    @vendor_error
    def unauthorized_client(cls, status: int) -> WrikeLoginError:
        """No such client, or another secret [name: live]; the status is an assumption."""
        return cls.answer(status, "unauthorized_client", "Client id or client secret is invalid")

    @classmethod
    @vendor_error
    def invalid_grant(cls) -> WrikeLoginError:
        """A code or refresh token that does not do; ours, out of RFC 6749."""
        return cls.answer(400, "invalid_grant", "Authorization code or refresh token is invalid")

    @classmethod
    @vendor_error
    def unsupported_grant_type(cls) -> WrikeLoginError:
        """A grant type other than the two; ours, out of RFC 6749."""
        return cls.answer(400, "unsupported_grant_type", "Grant type is missing or not supported")

    @classmethod
    @vendor_error
    def too_many_requests(cls) -> WrikeLoginError:
        """Too many calls; ours, with the API's code and text."""
        return cls.answer(
            429, "too_many_requests", "IP or access token exceeded limit: 400 requests per minute"
        )

    @classmethod
    @vendor_error
    def not_found(cls) -> WrikeLoginError:
        """A path that the server does not have; words ours."""
        return cls(404, Page("Wrike can't answer this", "There is no such page"))

    @classmethod
    @vendor_error
    def not_allowed(cls) -> WrikeLoginError:
        """A method that the path does not have; words ours."""
        return cls(405, Page("Wrike can't answer this", "This address does not take that method"))

    @classmethod
    @vendor_error
    def server_error(cls, status: int) -> WrikeLoginError:
        """The server's own fault; ours, with the API's code."""
        return cls.answer(status, "server_error", "Server error")


class ProviderError(VendorError):
    """An error of a provider that keeps to RFC 6749."""

    @classmethod
    @vendor_error
    def page(cls, message: str) -> ProviderError:
        """The authorize address: the client or its redirect URI is not known; never a redirect."""
        return cls(400, Page("Bad request", message))

    @classmethod
    @vendor_error
    def redirected(cls, location: str) -> ProviderError:
        """The authorize address: another bad parameter (section 4.1.2.1)."""
        return cls(302, Redirect(location))

    @classmethod
    @vendor_error
    def form_page(cls, message: str) -> ProviderError:
        """A form that the browser's session did not send, or with a choice that it does not offer."""
        return cls(403, Page("Try again", message))

    @classmethod
    @vendor_error
    def invalid_client(cls) -> ProviderError:
        """The client is not known, or its secret is another (section 5.2)."""
        return cls(401, {"error": "invalid_client"})

    @classmethod
    @vendor_error
    def refused(cls, error: str, status: int = 400) -> ProviderError:
        """Any other error of the token address (section 5.2)."""
        return cls(status, {"error": error})

    @classmethod
    @vendor_error
    def not_found(cls) -> ProviderError:
        """A path that the server does not have."""
        return cls(404, Page("Not found", "There is no such page."))

    @classmethod
    @vendor_error
    def not_allowed(cls) -> ProviderError:
        """A method that the path does not have."""
        return cls(405, Page("Method not allowed", "This address does not take that method."))


class OAuth1Error(VendorError):
    """An error of a provider of OAuth 1.0a; problems have the names of the Problem Reporting extension."""

    @classmethod
    @vendor_error
    def problem(cls, problem: str, status: int) -> OAuth1Error:
        """A signed request that does not do."""
        return cls(status, {"oauth_problem": problem})

    @classmethod
    @vendor_error
    def page(cls, message: str) -> OAuth1Error:
        """The authorize address: no such request for consent; there is nobody to send back to."""
        return cls(400, Page("Bad request", message))

    @classmethod
    @vendor_error
    def form_page(cls, message: str) -> OAuth1Error:
        """A form that the browser's session did not send, or with a choice that it does not offer."""
        return cls(403, Page("Try again", message))

    @classmethod
    @vendor_error
    def not_found(cls) -> OAuth1Error:
        """A path that the server does not have."""
        return cls(404, Page("Not found", "There is no such page."))

    @classmethod
    @vendor_error
    def not_allowed(cls) -> OAuth1Error:
        """A method that the path does not have."""
        return cls(405, Page("Method not allowed", "This address does not take that method."))
