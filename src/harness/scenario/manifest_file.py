"""`plugin-manifest.json` of a widget beside `extension.yaml`: its `usedConnections`, checked.

Each is the JSON sample of a connection's details page. ZET looks at them for other products only, and not for
Books (zoho-extension-toolkit 1.0.24, lib/rules): what must be there is taken from its rules for Projects, and
what it must say from the connections that the extension has.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..connections import Definition, Service
from ..connections.samples import samples
from ..errors import nearest
from .shapes import Boolean, Text, mapping, refuse
from .yamlfile import MappingNode, Node, ScalarNode, SequenceNode, parse_yaml, read_text, shown

NAME = "plugin-manifest.json"
USED = "usedConnections"

_TEXTS = ("connectionLinkName", "connectionName", "serviceName")
_FLAGS = ("userAccess", "isUserDefinedService")


def check_manifest(
    directory: Path, connections: Mapping[str, Definition], services: Mapping[str, Service]
) -> None:
    """Check the manifest in a folder, if there is one; raises FileError at what is wrong.

    `services` are all that there are, by link name.
    """
    path = directory / NAME
    if not path.is_file():
        return
    file = shown(path)
    # JSON is YAML but for its tabs, which stand for one character either way.
    root = mapping(parse_yaml(read_text(file).replace("\t", " "), file), "a manifest")
    seen: set[str] = set()
    for entry in _entries(root):
        _check(entry, connections, services)
        name = _text(entry, "connectionName")
        if name in seen:
            raise entry.place.error(f"'{name}' is used twice.")
        seen.add(name)


def _entries(root: MappingNode) -> list[MappingNode]:
    node = root.get(USED)
    if node is None:
        return []
    if not isinstance(node, SequenceNode):
        refuse(node, f"a list of connections under '{USED}'")
    return [mapping(one, "the JSON sample of a connection") for one in node.items]


def _check(
    entry: MappingNode, connections: Mapping[str, Definition], services: Mapping[str, Service]
) -> None:
    link_name = _text(entry, "connectionLinkName")
    if link_name not in connections:
        raise _at(entry, "connectionLinkName").place.error(
            f"The extension has no connection '{link_name}'. {nearest(link_name, connections)}"
        )
    definition = connections[link_name]
    expected = samples(definition, services[definition.service], "", empty_scope=True).json
    for key in (*_TEXTS, *_FLAGS):
        seen = _text(entry, key) if key in _TEXTS else Boolean().read(_at(entry, key))
        _compare(entry, key, seen, expected[key])
    _compare(entry, "scope", sorted(_scopes(entry)), sorted(expected["scope"]))


def _compare(entry: MappingNode, key: str, seen: Any, expected: Any) -> None:
    if seen != expected:
        node = entry.get(key) or entry
        raise node.place.error(f"The connection's own sample has {key} {_told(expected)}, not {_told(seen)}.")


def _told(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(value)}]"
        case _:
            return f"'{value}'"


def _scopes(entry: MappingNode) -> list[str]:
    node = entry.get("scope")
    if node is None:
        return []
    if not isinstance(node, SequenceNode):
        refuse(node, "a list of scopes")
    return [Text("a scope").read(one) for one in node.items]


def _text(entry: MappingNode, key: str) -> str:
    return Text(f"a text under '{key}'").read(_at(entry, key))


def _at(entry: MappingNode, key: str) -> Node:
    node = entry.get(key)
    if node is None or (isinstance(node, ScalarNode) and node.empty):
        raise (node or entry).place.error(
            f"'{key}' is missing: copy the JSON sample of the connection's page."
        )
    return node
