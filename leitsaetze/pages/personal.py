"""What became of my comment: by receipt number without account, and "Mein Bereich"."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from leitsaetze.accounts import actions as account_actions
from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.queries import valid_consent
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.comments import actions as comment_actions
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_texts import shortened
from leitsaetze.comments.rewriting import changeable_until
from leitsaetze.comments.rules import receipt_code
from leitsaetze.comments.support_queries import joined_by
from leitsaetze.events import queries as event_queries
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.letters import way_to_answer
from leitsaetze.events.seat_letters import way_to_own
from leitsaetze.events.seat_queries import registrations_of
from leitsaetze.events.wishes import forget_wishes, wished_by
from leitsaetze.extensions import db
from leitsaetze.feedback import queries as feedback_queries
from leitsaetze.feedback.rules import receipt_code as feedback_code
from leitsaetze.moderation.review_letters import asking_link
from leitsaetze.moderation.reviewing import latest_hiding
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import PAGE_SIZE, place_of
from leitsaetze.pages.timeline import stories
from leitsaetze.reports import queries as report_queries
from leitsaetze.reports.rules import receipt_code as report_code
from leitsaetze.site.actions import Link, secret_of
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form, Line, Unseen, version_in
from leitsaetze.web.languages import root

bp = Blueprint("personal", __name__)


class ReceiptForm(Form):
    """The number from a receipt, however it was written down."""

    number = Line(
        _l("Belegnummer"),
        description=_l(
            "Acht bis zehn Zeichen, zum Beispiel K7PM 3XQR. Groß und klein sind gleich."
        ),
        validators=[DataRequired(_l("Bitte geben Sie die Belegnummer ein."))],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )

    limits = "20 per 10 minutes; 100 per day"
    writes = False


class NumberedForm(ReceiptForm):
    """The same number, with which something is done; `hiding` names a passage, if it is one."""

    hiding = Unseen()
    writes = True


class ButtonForm(Form):
    """One button; `hiding` names a passage, if it is about one."""

    hiding = Unseen()


@bp.route("/beleg/", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def receipt() -> ResponseReturnValue:
    """Show state and answer of what has this receipt number: a comment, feedback, a report."""
    form = ReceiptForm()
    story = None
    if form.validate_on_submit():
        story = _story_behind(form.number.data)
        if story is None:
            form.number.errors = [gettext("Diese Belegnummer kennen wir nicht.")]
            form.status = 422
    return render_template("pages/receipt.html", form=form, story=story), form.status


@bp.get("/mein/")
@open_to(Audience.CITIZEN)
def mine() -> ResponseReturnValue:
    """Show somebody what they wrote and what became of it, the newest first."""
    person = signed_in()
    after, before, joined_after = map(
        place_of, map(request.args.get, ("nach", "einladungen", "angeschlossen"))
    )
    comments, more_comments = _page(comment_queries.by_author(person.id, after))
    invitations, more_invitations = _page(event_queries.invitations_newest_first(person.id, before))
    registered_before = place_of(request.args.get("anmeldungen"))
    registrations, more_registrations = _page(registrations_of(person, registered_before))
    joined, more_joined = _page(joined_by(person.id, joined_after))
    return render_template(
        "pages/mine.html",
        person=person,
        comments=comments,
        after=after,
        further=comments[-1].id if more_comments else None,
        stories=stories(comments),
        shortened=shortened(comments),
        until={it.id: changeable_until(it) for it in comments},
        invitations=invitations,
        before=before,
        older=invitations[-1].id if more_invitations else None,
        registrations=registrations,
        registered_before=registered_before,
        registered_older=registrations[-1].id if more_registrations else None,
        consent=db.session.scalar(valid_consent(person.id, ConsentKind.INVITATIONS)),
        wished=wished_by(person),
        joined=joined,
        joined_after=joined_after,
        joined_further=joined[-1].comment_id if more_joined else None,
        form=ButtonForm(),
    )


@bp.route("/mein/kommentare/<int:comment_id>/zurueckziehen", methods=["GET", "POST"])
@open_to(Audience.CITIZEN)
def withdraw(comment_id: int) -> ResponseReturnValue:
    """Let an author take a comment back, after one question."""
    comment, form = _own_comment(comment_id), ButtonForm()
    if form.validate_on_submit():
        with form.refusals():
            comment_actions.withdraw(comment, by=signed_in())
            db.session.commit()
            flash(gettext("Ihr Kommentar ist zurückgezogen."), "success")
            return redirect(url_for(".mine"), 303)
    page = render_template("pages/withdraw.html", comment=comment, form=form, back=url_for(".mine"))
    return page, form.status


@bp.post("/mein/kommentare/<int:comment_id>/ueberpruefung")
@open_to(Audience.CITIZEN)
def ask_review(comment_id: int) -> ResponseReturnValue:
    """Lead an author on to the page on which a second look is asked for."""
    return _to_review(_own_comment(comment_id), _pressed())


@bp.post("/beleg/ueberpruefung")
@open_to(Audience.ANYBODY)
def ask_review_by_number() -> ResponseReturnValue:
    """Lead whoever has a receipt number on to the same page; it shows nothing of the comment."""
    form = NumberedForm()
    if form.validate_on_submit():
        comment = db.session.scalar(comment_queries.with_receipt(receipt_code(form.number.data)))
        if comment is not None:
            return _to_review(comment, form)
        form.number.errors = [gettext("Diese Belegnummer kennen wir nicht.")]
        form.status = 422
    return render_template("pages/receipt.html", form=form, story=None), form.status


@bp.post("/mein/einladungen/<int:invitation_id>/antwort")
@open_to(Audience.CITIZEN)
def answer(invitation_id: int) -> ResponseReturnValue:
    """Lead a guest on to the page on which an invitation is answered, without the letter."""
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.guest_id != signed_in().id:
        abort(404)
    _pressed()
    return _lead_on(*way_to_answer(invitation))


@bp.post("/mein/anmeldungen/<int:registration_id>")
@open_to(Audience.CITIZEN)
def registration(registration_id: int) -> ResponseReturnValue:
    """Lead somebody on to the page of their own registration, without the letter."""
    own = db.session.get(Registration, registration_id)
    if own is None or own.person_id != signed_in().id:
        abort(404)
    _pressed()
    return _lead_on(*way_to_own(own))


@bp.post("/mein/einladungen/abbestellen")
@open_to(Audience.CITIZEN)
def revoke() -> ResponseReturnValue:
    """Take the consent to be invited back with one click."""
    form = ButtonForm()
    if form.validate_on_submit():
        account_actions.revoke(signed_in(), ConsentKind.INVITATIONS)
        forget_wishes(signed_in())
        db.session.commit()
        flash(gettext("Wir laden Sie nicht mehr ein."), "success")
    elif form.problems:
        abort(form.status)
    return redirect(url_for(".mine"), 303)


def _page(question: Rows) -> tuple[Sequence[Any], bool]:
    """Return what one page shows of a list, and whether there is more."""
    found = db.session.scalars(question.limit(PAGE_SIZE + 1)).all()
    return found[:PAGE_SIZE], len(found) > PAGE_SIZE


def _own_comment(comment_id: int) -> Comment:
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.author_id != signed_in().id:
        abort(404)
    return comment


def _lead_on(link: Link, path: str) -> ResponseReturnValue:
    """Lead on to the page a letter would have led to."""
    address = root() + path.format(secret_of(link))
    db.session.commit()
    return redirect(address, 303)


def _pressed() -> ButtonForm:
    """Return the form of a button that was pressed; what is no such form is refused."""
    form = ButtonForm()
    if not form.validate_on_submit():
        abort(form.status if form.problems else 400)
    return form


def _to_review(comment: Comment, form: NumberedForm | ButtonForm) -> ResponseReturnValue:
    passage = db.session.get(HiddenPassage, version_in(form.hiding.data))
    if passage is not None and passage.comment_id == comment.id:
        hiding: Decision | None = passage.hiding
    else:
        hiding = latest_hiding(comment.id)
    if hiding is None:
        abort(404)
    address = url_for("reviews.ask", token=secret_of(asking_link(hiding)))
    db.session.commit()
    return redirect(address, 303)


def _story_behind(written: str) -> dict[str, object] | None:
    feedback = db.session.scalar(feedback_queries.with_receipt(feedback_code(written)))
    if feedback is not None:
        told = db.session.scalars(feedback_queries.told(feedback.id)).all()
        return {"feedback": feedback, "told": told}
    report = db.session.scalar(report_queries.with_receipt(report_code(written)))
    if report is not None:
        return {"report": report}
    comment = db.session.scalar(comment_queries.with_receipt(receipt_code(written)))
    return {"comment": stories([comment])[comment.id]} if comment is not None else None
