"""`harness new`: files to begin with."""

from __future__ import annotations

from pathlib import Path

import click

from .command import Commands, ends_well


@click.group(cls=Commands)
def new() -> None:
    """Write a working skeleton. Nothing is ever overwritten."""


@new.command()
@click.argument("name")
@click.option(
    "--from", "source", type=click.Path(path_type=Path), metavar="FOLDER", help="Of these functions."
)
@ends_well
def extension(name: str, source: Path | None) -> int:
    """Make the folder NAME: an extension with a function, a fixture and a scenario that passes.

    With --from it is made of the functions in FOLDER, which are copied as they are: connections, rules,
    global fields and hosts are read off them, and marked as guessed.
    """
    from ..scaffold import gather_extension, new_extension

    written = new_extension(name) if source is None else gather_extension(name, source)
    for one in written:
        click.echo(one)
    click.echo(f"\nNow: harness run {name}")
    return 0


@new.command()
@click.argument("name")
@ends_well
def scenario(name: str) -> int:
    """Make the scenario NAME in the extension that this folder belongs to."""
    from ..scaffold import new_scenario

    for one in new_scenario(name, Path.cwd()):
        click.echo(f"{one}\n\nNow: harness run {one}")
    return 0
