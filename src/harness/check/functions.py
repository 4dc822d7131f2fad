"""Checks a Deluge file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from harness.deluge.analysis import analyse
from harness.deluge.errors import SaveError
from harness.deluge.source import Source, Span

from .model import Finding, Problem, Rule, Severity
from .rules import LOOKING, RULES, rule_of
from .script import Script, Surroundings
from .silence import instructions, settle


def check_function(text: str, file: str, surroundings: Surroundings) -> tuple[list[Problem], Script]:
    """Everything that the rules find in the text of a Deluge file, and the file as they saw it."""
    script = Script(analyse(text, file), surroundings)
    looking = [rule for rule in LOOKING if script.whole or not rule.whole]
    findings = [(rule, found) for rule in looking if rule.look for found in rule.look(script)]
    secrets = [found.span for _, found in findings if found.secret]
    problems = [*_of_parser(script, secrets), *_of_rules(script, findings, secrets)]
    lines = script.analysis.source.lines
    return list(settle(file, problems, instructions(script.comments), lines, RULES)), script


def _of_parser(script: Script, secrets: list[Span]) -> Iterator[Problem]:
    """Save errors and the compiler's warnings."""
    for error in (*script.analysis.problems, *script.analysis.problems.warnings):
        rule = rule_of(error.code)
        if script.whole or not rule.whole:
            yield _problem(script.analysis.source, error, rule.severity, secrets)


def _problem(source: Source, error: SaveError, severity: Severity, secrets: list[Span]) -> Problem:
    excerpt = _excerpt(source, error.span, secrets)
    return Problem(
        source.file, error.line, error.column, severity, error.code, error.message, error.hint, excerpt
    )


def _of_rules(
    script: Script, findings: Iterable[tuple[Rule, Finding]], secrets: list[Span]
) -> Iterator[Problem]:
    source = script.analysis.source
    for rule, found in findings:
        line, column = found.span.line, found.span.column
        excerpt = _excerpt(source, found.span, secrets)
        yield Problem(source.file, line, column, rule.severity, rule.code, found.message, found.hint, excerpt)


def _excerpt(source: Source, span: Span, secrets: list[Span]) -> str:
    """The line with carets; none where a secret stands in it."""
    return "" if any(one.line <= span.line <= one.end_line for one in secrets) else source.excerpt(span)
