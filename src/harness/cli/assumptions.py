"""`harness assumptions`: what is assumed where nobody knows."""

from __future__ import annotations

import click

from .command import ends_well


@click.command()
@click.option("--json", "json_", is_flag=True, help="As JSON.")
@ends_well
def assumptions(json_: bool) -> int:
    """What is assumed where nobody knows the vendor's behaviour: evidence and alternatives."""
    from ..site.controls import describe_assumptions
    from ..world import World

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
