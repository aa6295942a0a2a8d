"""Commands for events."""

from datetime import datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from leitsaetze.errors import RuleViolation
from leitsaetze.events.actions import hold_event
from leitsaetze.events.ics import address_of
from leitsaetze.events.rules import (
    DEFAULT_ZONE,
    JOINING_OF_WORD,
    KIND_OF_WORD,
    Details,
    moment_of,
)
from leitsaetze.extensions import begin_writing, db
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import dialogue_with

LOCAL_TIME = click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"])


@click.command("add-event")
@click.option("--title", required=True)
@click.option("--kind", required=True, type=click.Choice(list(KIND_OF_WORD)))
@click.option("--starts", required=True, type=LOCAL_TIME, help='Local time, "2027-05-20 17:00".')
@click.option("--ends", required=True, type=LOCAL_TIME, help="Local time.")
@click.option("--zone", default=DEFAULT_ZONE, show_default=True, help="IANA name.")
@click.option("--place", default="", help="Building and town.")
@click.option("--online-link", default="", help="Shown to everybody unless by invitation.")
@click.option("--external-link", default="", help="The entry in the county's own calendar.")
@click.option("--access", default="", help='For example "stufenlos, Kinderbetreuung".')
@click.option(
    "--joining", default="offen", show_default=True, type=click.Choice(list(JOINING_OF_WORD))
)
@click.option("--capacity", type=int, help="Seats; leave out when nobody counts them.")
@click.option("--text", default="", help="Markdown.")
@click.option("--text-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dialogue", "slugs", multiple=True, help="Slug; may be given several times.")
@click.option("--key", help="The name of the event in import files.")
@with_appcontext
def add_event(
    *,
    title: str,
    kind: str,
    starts: datetime,
    ends: datetime,
    zone: str,
    place: str,
    online_link: str,
    external_link: str,
    access: str,
    joining: str,
    capacity: int | None,
    text: str,
    text_file: Path | None,
    slugs: tuple[str, ...],
    key: str | None,
) -> None:
    """Announce an event and print its address."""
    try:
        begin_writing()
        details = Details(
            kind=KIND_OF_WORD[kind],
            title=title,
            starts_at=_moment(starts, zone),
            ends_at=_moment(ends, zone),
            time_zone=zone,
            place=place,
            online_link=online_link,
            external_link=external_link,
            access=access,
            joining=JOINING_OF_WORD[joining],
            capacity=capacity,
            text=text_file.read_text(encoding="utf-8") if text_file else text,
        )
        dialogues = [_dialogue(slug) for slug in slugs]
        event = hold_event(details, by=None, key=key, dialogues=dialogues)
        address = address_of(event)
        db.session.commit()
    except RuleViolation as violation:
        db.session.rollback()
        raise click.ClickException(str(violation)) from violation
    click.echo(address)


def _moment(local: datetime, zone: str) -> datetime:
    moment, remark = moment_of(local, zone)
    if remark:
        click.echo(remark, err=True)
    return moment


def _dialogue(slug: str) -> Dialogue:
    found = db.session.scalar(dialogue_with(slug))
    if found is None:
        raise RuleViolation("Diesen Dialog gibt es nicht: %(slug)s", slug=slug)
    return found
