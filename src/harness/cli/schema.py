"""`harness schema`: what an author can write, as JSON Schema, for editors."""

from __future__ import annotations

import click

from .command import ends_well

FILES = ("extension", "scenario", "fixture")


@click.command()
@click.argument("file", type=click.Choice(FILES))
@ends_well
def schema(file: str) -> int:
    """JSON Schema (draft 2020-12) of an extension.yaml, a scenario or a fixture, for editors."""
    import orjson

    from ..scenario import Catalogue
    from ..scenario.schemas import DOCUMENTS
    from ..world import World

    document = DOCUMENTS[file](Catalogue.of(World.create()))
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())
    return 0
