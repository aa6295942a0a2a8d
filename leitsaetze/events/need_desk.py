"""What is offered to people with needs, and how many need what, on the editors' desk."""

from collections import Counter

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.events import door_queries, needs
from leitsaetze.events.models import Event
from leitsaetze.events.need_forms import OfferForm
from leitsaetze.events.need_rules import NAMES, read_needs
from leitsaetze.extensions import db
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here

bp = Blueprint("need_desk", __name__, url_prefix="/redaktion/veranstaltungen")


@bp.route("/<int:event_id>/anmeldungen/bedarf", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def index(event_id: int) -> ResponseReturnValue:
    """Choose what people are asked; show how many need what, and who."""
    event = db.get_or_404(Event, event_id)
    form = OfferForm(db.session.scalars(door_queries.needs_offered(event_id)).all())
    if form.validate_on_submit():
        with form.refusals():
            needs.offer(event, form.needs.ticked, by=signed_in())
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(here(), 303)
    found = db.session.execute(door_queries.needs_stated(event_id)).all()
    return render_template(
        "events/desk/needs.html",
        event=event,
        form=form,
        stated=[(registration, read_needs(it.needs), it) for it, registration in found],
        counted=Counter(need for it, _who in found for need in read_needs(it.needs)),
        names=NAMES,
    ), form.status
