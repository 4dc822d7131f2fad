"""`harness check`: what is wrong with files, without running them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .command import FAILED, ends_well

if TYPE_CHECKING:
    from ..check import Problem, Report

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["deluge"]),
    help="Take files of any name as functions that stand alone.",
)
@click.option("--json", "json_", is_flag=True, help="A list of objects and nothing else.")
@click.option("--strict", is_flag=True, help="Warnings fail, too.")
@click.option("--rules", is_flag=True, help="List what is looked for: code, explanation, source.")
@ends_well
def check(paths: tuple[Path, ...], kind: str | None, json_: bool, strict: bool, rules: bool) -> int:
    """Check Deluge files, extensions and scenarios in PATH… (here if there is none) without running them.

    \b
    Silence a code on its line, or on the next if the comment is alone:
        response.toMap();  // harness: ignore[unused-result]
    in the whole file with // harness: ignore-file[…], in an extension with
    check: {ignore: […]} in extension.yaml. // harness: given[name] says that
    the function has a parameter.
    """
    if rules:
        _list_rules()
        return 0
    from ..check import check_paths

    report = check_paths(paths or (Path(),), deluge=kind is not None)
    if json_:
        import orjson

        found = [problem.as_json() for problem in report.problems]
        click.echo(orjson.dumps(found, option=orjson.OPT_INDENT_2).decode())
    else:
        for problem in report.problems:
            click.echo(_shown(problem))
        click.echo(_summary(report))
    return FAILED if report.failed(strict=strict) else 0


def _shown(problem: Problem) -> str:
    """One problem for people: place, what it is, the line, what to do."""
    severity = click.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
    place = click.style(f"{problem.file}:{problem.line}:{problem.column}", bold=True)
    lines = [f"{place}: {severity}: {problem.message} [{problem.code}]"]
    lines += [f"    {line}" for line in problem.excerpt.splitlines()]
    return "\n".join([*lines, *([f"  {problem.hint}"] if problem.hint else [])])


def _summary(report: Report) -> str:
    counted = [(report.count(severity), severity) for severity in _COLOURS]
    said = ", ".join(_number(count, severity) for count, severity in counted if count)
    return f"{_number(report.files, 'file')} checked: {said or 'nothing to report'}."


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _list_rules() -> None:
    from ..check import RULES

    for rule in RULES.values():
        severity = click.style(rule.severity, fg=_COLOURS[rule.severity])
        click.echo(
            f"{click.style(rule.code, bold=True)} ({severity})\n  {rule.what}\n  Source: {rule.source}"
        )
