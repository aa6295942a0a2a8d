"""What the pages of the editors' desk show of events."""

from collections.abc import Sequence
from typing import Any

from flask import render_template, request
from flask_babel import gettext, ngettext

from leitsaetze.clock import now
from leitsaetze.drafts.keeping import Typing
from leitsaetze.events import (
    meeting_place_queries,
    minutes_queries,
    notices,
    planned,
    seat_queries,
    series_queries,
)
from leitsaetze.events.actions import imagined
from leitsaetze.events.course import Turn, hears_news, open_turns
from leitsaetze.events.desk_forms import LOOK, Choices, EventForm, TurnForm
from leitsaetze.events.models import Event
from leitsaetze.events.notices import Reach
from leitsaetze.events.planned import Shelf
from leitsaetze.events.rules import Answer, obstacle_to_event
from leitsaetze.events.seat_rules import Seat
from leitsaetze.events.views import about
from leitsaetze.extensions import db
from leitsaetze.principles.models import FieldOfAction, Principle

CONFLICT = 409
ANSWERS = {Answer.YES: "yes", Answer.PERHAPS: "perhaps", Answer.NO: "no", None: "open"}


def shelf_asked_for() -> Shelf:
    """Return the part of the list that is asked for; what is to come unless one is named."""
    asked = request.args.get("ansicht", "")
    return Shelf(asked) if asked in set(Shelf) else Shelf.COMING


def tallies(events: Sequence[Event]) -> dict[int, dict[str, int]]:
    """Return for each event how many were invited, how many answered what, how many will come."""
    found: dict[int, dict[str, int]] = {}
    numbers = [event.id for event in events]
    tallied = db.session.execute(planned.tallies(numbers))
    for event_id, answer, invitations, persons, reminded, unwritten in tallied:
        nobody = {"invited": 0, "persons": 0, "reminded": 0, "unwritten": 0}
        tally = found.setdefault(event_id, nobody)
        tally["invited"] += invitations
        tally[ANSWERS[answer]] = invitations
        tally["persons"] += persons if answer is Answer.YES else 0
        tally["reminded"] += reminded
        tally["unwritten"] += unwritten
    return found


def seats_taken_by(event: Event) -> dict[str, tuple[int, int]]:
    """Return how many registered, and with how many persons, by the name of the state.

    "coming" are those with a seat, invited ones among them; the others came without invitation.
    """
    found = dict.fromkeys(("coming", *Seat), (0, 0))
    tallied = db.session.execute(seat_queries.seats_in_numbers(event.id))
    for state, by_invitation, registrations, persons in tallied:
        if not by_invitation:
            found[state] = (registrations, persons)
        if state is Seat.SEATED:
            before, persons_before = found["coming"]
            found["coming"] = (before + registrations, persons_before + persons)
    return found


def hearing(event: Event) -> Reach:
    """Return whom news of the event reaches; nobody once it is over or while it is a draft."""
    return notices.reach_of(event) if hears_news(event, now()) else Reach()


def choices(event: Event | None = None) -> Choices:
    """Return what can be chosen for an event."""
    return Choices(
        dialogues=db.session.scalars(planned.dialogues_to_choose()).all(),
        fields=db.session.scalars(planned.fields_to_choose()).all(),
        principles=db.session.scalars(planned.principles_to_choose()).all(),
        municipalities=db.session.scalars(series_queries.municipalities()).all(),
        series=db.session.scalars(series_queries.all_series()).all(),
        places=db.session.scalars(
            meeting_place_queries.places_to_choose(event.id if event is not None else 0)
        ).all(),
        hearing=hearing(event).number if event is not None else 0,
    )


def typing_about(event: Event) -> Typing:
    """Return what keeps the form of an event while it is filled in."""
    return Typing(
        f"event:{event.id}",
        version=event.sequence,
        saved_by=db.session.scalar(planned.name_of(event.changed_by)) or "",
        saved_at=event.changed_at,
    )


def form_page(event: Event | None, form: EventForm, typing: Typing) -> str:
    """Return the page with the form; after a conflict, with what a colleague has saved."""
    shown: dict[str, Any] = {"event": event, "form": form, "typing": typing}
    if form.act == LOOK and form.check():
        shown |= {"looked": imagined(form.said, event), "about": _about(form)}
    elif event is not None and form.status == CONFLICT:
        shown["saved"] = list(form.differences())
        form.seen.data = str(event.sequence)
    return render_template("events/desk/form.html", **shown)


def turns_of(event: Event) -> set[Turn]:
    """Return what can happen to the event now."""
    has_minutes = bool(db.session.scalar(minutes_queries.has_minutes(event.id)))
    return open_turns(event, now(), has_minutes=has_minutes)


def event_page(event: Event, form: TurnForm) -> str:
    """Return the page that says where an event stands."""
    shown = {
        "event": event,
        "form": form,
        "turns": turns_of(event),
        "seats_of": seats_taken_by(event),
        "tally": tallies([event]).get(event.id, {}),
        "invitable": not obstacle_to_event(event, now()),
        "changed_by": db.session.scalar(planned.name_of(event.changed_by)),
    }
    return render_template("events/desk/event.html", **shown, **about(event.id))


def told_in_words(number: int) -> str:
    """Say how many people get a letter."""
    if not number:
        return str(gettext("Niemand bekommt eine E-Mail."))
    return str(
        ngettext(
            "Eine Person bekommt eine E-Mail.",
            "%(num)s Personen bekommen eine E-Mail.",
            number,
        )
    )


def _about(form: EventForm) -> dict[str, Any]:
    """Return what the page would show behind the event, as `views.about` does for a saved one."""
    chosen = form.chosen
    public = {one.id: one for one in chosen["dialogues"] if one.published_at is not None}
    standing = [one for one in public.values() if one.withdrawn_at is None]
    readable = {field.id for one in standing for field in one.fields if _can_be_read(field)}
    principles: list[Principle] = [
        one
        for one in chosen["principles"]
        if one.dialogue_id in public and one.field.published_at is not None
    ]
    return {
        "series": next(iter(chosen["series"]), None),
        "municipalities": [one.name for one in chosen["municipalities"]],
        "dialogues": [(one.slug, one.title) for one in standing],
        "fields": [one.title for one in chosen["fields"] if one.id in readable],
        "principles": [
            (public[one.dialogue_id].slug, one.number, _words(one, readable)) for one in principles
        ],
    }


def _can_be_read(thing: FieldOfAction) -> bool:
    return thing.published_at is not None and thing.withdrawn_at is None


def _words(principle: Principle, readable: set[int]) -> str:
    shown = principle.field_id in readable and principle.withdrawn_at is None
    return principle.revision.statement if shown else ""
