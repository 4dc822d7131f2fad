"""Comments that speak to the checker: Zoho takes them for what they are, comments.

    x.trim();  // harness: ignore[unused-result]         on the line itself
    // harness: ignore[unknown-variable, creator]        alone: on the next line
    // harness: ignore-file[raw-value-in-url]            on the whole file
    // harness: given[dealId]                            the function has this parameter

In YAML the same behind a `#`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from harness.deluge.source import Span
from harness.errors import nearest

from .model import SYNTAX, WARNING, Comment, Problem

IGNORE, IGNORE_FILE, GIVEN = "ignore", "ignore-file", "given"
_INSTRUCTION: Final = re.compile(r"harness:[ \t]*(ignore-file|ignore|given)\[([^\]\n]*)\]")
_YAML_COMMENT: Final = re.compile(r"(?:^|(?<=\s))#[^\n]*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Instruction:
    """One comment: what it asks for, and for what. `alone`: nothing else is in its line."""

    verb: str
    words: tuple[str, ...]
    line: int
    column: int
    alone: bool = False

    def covers(self, problem: Problem) -> bool:
        """Is the problem one that it silences, where it is about?"""
        return problem.code in self.words and not problem.code.startswith(SYNTAX)

    @property
    def about(self) -> int:
        """The line that it is about; 0 for the whole file."""
        if self.verb == IGNORE_FILE:
            return 0
        return self.line + 1 if self.alone else self.line


def instructions(comments: Iterable[Comment]) -> list[Instruction]:
    """The instructions in the comments of a Deluge file."""
    return [one for comment in comments if "harness:" in comment.text for one in _in(comment)]


def _in(comment: Comment) -> Iterator[Instruction]:
    for found in _INSTRUCTION.finditer(comment.text):
        line = comment.span.line + comment.text.count("\n", 0, found.start())
        words = tuple(word.strip() for word in found[2].split(",") if word.strip())
        yield Instruction(found[1], words, line, comment.span.column)


def settle(
    file: str,
    problems: Iterable[Problem],
    found: Sequence[Instruction],
    lines: Sequence[str],
    codes: Iterable[str],
) -> Iterator[Problem]:
    """The problems that no comment silences, and what is wrong with those comments."""
    silencing = [_placed(one, lines) for one in found if one.verb != GIVEN]
    by_line: dict[int, list[Instruction]] = {}
    for one in silencing:
        by_line.setdefault(one.about, []).append(one)
    used: set[tuple[Instruction, str]] = set()
    for problem in problems:
        near = (*by_line.get(problem.line, ()), *by_line.get(0, ()))
        covering = [one for one in near if one.covers(problem)]
        used |= {(one, problem.code) for one in covering}
        if not covering:
            yield problem
    known = frozenset(codes)
    for one in silencing:
        for word in one.words:
            if word not in known:
                hint = nearest(word, known) if nearest(word, known).startswith("Did") else "See --rules."
                yield Problem(
                    file, one.line, one.column, WARNING, "unknown-code", f"No rule is called '{word}'", hint
                )
            elif (one, word) not in used:
                message = f"Nothing here is reported as '{word}'"
                yield Problem(
                    file, one.line, one.column, WARNING, "unused-ignore", message, "Delete the comment."
                )


def _placed(one: Instruction, lines: Sequence[str]) -> Instruction:
    """Find out whether the comment is alone in its line."""
    before = lines[one.line - 1][: one.column - 1] if one.line <= len(lines) else ""
    return Instruction(one.verb, one.words, one.line, one.column, alone=not before.strip())


def yaml_comments(text: str) -> tuple[Comment, ...]:
    """The comments of a YAML file that may hold instructions."""
    if "harness:" not in text:
        return ()
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if (comment := _YAML_COMMENT.search(line)) is not None:
            span = Span(number, comment.start() + 1, number, len(line) + 1)
            found.append(Comment(span, comment[0]))
    return tuple(found)
