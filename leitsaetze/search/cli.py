"""`flask rebuild-search`: the index anew, after a repair by hand."""

import click
from flask.cli import with_appcontext

from leitsaetze.search import indexing

TOLD_EVERY = 10_000


@click.command("rebuild-search")
@with_appcontext
def rebuild_command() -> None:
    """Read everything that can be found anew; until the end some is not found."""

    def tell(read: int) -> None:
        if read % TOLD_EVERY == 0:
            click.echo(f"{read} gelesen …")

    read = indexing.rebuild(tell)
    click.echo(f"{read} Leitsätze, Kommentare, Antworten und Veranstaltungen gelesen.")
