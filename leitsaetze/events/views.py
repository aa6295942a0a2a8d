"""The events for everybody, as pages and as calendar files; the page on which a guest answers."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from leitsaetze.clock import start_of_day, today
from leitsaetze.events import door_queries, finding, invitations, lists, needs, queries
from leitsaetze.events.door_rules import shown_code
from leitsaetze.events.forms import AnswerForm
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.ics import CONTENT_TYPE, calendar_of
from leitsaetze.events.minutes_reading import minutes_told
from leitsaetze.events.models import Event
from leitsaetze.events.need_forms import WITHDRAW, AnswerWithNeedsForm, WithdrawForm
from leitsaetze.events.need_rules import NAMES, read_needs
from leitsaetze.events.rules import DEFAULT_ZONE, INVITATION
from leitsaetze.events.seat_rules import Seat
from leitsaetze.extensions import db
from leitsaetze.site.actions import link_for, once
from leitsaetze.site.queries import frame_of_everything
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here
from leitsaetze.web.stamps import stamped

bp = Blueprint("events", __name__)


@bp.get("/veranstaltungen/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def index() -> ResponseReturnValue:
    """List what comes and what has been, or show the month that `monat` names."""
    offered = lists.offered()
    wanted = lists.wanted(offered)
    if "monat" in request.args:
        return lists.month_page(wanted, offered)
    return lists.list_page(wanted, offered)


@bp.get("/veranstaltungen/orte/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def places() -> ResponseReturnValue:
    """Show by municipality where something will take place."""
    return lists.places_page()


@bp.get("/veranstaltungen/<int:event_id>/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def event(event_id: int) -> ResponseReturnValue:
    """Show one event."""
    return render_template(
        "events/event.html",
        event=_visible(event_id),
        **about(event_id),
        **minutes_told(event_id),
    )


@bp.get("/veranstaltungen/<int:event_id>/termin.ics")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def entry(event_id: int) -> ResponseReturnValue:
    """Send one event for a calendar."""
    return Response(calendar_of([_visible(event_id)]), content_type=CONTENT_TYPE)


@bp.get("/veranstaltungen.ics")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def calendar() -> ResponseReturnValue:
    """Send the events for a calendar that subscribes to them; old ones leave it at midnight."""
    midnight = start_of_day(today(DEFAULT_ZONE), DEFAULT_ZONE)
    events = db.session.scalars(queries.calendar(midnight)).all()
    return Response(calendar_of(events), content_type=CONTENT_TYPE)


@bp.route("/einladung/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def invitation(token: str) -> ResponseReturnValue:
    """Show the invitation and the answer; a button gives or changes it."""
    invitation = _invitation_behind(token)
    offered = db.session.scalars(door_queries.needs_offered(invitation.event_id)).all()
    form = AnswerWithNeedsForm(invitation, offered) if offered else AnswerForm(invitation)
    if request.form.get("tat") == WITHDRAW:
        return _withdraw_needs(invitation)
    if form.validate_on_submit():
        with form.refusals():
            once(form.deed_key, lambda: _answer(invitation, form))
            db.session.commit()
            return redirect(here(), 303)
    shown = {"invitation": invitation, "form": form} | _seats(invitation)
    return render_template("events/invitation.html", **shown), form.status


def about(event_id: int) -> dict[str, Any]:
    """Return what the page of an event shows of the things it belongs to."""
    return {
        "series": db.session.execute(finding.series_of_event(event_id)).first(),
        "municipalities": lists.names_of([event_id]).get(event_id, []),
        "dialogues": db.session.execute(queries.dialogues_of_event(event_id)).all(),
        "fields": db.session.scalars(queries.fields_of_event(event_id)).all(),
        "principles": db.session.execute(queries.principles_of_event(event_id)).all(),
    }


def needs_shown(registration: Registration) -> dict[str, Any]:
    """Return what somebody's own page shows of what they need."""
    stated = db.session.scalar(door_queries.needs_of(registration.id))
    names = [NAMES[it] for it in read_needs(stated.needs)] if stated is not None else []
    return {"stated": stated, "needs": names}


def _seats(invitation: Invitation) -> dict[str, Any]:
    """Return what the page of an invitation shows of the seats: the code, and what is needed."""
    seats = db.session.scalar(queries.seats_of(invitation))
    if seats is None or seats.state is not Seat.SEATED:
        return {}
    return {"code": shown_code(seats.code)} | needs_shown(seats)


def _withdraw_needs(invitation: Invitation) -> ResponseReturnValue:
    form = WithdrawForm()
    if not form.validate_on_submit():
        abort(form.status if form.problems else 400)
    seats = db.session.scalar(queries.seats_of(invitation))
    if seats is not None:
        needs.withdraw(seats)
        db.session.commit()
    return redirect(here(), 303)


def _answer(invitation: Invitation, form: AnswerForm) -> str:
    answer, persons, brings = form.said
    invitations.answer(
        invitation,
        answer,
        persons=persons,
        brings=brings,
        privacy_version=form.notice.version,
        stated=form.stated if isinstance(form, AnswerWithNeedsForm) else None,
    )
    return INVITATION  # the address holds a secret, which no table may keep


def _visible(event_id: int) -> Event:
    found = db.session.scalar(queries.visible_event(event_id))
    if found is None:
        abort(404)
    return found


def _invitation_behind(token: str) -> Invitation:
    found = invitations.invitation_behind(link_for(token, INVITATION))
    if found is None:
        abort(404)
    return found
