"""What the lexer hands to the parser."""

from __future__ import annotations

from enum import Enum
from typing import Any, NamedTuple

from harness.deluge.source import Span


class Kind(Enum):
    """The kinds of token, with the words that error messages use for them."""

    NAME = "name"
    NUMBER = "number"
    TEXT = "text"
    QUOTED = "text in single quotes"
    SYMBOL = "symbol"
    PAGE = "page of Zoho Creator"
    END = "end of file"


class Escaped(str):
    """A text with `\\n` in it; `written` is the same with that escape left as it stands."""

    __slots__ = ("written",)
    written: str


class Token(NamedTuple):
    """A token. `value` is what a literal stands for; `text` is what the file says."""

    kind: Kind
    text: str
    span: Span
    value: Any = None

    def is_symbol(self, text: str) -> bool:
        """Is this that symbol?"""
        return self.kind is Kind.SYMBOL and self.text == text

    def is_word(self, word: str) -> bool:
        """Is this that word, in any case? `word` is in lower case."""
        return self.kind is Kind.NAME and self.text.lower() == word
