"""The places of the list on the editors' desk."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now
from leitsaetze.drafts.keeping import Typing
from leitsaetze.events import meeting_place_queries, meeting_places, planned, series_queries
from leitsaetze.events.desk_pages import tallies, told_in_words
from leitsaetze.events.meeting_place_forms import MeetingPlaceForm
from leitsaetze.events.meeting_place_models import MeetingPlace
from leitsaetze.events.meeting_place_rules import Turn, facts_in
from leitsaetze.events.models import Event
from leitsaetze.events.series_forms import PressedForm
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.security import LARGEST_ID

bp = Blueprint("meeting_places", __name__, url_prefix="/redaktion/veranstaltungen/orte")

TURNS = {
    Turn.RETIRE: meeting_places.retire_place,
    Turn.BRING_BACK: meeting_places.bring_place_back,
    Turn.REMOVE: meeting_places.remove_place,
}
DONE = {
    Turn.RETIRE: translatable("Der Ort wird nicht mehr angeboten."),
    Turn.BRING_BACK: translatable("Der Ort wird wieder angeboten."),
    Turn.REMOVE: translatable("Entfernt."),
}


@bp.get("/")
@open_to(Audience.EDITOR)
def index() -> ResponseReturnValue:
    """List the places by municipality, and those that are offered no more."""
    listed = db.session.execute(meeting_place_queries.places_and_uses()).all()
    return render_template(
        "events/desk/meeting_places.html",
        offered=[(place, uses) for place, uses in listed if place.retired_at is None],
        retired=[(place, uses) for place, uses in listed if place.retired_at is not None],
    )


@bp.route("/neu", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def new() -> ResponseReturnValue:
    """Put a place on the list; `von` names an event that takes place there."""
    source = _event_named(request.args.get("von", 0, int))
    typing = Typing("meeting_place:new")
    given = typing.restored() if source is None else {}
    facts = facts_in(source.details) if source is not None else None
    form = MeetingPlaceForm(None, _municipalities(), facts=facts, **given)
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _add(form, source, typing))
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for(".index"), 303)
    page = {"place": None, "form": form, "typing": typing, "source": source, "coming": ()}
    return render_template("events/desk/meeting_place.html", **page), form.status


@bp.route("/<int:place_id>", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def place(place_id: int) -> ResponseReturnValue:
    """Correct what is said of a place; show which events that come take place there."""
    found = db.get_or_404(MeetingPlace, place_id)
    saved_by = db.session.scalar(planned.name_of(found.changed_by)) or ""
    typing = Typing(f"meeting_place:{place_id}", found.version, saved_by, found.changed_at)
    coming = db.session.scalars(meeting_place_queries.coming_events_at(place_id, now())).all()
    form = MeetingPlaceForm(found, _municipalities(), coming=coming, **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _correct(found, form, typing))
            db.session.commit()
            return redirect(url_for(".index"), 303)
    return _page(found, form, typing, coming), form.status


@bp.post("/<int:place_id>/liste")
@open_to(Audience.EDITOR)
def turn(place_id: int) -> ResponseReturnValue:
    """Offer a place no more or again, or take it off the list."""
    found = db.get_or_404(MeetingPlace, place_id)
    wanted = next((one for one in Turn if one == request.form.get("tat")), None)
    form = PressedForm()
    if form.validate_on_submit() and wanted is not None:
        with form.refusals():
            TURNS[wanted](found, by=signed_in())
            db.session.commit()
            flash(gettext(DONE[wanted]), "success")
    for _, message in form.problems:
        flash(message, "info")
    return redirect(url_for(".index"), 303)


def _page(
    found: MeetingPlace, form: MeetingPlaceForm, typing: Typing, coming: Sequence[Event]
) -> str:
    shown: dict[str, Any] = {
        "place": found,
        "form": form,
        "typing": typing,
        "source": None,
        "coming": coming,
        "tallies": tallies(coming),
        "uses": db.session.scalar(meeting_place_queries.uses_of(found.id)),
        "button": PressedForm(formdata=None),
    }
    return render_template("events/desk/meeting_place.html", **shown)


def _add(form: MeetingPlaceForm, source: Event | None, typing: Typing) -> str:
    meeting_places.add_place(form.said, municipality=form.where, taken_from=source, by=signed_in())
    typing.drop()
    return url_for(".index")


def _correct(found: MeetingPlace, form: MeetingPlaceForm, typing: Typing) -> str:
    done = meeting_places.correct_place(
        found,
        form.said,
        municipality=form.where,
        by=signed_in(),
        seen=form.version_seen,
        carry=form.carries,
        tell=form.tells,
    )
    typing.drop()
    flash(gettext("Gespeichert."), "success")
    if form.carries:
        flash(_carried_in_words(done.events), "info")
    if form.tells:
        flash(told_in_words(done.told), "info")
    return url_for(".index")


def _carried_in_words(number: int) -> str:
    if not number:
        return str(gettext("Keine Veranstaltung hat sich dadurch geändert."))
    return str(
        ngettext(
            "Eine Veranstaltung hat die neuen Angaben.",
            "%(num)s Veranstaltungen haben die neuen Angaben.",
            number,
        )
    )


def _municipalities() -> list[Any]:
    return list(db.session.scalars(series_queries.municipalities()))


def _event_named(number: int) -> Event | None:
    return db.session.get(Event, number) if 0 < number <= LARGEST_ID else None
