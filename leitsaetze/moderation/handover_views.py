"""Asking a department, in the browser: for moderators, and for whoever got the link."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import own_id, signed_in
from leitsaetze.clock import now, today
from leitsaetze.comments import handover_queries
from leitsaetze.comments.handover_letters import ASKING
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.handover_rules import last_day_of
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.moderation import block_queries, handing_over, queries
from leitsaetze.moderation.actions import reply_under, state_of
from leitsaetze.moderation.handover_desk import handed
from leitsaetze.moderation.handover_forms import BackForm, DayForm, QuestionForm, StatementForm
from leitsaetze.moderation.models import Claim
from leitsaetze.site.actions import all_settings, answer_to, digest_of, once
from leitsaetze.site.office import present_office
from leitsaetze.site.queries import link_with
from leitsaetze.site.settings import BY_NAME
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form
from leitsaetze.web.languages import here

bp = Blueprint("handovers", __name__)
DONE = "done"  # the address holds a secret, which no table may keep


@bp.route("/moderation/kommentare/<int:comment_id>/sachgebiet", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def ask(comment_id: int) -> ResponseReturnValue:
    """Ask a department about a comment; show where the question stands."""
    comment = _comment(comment_id)
    typing = Typing(f"hand_over:{comment.id}", version=comment.version)
    form = _question_form(comment, typing)
    if (answer := typing.answer(form)) is not None:
        return answer
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    if form.validate_on_submit():
        with form.refusals():
            entry = once(form.submission_key.data, lambda: _ask(comment, form, typing))
            db.session.commit()
            flash(
                gettext("Gefragt. Die Frist des Kommentars ruht, bis die Antwort da ist."),
                "success",
            )
            return redirect(entry, 303)
    return _page(comment, form, typing), form.status


@bp.post("/moderation/kommentare/<int:comment_id>/sachgebiet/frist")
@open_to(Audience.MODERATOR)
def put_off(comment_id: int) -> ResponseReturnValue:
    """Give the department that is asked until another day."""
    comment, asked = _asked_about(comment_id)
    form = _day_form(comment)
    if form.validate_on_submit():
        with form.refusals():
            entry = once(form.submission_key.data, lambda: _put_off(asked, form))
            db.session.commit()
            flash(gettext("Verlängert. Das Sachgebiet bekommt eine E-Mail."), "success")
            return redirect(entry, 303)
    return _page(comment, form), form.status


@bp.post("/moderation/kommentare/<int:comment_id>/sachgebiet/zurueckholen")
@open_to(Audience.MODERATOR)
def take_back(comment_id: int) -> ResponseReturnValue:
    """Ask the department no more."""
    comment, asked = _asked_about(comment_id)
    form = BackForm()
    if form.validate_on_submit():
        with form.refusals():
            entry = once(form.submission_key.data, lambda: _take_back(asked))
            db.session.commit()
            flash(gettext("Zurückgeholt. Die Frist des Kommentars läuft weiter."), "success")
            return redirect(entry, 303)
    return _page(comment, form), form.status


@bp.route("/stellungnahme/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def statement(token: str) -> ResponseReturnValue:
    """Let a department answer; afterwards the page only says that it has, and where the answer is.

    Shown are only this comment, what it is about and the question, and only while it is open.
    """
    link = db.session.scalar(link_with(digest_of(token), ASKING))
    number = int(link.about.partition(":")[2]) if link else 0
    asked = db.session.get(HandOver, number)
    if link is None or asked is None:
        abort(404)
    if asked.is_open and link.expires_at <= now():
        return render_template("moderation/no_look.html", comment=asked.comment), 410
    form = StatementForm()
    if form.previewing:
        form.check()
    elif form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _answer(asked, form))
            db.session.commit()
            return redirect(here(), 303)
    comment, over = asked.comment, not asked.is_open
    answered = over and comment.status is Status.PUBLISHED and reply_under(comment) is not None
    return render_template(
        "moderation/statement.html", asked=asked, form=form, answered=answered
    ), form.status


def _ask(comment: Comment, form: QuestionForm, typing: Typing) -> str:
    handing_over.hand_over(comment, form.asked, by=signed_in(), seen=form.seen.data)
    typing.drop()
    return _entry_of(comment.id)


def _put_off(asked: HandOver, form: DayForm) -> str:
    handing_over.put_off(asked, form.chosen_day, by=signed_in())
    return _entry_of(asked.comment_id)


def _take_back(asked: HandOver) -> str:
    handing_over.take_back(asked, by=signed_in())
    return _entry_of(asked.comment_id)


def _answer(asked: HandOver, form: StatementForm) -> str:
    if form.proposes and form.rendered is not None:
        handing_over.offer(asked, form.rendered, signed=form.signed.data)
    else:
        handing_over.send_back(asked, form.words.data, signed=form.signed.data)
    return DONE


def _question_form(comment: Comment, typing: Typing) -> QuestionForm:
    zone, office = comment.dialogue.time_zone, present_office()
    days = all_settings()["hand_over_days"] or BY_NAME["hand_over_days"].default
    usual = office.after(now(), int(days), zone=zone)
    return QuestionForm(
        db.session.scalars(block_queries.departments_offered()).all(),
        _colleague_at(comment),
        office=office,
        today=today(zone),
        day=last_day_of(usual, zone).isoformat(),
        **typing.restored(),
    )


def _day_form(comment: Comment, **given: Any) -> DayForm:
    return DayForm(office=present_office(), today=today(comment.dialogue.time_zone), **given)


def _page(comment: Comment, form: Form, typing: Typing | None = None) -> str:
    """Show the form that was sent; beside a question that is asked already, those about it."""
    look = handed(comment)
    zone = comment.dialogue.time_zone
    asked_until = last_day_of(look.now.due_at, zone).isoformat() if look.now else ""
    question = form if isinstance(form, QuestionForm) else None
    if question is not None:
        if form.status == 409 or not question.seen.data:  # noqa: PLR2004  the code of a conflict
            question.seen.data = state_of(comment)
        question.held.data = question.holder
    return render_template(
        "moderation/hand_over.html",
        comment=comment,
        handed=look,
        form=form,
        typing=typing,
        question_form=question if not look.obstacle else None,
        departments=question.departments if question else [],
        day_form=form
        if type(form) is DayForm
        else _day_form(comment, day=asked_until, formdata=None),
        typed=question.question.data if question else "",
    )


def _colleague_at(comment: Comment) -> Claim | None:
    claim: Claim | None = db.session.scalar(queries.claim_on(comment.id, now()))
    return claim if claim is not None and claim.person_id != own_id() else None


def _asked_about(comment_id: int) -> tuple[Comment, HandOver]:
    """Return a comment and who is asked about it, or was last; 404 when nobody was."""
    comment = _comment(comment_id)
    asked = db.session.scalar(handover_queries.latest(comment.id))
    return comment, asked if asked is not None else abort(404)


def _comment(comment_id: int) -> Comment:
    comment = db.get_or_404(Comment, comment_id)
    return comment if comment.received_at is not None else abort(404)


def _entry_of(comment_id: int) -> str:
    return url_for("moderation.entry", comment_id=comment_id)
