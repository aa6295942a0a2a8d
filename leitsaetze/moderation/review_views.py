"""The second look in the browser: for authors, for moderators, for the second person."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import own_id, signed_in
from leitsaetze.clock import now
from leitsaetze.comments import review_queries
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.reviewing import second_look
from leitsaetze.extensions import db
from leitsaetze.moderation import reviewing
from leitsaetze.moderation.review_desk import look_at, words_under_review
from leitsaetze.moderation.review_forms import AskForm, HandOverForm, ReviewForm
from leitsaetze.moderation.review_letters import ASKING, LOOKING
from leitsaetze.site.actions import digest_of, link_for, once
from leitsaetze.site.queries import link_with
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form, version_in
from leitsaetze.web.languages import here

bp = Blueprint("reviews", __name__)
DONE = "done"  # the addresses hold secrets, which no table may keep


@bp.route("/ueberpruefung/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def ask(token: str) -> ResponseReturnValue:
    """Let an author ask for a second look, once, and read later what came of it.

    The words of the comment stand nowhere here: a receipt number alone leads to this page, too.
    """
    link = link_for(token, ASKING)
    hiding = db.session.get(Decision, _number_in(link.about)) if link else None
    if hiding is None:
        abort(404)
    form = AskForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _ask(hiding, form))
            db.session.commit()
            return redirect(here(), 303)
    latest = reviewing.latest_hiding(hiding.comment_id)
    look = second_look(hiding, latest=latest is hiding)
    page = render_template(
        "moderation/ask_review.html", hiding=hiding, comment=hiding.comment, look=look, form=form
    )
    return page, form.status


@bp.route("/ueberpruefen/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def look(token: str) -> ResponseReturnValue:
    """Let the second person decide, with reasons; afterwards the page only says how.

    Shown are only this comment, the rule, the reasons and the author's words, and only while all of
    it waits for a decision.
    """
    link = db.session.scalar(link_with(digest_of(token), LOOKING))
    request = db.session.get(ReviewRequest, _number_in(link.about)) if link else None
    if link is None or request is None:
        abort(404)
    if request.is_open and link.expires_at <= now():
        return render_template("moderation/no_look.html", comment=request.comment), 410
    form = ReviewForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _decide_by_link(token, request, form))
            db.session.commit()
            return redirect(here(), 303)
    shown = words_under_review(request)
    page = render_template("moderation/look.html", asked=request, form=form, shown_html=shown)
    return page, form.status


@bp.route("/moderation/kommentare/<int:comment_id>/ueberpruefung", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def decide(comment_id: int) -> ResponseReturnValue:
    """Decide on a request as a moderator who has not hidden the comment."""
    comment, form = db.get_or_404(Comment, comment_id), ReviewForm()
    request = _request_about(comment, form)
    if form.validate_on_submit():
        with form.refusals():
            entry = once(form.submission_key.data, lambda: _decide(request, form))
            db.session.commit()
            flash(gettext("Entschieden. Die Überprüfung ist abgeschlossen."), "success")
            return redirect(entry, 303)
    return _desk_page(comment, form)


@bp.post("/moderation/kommentare/<int:comment_id>/zweite-person")
@open_to(Audience.MODERATOR)
def hand_over(comment_id: int) -> ResponseReturnValue:
    """Ask the dialogue's second person to decide, for the first time or again."""
    comment, form = db.get_or_404(Comment, comment_id), HandOverForm()
    request = _request_about(comment, form)
    if form.validate_on_submit():
        with form.refusals():
            entry = once(form.submission_key.data, lambda: _hand_over(request))
            db.session.commit()
            flash(gettext("Die zweite Person bekommt eine E-Mail mit einem Link."), "success")
            return redirect(entry, 303)
    return _desk_page(comment, form)


def _ask(hiding: Decision, form: AskForm) -> str:
    reviewing.ask(hiding, form.words.data, privacy_version=form.notice.version)
    return DONE


def _decide_by_link(token: str, request: ReviewRequest, form: ReviewForm) -> str:
    if link_for(token, LOOKING) is None:  # a newer one was sent while this page was open
        abort(410)
    reviewing.decide_review(request, form.decided, form.reasons.data, by=None)
    return DONE


def _decide(request: ReviewRequest, form: ReviewForm) -> str:
    reviewing.decide_review(request, form.decided, form.reasons.data, by=signed_in())
    return _entry_of(request)


def _hand_over(request: ReviewRequest) -> str:
    reviewing.hand_over(request, by=signed_in())
    return _entry_of(request)


def _desk_page(comment: Comment, form: Form) -> ResponseReturnValue:
    sent = form if isinstance(form, ReviewForm) else None
    review = look_at(comment, reader=own_id(), form=sent)
    page = render_template(
        "moderation/review.html",
        comment=comment,
        review=review,
        form=form,
        shown_html=words_under_review(review.request) if review else "",
        typed=sent.reasons.data if sent and review and review.form is not sent else "",
    )
    return page, form.status


def _request_about(comment: Comment, form: ReviewForm | HandOverForm) -> ReviewRequest:
    """Return the request a form was shown with, else the one that is shown now."""
    number = version_in(form.about.data)
    request = db.session.get(ReviewRequest, number) if number else None
    if request is None or request.comment_id != comment.id:
        request = db.session.scalar(review_queries.latest_request(comment.id))
    return request if request is not None else abort(404)


def _entry_of(request: ReviewRequest) -> str:
    return url_for("moderation.entry", comment_id=request.comment_id)


def _number_in(about: str) -> int:
    return int(about.partition(":")[2])
