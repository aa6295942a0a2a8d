"""Feedback on accessibility, for those who answer it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.rules import stays_here
from leitsaetze.administration.feedback_forms import FeedbackDeskForm
from leitsaetze.clock import now
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.feedback import queries
from leitsaetze.feedback.actions import handle
from leitsaetze.feedback.models import Feedback, FeedbackEntry
from leitsaetze.feedback.rules import Deed
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import in_present_language
from leitsaetze.web.security import LARGEST_ID

bp = Blueprint("feedback_desk", __name__, url_prefix="/verwaltung/rueckmeldungen")
PER_PAGE = 50


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """List what is to be answered, the longest waiting first, or what is settled."""
    done = request.args.get("ansicht") == "erledigt"
    after = max(0, min(request.args.get("nach", 0, int), LARGEST_ID))
    question = queries.settled(after) if done else queries.waiting(after)
    found = db.session.scalars(question.limit(PER_PAGE + 1)).all()
    return render_template(
        "administration/feedback.html",
        done=done,
        feedback=found[:PER_PAGE],
        more=found[PER_PAGE - 1].id if len(found) > PER_PAGE else 0,
        standing=db.session.execute(queries.standing(now())).one(),
    )


@bp.route("/<int:feedback_id>", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def entry(feedback_id: int) -> ResponseReturnValue:
    """Show one with what was done about it; answer it, close it, note."""
    feedback = db.get_or_404(Feedback, feedback_id)
    course = db.session.scalars(queries.course(feedback_id)).all()
    typing = _typing(feedback, [it for it in course if it.deed is not Deed.NOTE])
    form = FeedbackDeskForm(feedback, **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.previewing:
        form.check()
    elif form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _handle(feedback, form, typing))
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for(".entry", feedback_id=feedback_id), 303)
        course = db.session.scalars(queries.course(feedback_id)).all()
    page = render_template(
        "administration/feedback_entry.html",
        feedback=feedback,
        page=in_present_language(feedback.page) if stays_here(feedback.page) else "",
        course=course,
        form=form,
        typing=typing,
    )
    return page, form.status


def _typing(feedback: Feedback, deeds: list[FeedbackEntry]) -> Typing:
    last = deeds[-1] if deeds else None
    return Typing(
        f"feedback:{feedback.id}",
        version=feedback.version,
        saved_by=last.by.name if last else "",
        saved_at=last.at if last else None,
    )


def _handle(feedback: Feedback, form: FeedbackDeskForm, typing: Typing) -> str:
    handle(
        feedback,
        deed=form.chosen,
        words=form.rendered,
        note=form.note.data,
        by=signed_in(),
        seen=form.version_seen,
    )
    typing.drop()
    return "handled"
