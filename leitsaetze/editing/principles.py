"""Principles on the editors' desk: drafts, new revisions, and what is published."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.drafts.actions import drop
from leitsaetze.drafts.rules import ACT
from leitsaetze.editing import actions, numbering, queries
from leitsaetze.editing.desk import (
    carried_out,
    desk_of,
    pressed,
    sent_before,
    state_beside,
    typing_on,
    withdrawn,
)
from leitsaetze.editing.forms import ButtonForm, SeenForm
from leitsaetze.editing.hint_forms import LOOK
from leitsaetze.editing.hints import hints_by_kind
from leitsaetze.editing.lost import LostDraft, lost
from leitsaetze.editing.models import Draft
from leitsaetze.editing.principle_forms import DraftForm, MoveForm
from leitsaetze.editing.rules import about
from leitsaetze.errors import OVERTAKEN, Conflict
from leitsaetze.events.minutes_queries import results_drafted
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.principles import wording
from leitsaetze.principles.models import Principle
from leitsaetze.principles.plain_writing import confirm_plain, present_plain
from leitsaetze.principles.queries import fields_of
from leitsaetze.principles.rules import MAX_TEXT
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here

PLAN_IS_OFF = translatable(
    "Die geplante Veröffentlichung ist aufgehoben, weil Sie den Entwurf geändert haben."
)

bp = Blueprint("desk_principles", __name__, url_prefix="/redaktion")


@bp.route("/entwuerfe/<int:draft_id>/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def draft(draft_id: int) -> ResponseReturnValue:
    """Write on the draft of a principle or of its next revision."""
    found = db.session.get(Draft, draft_id)
    if found is None:
        return lost(about(draft_id), LostDraft, gettext("Diesen Entwurf gibt es nicht mehr"))
    typing = typing_on(about(found.id), found)
    fields = db.session.scalars(fields_of(found.dialogue_id)).all()
    plain = present_plain(found.principle) if found.principle is not None else None
    form = DraftForm(found, fields, plain, **typing.restored())
    if request.form.get(ACT) == LOOK:
        form.check()
    elif (answer := carried_out(form, typing, lambda: _save(found, form))) is not None:
        return answer
    page = {"draft": found, "dialogue": found.dialogue, "form": form, "typing": typing}
    page |= {"plain": plain, "plain_is": state_beside(found.principle, plain)}
    page["hints"] = hints_by_kind(form.plain_text.data[:MAX_TEXT])
    page["results"] = db.session.scalars(results_drafted(found.id)).all()
    return render_template("editing/draft.html", **page), form.status


@bp.route("/entwuerfe/<int:draft_id>/verwerfen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def discard(draft_id: int) -> ResponseReturnValue:
    """Throw a draft away, after one question."""
    if back := sent_before():
        return redirect(back, 303)
    found = db.get_or_404(Draft, draft_id)
    form = SeenForm(str(found.version))
    if form.validate_on_submit():
        with form.refusals():
            back = once(form.submission_key.data, lambda: _discard(found, form.expected))
            db.session.commit()
            flash(gettext("Der Entwurf ist gelöscht."), "success")
            return redirect(back, 303)
        form.look_again(str(found.version))
    page = {"draft": found, "dialogue": found.dialogue, "form": form}
    return render_template("editing/discard.html", **page), form.status


@bp.post("/entwuerfe/<int:draft_id>/<any(hoch, runter):way>")
@open_to(Audience.EDITOR)
def shift(draft_id: int, way: str) -> ResponseReturnValue:
    """Let a draft change numbers with its neighbour."""
    found = db.get_or_404(Draft, draft_id)

    def deed() -> str:
        numbering.shift(found, up=way == "hoch", by=signed_in())
        return _place(found)

    return pressed(deed)


@bp.route("/leitsaetze/<int:principle_id>/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def principle(principle_id: int) -> ResponseReturnValue:
    """Show a published principle to its editors; put it into another field."""
    found = db.get_or_404(Principle, principle_id)
    plain = present_plain(found)
    form = MoveForm(found.field_id, db.session.scalars(fields_of(found.dialogue_id)).all())
    if form.validate_on_submit():
        with form.refusals():
            wording.move(found, form.known[form.field.data], by=signed_in())
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(here(), 303)
    return render_template(
        "editing/principle.html",
        principle=found,
        dialogue=found.dialogue,
        form=form,
        button=ButtonForm(),
        draft=db.session.scalar(queries.draft_of(found.id)),
        comments=db.session.scalar(queries.comments_on_revision(found.revision.id)),
        plain=plain,
        plain_is=state_beside(found, plain),
    ), form.status


@bp.post("/leitsaetze/<int:principle_id>/neue-fassung")
@open_to(Audience.EDITOR)
def new_revision(principle_id: int) -> ResponseReturnValue:
    """Begin the next revision of a principle, or go on with the one there is."""
    found = db.get_or_404(Principle, principle_id)

    def deed() -> str:
        begun = actions.begin_revision(found, by=signed_in())
        return url_for(".draft", draft_id=begun.id)

    return pressed(deed)


@bp.post("/leitsaetze/<int:principle_id>/einfache-sprache-passt/<int:n>")
@open_to(Audience.EDITOR)
def plain_fits(principle_id: int, n: int) -> ResponseReturnValue:
    """Say that the text in Einfacher Sprache fits the revision `n`, too, as the reader saw it."""
    found = db.get_or_404(Principle, principle_id)

    def deed() -> str:
        if found.revision_number != n:
            raise Conflict(OVERTAKEN)
        confirm_plain(found, by=signed_in())
        return url_for(".principle", principle_id=found.id)

    return pressed(deed, gettext("Gespeichert."))


@bp.route("/leitsaetze/<int:principle_id>/zurueckziehen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def withdraw(principle_id: int) -> ResponseReturnValue:
    """Withdraw a principle with a reason, or take that back."""
    found = db.get_or_404(Principle, principle_id)
    return withdrawn(
        found,
        url_for(".principle", principle_id=found.id),
        lambda note: wording.withdraw(found, note=note, by=signed_in()),
        lambda: wording.reinstate(found, by=signed_in()),
        dialogue=found.dialogue,
        name=gettext("Leitsatz %(number)s", number=found.number),
        kind=gettext("Leitsatz"),
    )


def _save(found: Draft, form: DraftForm) -> str:
    planned = found.publish_at is not None
    actions.save_draft(found, seen=form.expected, by=signed_in(), **form.words())
    if planned and found.publish_at is None:
        flash(gettext(PLAN_IS_OFF), "info")
    looks = request.form.get(ACT) == "vorschau"
    return url_for("desk_publishing.preview" if looks else ".draft", draft_id=found.id)


def _discard(found: Draft, seen: int) -> str:
    back, typed = _place(found), about(found.id)
    actions.discard_draft(found, seen=seen, by=signed_in())
    drop(typed, by=signed_in())
    return back


def _place(found: Draft) -> str:
    return desk_of(found.dialogue, f"feld-{found.field_id}")
