"""`harness run`: scenarios."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .command import FILE, FOLDER, ends_well

if TYPE_CHECKING:
    from ..coverage import Measurement


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
@click.option("--coverage", is_flag=True, help="Print which lines and branches of the Deluge files ran.")
@click.option("--coverage-lcov", type=FILE, metavar="F", help="Write that as an lcov file.")
@click.option("--coverage-html", type=FOLDER, metavar="DIR", help="Write that as pages.")
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
    coverage: bool,
    coverage_lcov: Path | None,
    coverage_html: Path | None,
) -> int:
    """Run the scenarios in PATH… (files or folders; here if there is none)."""
    from ..scenario import Options, report, run_paths

    console = report.Console(sys.stdout)
    detail = html is not None or json_ is not None
    options = Options(pattern, stop, jobs, seed, sockets, strict, detail)
    chosen = paths or (Path(),)
    with _measurement(jobs, wanted=bool(coverage or coverage_lcov or coverage_html)) as measurement:
        results = run_paths(chosen, options, console.progress)
    console.summary(results)
    for path, write in ((junit, report.junit), (html, report.html), (json_, report.json)):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write(results), encoding="utf-8", newline="\n")
            click.echo(f"Wrote {path}")
    if measurement is not None:
        measurement.expect(_functions(chosen))
        click.echo()
        measurement.table(sys.stdout)
        for target, cover in ((coverage_lcov, measurement.lcov), (coverage_html, measurement.html)):
            if target is not None:
                cover(target)
                click.echo(f"Wrote {target}")
    return results.exit_code


def _measurement(jobs: int, *, wanted: bool) -> AbstractContextManager[Measurement | None]:
    """Measures while its block runs, if that is wanted."""
    if not wanted:
        return nullcontext()
    if jobs > 1:
        raise UsageError("Coverage is measured in one process: leave out -j.")
    from ..coverage import Measurement

    return Measurement()


def _functions(paths: Sequence[Path]) -> Iterator[Path]:
    """All Deluge files of the extensions that the scenarios belong to: also those that nothing ran."""
    from ..scenario.extension_file import find_extension
    from ..scenario.finding import find_scenarios

    found = {find_extension(Path(file).resolve().parent): None for file in find_scenarios(paths)}
    for extension in found:
        if extension is not None:
            yield from sorted(extension.parent.rglob("*.dg"))
