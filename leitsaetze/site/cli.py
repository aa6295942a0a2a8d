"""The command that sets the site up."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from leitsaetze.extensions import begin_writing, db
from leitsaetze.schema import upgrade
from leitsaetze.site.actions import furnish


@click.command("prepare")
@with_appcontext
def prepare() -> None:
    """Set the database up or bring it to the version of the code; repeatable."""
    Path(current_app.config["INSTANCE"]).mkdir(parents=True, exist_ok=True)
    try:
        upgrade()
        begin_writing()
        furnish()
        db.session.commit()
    except OperationalError as error:
        raise click.ClickException(
            f"Die Datenbank ist nicht erreichbar: {str(error.orig).splitlines()[0]}"
        ) from None
