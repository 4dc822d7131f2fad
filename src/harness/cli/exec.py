"""`harness exec`: one function, by itself."""

from __future__ import annotations

from pathlib import Path

import click

from .command import FAILED, ends_well


@click.command()
@click.argument("file", metavar="FILE.dg", type=click.Path(path_type=Path))
@click.option(
    "--arg", "arguments", multiple=True, metavar="NAME=@FILE|TEXT", help="What the function is given."
)
@click.option("--on", metavar="FIXTURE", help="What to begin with: a fixture, its file, or FIXTURE.RECORD.")
@click.option(
    "--extension", type=click.Path(path_type=Path), metavar="DIR", help="The extension it belongs to."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of ids, secrets and chance.")
@click.option("--assume", multiple=True, metavar="KEY=ALT", help="Take another alternative of an assumption.")
@click.option("--allow-host", "allowed", multiple=True, metavar="HOST", help="Really call this host.")
@click.option("--json", "json_", is_flag=True, help="As JSON.")
@ends_well
def exec(  # noqa: A001  # the name of the command
    file: Path,
    arguments: tuple[str, ...],
    on: str | None,
    extension: Path | None,
    seed: int,
    assume: tuple[str, ...],
    allowed: tuple[str, ...],
    json_: bool,
) -> int:
    """Run one Deluge function, as it stands, in a fresh world.

    It prints what was inferred around it, its log, each call with the line that sent it, findings and the
    result. The file is never changed.
    """
    import asyncio

    from ..execution import Settings, execute

    done = asyncio.run(execute(Settings(file, arguments, on, extension, seed, assume, allowed)))
    if json_:
        import orjson

        from ..execution.as_json import as_json

        click.echo(orjson.dumps(as_json(done), option=orjson.OPT_INDENT_2).decode())
    else:
        from ..execution.text import written

        click.echo(written(done))
    return 0 if done.well else FAILED
