"""The words for types that headers and lists use (reference 1.2)."""

from __future__ import annotations

from typing import Final

TYPES: Final = frozenset(
    (
        "void", "string", "text", "int", "bigint", "number", "float", "decimal", "double", "bool",
        "boolean", "date", "datetime", "time", "map", "list", "file", "collection", "object",
    )
)  # fmt: skip
"""What may stand before the name of a function or of a parameter."""

ELEMENTS: Final = {
    "string": "TEXT", "text": "TEXT",
    "int": "NUMBER", "bigint": "NUMBER", "number": "NUMBER",
    "float": "DECIMAL", "decimal": "DECIMAL",
    "bool": "BOOLEAN", "boolean": "BOOLEAN",
    "timestamp": "DATE-TIME", "date": "DATE-TIME", "datetime": "DATE-TIME",
}  # fmt: skip
"""What may stand behind `List:`, and the kind of value that it means (reference 1.1)."""
