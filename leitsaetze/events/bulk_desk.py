"""Inviting and reminding many at once, on the editors' desk: numbers are shown, never names."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now
from leitsaetze.comments.position_rules import SIGNS, Position
from leitsaetze.drafts.keeping import Typing
from leitsaetze.events import bulk, bulk_queries, series_queries
from leitsaetze.events.bulk_forms import InviteManyForm, RemindForm
from leitsaetze.events.bulk_rules import Criteria
from leitsaetze.events.models import Event
from leitsaetze.events.rules import obstacle_to_event
from leitsaetze.extensions import db
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to

Choice = TypeVar("Choice")

bp = Blueprint("bulk_desk", __name__, url_prefix="/redaktion/veranstaltungen")
NUMBERS = "zahlen"  # the step at which the numbers are shown


@dataclass(frozen=True)
class Offered:
    """What one can choose by: each with its number or word in the address and what it is called."""

    dialogues: Mapping[int, str]
    fields: Mapping[int, str]
    principles: Mapping[int, tuple[int, str]]
    positions: Mapping[str, Position]
    municipalities: Mapping[int, str]


@bp.route("/<int:event_id>/einladen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def invite(event_id: int) -> ResponseReturnValue:
    """Choose by what people wrote about, see how many they are, invite them."""
    event = db.get_or_404(Event, event_id)
    offered = _offered(event)
    criteria = _asked_for(offered)
    typing = Typing(f"event:{event_id}:einladen", version=event.sequence)
    form = InviteManyForm(event, **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.validate_on_submit() and request.args.get("schritt") == NUMBERS:
        with form.refusals():
            once(form.submission_key.data, lambda: _invite(event, criteria, form, typing))
            db.session.commit()
            return redirect(url_for("event_desk.event", event_id=event_id), 303)
    return _page(event, offered, criteria, form, typing), form.status


@bp.route("/<int:event_id>/erinnern", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def remind(event_id: int) -> ResponseReturnValue:
    """Say how many have not answered; remind them."""
    event = db.get_or_404(Event, event_id)
    form = RemindForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _remind(event))
            db.session.commit()
            return redirect(url_for("event_desk.event", event_id=event_id), 303)
    return render_template(
        "events/desk/remind.html",
        event=event,
        form=form,
        obstacle=obstacle_to_event(event, now()),
        selection=bulk.to_be_reminded(event),
    ), form.status


def _page(
    event: Event, offered: Offered, criteria: Criteria, form: InviteManyForm, typing: Typing
) -> str:
    shown = request.args.get("schritt") == NUMBERS
    return render_template(
        "events/desk/invite.html",
        event=event,
        form=form,
        typing=typing,
        offered=offered,
        criteria=criteria,
        signs=SIGNS,
        obstacle=obstacle_to_event(event, now()),
        selection=bulk.to_be_invited(event, criteria) if shown else None,
    )


def _offered(event: Event) -> Offered:
    """Return what can be chosen: of the dialogues the event accompanies, else of all."""
    accompanied = [dialogue.id for dialogue in event.dialogues]
    found = bulk_queries.dialogues_with(accompanied)
    dialogues = dict(db.session.execute(found).all())
    fields = db.session.execute(bulk_queries.fields_to_choose(dialogues)).all()
    principles = db.session.execute(bulk_queries.principles_to_choose(dialogues))
    return Offered(
        dialogues=dialogues,
        fields=dict(fields),
        principles={key: (number, statement) for key, number, statement in principles},
        positions={sign.address: position for position, sign in SIGNS.items()},
        municipalities={
            it.id: it.name for it in db.session.scalars(series_queries.municipalities())
        },
    )


def _asked_for(offered: Offered) -> Criteria:
    """Return what is chosen in the address; 404 for what is not offered, so that no wrong word
    makes the circle wider.
    """
    return Criteria(
        dialogues=tuple(offered.dialogues),
        fields=_ticked("feld", {str(number): number for number in offered.fields}),
        principles=_ticked("leitsatz", {str(number): number for number in offered.principles}),
        positions=_ticked("haltung", offered.positions),
        municipalities=_ticked(
            "gemeinde", {str(number): number for number in offered.municipalities}
        ),
    )


def _ticked(name: str, known: Mapping[str, Choice]) -> tuple[Choice, ...]:
    asked = request.args.getlist(name)
    if not known.keys() >= set(asked):
        abort(404)
    return tuple(known[word] for word in known if word in asked)


def _invite(event: Event, criteria: Criteria, form: InviteManyForm, typing: Typing) -> str:
    number = bulk.invite_many(event, criteria, by=signed_in(), words=form.words.data)
    typing.drop()
    flash(
        ngettext(
            "Eine Person ist eingeladen. Der Brief geht in den nächsten Minuten hinaus.",
            "%(num)s Personen sind eingeladen. Die Briefe gehen nach und nach hinaus.",
            number,
        ),
        "success",
    )
    return "invited"


def _remind(event: Event) -> str:
    number = bulk.remind_many(event, by=signed_in())
    flash(
        ngettext(
            "Eine Person wird erinnert.", "%(num)s Personen werden nach und nach erinnert.", number
        ),
        "success",
    )
    return "reminded"
