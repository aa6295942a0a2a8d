"""Telling of a barrier, and the receipt for it."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from leitsaetze.accounts.rules import stays_here
from leitsaetze.extensions import db
from leitsaetze.feedback import actions, letters
from leitsaetze.feedback.forms import FeedbackForm
from leitsaetze.feedback.models import Feedback
from leitsaetze.feedback.rules import page_named
from leitsaetze.site.actions import link_for, link_made, make_link, once, secret_of
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import in_present_language

bp = Blueprint("feedback", __name__, url_prefix="/barrierefreiheit/rueckmeldung")
RECEIPT_PURPOSE = "feedback"
RECEIPT_SHOWN_FOR = timedelta(days=7)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def write() -> ResponseReturnValue:
    """Let anybody tell of a barrier; `seite` names the page they come from."""
    form = FeedbackForm(page=page_named(request.args.get("seite", "")))
    if form.validate_on_submit():
        with form.refusals():
            answer = once(form.submission_key.data, lambda: _take_in(form))
            link = link_made(answer, RECEIPT_PURPOSE)
            db.session.commit()
            return redirect(url_for(".receipt", token=secret_of(link)), 303)
    days = actions.answer_days()
    return render_template("feedback/write.html", form=form, days=days), form.status


@bp.get("/<token>")
@open_to(Audience.ANYBODY)
def receipt(token: str) -> ResponseReturnValue:
    """Show the receipt number and what happens next."""
    link = link_for(token, RECEIPT_PURPOSE)
    feedback = db.session.get(Feedback, int(link.about.partition(":")[2])) if link else None
    if feedback is None:
        abort(404)
    back = in_present_language(feedback.page) if stays_here(feedback.page) else ""
    return render_template("feedback/receipt.html", feedback=feedback, back=back)


def _take_in(form: FeedbackForm) -> str:
    """Take it in; the answer kept is the number of the receipt's link, not its secret."""
    feedback = actions.take_in(form.report())
    about = letters.subject_of(feedback)
    return str(make_link(RECEIPT_PURPOSE, about, lifetime=RECEIPT_SHOWN_FOR).id)
