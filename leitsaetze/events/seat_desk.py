"""Who registered, on the editors' desk: the list, signing off, registering callers."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.events import door_queries, registered, registering, seat_queries
from leitsaetze.events.desk_pages import seats_taken_by
from leitsaetze.events.door_rules import shown_code
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_forms import CallerWithNeedsForm
from leitsaetze.events.seat_forms import CallerForm, ListForm
from leitsaetze.events.seat_rules import ALIVE, Seat
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import version_in
from leitsaetze.web.languages import here
from leitsaetze.web.security import LARGEST_ID

bp = Blueprint("seat_desk", __name__, url_prefix="/redaktion/veranstaltungen")
PER_PAGE = 100
WORDS = {
    Seat.REQUESTED: translatable("noch nicht bestätigt"),
    Seat.SEATED: translatable("angemeldet"),
    Seat.WAITING: translatable("auf der Warteliste"),
    Seat.OFFERED: translatable("Platz angeboten"),
    Seat.SIGNED_OFF: translatable("abgemeldet"),
    Seat.LAPSED: translatable("Frist abgelaufen"),
    Seat.GIVEN_BACK: translatable("Veranstaltung abgesagt"),
}
CALLER_SEATED = translatable("Die Person ist angemeldet.")
CALLER_QUEUED = translatable("Die Person steht auf der Warteliste. Bitte sagen Sie es ihr.")


@bp.route("/<int:event_id>/anmeldungen/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def index(event_id: int) -> ResponseReturnValue:
    """List who registered, in order; sign one off. `nach` asks for who stands below one there."""
    event = db.get_or_404(Event, event_id)
    form = ListForm()
    if form.validate_on_submit():
        with form.refusals():
            _sign_off(event, form)
            db.session.commit()
            return redirect(here(), 303)
    after = db.session.get(Registration, min(request.args.get("nach", 0, int), LARGEST_ID))
    shown = after if after is not None and after.event_id == event.id else None
    found = seat_queries.registrations_to(event.id, shown).limit(PER_PAGE + 1)
    registrations = db.session.scalars(found).all()
    return render_template(
        "events/desk/registrations.html",
        event=event,
        form=form,
        registrations=registrations[:PER_PAGE],
        more=registrations[PER_PAGE - 1].id if len(registrations) > PER_PAGE else None,
        seats_of=seats_taken_by(event),
        words=WORDS,
        alive=ALIVE,
        shown_code=shown_code,
    ), form.status


@bp.route("/<int:event_id>/anmeldungen/neu", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def new(event_id: int) -> ResponseReturnValue:
    """Register somebody who called or came by."""
    event = db.get_or_404(Event, event_id)
    if not event.by_registration:
        abort(404)
    offered = db.session.scalars(door_queries.needs_offered(event_id)).all()
    form = CallerWithNeedsForm(offered) if offered else CallerForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _register(event, form))
            db.session.commit()
            return redirect(url_for(".index", event_id=event_id), 303)
    return render_template("events/desk/register.html", event=event, form=form), form.status


def _sign_off(event: Event, form: ListForm) -> None:
    chosen = db.session.get(Registration, version_in(form.choice.data))
    if chosen is None or chosen.event_id != event.id:
        abort(404)
    registered.sign_off(chosen, by=signed_in())
    flash(gettext("Die Person ist abgemeldet."), "success")


def _register(event: Event, form: CallerForm) -> str:
    made = registering.register_caller(
        event,
        form.wish,
        address=form.email.data,
        reached_by=form.reached_by.data,
        by=signed_in(),
    )
    waits = made.state is Seat.WAITING
    flash(gettext(CALLER_QUEUED if waits else CALLER_SEATED), "success")
    return "registered"
