"""Values as people paste them: JSON, or what a console shows of a map.

`info project;` prints JSON at Zoho; other consoles print `{project_name=Website, tasks=[…]}`, and a
browser may have put blanks and quotation marks of its own in between. Whatever is no JSON is read with
bare texts, `=` or `:` behind a key, and any quotation marks.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

import orjson

from ..errors import FileError

DEEPEST = 100
_QUOTES = {'"': '"', "'": "'", "\u201c": "\u201d", "\u201d": "\u201d", "\u2018": "\u2019", "\u2019": "\u2019"}
_BLANKS = re.compile(r"[\s\u00a0\u200b\ufeff]*")
_KEY = re.compile(r"[\w.$ -]+?\s*(?=[:=])")
_MARKS = "\"'\u201c\u201d\u2018\u2019"
_NEXT = re.compile(rf"[\s\u00a0]*(?:[\w.$ -]+|[{_MARKS}][^{_MARKS}\n]*[{_MARKS}])\s*[:=]")
_BARE = re.compile(r"[^,{}\[\]\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(\.\d+)?")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_WORDS = {"null": None, "true": True, "false": False}


def read_pasted(text: str, file: str) -> Any:
    """The value in a text; raises FileError with the place."""
    text = text.removeprefix("\ufeff")
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return _Reader(text, file).whole()


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self._text, self._file = text, file
        self._at = self._depth = 0

    def whole(self) -> Any:
        """The one value of the text."""
        self._blanks()
        if self._now not in ("{", "["):
            self._fail("Expected '{' or '[': a map or a list as JSON, or as `info` prints it")
        value = self._value()
        self._blanks()
        if self._now:
            self._fail(f"Expected the end of the text, not '{self._now}'")
        return value

    @property
    def _now(self) -> str:
        return self._text[self._at : self._at + 1]

    def _blanks(self) -> None:
        found = _BLANKS.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _accept(self, symbol: str) -> bool:
        self._blanks()
        if self._now == symbol:
            self._at += 1
            return True
        return False

    def _value(self, key: str = "") -> Any:
        self._blanks()
        if self._now in ("{", "["):
            return self._nested()
        if self._now in _QUOTES:
            return self._quoted()
        return _scalar(self._bare(inside_map=bool(key)), key)

    def _nested(self) -> Any:
        self._depth += 1
        if self._depth > DEEPEST:
            self._fail(f"Maps and lists nest deeper than {DEEPEST} here")
        opened = self._now
        self._at += 1
        value = self._list("]") if opened == "[" else self._map()
        self._depth -= 1
        return value

    def _map(self) -> Any:
        """A map, or a list as Deluge writes it: `{a, b}`."""
        if self._accept("}"):
            return {}
        if not self._is_key():
            return self._list("}")
        found: dict[str, Any] = {}
        while True:
            key = self._key()
            found[key] = self._value(key)
            if self._accept("}"):
                return found
            if not self._accept(","):
                self._fail(f"Expected ',' or '}}' behind '{key}'")
            if self._accept("}"):
                return found

    def _list(self, closer: str) -> list[Any]:
        found: list[Any] = []
        while not self._accept(closer):
            found.append(self._value())
            if self._accept(closer):
                break
            if not self._accept(","):
                self._fail(f"Expected ',' or '{closer}'")
        return found

    def _is_key(self) -> bool:
        self._blanks()
        return _NEXT.match(self._text, self._at) is not None

    def _key(self) -> str:
        self._blanks()
        if self._now in _QUOTES:
            key = self._quoted()
        else:
            found = _KEY.match(self._text, self._at)
            if found is None:
                self._fail(f"Expected a key and ':' or '=', not '{self._now or 'the end of the text'}'")
            key, self._at = found[0].strip(), found.end()
        if not (self._accept(":") or self._accept("=")):
            self._fail(f"Expected ':' or '=' behind the key '{key}'")
        return key

    def _quoted(self) -> str:
        start, closer = self._at, _QUOTES[self._now]
        opener = self._now
        parts: list[str] = []
        self._at += 1
        while self._now not in (closer, opener):
            if not self._now:
                self._at = start
                self._fail("This text is never closed")
            parts.append(self._escape() if self._now == "\\" else self._now)
            self._at += 1
        self._at += 1
        return "".join(parts)

    def _escape(self) -> str:
        self._at += 1
        if self._now == "u" and re.fullmatch(r"[0-9a-fA-F]{4}", self._text[self._at + 1 : self._at + 5]):
            self._at += 4
            return chr(int(self._text[self._at - 3 : self._at + 1], 16))
        return _ESCAPES.get(self._now, self._now)

    def _bare(self, *, inside_map: bool) -> str:
        """A text without quotes; in a map a comma belongs to it unless another key stands behind."""
        start = self._at
        while True:
            found = _BARE.match(self._text, self._at)
            self._at = found.end() if found else self._at
            if self._now == "\n" or (inside_map and self._now == "," and not self._ends()):
                self._at += 1
            else:
                return self._text[start : self._at].replace("\u00a0", " ").strip()

    def _ends(self) -> bool:
        rest = self._text[self._at + 1 :].lstrip()
        return not rest or rest[0] in ("}", *_QUOTES) or _NEXT.match(self._text, self._at + 1) is not None

    def _fail(self, message: str) -> NoReturn:
        before = self._text[: self._at]
        raise FileError(f"{message}.", self._file, before.count("\n") + 1, self._at - before.rfind("\n"))


def _scalar(text: str, key: str) -> Any:
    """A bare text as what it is; an id stays text."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    found = _NUMBER.fullmatch(text)
    if found is None or (not found[1] and key.lower().endswith("id")):
        return text
    return float(text) if found[1] else int(text)
