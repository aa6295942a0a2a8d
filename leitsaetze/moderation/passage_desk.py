"""Hiding only a passage of a comment, in the browser; showing it again."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import own_id, signed_in
from leitsaetze.clock import now
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_rules import HIDEABLE
from leitsaetze.comments.passage_texts import previewed
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.moderation import passages, queries
from leitsaetze.moderation.actions import state_of
from leitsaetze.moderation.deeds import last_seen_decision
from leitsaetze.moderation.entry_forms import ClaimForm
from leitsaetze.moderation.passage_forms import PassageForm, choices_at
from leitsaetze.moderation.undo_desk import REFUSED
from leitsaetze.reports import queries as report_queries
from leitsaetze.site.actions import answer_to, once
from leitsaetze.site.queries import house_rules
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("passages", __name__, url_prefix="/moderation/kommentare")
HIDDEN = translatable("Die Stelle ist ausgeblendet. Das lässt sich rückgängig machen.")


@bp.route("/<int:comment_id>/stelle", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def hide(comment_id: int) -> ResponseReturnValue:
    """Hide passages of a comment; first show what will be read instead."""
    comment = _comment(comment_id)
    typing = Typing(f"comment:{comment_id}:stelle", version=comment.version)
    form = _form_at(comment, typing)
    if (answer := _answered(form, typing)) is not None:
        return answer
    if not form.previewing and form.validate_on_submit():
        with form.refusals():
            entry = once(form.submission_key.data, lambda: _hide(comment, form, typing))
            db.session.commit()
            flash(gettext(HIDDEN), "success")
            return redirect(entry, 303)
    return _page(comment, form, typing), form.status


@bp.post("/<int:comment_id>/stelle/<int:hiding_id>/zeigen")
@open_to(Audience.MODERATOR)
def show(comment_id: int, hiding_id: int) -> ResponseReturnValue:
    """Show a passage again; what the domain refuses is told on the page of the entry."""
    passage = db.get_or_404(HiddenPassage, hiding_id)
    if passage.comment_id != comment_id:
        abort(404)
    form = ClaimForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _show(passage))
            db.session.commit()
            flash(gettext("Die Stelle ist wieder zu lesen."), "success")
    if form.problems and form.status not in REFUSED:
        abort(form.status)
    for _, message in form.problems:
        flash(message, "info")
    return redirect(_entry_of(comment_id), 303)


def _answered(form: PassageForm, typing: Typing) -> ResponseReturnValue | None:
    """Keep what is typed, repeat an answer; None when there is more to do."""
    if (kept := typing.answer(form)) is not None:
        return kept
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    return None


def _hide(comment: Comment, form: PassageForm, typing: Typing) -> str:
    passages.hide(comment, form.wish, by=signed_in(), seen=form.seen.data)
    typing.drop()
    return _entry_of(comment.id)


def _show(passage: HiddenPassage) -> str:
    passages.show(passage, by=signed_in())
    return _entry_of(passage.comment_id)


def _form_at(comment: Comment, typing: Typing) -> PassageForm:
    claim = db.session.scalar(queries.claim_on(comment.id, now()))
    waiting = db.session.scalars(report_queries.waiting(comment.id))
    choices = choices_at(
        comment,
        [it for it in db.session.scalars(house_rules(comment.rules_version)) if not it.four_eyes],
        last_report=max((report.id for report in waiting), default=0),
        colleague=claim if claim is not None and claim.person_id != own_id() else None,
    )
    return PassageForm(comment, choices, **typing.restored())


def _page(comment: Comment, form: PassageForm, typing: Typing) -> str:
    said, preview_html = [], ""
    if form.previewing and form.check():
        wish = form.wish
        reported = bool(form.offered.last_report)
        said = list(passages.consequences(comment, wish, reported=reported))
        preview_html = previewed(comment, wish.spans, wish.rule).html if wish.rule else ""
    since = last_seen_decision(form.seen.data or "")
    overtaken = form.status == 409  # noqa: PLR2004  the code of a conflict
    if overtaken or not form.seen.data:
        form.seen.data = state_of(comment)
    form.held.data, form.reports_seen.data = form.holder, str(form.offered.last_report)
    return render_template(
        "moderation/hide_passage.html",
        comment=comment,
        form=form,
        typing=typing,
        said=said,
        preview_html=preview_html,
        theirs=_decided_since(comment, since) if overtaken else [],
        is_open=comment.status in HIDEABLE,
    )


def _decided_since(comment: Comment, decision_id: int | None) -> list[Decision]:
    course = db.session.scalars(comment_queries.course_of(comment.id))
    return [it for it in course if decision_id is not None and it.id > decision_id]


def _comment(comment_id: int) -> Comment:
    """Return a comment that is or was on the desk; what nobody confirmed answers 404."""
    comment = db.get_or_404(Comment, comment_id)
    if comment.received_at is None:
        abort(404)
    return comment


def _entry_of(comment_id: int) -> str:
    return url_for("moderation.entry", comment_id=comment_id)
