"""`services:` in `extension.yaml`: the custom services of an extension, with the fields of Zoho's form.

    services:
      stock:
        name: Stock
        authentication: API Key
        parameters:
          - {parameter: X-Stock-Key, display_name: Key, param_type: header}

Where a default service is named as `application`, what is left out is as in the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..connections import (
    AUTHENTICATIONS,
    DELIMITERS,
    GRANTS,
    PLACES,
    SERVICES,
    ApiKey,
    Basic,
    ClientKeys,
    Habits,
    InvalidDefinition,
    OAuth1,
    OAuth2,
    Parameter,
    Service,
)
from .json_schema import Schema, any_of, named
from .shapes import Anything, Boolean, Choice, Duration, Keys, Made, Many, Placed, Shape, Text, mapping
from .yamlfile import MappingNode, Node, Place, ScalarNode, SequenceNode, parse_yaml, read_yaml, shown

_NEVER = "never"


class Url:
    """An address such as https://shop.example/oauth/token."""

    def read(self, node: Node) -> str:
        """The URL, with a scheme and a host."""
        url = Text("a URL such as https://shop.example/oauth/token").read(node)
        scheme, found, rest = url.partition("://")
        if scheme not in ("https", "http") or not found or not rest.partition("/")[0].strip("?"):
            raise node.place.error(f"'{url}' is no URL: it begins with https:// and a host.")
        return url

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return {"type": "string", "pattern": r"^https?://[^/]|\$\{", "description": "a URL"}


class _Scopes:
    """A list of scopes, or a mapping from each to what it allows in words."""

    def read(self, node: Node) -> dict[str, str]:
        """What each scope allows."""
        if isinstance(node, SequenceNode):
            return dict.fromkeys(Many(Text("a scope")).read(node), "")
        found = mapping(node, "scopes: a list, or a mapping from each to a line about it").entries
        return {scope: Text("what the scope allows").read(entry.value) for scope, entry in found.items()}

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return any_of(Many(Text("a scope")).schema(), named(Text("what the scope allows").schema()))


class _Lifetime:
    """How long an access token lives, or `never` (does it end)."""

    def read(self, node: Node) -> int | None:
        """The seconds."""
        if isinstance(node, ScalarNode) and node.text == _NEVER:
            return None
        return int(Duration().read(node))

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return any_of({"enum": [_NEVER]}, Duration().schema())


_PARAM_TYPE = Choice("a param type", PLACES)
_TOKENS = Keys(
    "The tokens of a service",
    {
        "lifetime": _Lifetime(),
        "refreshable": Boolean(),
        "offline": Text("a parameter such as access_type=offline"),
        "rotates": Boolean(),
        "narrows": Boolean(),
    },
)
_PARAMETER = Keys(
    "A parameter",
    {"parameter": Text("a name"), "display_name": Text("a label"), "param_type": _PARAM_TYPE},
    required=("parameter",),
)


def _parameter(values: Mapping[str, Any], _place: Place) -> Parameter:
    name = values["parameter"]
    return Parameter(name, values.get("display_name", name), values.get("param_type", "header"))


_COMMON: Mapping[str, Shape[Any]] = {
    "name": Text("a name"),
    "authentication": Choice("a type of authentication", AUTHENTICATIONS),
    "application": Choice("a default service", SERVICES),
    "hosts": Many(Text("a host")),
}
_CLIENT: Mapping[str, Shape[Any]] = {"client_id": Text("an id"), "client_secret": Text("a secret")}
_OWN: Mapping[str, Mapping[str, Shape[Any]]] = {
    Basic.kind: {
        "parameter": Text("a name"),
        "user_label": Text("a label"),
        "password_label": Text("a label"),
    },
    ApiKey.kind: {"parameters": Placed(Many(Made(_PARAMETER, _parameter)))},
    OAuth1.kind: {
        **_CLIENT,
        "request_token_url": Url(),
        "authorize_url": Url(),
        "access_token_url": Url(),
        "param_type": _PARAM_TYPE,
    },
    OAuth2.kind: {
        **_CLIENT,
        "grant_type": Choice("a grant type", GRANTS),
        "authorize_url": Url(),
        "token_url": Url(),
        "refresh_url": Url(),
        "revoke_url": Url(),
        "scopes": _Scopes(),
        "scope_delimiter": Choice("a scope delimiter", DELIMITERS),
        "param_type": Choice("a param type", ("header", "query string")),
        "tokens": _TOKENS,
    },
}
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    Basic.kind: (),
    ApiKey.kind: ("parameters",),
    OAuth1.kind: ("client_id", "client_secret", "request_token_url", "authorize_url", "access_token_url"),
    OAuth2.kind: ("client_id", "client_secret", "token_url"),
}
_RENAMED = {"param_type": "place", "grant_type": "grant", "tokens": "habits"}
"""Keys of the file (the words of Zoho's form) and what they are called here."""


def service_schema() -> Schema:
    """JSON Schema of a service: the keys of every type of authentication."""
    known = {**_COMMON, **{name: shape for own in _OWN.values() for name, shape in own.items()}}
    return Keys("A service", {**known, "param_type": _PARAM_TYPE}).schema()


def read_service(key: ScalarNode, node: Node) -> Service:
    """The service of that link name; raises FileError."""
    found = mapping(node, "a service")
    base = _application(found)
    kind = _kind(found, base)
    values = Keys(f"A service of {kind}", {**_COMMON, **_OWN[kind]}).read(found)
    own = {_RENAMED.get(name, name): values.pop(name) for name in _OWN[kind] if name in values}
    if key.text in SERVICES:
        raise key.place.error(f"'{key.text}' is a default service. Give yours a link name of its own.")
    try:
        return _made(key.text, values, {**_inherited(base, kind), **_composed(own, found)}, base, found, kind)
    except InvalidDefinition as problem:
        place = found.get(problem.field) if problem.field in found.entries else None
        raise (place or key).place.error(problem.message) from None


def service_of(link_name: str, text: str) -> Service:
    """The service of that link name, written as under `services:`, or as JSON; raises FileError."""
    node = parse_yaml(text, link_name)
    return read_service(ScalarNode(link_name, node.place), node)


def read_values(file: Path, link_name: str) -> dict[str, Any]:
    """What a file says of a service, as JSON, once it is one that can be; raises FileError."""
    node = read_yaml(shown(file))
    read_service(ScalarNode(link_name, node.place), node)
    values: dict[str, Any] = Anything().read(node)
    return values


def _application(found: MappingNode) -> Service | None:
    node = found.get("application")
    return None if node is None else SERVICES[_COMMON["application"].read(node)]


def _kind(found: MappingNode, base: Service | None) -> str:
    node = found.get("authentication")
    if node is not None:
        kind: str = _COMMON["authentication"].read(node)
        return kind
    if base is None:
        raise found.place.error("A service needs the key 'authentication', or an 'application' to be like.")
    return base.authentication.kind


def _inherited(base: Service | None, kind: str) -> dict[str, Any]:
    """What the default service says of an authentication of that kind."""
    if base is None or base.authentication.kind != kind:
        return {}
    authentication = base.authentication
    return {name: getattr(authentication, name) for name in authentication.__slots__}


def _composed(own: dict[str, Any], found: MappingNode) -> dict[str, Any]:
    """The values as the authentication holds them."""
    client_id, secret = own.pop("client_id", None), own.pop("client_secret", None)
    if client_id is not None or secret is not None:
        if client_id is None or secret is None:
            missing = "client_id" if client_id is None else "client_secret"
            raise found.place.error(f"A client has both an id and a secret: '{missing}' is missing.")
        own["client"] = ClientKeys(client_id, secret)
    if "habits" in own:
        own["habits"] = Habits(**own["habits"])
    if "parameters" in own:
        own["parameters"], place = own["parameters"]
        if not own["parameters"]:
            raise place.error("An API key service has at least one parameter.")
    return own


def _made(
    link_name: str,
    values: Mapping[str, Any],
    own: Mapping[str, Any],
    base: Service | None,
    found: MappingNode,
    kind: str,
) -> Service:
    for name in _REQUIRED[kind]:
        there = own.get("client") if name.startswith("client_") else own.get(name)
        if not there:
            raise found.place.error(f"A service of {kind} needs the key '{name}'.")
    if kind == OAuth2.kind and not own.get("authorize_url") and own.get("grant") != "client credentials":
        raise found.place.error(
            "A service of OAuth 2 needs the key 'authorize_url', or 'grant_type: client credentials'."
        )
    return Service(
        link_name,
        values.get("name", link_name),
        AUTHENTICATIONS[kind](**own),
        hosts=values.get("hosts", base.hosts if base else ()),
        domains=base.domains if base else {},
        asks=base.asks if base else {},
        custom=True,
        application=values.get("application", ""),
    )
