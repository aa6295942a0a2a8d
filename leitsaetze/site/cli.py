"""Commands for setting up and for the settings of the site."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.site.actions import all_settings, change_setting, furnish


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


@click.command("setting")
@click.argument("name", required=False)
@click.argument("value", required=False)
@with_appcontext
def setting(name: str | None, value: str | None) -> None:
    """List the settings, show one, or change it."""
    if name is not None and value is not None:
        begin_writing()
        _change(name, value)
        db.session.commit()
    settings = all_settings()
    if name is not None and name not in settings:
        raise click.ClickException(f"Diese Einstellung gibt es nicht: {name}")
    for known in [name] if name is not None else sorted(settings):
        click.echo(f"{known} = {settings[known]}")


def _change(name: str, value: str) -> None:
    try:
        change_setting(name, value)
    except RuleViolation as violation:
        raise click.ClickException(str(violation)) from None
