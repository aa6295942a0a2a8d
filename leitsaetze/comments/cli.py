"""`flask rebuild-books`: counters and queue anew, after a repair by hand."""

import click
from flask.cli import with_appcontext

from leitsaetze.comments import books
from leitsaetze.extensions import begin_writing, db


@click.command("rebuild-books")
@with_appcontext
def rebuild_command() -> None:
    """Write the counters and the moderators' queue anew from the comments."""
    begin_writing()
    read = books.rebuild()
    db.session.commit()
    click.echo(f"{read} Kommentare gelesen, Zähler und Warteschlange neu geschrieben.")
