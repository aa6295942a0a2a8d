"""The door of an event, on the editors' desk: who is to come, who came, the list on paper."""

import re
from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now
from leitsaetze.events import door
from leitsaetze.events.door_forms import DoorForm
from leitsaetze.events.door_list import door_list
from leitsaetze.events.door_rules import Entry, obstacle_at_the_door, read_persons
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import NAMES
from leitsaetze.extensions import db
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import version_in
from leitsaetze.web.languages import here

bp = Blueprint("door_desk", __name__, url_prefix="/redaktion/veranstaltungen")


@bp.route("/<int:event_id>/einlass/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def index(event_id: int) -> ResponseReturnValue:
    """List who is to come; check somebody in, or take that back."""
    event = db.get_or_404(Event, event_id)
    form = DoorForm()
    if form.validate_on_submit():
        deed = request.form.get("tat", "")
        with form.refusals(at={"code": form.code, "ohne": form.guests}.get(deed)):
            place = DEEDS[deed](event, form) if deed in DEEDS else ""
            db.session.commit()
            return redirect(here() + place, 303)
    return render_template(
        "events/desk/door.html",
        event=event,
        form=form,
        doors=door_list(event_id),
        closed=obstacle_at_the_door(event, now()),
        names=NAMES,
    ), form.status


@bp.get("/<int:event_id>/einlass/liste")
@open_to(Audience.EDITOR)
def paper(event_id: int) -> ResponseReturnValue:
    """Show the list as it is printed, with a box to tick and without addresses."""
    event = db.get_or_404(Event, event_id)
    return render_template(
        "events/desk/door_paper.html", event=event, doors=door_list(event_id), names=NAMES
    )


def _came(event: Event, form: DoorForm) -> str:
    entry = door.check_in(event, form.choice.data, read_persons(form.persons.data), by=signed_in())
    return f"#{entry.key}"


def _by_code(event: Event, form: DoorForm) -> str:
    entry = door.check_in_by_code(event, form.code.data, by=signed_in())
    flash(_welcome(entry), "success")
    return "#mit-code"


def _walked_in(event: Event, form: DoorForm) -> str:
    persons = read_persons(form.guests.data)

    def walk_in() -> str:
        door.walk_in(event, persons, form.name.data, by=signed_in())
        return "walked in"

    once(form.submission_key.data, walk_in)
    return "#ohne"


def _taken_back(event: Event, form: DoorForm) -> str:
    door.take_back(event, version_in(form.choice.data), by=signed_in())
    back = request.form.get("zu", "")
    return f"#{back}" if re.fullmatch(r"[a-z0-9]{1,20}", back) else ""


def _welcome(entry: Entry) -> str:
    if not entry.name:
        return str(ngettext("Da: eine Person.", "Da: %(num)s Personen.", entry.persons))
    return str(
        ngettext(
            "%(name)s ist da, eine Person.",
            "%(name)s ist da, %(num)s Personen.",
            entry.persons,
            name=entry.name,
        )
    )


# What was pressed, each returning the place on the page where it shows.
DEEDS: dict[str, Callable[[Event, DoorForm], str]] = {
    "da": _came,
    "code": _by_code,
    "ohne": _walked_in,
    "zurueck": _taken_back,
}
