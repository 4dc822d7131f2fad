"""The sample code of a connection's details page, in Deluge and in JSON (platform.md 1.8)."""

from __future__ import annotations

from typing import Any

from .model import Definition, Samples
from .service import Service

_DELUGE = """\
response = invokeurl
[
    url : <url>
    type : GET/POST/PUT/DELETE
    parameters : <paramMap/string>
    connection : "{link_name}"
];"""


def samples(definition: Definition, service: Service, organization: str, *, empty_scope: bool) -> Samples:
    """Both samples; `organization` is the one that the connection is shared by.

    `empty_scope`: a connection without scopes says so with an empty list.
    """
    json: dict[str, Any] = {
        "connectionLinkName": definition.link_name,
        "connectionName": definition.display_name,
        "serviceName": service.service_name,
        "userAccess": definition.use_credentials_of_login_user,
        "isUserDefinedService": service.custom,
        "sharedBy": organization,
    }
    if definition.scopes or empty_scope:
        json["scope"] = list(definition.scopes)
    return Samples(_DELUGE.format(link_name=definition.link_name), json)
