"""Reporting a comment, and the receipt for it."""

from datetime import timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db
from leitsaetze.reports import actions, letters, queries
from leitsaetze.reports.forms import ReportForm
from leitsaetze.reports.models import Report
from leitsaetze.reports.rules import PAST_REPORTING
from leitsaetze.site.actions import link_for, link_made, make_link, once, secret_of
from leitsaetze.site.queries import house_rules
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("reports", __name__, url_prefix="/kommentare/<int:comment_id>/melden")
RECEIPT_PURPOSE = "report"
RECEIPT_SHOWN_FOR = timedelta(days=7)


@bp.route("", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def write(comment_id: int) -> ResponseReturnValue:
    """Let anybody say that a comment breaks a rule or the law."""
    comment = db.session.scalar(queries.comment_to_report(comment_id)) or abort(404)
    form = ReportForm(db.session.scalars(house_rules(comment.rules_version)).all())
    if form.validate_on_submit():
        with form.refusals():
            answer = once(form.submission_key.data, lambda: _take_in(form, comment))
            link = link_made(answer, RECEIPT_PURPOSE)
            db.session.commit()
            token = secret_of(link)
            return redirect(url_for(".receipt", comment_id=comment_id, token=token), 303)
    return render_template(
        "reports/write.html",
        comment=comment,
        form=form,
        closed=PAST_REPORTING.get(comment.status, ""),
        shown=comment if comment.status is Status.PUBLISHED else None,
    ), form.status


@bp.get("/<token>")
@open_to(Audience.ANYBODY)
def receipt(comment_id: int, token: str) -> ResponseReturnValue:
    """Show the receipt number and what happens next."""
    link = link_for(token, RECEIPT_PURPOSE)
    report = db.session.get(Report, int(link.about.partition(":")[2])) if link else None
    if report is None or report.comment_id != comment_id:
        abort(404)
    return render_template("reports/receipt.html", report=report)


def _take_in(form: ReportForm, comment: Comment) -> str:
    """Take it in; the answer kept is the number of the receipt's link, not its secret."""
    report = actions.take_in(form.complaint(), comment)
    about = letters.subject_of(report)
    return str(make_link(RECEIPT_PURPOSE, about, lifetime=RECEIPT_SHOWN_FOR).id)
