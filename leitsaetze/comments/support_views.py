"""Joining in with somebody's comment: signed in with one button, as a guest by e-mail link."""

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from leitsaetze.accounts.access import someone
from leitsaetze.comments import supporting
from leitsaetze.comments.models import Comment
from leitsaetze.comments.support_forms import ButtonForm, SupportForm
from leitsaetze.comments.support_models import SupportRequest
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site.actions import link_for, once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form
from leitsaetze.web.languages import here, language

bp = Blueprint("support", __name__)
LEAVE = "zuruecknehmen"


@bp.route("/kommentare/<int:comment_id>/unterstuetzen", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def join(comment_id: int) -> ResponseReturnValue:
    """Let somebody signed in join in or leave with one button; mail a guest a link."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.published_at is None:
        abort(404)
    person = someone()
    form: Form = ButtonForm() if person else SupportForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _join(comment, form))
            db.session.commit()
            return redirect(here() if person else f"{here()}?post=1", 303)
    return render_template(
        "comments/support.html",
        comment=comment,
        form=form,
        person=person,
        joined=supporting.supports(comment.id, person.id if person else None),
        mailed="post" in request.args and not form.problems,
        closed=_closed(comment),
    ), form.status


@bp.route("/unterstuetzen/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def confirm(token: str) -> ResponseReturnValue:
    """Show whoever has the letter one button; it joins in, and later leaves again."""
    link = link_for(token, supporting.PURPOSE)
    wish = db.session.get(SupportRequest, int(link.about.partition(":")[2])) if link else None
    if wish is None:
        abort(404)
    form = ButtonForm()
    if form.validate_on_submit():
        with form.refusals():
            (supporting.leave if _leaves() else supporting.confirm)(wish)
            db.session.commit()
            return redirect(here(), 303)
    return render_template(
        "comments/support_confirm.html",
        wish=wish,
        comment=wish.comment,
        form=form,
        joined=supporting.supports(wish.comment_id, wish.person_id),
        closed=_closed(wish.comment),
    ), form.status


def _join(comment: Comment, form: Form) -> str:
    person = someone()
    if person is None:
        address: str = form.email.data.lower()
        supporting.ask_to_confirm(comment, address, locale=language())
    elif _leaves():
        supporting.take_back(comment, by=person)
    else:
        supporting.support(comment, by=person)
    return "done"


def _leaves() -> bool:
    return request.form.get("tat") == LEAVE


def _closed(comment: Comment) -> str:
    """Return why nobody can join in now, or nothing."""
    try:
        supporting.refuse_unless_supportable(comment)
    except RuleViolation as violation:
        return violation.msgid
    return ""
