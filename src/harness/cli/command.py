"""What every command shares: how it ends, and the types of its arguments."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from ..errors import HarnessError, nearest

P = ParamSpec("P")

FAILED, WRONG, OUR_FAULT, INTERRUPTED = 1, 2, 3, 130
"""Exit codes; 0 is success."""
UNHEARD = 141
"""The exit code where nobody reads the output any more; a shell's own for it."""

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


class Commands(click.Group):
    """A group of commands; an unknown one is told the nearest known one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            ctx.fail(f"No such command '{args[0]}'. {nearest(args[0], known)}")
        return super().resolve_command(ctx, args)


def ends_well(command: Callable[P, int]) -> Callable[P, None]:
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
        except BrokenPipeError:  # whoever read what is printed has read enough, as `head` does
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = UNHEARD
        except Exception as fault:  # noqa: BLE001  # the last line of defence
            code = _fault(fault)
        sys.exit(code)

    return run


def _fault(fault: Exception) -> int:
    """A fault of ours, said as one; but leaving a debugger is an interruption."""
    import traceback
    from bdb import BdbQuit

    if isinstance(fault, BdbQuit):
        return INTERRUPTED
    click.echo("".join(traceback.format_exception(fault)), err=True)
    click.echo("This is a fault of the harness, not of your files. Please report it.", err=True)
    return OUR_FAULT
