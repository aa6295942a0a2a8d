"""The events on the editors' desk."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now
from leitsaetze.drafts.keeping import Typing
from leitsaetze.events import actions, life, notices, planned
from leitsaetze.events.course import IN_CALENDARS, Turn
from leitsaetze.events.desk_forms import CancelForm, EventForm, TurnForm
from leitsaetze.events.desk_pages import (
    choices,
    event_page,
    form_page,
    hearing,
    shelf_asked_for,
    tallies,
    told_in_words,
    turns_of,
    typing_about,
)
from leitsaetze.events.models import Event
from leitsaetze.events.planned import Shelf
from leitsaetze.events.views import about
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here
from leitsaetze.web.security import LARGEST_ID

bp = Blueprint("event_desk", __name__, url_prefix="/redaktion/veranstaltungen")
PER_PAGE = 50
AT_ONCE = {
    Turn.PUBLISH: life.publish_event,
    Turn.MARK_HELD: life.mark_held,
    Turn.UNMARK_HELD: life.unmark_held,
}

DONE = {
    Turn.PUBLISH: translatable("Die Veranstaltung ist jetzt öffentlich."),
    Turn.MARK_HELD: translatable("Vermerkt: Die Veranstaltung hat stattgefunden."),
    Turn.UNMARK_HELD: translatable("Der Vermerk ist zurückgenommen."),
}


@bp.get("/")
@open_to(Audience.EDITOR)
def index() -> ResponseReturnValue:
    """List the events of one shelf; `nach` asks for what stands below an event there."""
    shelf = shelf_asked_for()
    after = min(request.args.get("nach", 0, int), LARGEST_ID)
    standing = db.session.get(Event, after) if after > 0 else None
    found = planned.on_shelf(shelf, now(), after=standing).limit(PER_PAGE + 1)
    events = db.session.scalars(found).all()
    return render_template(
        "events/desk/index.html",
        shelf=shelf,
        counted=dict(zip(Shelf, db.session.execute(planned.counted(now())).one(), strict=True)),
        events=events[:PER_PAGE],
        tallies=tallies(events),
        more=events[PER_PAGE - 1].id if len(events) > PER_PAGE else None,
        further=standing is not None,
    )


@bp.route("/neu", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def new() -> ResponseReturnValue:
    """Write a new event; it is a draft until it is published."""
    typing = Typing("event:new")
    form = EventForm(None, choices(), **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if not form.act and form.validate_on_submit():
        with form.refusals():
            address = once(form.submission_key.data, lambda: _draft(form, typing))
            db.session.commit()
            flash(
                gettext("Gespeichert. Noch sieht die Veranstaltung nur die Redaktion."), "success"
            )
            return redirect(address, 303)
    return form_page(None, form, typing), form.status


@bp.route("/<int:event_id>/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def event(event_id: int) -> ResponseReturnValue:
    """Show where an event stands and what can be done; do what takes one button."""
    event = db.get_or_404(Event, event_id)
    form = TurnForm(event)
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _turn(event, form))
            db.session.commit()
            return redirect(here(), 303)
    return event_page(event, form), form.status


@bp.route("/<int:event_id>/bearbeiten", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def edit(event_id: int) -> ResponseReturnValue:
    """Change what is said of an event; what is public changes at once."""
    event = db.get_or_404(Event, event_id)
    typing = typing_about(event)
    form = EventForm(event, choices(event), **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if not form.act and form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _change(event, form, typing))
            db.session.commit()
            return redirect(url_for(".event", event_id=event_id), 303)
    return form_page(event, form, typing), form.status


@bp.get("/<int:event_id>/vorschau")
@open_to(Audience.EDITOR)
def preview(event_id: int) -> ResponseReturnValue:
    """Show an event as everybody would see it."""
    event = db.get_or_404(Event, event_id)
    return render_template("events/event.html", event=event, preview=True, **about(event_id))


@bp.route("/<int:event_id>/absagen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def cancel(event_id: int) -> ResponseReturnValue:
    """Cancel an event; first say what that does."""
    event = db.get_or_404(Event, event_id)
    typing = Typing(f"event:{event_id}:absage", version=event.sequence)
    form = CancelForm(event, **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _cancel(event, form, typing))
            db.session.commit()
            return redirect(url_for(".event", event_id=event_id), 303)
    page = {"event": event, "form": form, "typing": typing, "reach": hearing(event)}
    return render_template("events/desk/cancel.html", **page, turns=turns_of(event)), form.status


@bp.route("/<int:event_id>/wieder", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def reinstate(event_id: int) -> ResponseReturnValue:
    """Let a cancelled event take place after all; first say what that does."""
    event = db.get_or_404(Event, event_id)
    form = TurnForm(event)
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _reinstate(event, form))
            db.session.commit()
            return redirect(url_for(".event", event_id=event_id), 303)
    page = {"event": event, "form": form, "reach": notices.reach_of(event)}
    return render_template("events/desk/reinstate.html", **page), form.status


@bp.route("/<int:event_id>/loeschen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def delete(event_id: int) -> ResponseReturnValue:
    """Delete a draft; first ask."""
    event = db.get_or_404(Event, event_id)
    form = TurnForm(event)
    if form.validate_on_submit():
        with form.refusals():
            life.delete_event(event, by=signed_in(), seen=form.seen.data)
            db.session.commit()
            flash(gettext("Der Entwurf ist gelöscht."), "success")
            return redirect(url_for(".index", ansicht=Shelf.DRAFTS), 303)
    return render_template("events/desk/delete.html", event=event, form=form), form.status


def _draft(form: EventForm, typing: Typing) -> str:
    event = actions.draft_event(form.said, by=signed_in(), **form.chosen)
    typing.drop()
    return url_for(".event", event_id=event.id)


def _change(event: Event, form: EventForm, typing: Typing) -> str:
    changed = actions.change_event(
        event, form.said, by=signed_in(), seen=form.seen.data, tell=form.tells, **form.chosen
    )
    typing.drop()
    flash(gettext("Gespeichert."), "success")
    if form.tells:
        told = form.choices.hearing if changed & IN_CALENDARS else 0
        flash(told_in_words(told), "info")
    return here()


def _turn(event: Event, form: TurnForm) -> str:
    turn = next((turn for turn in AT_ONCE if turn == request.form.get("tat")), None)
    if turn is not None:
        AT_ONCE[turn](event, by=signed_in(), seen=form.seen.data)
        flash(gettext(DONE[turn]), "success")
    return here()


def _cancel(event: Event, form: CancelForm, typing: Typing) -> str:
    told = hearing(event).number
    life.cancel_event(event, by=signed_in(), seen=form.seen.data, reason=form.reason.data)
    typing.drop()
    flash(gettext("Die Veranstaltung ist abgesagt."), "success")
    flash(told_in_words(told), "info")
    return here()


def _reinstate(event: Event, form: TurnForm) -> str:
    told = notices.reach_of(event).number
    life.reinstate_event(event, by=signed_in(), seen=form.seen.data)
    flash(gettext("Die Veranstaltung findet doch statt."), "success")
    flash(told_in_words(told), "info")
    return here()
