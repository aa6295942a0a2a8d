"""Commands that keep somebody out at once, and for the settings of the site."""

import click
from flask.cli import with_appcontext

from leitsaetze.accounts.cli import Address, known
from leitsaetze.administration import colleagues
from leitsaetze.administration.publishing import change_settings
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.site.actions import all_settings
from leitsaetze.site.settings import BY_NAME


@click.command("staff-off")
@click.argument("address", type=Address())
@with_appcontext
def staff_off(address: str) -> None:
    """Switch ADDRESS off: all sessions end at once, password and links are worthless."""
    begin_writing()
    person = known(address)
    colleagues.switch_off(person, by=None)
    db.session.commit()
    click.echo(f"{person.name or person.address} ist ausgeschaltet, alle Sitzungen sind beendet.")


@click.command("setting")
@click.argument("name", required=False)
@click.argument("value", required=False)
@with_appcontext
def setting(name: str | None, value: str | None) -> None:
    """List the settings with what they mean, show one, or change it."""
    if name is not None and value is not None:
        begin_writing()
        _change(name, value)
        db.session.commit()
    settings = all_settings()
    if name is not None and name not in settings:
        raise click.ClickException(f"Diese Einstellung gibt es nicht: {name}")
    for present in [name] if name is not None else sorted(settings):
        if name is None:
            click.echo(f"# {BY_NAME[present].label}")
        click.echo(f"{present} = {settings[present]}")


def _change(name: str, value: str) -> None:
    try:
        change_settings({name: value}, by=None)
    except RuleViolation as violation:
        raise click.ClickException(str(violation)) from None
