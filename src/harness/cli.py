"""The command line. Names, options and exit codes are public.

Exit codes: 0 all well; 1 a scenario failed; 2 a file or argument is wrong, or nothing was selected;
3 our own fault; 130 Ctrl-C.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from .errors import HarnessError

P = ParamSpec("P")

FAILED, WRONG, OUR_FAULT, INTERRUPTED = 1, 2, 3, 130
"""Exit codes; 0 is success."""


def _ends_well(command: Callable[P, int]) -> Callable[P, None]:
    """Turn what a command returns or raises into the exit code, and its errors into one line."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except HarnessError as error:
            click.echo(str(error), err=True)
            code = WRONG
        except KeyboardInterrupt:
            code = INTERRUPTED
        except Exception:  # noqa: BLE001  # the last line of defence: a fault of ours, said as one
            import traceback

            click.echo(traceback.format_exc(), err=True)
            click.echo("This is a fault of the harness, not of your files. Please report it.", err=True)
            code = OUR_FAULT
        sys.exit(code)

    return run


class _Group(click.Group):
    """A group whose unknown commands name the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        from .errors import nearest

        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            ctx.fail(f"No such command '{args[0]}'. {nearest(args[0], self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zoho-books-harness", prog_name="harness")
def main() -> None:
    """Run a Zoho Books extension locally: fake Books, fake Wrike, fake OAuth, a real Deluge runtime.

    Not a product of Zoho or Wrike.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a cp1252 console must not end a run
            stream.reconfigure(errors="replace")


FILE = click.Path(dir_okay=False, path_type=Path)


@main.command()
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
@_ends_well
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
    from .scenario import Options, report, run_paths

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


@main.command()
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
@_ends_well
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
    from .servers import run_on_sockets
    from .up import Settings, stay_up

    settings = Settings(extension, fixture, state, fsync, host, port, seed, allowed, redirects, json_)
    run_on_sockets(stay_up(settings, click.echo))
    return 0


@main.command()
@click.option("--json", "json_", is_flag=True, help="As JSON.")
@_ends_well
def assumptions(json_: bool) -> int:
    """What is assumed where nobody knows the vendor's behaviour: evidence and alternatives."""
    from .site.controls import describe_assumptions
    from .world import World

    known = describe_assumptions(World.create())
    if json_:
        import json

        click.echo(json.dumps({"format": 1, "assumptions": known}, indent=2))
        return 0
    for one in known:
        click.echo(f"{click.style(one['key'], bold=True)}\n  {one['question']}")
        click.echo(f"  Evidence: {one['evidence']}")
        for name, meaning in one["alternatives"].items():
            mark = "*" if name == one["choice"] else " "
            click.echo(f"  {mark} {name}: {meaning}")
        click.echo()
    click.echo("* is taken. Choose another in a scenario: given: {assume: {KEY: ALTERNATIVE}}")
    return 0
