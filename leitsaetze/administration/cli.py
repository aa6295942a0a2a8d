"""The command that keeps somebody out at once."""

import click
from flask.cli import with_appcontext

from leitsaetze.accounts.cli import Address, known
from leitsaetze.administration import colleagues
from leitsaetze.extensions import begin_writing, db


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
