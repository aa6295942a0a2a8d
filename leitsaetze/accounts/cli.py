"""Commands for staff accounts: the first administrator is made here, never by default."""

from datetime import datetime
from zoneinfo import ZoneInfo

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import with_appcontext

from leitsaetze.accounts import actions, credentials, queries
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import INVITATION_HOLDS, MAX_NAME, ROLE_NAMES, Role
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from leitsaetze.text import has_control_characters, normalised
from leitsaetze.web.filters import ZONE


class Address(click.ParamType[str]):
    """An e-mail address, in lower case."""

    name = "address"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the address, or fail with a sentence."""
        try:
            checked = validate_email(value, check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            self.fail(f"„{value}“ ist keine vollständige E-Mail-Adresse.", param, ctx)
        return checked.normalized.lower()


@click.command("add-staff")
@click.argument("address", type=Address())
@click.option("--name", default="", help="As colleagues see it; needed for somebody new.")
@click.option(
    "--role",
    "roles",
    type=click.Choice([role.value for role in Role]),
    multiple=True,
    required=True,
    help="May be given several times.",
)
@click.option("--mail", is_flag=True, help="Also send the link by e-mail.")
@with_appcontext
def add_staff(address: str, name: str, roles: tuple[str, ...], mail: bool) -> None:
    """Make ADDRESS a member of staff and print a one-time link to choose a password."""
    begin_writing()
    try:
        person = actions.add_staff(
            address, name=_name(name), roles=[Role(role) for role in roles], by=None
        )
    except RuleViolation as violation:
        raise click.ClickException(str(violation)) from None
    held = ", ".join(ROLE_NAMES[role] for role in Role if role in person.roles)
    click.echo(f"{person.name} <{person.address}>: {held}")
    _print_link(person, mail=mail)


@click.command("staff-link")
@click.argument("address", type=Address())
@click.option("--mail", is_flag=True, help="Also send the link by e-mail.")
@with_appcontext
def staff_link(address: str, mail: bool) -> None:
    """Print a new one-time link with which ADDRESS chooses a password."""
    begin_writing()
    _print_link(known(address), mail=mail)


def known(address: str) -> Person:
    """Return the person with this address, or end the command with a sentence."""
    person = db.session.scalar(queries.person_with(address))
    if person is None:
        raise click.ClickException(f"{address} ist hier nicht bekannt.")
    return person


def _name(name: str) -> str:
    kept = normalised(name)
    if has_control_characters(kept) or "\n" in kept or len(kept) > MAX_NAME:
        raise click.BadParameter("Der Name hat höchstens 100 Zeichen in einer Zeile.")
    return kept


def _print_link(person: Person, *, mail: bool) -> None:
    try:
        link = credentials.password_link(person, INVITATION_HOLDS)
    except RuleViolation as violation:
        raise click.ClickException(str(violation)) from None
    if mail:
        credentials.send_invitation(person, link)
    db.session.commit()
    click.echo(f"Link zum Wählen des Passworts, einmal gültig, bis {_local(link.expires_at)}:")
    click.echo(credentials.password_address(link))


def _local(moment: datetime) -> str:
    return moment.astimezone(ZoneInfo(ZONE)).strftime("%d.%m.%Y, %H:%M Uhr")
