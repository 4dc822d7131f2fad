"""The `format:` that every file of ours carries."""

from __future__ import annotations

from .shapes import mapping, scalar
from .yamlfile import MappingNode, Node

FORMAT = 1


def check_format(node: Node, what: str) -> MappingNode:
    """The mapping of a file, less its format, which must be one that this version reads."""
    found = mapping(node, f"a mapping that begins with 'format: {FORMAT}'")
    number = found.get("format")
    if number is None:
        raise found.place.error(f"{what} needs the key 'format': write 'format: {FORMAT}' first.")
    text = scalar(number, f"format {FORMAT}").text
    if text != str(FORMAT):
        newer = text.isdigit() and int(text) > FORMAT
        hint = "It was written for a newer harness: upgrade this one." if newer else ""
        raise number.place.error(f"This harness reads format {FORMAT}, not '{text}'. {hint}".rstrip())
    return found.without("format")
