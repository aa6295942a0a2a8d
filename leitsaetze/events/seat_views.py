"""Registering for an event: the form for everybody, and the page behind the link of a letter."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import someone
from leitsaetze.clock import now
from leitsaetze.events import door_queries, needs, queries, registered, registering
from leitsaetze.events.door_rules import shown_code
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.models import Event
from leitsaetze.events.need_forms import WITHDRAW, RegisterWithNeedsForm
from leitsaetze.events.seat_forms import OwnForm, RegisterForm
from leitsaetze.events.seat_rules import REGISTRATION, Seat, obstacle_to_registering
from leitsaetze.events.views import needs_shown
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.site.actions import link_for, once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here

bp = Blueprint("seats", __name__)
SEATED = translatable("Sie sind angemeldet. Die Bestätigung kommt per E-Mail.")
QUEUED = translatable("Sie stehen auf der Warteliste. Alles Weitere kommt per E-Mail.")
DEEDS: dict[str, Callable[[Registration], None]] = {
    "bestaetigen": registering.confirm,
    "annehmen": registered.accept,
    "abmelden": registered.sign_off,
    "wieder": registered.come_again,
    WITHDRAW: needs.withdraw,
}


@bp.route("/veranstaltungen/<int:event_id>/anmelden", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def register(event_id: int) -> ResponseReturnValue:
    """Register somebody signed in at once; mail everybody else a link to confirm."""
    event = db.session.scalar(queries.visible_event(event_id))
    if event is None or not event.by_registration:
        abort(404)
    person = someone()
    form = _form(event, known=person is not None)
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _register(event, form))
            db.session.commit()
            if person is not None:
                return redirect(url_for("personal.mine", _anchor="anmeldungen"), 303)
            return redirect(f"{here()}?post=1", 303)
    return render_template(
        "events/register.html",
        event=event,
        form=form,
        person=person,
        mailed="post" in request.args and not form.problems,
        closed=obstacle_to_registering(event, now()),
    ), form.status


@bp.route("/anmeldung/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def own(token: str) -> ResponseReturnValue:
    """Show whoever has the letter their registration; a button confirms, accepts or ends it."""
    registration = registered.registration_behind(link_for(token, REGISTRATION))
    if registration is None:
        abort(404)
    form = OwnForm(registration)
    if form.validate_on_submit():
        with form.refusals():
            _change(registration, form)
            db.session.commit()
            return redirect(here(), 303)
    return render_template(
        "events/registration.html",
        registration=registration,
        event=registration.event,
        form=form,
        closed=obstacle_to_registering(registration.event, now()),
        code=shown_code(registration.code) if registration.state is Seat.SEATED else "",
        **needs_shown(registration),
    ), form.status


def _form(event: Event, *, known: bool) -> RegisterForm:
    """Return the form; it asks for needs only where the event offers something."""
    offered = db.session.scalars(door_queries.needs_offered(event.id)).all()
    return RegisterWithNeedsForm(offered, known=known) if offered else RegisterForm(known=known)


def _register(event: Event, form: RegisterForm) -> str:
    person = someone()
    if person is None:
        registering.ask(event, form.email.data.lower(), form.wish)
    else:
        made = registering.register(event, person, form.wish)
        flash(gettext(QUEUED if made.state is Seat.WAITING else SEATED), "success")
    return "done"


def _change(registration: Registration, form: OwnForm) -> None:
    deed = DEEDS.get(request.form.get("tat", ""))
    if deed is not None:
        deed(registration)
    elif request.form.get("tat") == "personen":
        registered.change_persons(registration, form.persons.data or 0)
