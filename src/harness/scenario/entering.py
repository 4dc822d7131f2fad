"""What persons type when they connect: user and password, keys, the name of a shop."""

from __future__ import annotations

from collections.abc import Mapping

from ..connections import SERVICES
from ..errors import nearest
from ..extension import Extension
from .shapes import Text, mapping
from .yamlfile import Node


def read_entered(node: Node, link_name: str, extension: Extension) -> Mapping[str, str]:
    """What is typed for one connection, by the name of what the service asks; raises FileError."""
    service = {**SERVICES, **extension.services}[extension.connections[link_name].service]
    asked = [one.name for one in service.asked()]
    found = mapping(node, f"what '{link_name}' asks for").entries
    for entry in found.values():
        if entry.key.text not in asked:
            raise entry.key.place.error(
                f"{service.name} asks for no '{entry.key.text}'. {nearest(entry.key.text, asked)}"
            )
    return {name: Text("what is typed").read(entry.value) for name, entry in found.items()}
