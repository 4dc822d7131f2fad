"""Text to tokens. Errors are collected, the lexer always reaches the end of the file."""

from __future__ import annotations

import math
import re
from typing import Any

from harness.deluge.errors import Problems
from harness.deluge.source import Source, Span
from harness.deluge.tokens import Escaped, Kind, Token

MAX_NUMBER = 2**63 - 1
"""NUMBER is a whole number of 64 bits (reference 1.2)."""

_BLANKS = re.compile(r"(?:[\s\u00a0\u00ad\u200b-\u200f\u2060\ufeff]|//[^\n]*)+")
_NUMBER = re.compile(r"\d+(\.\d+)?")
_PLAIN = re.compile(r"([^\W\d]\w*)|&&|\|\||[=!]==|<>|[=!<>+\-*/%]=|[-+*/%=<>!(){}\[\],;:.?]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "'": "'", "\\": "\\", "/": "/"}
_WRITTEN = {one: meaning for one, meaning in _ESCAPES.items() if one != "n"}
_TEXTS = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL),
    "'": re.compile(r"'((?:[^'\\]|\\.)*)'", re.DOTALL),
    "\u201c": re.compile("\u201c([^\u201c\u201d\n]*)\u201d"),
    "\u201d": re.compile("\u201d([^\u201c\u201d\n]*)\u201d"),
    "\u2018": re.compile("\u2018([^\u2018\u2019\n]*)\u2019"),
    "\u2019": re.compile("\u2019([^\u2018\u2019\n]*)\u2019"),
}
_STRAIGHT = "\"'"
_RUN_ON = re.compile(r"""["'\w]|[ \t]+(?!(?:in|not|and|or|is|as)\b)\w[\w \t-]*+(?!.*:)""")
"""What never follows a text: behind one of several lines, it says that the closing quote was forgotten."""

_PAGE = re.compile(r'htmlpage\b(?=\s+\w)|<(?=[%!a-z])|application(?=\s+"[^"\n]*"\s*\{)', re.IGNORECASE)
"""How a page of Creator's begins, or a whole application that was exported."""


def unescape(text: str) -> str:
    """Resolve the escapes of a literal; an unknown one keeps its backslash, as regexes need."""
    if "\\" not in text:
        return text
    resolved = _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[0]), text)
    written = _ESCAPE.sub(lambda found: _WRITTEN.get(found[1], found[0]), text)
    if written == resolved:
        return resolved
    escaped = Escaped(resolved)
    escaped.written = written
    return escaped


def text_lines(source: str, value: str) -> list[int]:
    """The lines in which a text of exactly that value stands; what is in comments does not."""
    read = Source.of(source, "")
    tokens = Lexer(read, Problems(read)).tokens()
    return [one.span.line for one in tokens if one.kind in (Kind.TEXT, Kind.QUOTED) and one.value == value]


class Lexer:
    """Reads one source once."""

    def __init__(self, source: Source, problems: Problems) -> None:
        self._source, self._text, self._problems = source, source.text, problems
        self._at = self._begin = 0  # where the lexer stands, and where the line begins
        self._line = 1

    def tokens(self) -> list[Token]:
        """All tokens, the last one of kind END. A page of Creator's, which is no Deluge, is one of them."""
        self._skip_blanks()
        if page := _PAGE.match(self._text, self._at):
            return [self._take(Kind.PAGE, page.end()), self._take(Kind.END, page.end())]
        found: list[Token] = []
        while self._skip_blanks():
            if token := self._token():
                found.append(token)
        found.append(self._take(Kind.END, self._at))
        return found

    def _skip_blanks(self) -> bool:
        while True:
            if blanks := _BLANKS.match(self._text, self._at):
                self._go(blanks.end())
            elif self._text.startswith("/*", self._at):
                self._skip_comment()
            else:
                return self._at < len(self._text)

    def _skip_comment(self) -> None:
        end = self._text.find("*/", self._at + 2)
        if end < 0:
            self._problem("comment", "Comment Task is not closed properly", self._at + 2)
            end = len(self._text)
        self._go(min(end + 2, len(self._text)))

    def _token(self) -> Token | None:
        if found := _PLAIN.match(self._text, self._at):
            return self._take(Kind.NAME if found[1] else Kind.SYMBOL, found.end())
        if self._text[self._at] in _TEXTS:
            return self._quoted(self._text[self._at])
        if found := _NUMBER.match(self._text, self._at):
            return self._number(found)
        self._problem(
            "character",
            f"Unexpected character '{self._text[self._at]}'",
            self._at + 1,
            "A single & or | is no operator; write && or ||." if self._text[self._at] in "&|" else "",
        )
        self._go(self._at + 1)
        return None

    def _number(self, found: re.Match[str]) -> Token:
        if found[1]:
            return self._decimal(found)
        # A literal of thousands of digits must not reach int(), which refuses it.
        value = int(found[0]) if len(found[0].lstrip("0")) < 20 else MAX_NUMBER + 1
        if value > MAX_NUMBER:
            hint = f"A whole number has 64 bits: the largest is {MAX_NUMBER}."
            self._problem("number", f"Number {found[0][:40]} is too large", found.end(), hint)
            value = 0
        return self._take(Kind.NUMBER, found.end(), value)

    def _decimal(self, found: re.Match[str]) -> Token:
        value = float(found[0])
        if not math.isfinite(value):
            self._problem("number", f"Number {found[0][:40]}… is too large", found.end())
            value = 0.0
        return self._take(Kind.NUMBER, found.end(), value)

    def _quoted(self, quote: str) -> Token:
        if quote not in _STRAIGHT:
            self._problem(
                "quotes",
                f"Unexpected character '{quote}'",
                self._at + 1,
                "This is a typographic quotation mark, as word processors write it; use \" or '.",
            )
        kind = Kind.QUOTED if quote in "'\u2018\u2019" else Kind.TEXT
        found = _TEXTS[quote].match(self._text, self._at)
        if found and not ("\n" in found[1] and _RUN_ON.match(self._text, found.end())):
            return self._take(kind, found.end(), unescape(found[1]))
        return self._unclosed(kind, quote)

    def _unclosed(self, kind: Kind, quote: str) -> Token:
        end = self._text.find("\n", self._at)
        end = len(self._text) if end < 0 else end
        if quote in _STRAIGHT:
            hint = "A backslash before the closing quotation mark escapes it."
            self._problem("text", "Text is not closed", self._at + 1, hint)
        return self._take(kind, end, self._text[self._at + 1 : end])

    def _take(self, kind: Kind, end: int, value: Any = None) -> Token:
        column = self._at - self._begin + 1
        text = self._text[self._at : end]
        if "\n" in text:
            token = Token(kind, text, self._source.span(self._at, end), value)
            self._go(end)
            return token
        self._at = end
        return Token(kind, text, Span(self._line, column, self._line, column + len(text)), value)

    def _go(self, end: int) -> None:
        """Go on to `end`, past lines perhaps."""
        if lines := self._text.count("\n", self._at, end):
            self._line += lines
            self._begin = self._text.rfind("\n", self._at, end) + 1
        self._at = end

    def _problem(self, code: str, message: str, end: int, hint: str = "") -> None:
        self._problems.add(f"syntax.{code}", message, self._source.span(self._at, end), hint)
