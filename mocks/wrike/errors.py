"""Every error that fake Wrike answers: `{"errorDescription", "error"}`, in this order of keys.

Codes and statuses are those of Wrike's error table. A text marked *ours* is not known to be Wrike's.
"""

from __future__ import annotations

from typing import ClassVar

from ..kit.errors import VendorError, vendor_error


def _body(code: str, description: str) -> dict[str, str]:
    return {"errorDescription": description, "error": code}


class WrikeError(VendorError):
    """An error of Wrike."""

    schema: ClassVar = {
        "type": "object",
        "properties": {"errorDescription": {"type": "string"}, "error": {"type": "string"}},
        "required": ["errorDescription", "error"],
        "additionalProperties": False,
    }

    @classmethod
    @vendor_error
    def no_credential(cls) -> WrikeError:
        """No credential, or none of a known kind [LIVE-401]."""
        return cls(401, _body("not_authorized", "Authorization method unknown"))

    @classmethod
    @vendor_error
    def bad_token(cls) -> WrikeError:
        """A token that is unknown, expired, revoked [LIVE-401]; `401` of `wrike.wrong_data_centre`."""
        return cls(401, _body("not_authorized", "Access token is unknown or invalid"))

    @classmethod
    @vendor_error
    def other_data_centre(cls) -> WrikeError:
        """A token of another data centre: `wrike.wrong_data_centre`, `300` [DOC; two live clients]."""
        return cls(300, "")

    @classmethod
    @vendor_error
    def too_many_requests(cls) -> WrikeError:
        """Over the rate limit [RES-A, quoting the error reference]."""
        text = "IP or access token exceeded limit: 400 requests per minute"
        return cls(429, _body("too_many_requests", text))

    @classmethod
    @vendor_error
    def rate_limit_exceeded(cls) -> WrikeError:
        """Over the rate limit: `wrike.rate_limit`, alternative `rate_limit_exceeded` [RES-A]."""
        return cls(429, _body("rate_limit_exceeded", "Rate limit exceeded, try again later"))

    @classmethod
    @vendor_error
    def scope_not_allowed(cls) -> WrikeError:
        """The token lacks the scope: `wrike.scope_denied`, alternative `not_allowed`; text ours."""
        return cls(403, _body("not_allowed", "The scopes of the access token do not allow this method"))

    @classmethod
    @vendor_error
    def scope_forbidden(cls) -> WrikeError:
        """The token lacks the scope: `wrike.scope_denied`, alternative `access_forbidden`; text ours."""
        return cls(403, _body("access_forbidden", "The scopes of the access token do not allow this method"))

    @classmethod
    @vendor_error
    def scope_not_authorized(cls) -> WrikeError:
        """The token lacks the scope: `wrike.scope_denied`, alternative `not_authorized`; text ours."""
        return cls(401, _body("not_authorized", "The scopes of the access token do not allow this method"))

    @classmethod
    @vendor_error
    def invalid_parameter(cls, name: str) -> WrikeError:
        """A parameter's value is bad [text: nodkz README]."""
        return cls(400, _body("invalid_parameter", f"Parameter '{name}' value is invalid"))

    @classmethod
    @vendor_error
    def parameter_required(cls, name: str) -> WrikeError:
        """A parameter is missing: `wrike.missing_parameter`, alternative `parameter_required`; text ours."""
        return cls(400, _body("parameter_required", f"Parameter '{name}' is required"))

    @classmethod
    @vendor_error
    def unknown_parameter(cls, name: str) -> WrikeError:
        """A parameter's name is bad: `wrike.unknown_parameter`, `invalid_request` [amp-labs, live]."""
        return cls(400, _body("invalid_request", f"Parameter '{name}' is not allowed"))

    @classmethod
    @vendor_error
    def invalid_parameter_name(cls, name: str) -> WrikeError:
        """A parameter's name is bad: `wrike.unknown_parameter`, `invalid_parameter` [text: a live client]."""
        return cls(400, _body("invalid_parameter", f"Parameter '{name}' is not allowed"))

    @classmethod
    @vendor_error
    def invalid_request(cls, description: str) -> WrikeError:
        """The request as a whole is bad; texts ours."""
        return cls(400, _body("invalid_request", description))

    @classmethod
    @vendor_error
    def too_many_entries(cls) -> WrikeError:
        """A copy of more than its `entryLimit` [status, words: a live client; code ours]."""
        return cls(403, _body("not_allowed", "Affected entry limit exceeded"))

    @classmethod
    @vendor_error
    def resource_not_found(cls) -> WrikeError:
        """There is no such entity: `wrike.missing_entity`, alternative `resource_not_found`; text ours."""
        return cls(404, _body("resource_not_found", "Requested entity is not found"))

    @classmethod
    @vendor_error
    def access_forbidden(cls) -> WrikeError:
        """An entity out of reach: `wrike.missing_entity`, alternative `access_forbidden` [client tests]."""
        return cls(403, _body("access_forbidden", "Access to requested entity is denied"))

    @classmethod
    @vendor_error
    def method_not_found(cls) -> WrikeError:
        """There is no such path; text ours."""
        return cls(404, _body("method_not_found", "Requested API method is not found"))

    @classmethod
    @vendor_error
    def not_built(cls) -> WrikeError:
        """An operation of Wrike that this fake lacks; status and text ours, the code of Wrike's list."""
        return cls(501, _body("server_error", "This fake of Wrike does not have this operation yet"))

    @classmethod
    @vendor_error
    def server_error(cls, status: int = 500) -> WrikeError:
        """A fault made on purpose, or of the fake; text ours."""
        return cls(status, _body("server_error", "Internal server error"))
