"""The command line: one module a command. Names, options and exit codes are public.

Exit codes: 0 all well; 1 a scenario failed, a check found errors; 2 a file or argument is wrong, or nothing
was selected; 3 our own fault; 130 Ctrl-C.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from .command import Commands

COMMANDS = ("run", "up", "exec", "check", "connections", "new", "schema", "assumptions")
"""Each is the command of that name in the module of that name, imported when it is asked for."""


class _Commands(Commands):
    """Imports a command when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f".{cmd_name}", __name__), cmd_name)
        return found


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zoho-books-harness", prog_name="harness")
def main() -> None:
    """Run a Zoho Books extension locally: fake Books, fake Wrike, fake OAuth, a real Deluge runtime.

    Not a product of Zoho or Wrike.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a cp1252 console must not end a run
            stream.reconfigure(errors="replace")
