"""Commands for events."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from leitsaetze.errors import RuleViolation
from leitsaetze.events import meeting_place_queries, series_queries
from leitsaetze.events.access import STEP_FREE_OF_WORD
from leitsaetze.events.actions import draft_event, hold_event
from leitsaetze.events.ics import address_of, desk_of
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import filled
from leitsaetze.events.rules import (
    DEFAULT_ZONE,
    JOINING_OF_WORD,
    KIND_OF_WORD,
    Details,
    moment_of,
    whole_days,
)
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.extensions import begin_writing, db
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import dialogue_with

DAYS = ("%Y-%m-%d", "%d.%m.%Y")
DAY = click.DateTime(DAYS)
LOCAL_TIME = click.DateTime(["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M", *DAYS])
YES_OR_NO = click.Choice(list(STEP_FREE_OF_WORD))


@click.command("add-event")
@click.option("--title", required=True)
@click.option("--kind", required=True, type=click.Choice(list(KIND_OF_WORD)))
@click.option("--starts", required=True, type=LOCAL_TIME, help='Local time, "2027-05-20 17:00".')
@click.option("--ends", required=True, type=LOCAL_TIME, help="Local time.")
@click.option("--all-day", is_flag=True, help="All of the days from --starts to --ends.")
@click.option("--zone", default=DEFAULT_ZONE, show_default=True, help="IANA name.")
@click.option("--place", default="", help="Building and room.")
@click.option("--address", default="", help="Street and town.")
@click.option("--directions", default="", help="How to get there.")
@click.option("--online-link", default="", help="Shown to everybody unless by invitation.")
@click.option("--external-link", default="", help="The entry in the county's own calendar.")
@click.option("--step-free", default="unbekannt", show_default=True, type=YES_OR_NO)
@click.option("--sign-language", is_flag=True, help="Somebody interprets.")
@click.option("--childcare", is_flag=True, help="Somebody looks after children.")
@click.option("--access", default="", help='Further notes, for example "Höranlage vorhanden".')
@click.option("--organiser", default="", help="Who invites.")
@click.option("--contact-name", default="", help="Whom one asks; public.")
@click.option("--contact-email", default="", help="Public; answers to letters go there.")
@click.option("--contact-phone", default="", help="Public.")
@click.option(
    "--joining", default="offen", show_default=True, type=click.Choice(list(JOINING_OF_WORD))
)
@click.option("--capacity", type=int, help="Seats; leave out when nobody counts them.")
@click.option("--register-by", type=DAY, help="Last day of registration, for readers.")
@click.option("--text", default="", help="Markdown.")
@click.option("--text-file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dialogue", "slugs", multiple=True, help="Slug; may be given several times.")
@click.option("--series", help="Slug of the series it belongs to.")
@click.option("--municipality", "municipalities", multiple=True, help="Name; several times.")
@click.option(
    "--listed-place",
    help="Name of a place on the list: it says whatever the other options leave open.",
)
@click.option("--key", help="The name of the event in import files.")
@click.option("--draft", is_flag=True, help="Not public yet; prints the address of the desk.")
@with_appcontext
def add_event(*, key: str | None, draft: bool, **given: Any) -> None:
    """Announce an event and print its address."""
    try:
        begin_writing()
        belongs = _belongings(given)
        details = _details(given)
        for place in belongs["meeting_places"]:
            details = filled(details, place.facts)
        deed = draft_event if draft else hold_event
        event = deed(details, by=None, key=key, **belongs)
        address = desk_of(event) if draft else address_of(event)
        db.session.commit()
    except RuleViolation as violation:
        db.session.rollback()
        raise click.ClickException(str(violation)) from violation
    click.echo(address)


def _details(given: dict[str, Any]) -> Details:
    """Return what the options say; the rest of them have the names of the details."""
    zone, whole = given.pop("zone"), given["all_day"]
    starts, ends = given.pop("starts"), given.pop("ends")
    file, until = given.pop("text_file"), given.pop("register_by")
    given["text"] = file.read_text(encoding="utf-8") if file else given["text"]
    if whole:
        starts_at, ends_at = whole_days(starts.date(), ends.date(), zone)
    else:
        starts_at, ends_at = _moment(starts, zone), _moment(ends, zone)
    return Details(
        **given
        | {
            "kind": KIND_OF_WORD[given["kind"]],
            "starts_at": starts_at,
            "ends_at": ends_at,
            "time_zone": zone,
            "step_free": STEP_FREE_OF_WORD[given["step_free"]],
            "joining": JOINING_OF_WORD[given["joining"]],
            "register_by": until.date() if until else None,
        }
    )


def _moment(local: datetime, zone: str) -> datetime:
    moment, remark = moment_of(local, zone)
    if remark:
        click.echo(remark, err=True)
    return moment


def _belongings(given: dict[str, Any]) -> dict[str, list[Any]]:
    """Return what the event belongs to, and take it out of the options."""
    series, place = given.pop("series"), given.pop("listed_place")
    return {
        "dialogues": [_dialogue(slug) for slug in given.pop("slugs")],
        "municipalities": [_municipality(name) for name in given.pop("municipalities")],
        "series": [_series(series)] if series else [],
        "meeting_places": [_listed(place)] if place else [],
    }


def _series(slug: str) -> Series:
    found = db.session.scalar(series_queries.series_with(slug))
    if found is None:
        raise RuleViolation("Diese Reihe gibt es nicht: %(slug)s", slug=slug)
    return found


def _municipality(name: str) -> Municipality:
    found = db.session.scalar(series_queries.municipality_named(name))
    if found is None:
        raise RuleViolation("Diese Gemeinde steht nicht in der Liste: %(name)s", name=name)
    return found


def _listed(name: str) -> MeetingPlace:
    found = db.session.scalar(meeting_place_queries.place_named(name))
    if found is None:
        raise RuleViolation("Diesen Ort gibt es in der Liste nicht: %(name)s", name=name)
    return found


def _dialogue(slug: str) -> Dialogue:
    found = db.session.scalar(dialogue_with(slug))
    if found is None:
        raise RuleViolation("Diesen Dialog gibt es nicht: %(slug)s", slug=slug)
    return found
