"""Publishing on the editors' desk: previews, the checklist, now or at a planned moment."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now
from leitsaetze.drafts.actions import drop
from leitsaetze.editing import actions, publication, queries
from leitsaetze.editing.desk import (
    desk_of,
    dialogue_at,
    readiness,
    sent_before,
    typing_on,
    withdrawn,
)
from leitsaetze.editing.forms import PLAN, UNPLAN, PublishForm
from leitsaetze.editing.models import Draft
from leitsaetze.editing.previews import plain_preview_of, preview_of, preview_of_all
from leitsaetze.editing.rules import about
from leitsaetze.extensions import db
from leitsaetze.principles import publication as principles
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.principles.rules import Phase, days_left
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.filters import day_and_time
from leitsaetze.web.languages import here

bp = Blueprint("desk_publishing", __name__, url_prefix="/redaktion")


@bp.route("/entwuerfe/<int:draft_id>/vorschau", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def preview(draft_id: int) -> ResponseReturnValue:
    """Show a draft as readers will see it; publish it, now or later."""
    if target := sent_before():
        return redirect(target, 303)
    draft = db.get_or_404(Draft, draft_id)
    warned = comments_affected(draft)
    form = PublishForm(draft.dialogue.time_zone, str(draft.version), confirm=warned is not None)
    if form.validate_on_submit():
        with form.refusals():
            target = once(form.submission_key.data, lambda: _publish_draft(draft, form))
            db.session.commit()
            return redirect(target, 303)
        form.look_again(str(draft.version))
    page = {"draft": draft, "dialogue": draft.dialogue, "form": form, "warned": warned}
    page["others"] = typing_on(about(draft.id), draft).others
    revision = preview_of(draft)
    page |= {"revision": revision, "plain": plain_preview_of(draft, revision.number)}
    return render_template("editing/preview.html", **page), form.status


@bp.get("/dialoge/<slug>/vorschau")
@open_to(Audience.EDITOR)
def preview_all(slug: str) -> ResponseReturnValue:
    """Show a dialogue as readers will see it once everything complete is published."""
    found, at = dialogue_at(slug), now()
    fields, incomplete = preview_of_all(found)
    return render_template(
        "editing/dialogue_preview.html",
        dialogue=found,
        fields=fields,
        incomplete=incomplete,
        phase=found.phase_at(at),
        days_left=days_left(found.closes_at, found.time_zone, at),
    )


@bp.route("/dialoge/<slug>/veroeffentlichen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def dialogue(slug: str) -> ResponseReturnValue:
    """Show what is done and open before a dialogue is published; publish it, now or later."""
    found = dialogue_at(slug)
    form = PublishForm(found.time_zone, publication.state_of(found))
    if form.validate_on_submit():
        with form.refusals():
            target = once(form.submission_key.data, lambda: _publish_dialogue(found, form))
            db.session.commit()
            return redirect(target, 303)
        form.look_again(publication.state_of(found))
    page = {"dialogue": found, "form": form, "at": now()}
    return render_template("editing/publish.html", **page, **readiness(found)), form.status


@bp.route("/dialoge/<slug>/zurueckziehen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def withdraw(slug: str) -> ResponseReturnValue:
    """Withdraw a whole dialogue with a reason, or take that back."""
    found = dialogue_at(slug)
    return withdrawn(
        found,
        desk_of(found),
        lambda note: principles.withdraw(found, note=note, by=signed_in()),
        lambda: principles.reinstate(found, by=signed_in()),
        dialogue=found,
        name=found.title,
        kind=gettext("Dialog"),
    )


def comments_affected(draft: Draft) -> int | None:
    """Return how many comments stand on the present revision while the dialogue is open.

    None when publishing the draft surprises nobody who is writing just now.
    """
    if draft.principle is None or draft.is_only_plain:
        return None
    if draft.dialogue.phase_at(now()) is not Phase.OPEN:
        return None
    return db.session.scalar(queries.comments_on_revision(draft.principle.revision.id)) or 0


def _publish_draft(draft: Draft, form: PublishForm) -> str:
    by, dialogue, number = signed_in(), draft.dialogue, draft.number
    if form.wish == UNPLAN:
        actions.unschedule(draft, by=by)
        return here()
    if form.wish == PLAN and form.moment is not None:
        actions.schedule(draft, form.moment, by=by, seen=form.expected)
        flash(_planned(form.moment, dialogue), "success")
        return here()
    typed, said = about(draft.id), gettext("Leitsatz %(number)s ist veröffentlicht.", number=number)
    if draft.is_only_plain:
        said = gettext(
            "Der Text in Einfacher Sprache zu Leitsatz %(number)s ist veröffentlicht.",
            number=number,
        )
    published = actions.publish_draft(draft, by=by, seen=form.expected)
    drop(typed, by=by)
    flash(said, "success")
    it = published if isinstance(published, Principle) else published.principle
    return url_for("desk_principles.principle", principle_id=it.id)


def _publish_dialogue(found: Dialogue, form: PublishForm) -> str:
    by = signed_in()
    if form.wish == UNPLAN:
        publication.unschedule_dialogue(found, by=by)
        return here()
    if form.wish == PLAN and form.moment is not None:
        publication.schedule_dialogue(found, form.moment, by=by, seen=form.seen.data)
        flash(_planned(form.moment, found), "success")
        return here()
    publication.publish_dialogue(found, by=by, seen=form.seen.data)
    flash(gettext("Der Dialog ist veröffentlicht."), "success")
    return desk_of(found)


def _planned(moment: datetime, dialogue: Dialogue) -> str:
    when = day_and_time(moment, dialogue.time_zone)
    return str(gettext("Die Veröffentlichung ist geplant: %(when)s.", when=when))
