"""`harness run`: scenarios."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .command import FILE, ends_well


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("-k", "pattern", metavar="WORDS", help="Only scenarios whose name or file holds WORDS.")
@click.option("-x", "stop", is_flag=True, help="Stop at the first failure.")
@click.option("-j", "jobs", metavar="N", type=click.IntRange(1), default=1, help="Run in N processes.")
@click.option("--seed", type=int, default=1, show_default=True, help="Of ids, secrets and chance.")
@click.option("--sockets", is_flag=True, help="Over real ports of this machine.")
@click.option("--strict", is_flag=True, help="Findings fail a scenario.")
@click.option("--junit", type=FILE, metavar="F", help="Write a JUnit file.")
@click.option("--html", type=FILE, metavar="F", help="Write one self-contained page.")
@click.option("--json", "json_", type=FILE, metavar="F", help="Write the results as JSON.")
@ends_well
def run(
    paths: tuple[Path, ...],
    pattern: str | None,
    stop: bool,
    jobs: int,
    seed: int,
    sockets: bool,
    strict: bool,
    junit: Path | None,
    html: Path | None,
    json_: Path | None,
) -> int:
    """Run the scenarios in PATH… (files or folders; here if there is none)."""
    from ..scenario import Options, report, run_paths

    console = report.Console(sys.stdout)
    detail = html is not None or json_ is not None
    options = Options(pattern, stop, jobs, seed, sockets, strict, detail)
    results = run_paths(paths or (Path(),), options, console.progress)
    console.summary(results)
    for path, write in ((junit, report.junit), (html, report.html), (json_, report.json)):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write(results), encoding="utf-8", newline="\n")
            click.echo(f"Wrote {path}")
    return results.exit_code
