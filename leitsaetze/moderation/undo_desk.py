"""Undoing what one did last, with one button."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import own_id, signed_in
from leitsaetze.clock import now
from leitsaetze.comments.models import Decision
from leitsaetze.extensions import db
from leitsaetze.moderation import claims, deed_queries
from leitsaetze.moderation.asking import asked_view
from leitsaetze.moderation.entry_forms import ClaimForm
from leitsaetze.moderation.letters_waiting import letters_wait_until
from leitsaetze.moderation.models import DeedDone
from leitsaetze.moderation.rules import UNDO_WITHIN
from leitsaetze.moderation.undoing import undo
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.filters import exact_time

bp = Blueprint("undoing", __name__, url_prefix="/moderation/entscheidungen")
REFUSED = {409, 422}  # by the domain: told on the page of the entry


@dataclass(frozen=True)
class Last:
    """What the reader did last, to how many `further` comments, with its decisions in order.

    `letters_leave` is when the first letter about it leaves, while all of them wait for that.
    """

    deed: DeedDone
    decisions: list[Decision]
    further: int
    letters_leave: datetime | None


@bp.post("/<int:deed_id>/rueckgaengig")
@open_to(Audience.MODERATOR)
def undo_one(deed_id: int) -> ResponseReturnValue:
    """Undo one's own deed and open its entry again."""
    deed = db.get_or_404(DeedDone, deed_id)
    if deed.by_id != own_id() or deed.part_of is not None:
        abort(404)
    form, view = ClaimForm(), asked_view()
    if form.validate_on_submit():
        with form.refusals():
            undo(deed, by=signed_in())
            claims.claim(deed.comment_id, by=signed_in())
            db.session.commit()
            flash(gettext("Rückgängig gemacht. Der Eintrag liegt wieder vor Ihnen."), "success")
    if form.problems and form.status not in REFUSED:
        abort(form.status)
    for _, message in form.problems:
        flash(message, "info")
    address = url_for("moderation.entry", comment_id=deed.comment_id, **view.address)
    return redirect(address, 303)


def last_of(person_id: int) -> Last | None:
    """Return what somebody did last, while one button can undo it."""
    deed = db.session.scalar(deed_queries.last_deed(person_id))
    if deed is None or deed.undone_at or not deed.undoable or deed.done_at < now() - UNDO_WITHIN:
        return None
    parts = db.session.scalars(deed_queries.parts_of(deed)).all()
    if any(it.comment.version != it.version for it in [deed, *parts]):
        return None
    decisions = db.session.scalars(deed_queries.decisions_of(deed)).all()
    waits = letters_wait_until([deed, *parts])
    return Last(deed, list(reversed(decisions)), len(parts), waits)


def said_when_saved(person_id: int) -> str:
    """Say that somebody's deed is saved, and until when it can be undone unheard."""
    last = last_of(person_id)
    if last is None or last.letters_leave is None:
        return str(gettext("Gespeichert. Jede Entscheidung lässt sich rückgängig machen."))
    time = exact_time(last.letters_leave, last.deed.comment.dialogue.time_zone)
    return str(
        gettext(
            "Gespeichert. Bis %(time)s lässt es sich rückgängig machen, ohne dass jemand davon "
            "erfährt.",
            time=time,
        )
    )
