"""Builtins of text (reference 2.1)."""

from __future__ import annotations

import binascii
import re
from typing import Any

from harness.deluge.builtins.datetime import text_to_string
from harness.deluge.builtins.formats import number_format
from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime.operators import decimal, number_in
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import File, Kind


def contains(run: Run, text: str, part: str) -> bool:
    return part in text


def not_contains(run: Run, text: str, part: str) -> bool:
    return part not in text


def contains_ignore_case(run: Run, text: str, part: str) -> bool:
    return part.lower() in text.lower()


def starts_with(run: Run, text: str, part: str) -> bool:
    return text.startswith(part)


def starts_with_ignore_case(run: Run, text: str, part: str) -> bool:
    return text.lower().startswith(part.lower())


def ends_with(run: Run, text: str, part: str) -> bool:
    return text.endswith(part)


def ends_with_ignore_case(run: Run, text: str, part: str) -> bool:
    return text.lower().endswith(part.lower())


def equals_ignore_case(run: Run, text: str, other: str) -> bool:
    return text.lower() == other.lower()


def concat(run: Run, text: str, other: Any) -> Any:
    return run.operators.add(text, other)


def index_of(run: Run, text: str, part: str) -> int:
    return text.find(part)


def last_index_of(run: Run, text: str, part: str) -> int:
    return text.rfind(part)


def to_lower(run: Run, text: str) -> str:
    return text.lower()


def to_upper(run: Run, text: str) -> str:
    return text.upper()


def trim(run: Run, text: str) -> str:
    return text.strip()


def ltrim(run: Run, text: str) -> str:
    return text.lstrip()


def rtrim(run: Run, text: str) -> str:
    return text.rstrip()


def length(run: Run, text: str) -> int:
    if text.isascii() or run.assume("deluge.text_length") == "characters":
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def reverse(run: Run, text: str) -> str:
    return text[::-1]


def substring(run: Run, text: str, start: int, end: int = -1) -> str:
    """The end is exclusive; a negative one means the end of the text (reference 2.1)."""
    stop = len(text) if end < 0 else end
    if not 0 <= start <= stop <= len(text):
        raise ScriptError(
            "Given string is lesser than the applied boundary, so index out of bounds exception arisen",
            f"The text has {len(text)} characters; asked for {start} to {stop}.",
        )
    return text[start:stop]


def left(run: Run, text: str, count: int) -> str:
    return text[: max(0, count)]


def right(run: Run, text: str, count: int) -> str:
    return text[max(0, len(text) - count) :] if count > 0 else ""


def left_pad(run: Run, text: str, width: int) -> str:
    run.charge(width)
    return text.rjust(width)


def right_pad(run: Run, text: str, width: int) -> str:
    run.charge(width)
    return text.ljust(width)


def repeat(run: Run, text: str, times: int) -> str:
    run.charge(len(text) * max(0, times))
    return text * times


def remove(run: Run, text: str, part: str) -> str:
    return text.replace(part, "") if part else text


def remove_first(run: Run, text: str, part: str) -> str:
    return text.replace(part, "", 1) if part else text


def remove_last(run: Run, text: str, part: str) -> str:
    before, found, after = text.rpartition(part) if part else (text, "", "")
    return before + after if found else text


def get_alpha(run: Run, text: str) -> str:
    return "".join(one for one in text if one.isalpha())


def get_alpha_numeric(run: Run, text: str) -> str:
    return "".join(one for one in text if one.isalnum())


def remove_all_alpha(run: Run, text: str) -> str:
    return "".join(one for one in text if not one.isalpha())


def remove_all_alpha_numeric(run: Run, text: str) -> str:
    return "".join(one for one in text if not one.isalnum())


def occurrences(run: Run, text: str, part: str) -> int:
    return text.count(part) if part else 0


def is_ascii(run: Run, text: str) -> bool:
    return text.isascii()


def proper(run: Run, text: str) -> str:
    """Each word with one capital, at its beginning."""
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text)


def to_list_string(run: Run, text: str, separator: str = ",") -> list[str]:
    run.charge(len(text))
    return text.split(separator) if text and separator else list(text)


def format_text(run: Run, text: str, pattern: str) -> str:
    """A text in the form of a number or a date."""
    number = number_in(text)
    if number is not None:
        return number_format(decimal(number), pattern)
    return text_to_string(run, text, pattern)


def prefix_ignore_case(run: Run, text: str, part: str) -> str | None:
    at = text.lower().find(part.lower()) if part else -1
    return text[:at] if at >= 0 else None


def suffix_ignore_case(run: Run, text: str, part: str) -> str | None:
    at = text.lower().find(part.lower()) if part else -1
    return text[at + len(part) :] if at >= 0 else None


def prefix(run: Run, text: str, part: str) -> str | None:
    before, found, _ = text.partition(part) if part else ("", "", "")
    return before if found else None


def suffix(run: Run, text: str, part: str) -> str | None:
    _, found, after = text.partition(part) if part else ("", "", "")
    return after if found else None


def hex_to_text(run: Run, text: str) -> str:
    try:
        return binascii.unhexlify(text).decode()
    except (ValueError, UnicodeDecodeError):
        raise ScriptError(f"'{text[:40]}' is no text in hexadecimal digits") from None


def text_to_hex(run: Run, text: str) -> str:
    run.charge(2 * len(text.encode()))
    return text.encode().hex().upper()


def to_file(run: Run, text: str, name: str) -> File:
    run.charge(len(text))
    return File(name, text.encode(), "text/plain")


_TEXT, _NUMBER = Kind.TEXT, Kind.NUMBER

BUILTINS = (
    Builtin("contains", _TEXT, contains, (_TEXT,)),
    Builtin("notContains", _TEXT, not_contains, (_TEXT,)),
    Builtin("containsIgnoreCase", _TEXT, contains_ignore_case, (_TEXT,)),
    Builtin("startsWith", _TEXT, starts_with, (_TEXT,)),
    Builtin("startsWithIgnoreCase", _TEXT, starts_with_ignore_case, (_TEXT,)),
    Builtin("endsWith", _TEXT, ends_with, (_TEXT,)),
    Builtin("endsWithIgnoreCase", _TEXT, ends_with_ignore_case, (_TEXT,)),
    Builtin("equalsIgnoreCase", _TEXT, equals_ignore_case, (_TEXT,)),
    Builtin("concat", _TEXT, concat, (Kind.ANY,)),
    Builtin("indexOf", _TEXT, index_of, (_TEXT,)),
    Builtin("find", _TEXT, index_of, (_TEXT,)),
    Builtin("lastIndexOf", _TEXT, last_index_of, (_TEXT,)),
    Builtin("toLowerCase", _TEXT, to_lower),
    Builtin("toUpperCase", _TEXT, to_upper),
    Builtin("trim", _TEXT, trim),
    Builtin("ltrim", _TEXT, ltrim),
    Builtin("rtrim", _TEXT, rtrim),
    Builtin("length", _TEXT, length, light=True),
    Builtin("len", _TEXT, length, light=True),
    Builtin("reverse", _TEXT, reverse),
    *(
        Builtin(name, _TEXT, substring, (_NUMBER, _NUMBER), optional=1)
        for name in ("substring", "subText", "mid")
    ),
    Builtin("left", _TEXT, left, (_NUMBER,)),
    Builtin("right", _TEXT, right, (_NUMBER,)),
    Builtin("leftpad", _TEXT, left_pad, (_NUMBER,)),
    Builtin("rightpad", _TEXT, right_pad, (_NUMBER,)),
    Builtin("repeat", _TEXT, repeat, (_NUMBER,)),
    Builtin("remove", _TEXT, remove, (_TEXT,)),
    Builtin("removeFirstOccurence", _TEXT, remove_first, (_TEXT,)),
    Builtin("removeLastOccurence", _TEXT, remove_last, (_TEXT,)),
    Builtin("getPrefix", _TEXT, prefix, (_TEXT,)),
    Builtin("getSuffix", _TEXT, suffix, (_TEXT,)),
    Builtin("getPrefixIgnoreCase", _TEXT, prefix_ignore_case, (_TEXT,)),
    Builtin("getSuffixIgnoreCase", _TEXT, suffix_ignore_case, (_TEXT,)),
    Builtin("getAlpha", _TEXT, get_alpha),
    Builtin("getAlphaNumeric", _TEXT, get_alpha_numeric),
    Builtin("removeAllAlpha", _TEXT, remove_all_alpha),
    Builtin("removeAllAlphaNumeric", _TEXT, remove_all_alpha_numeric),
    Builtin("getOccurenceCount", _TEXT, occurrences, (_TEXT,)),
    Builtin("isAscii", _TEXT, is_ascii),
    Builtin("proper", _TEXT, proper),
    Builtin("toListString", _TEXT, to_list_string, (_TEXT,), optional=1),
    Builtin("text", _TEXT, format_text, (_TEXT,)),
    Builtin("hexToText", _TEXT, hex_to_text),
    Builtin("textToHex", _TEXT, text_to_hex),
    Builtin("toFile", _TEXT, to_file, (_TEXT,)),
)
