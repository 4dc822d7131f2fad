"""What every rule of the parser is made of: looking at tokens, taking them, failing at them."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

from harness.deluge.errors import Problems
from harness.deluge.source import Span
from harness.deluge.tokens import Kind, Token

MAX_DEPTH = 100
"""How deep blocks, brackets and signs may nest, together."""

IMPROPER = "Improper Statement Error might be due to missing ';' at end of the line or incomplete expression"

_BRACKETS = {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}
_Item = TypeVar("_Item")


def listing_brackets(tokens: list[Token]) -> frozenset[int]:
    """Where brackets open that hold a comma of their own, and no `;` before it: one pass over the file."""
    found: set[int] = set()
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind is not Kind.SYMBOL:
            continue
        if token.text == ",":
            found.update(opened[-1:])
        elif token.text == ";":
            opened.clear()
        elif (turn := _BRACKETS.get(token.text)) == 1:
            opened.append(at)
        elif turn and opened:
            opened.pop()
    return frozenset(found)


class Skip(Exception):
    """The statement at hand cannot be read; its error is noted."""


class TokenReader:
    """Reads the tokens of one file once."""

    def __init__(self, tokens: list[Token], problems: Problems) -> None:
        self._tokens, self._problems = tokens, problems
        self._at = self._depth = 0
        self._now = tokens[0]

    @property
    def place(self) -> Span:
        """Where the parser stands."""
        return self._now.span

    def _peek(self, ahead: int = 1) -> Token:
        return self._tokens[min(self._at + ahead, len(self._tokens) - 1)]

    def _take(self) -> Token:
        token = self._now
        if self._at + 1 < len(self._tokens):
            self._at += 1
            self._now = self._tokens[self._at]
        return token

    def _accept(self, symbol: str) -> bool:
        if self._now.is_symbol(symbol):
            self._take()
            return True
        return False

    def _accept_word(self, word: str) -> bool:
        if self._now.is_word(word):
            self._take()
            return True
        return False

    def _expect(self, symbol: str) -> Token:
        if not self._now.is_symbol(symbol):
            self._fail(f"Expecting '{symbol}' but found '{self._now.text or '<EOF>'}'")
        return self._take()

    def _name(self, what: str) -> Token:
        if self._now.kind is not Kind.NAME:
            self._fail(f"Expecting {what} but found '{self._now.text or '<EOF>'}'")
        return self._take()

    def _listed(self, closer: str, rule: Callable[[], _Item]) -> tuple[_Item, ...]:
        """Items separated by commas, up to and with the closing bracket."""
        items: list[_Item] = []
        while not self._now.is_symbol(closer):
            items.append(rule())
            if not self._accept(","):
                break
        self._expect(closer)
        return tuple(items)

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(f"Nested more than {MAX_DEPTH} deep", "Split this into several statements.")

    def _note(self, message: str, span: Span, hint: str = "") -> None:
        self._report("syntax.statement", message, span, hint)

    def _report(self, code: str, message: str, span: Span, hint: str = "") -> None:
        self._problems.add(code, message, span, hint)

    def _foreign_habit(self, span: Span, hint: str) -> None:
        """Something that other languages have: it is understood, and `hint` says how Deluge writes it."""
        self._report("not-deluge", IMPROPER, span, hint)

    def _fail(self, message: str, hint: str = "") -> NoReturn:
        self._note(message, self._missing, hint)
        raise Skip

    @property
    def _missing(self) -> Span:
        """Where something is missing: at this token, or at the end of the line before it."""
        before = self._tokens[self._at - 1].span if self._at else self._now.span
        behind = before.end_line < self._now.span.line and not self._now.is_symbol(";")
        return before.after if behind else self._now.span

    def _skip_brackets(self) -> str:
        """Take a bracket and all that it holds; what it held, as text."""
        words: list[str] = []
        depth = 0
        while self._now.kind is not Kind.END:
            token = self._take()
            depth += _BRACKETS.get(token.text, 0) if token.kind is Kind.SYMBOL else 0
            words.append(token.text)
            if depth == 0:
                return " ".join(words)
        return self._fail("Expecting ']' but found '<EOF>'")
