"""`harness up`: the ecosystem on ports of this machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .command import FILE, ends_well


@click.command()
@click.option("--extension", type=click.Path(path_type=Path), metavar="DIR", help="The extension to run.")
@click.option("--fixture", metavar="NAME", help="What to begin with: fixtures/NAME.yaml; default: start.")
@click.option("--state", type=FILE, metavar="FILE", help="Keep the state in FILE between runs.")
@click.option("--fsync", is_flag=True, help="With --state: survive a power cut, too.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65531),
    default=8701,
    show_default=True,
    help="The first of five consecutive ports; 0 takes any free ones.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of ids, secrets and chance.")
@click.option("--allow-host", "allowed", multiple=True, metavar="HOST", help="Really call this host.")
@click.option("--redirect-uri", "redirects", multiple=True, metavar="URI", help="Of your own OAuth client.")
@click.option("--json", "json_", is_flag=True, help="One JSON object on the first line of stdout.")
@ends_well
def up(
    extension: Path | None,
    fixture: str | None,
    state: Path | None,
    fsync: bool,
    host: str,
    port: int,
    seed: int,
    allowed: tuple[str, ...],
    redirects: tuple[str, ...],
    json_: bool,
) -> int:
    """Start the ecosystem on this machine: Books, Wrike, both OAuth servers, /_control and a page."""
    import gc

    gc.disable()  # until everything is there: what is imported is no garbage
    # httpx would load its own command line, with rich and pygments where those are installed, which
    # takes as long to start as all of the fakes.
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # None: not to be imported
    from ..servers import run_on_sockets
    from ..up import Settings, stay_up

    settings = Settings(extension, fixture, state, fsync, host, port, seed, allowed, redirects, json_)
    run_on_sockets(stay_up(settings, click.echo))
    return 0
