"""`python -m benchmarks`: print the table of budgets, and which of them hold."""

from __future__ import annotations

import platform
import time
from pathlib import Path

import click
import orjson

from .figures import Effort, Figure, Row
from .rows import ROWS


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("-k", "name", metavar="NAME", default="", help="Only rows whose name holds NAME.")
@click.option("--quick", is_flag=True, help="Fewer runs and records: for a look, not for a quotation.")
@click.option("--json", "json", type=click.Path(dir_okay=False, path_type=Path), help="Write the figures.")
def main(name: str, *, quick: bool, json: Path | None) -> None:
    """Measure the budgets of the house, each against its reference in the same run.

    It measures and does not judge: the exit code is 0 also where a budget is missed.
    """
    chosen = [row for row in ROWS if name in row.name]
    if not chosen:
        raise click.UsageError(
            f"No row is called '{name}'. There are: {', '.join(row.name for row in ROWS)}."
        )
    began = time.perf_counter()
    click.echo(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}\n")
    figures: list[Figure] = []
    failed: dict[str, str] = {}
    for row in chosen:
        _measure(row, Effort(quick), figures, failed)
    _summary(figures, failed, time.perf_counter() - began)
    if json is not None:
        said = {"format": 1, "figures": [one.as_json() for one in figures], "failed": failed}
        json.write_bytes(orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _measure(row: Row, effort: Effort, figures: list[Figure], failed: dict[str, str]) -> None:
    """Measure a row; one that can't be measured doesn't keep the others from it."""
    click.echo(f"# {row.what}")
    try:
        for figure in row.measure(effort):
            figures.append(figure)
            click.echo(figure.line())
    except Exception as error:  # noqa: BLE001  # whatever it is, it is said, and the table goes on
        failed[row.name] = f"{type(error).__name__}: {error}"
        click.echo(f"{row.name:<18}could not be measured: {failed[row.name]}")


def _summary(figures: list[Figure], failed: dict[str, str], took: float) -> None:
    measured = [figure for figure in figures if not figure.note]
    for title, chosen in (
        ("Holds", [figure for figure in measured if figure.holds]),
        ("Misses", [figure for figure in measured if not figure.holds]),
        ("Only estimated, see the notes", [figure for figure in figures if figure.note]),
    ):
        click.echo(f"\n{title}: {', '.join(figure.name for figure in chosen) or 'none'}.", nl=False)
    if failed:
        click.echo(f"\nNot measured: {', '.join(failed)}.", nl=False)
    click.echo(f"\nTook {took:.0f} s.")


if __name__ == "__main__":
    main()
