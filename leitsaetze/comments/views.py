"""Writing a comment, its receipt, confirming it."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from leitsaetze.accounts.access import someone
from leitsaetze.comments import confirming, intake, own_links
from leitsaetze.comments.forms import CommentForm, ConfirmForm, SendAgainForm
from leitsaetze.comments.models import Comment, Confirmation
from leitsaetze.comments.rules import CONFIRM_WITHIN
from leitsaetze.direct import ask
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import queries as principle_queries
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.site.actions import Link, link_for, link_made, make_link, once, secret_of
from leitsaetze.text import plain
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import stripped
from leitsaetze.web.languages import here, root

bp = Blueprint("comments", __name__)


@bp.route("/dialoge/<slug>/kommentieren", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def write_general(slug: str) -> ResponseReturnValue:
    """Write a comment on the dialogue as a whole."""
    return _write(Place(slug))


@bp.route("/dialoge/<slug>/leitsaetze/<int:number>/kommentieren", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def write(slug: str, number: int) -> ResponseReturnValue:
    """Write a comment on a principle."""
    return _write(Place(slug, number))


@bp.route("/kommentare/<int:comment_id>/erwidern", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def write_reply(comment_id: int) -> ResponseReturnValue:
    """Reply to another citizen's comment."""
    parent = db.session.get(Comment, comment_id)
    if parent is None or parent.published_at is None:
        abort(404)
    number = parent.principle.number if parent.principle else None
    return _write(Place(parent.dialogue.slug, number, parent.parent_id or parent.id))


@bp.route("/beleg/eingang/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def receipt(token: str) -> ResponseReturnValue:
    """Tell whoever just wrote what happens next; send the confirmation again."""
    comment = _comment_behind(token, own_links.RECEIPT_PURPOSE)
    waiting = db.session.get(Confirmation, comment.id)
    form = SendAgainForm(email=waiting.address if waiting else "")
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _send_again(comment, form.email.data))
            db.session.commit()
            return redirect(f"{here()}?noch-einmal=1", 303)
    page = render_template(
        "comments/receipt.html",
        comment=comment,
        waiting=waiting,
        form=form,
        sent_again="noch-einmal" in request.args,
    )
    return page, form.status


@bp.route("/bestaetigen/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def confirm(token: str) -> ResponseReturnValue:
    """Show the comment and one button; the button confirms it."""
    comment = _comment_behind(token, own_links.CONFIRM_PURPOSE)
    form = ConfirmForm()
    if form.validate_on_submit():
        with form.refusals():
            if link_for(token, own_links.CONFIRM_PURPOSE) is None:
                raise RuleViolation("Dieser Link gilt nicht mehr.")
            confirming.confirm(comment)
            db.session.commit()
            return redirect(here(), 303)
    page = render_template("comments/confirm.html", comment=comment, form=form)
    return page, form.status


@dataclass(frozen=True)
class Place:
    """Where a comment is written: below a principle, or in a dialogue as a whole.

    `parent_id` is the comment it replies to, if it does.
    """

    slug: str
    number: int | None = None
    parent_id: int | None = None

    def guests_need_address(self) -> bool:
        """Tell what the form has to know; 404 for a place that is not public."""
        if self.number is None:
            terms = ask(principle_queries.terms_of_dialogue(), slug=self.slug)
        else:
            known = principle_queries.terms_of_principle()
            terms = ask(known, slug=self.slug, number=self.number)
        return bool(terms[0].guests_need_address) if terms else abort(404)

    def read(self) -> tuple[Dialogue, Principle | None]:
        """Return dialogue and principle as they are now; 404 for a place that is not public."""
        if self.number is None:
            dialogue = db.session.scalar(principle_queries.public_dialogue(), {"slug": self.slug})
            return (dialogue, None) if dialogue is not None else abort(404)
        principle = db.session.scalar(
            principle_queries.public_principle(), {"slug": self.slug, "number": self.number}
        )
        return (principle.dialogue, principle) if principle is not None else abort(404)

    def parent(self) -> Comment | None:
        """Return the comment that is replied to as it is now."""
        return db.session.get_one(Comment, self.parent_id) if self.parent_id else None


def _write(place: Place) -> ResponseReturnValue:
    form = CommentForm(someone(), guests_need_address=place.guests_need_address())
    previewed = request.method == "POST" and request.form.get("tat") == "vorschau"
    if previewed:
        form.check()
    elif form.validate_on_submit():
        said = form.contribution()
        with form.refusals():
            fresh: list[Link] = []
            answer = once(form.submission_key.data, lambda: _submit(said, place, fresh))
            link = fresh[0] if fresh else link_made(answer, own_links.RECEIPT_PURPOSE)
            address = f"{root()}/beleg/eingang/{secret_of(link)}"
            db.session.commit()
            return redirect(address, 303)
    dialogue, principle = place.read()
    parent = place.parent()
    quotable = None if parent or principle is None or principle.withdrawal else principle.revision
    page = render_template(
        "comments/write.html",
        dialogue=dialogue,
        principle=principle,
        comment=parent,
        form=form,
        passages=form.about(quotable, stripped(request.args.get("stelle"))),
        closed=_closed(dialogue, principle, parent),
        preview_html=plain(form.text.data).html if previewed and not form.problems else "",
    )
    return page, form.status


def _submit(said: intake.Contribution, place: Place, fresh: list[Link]) -> str:
    """Take the comment in; the answer kept is the number of the receipt's link, not its secret."""
    comment = intake.submit(said, *place.read(), author=someone(), parent=place.parent())
    link = make_link(
        own_links.RECEIPT_PURPOSE, own_links.subject_of(comment), lifetime=CONFIRM_WITHIN
    )
    fresh.append(link)
    return str(link.id)


def _send_again(comment: Comment, address: str) -> str:
    confirming.send_again(comment, address.lower())
    return "sent"


def _closed(dialogue: Dialogue, principle: Principle | None, parent: Comment | None) -> str:
    """Return why nothing can be written here, or nothing."""
    try:
        intake.refuse_unless_open(dialogue, principle, parent)
    except RuleViolation as violation:
        return violation.msgid
    return ""


def _comment_behind(token: str, purpose: str) -> Comment:
    link = link_for(token, purpose)
    comment = db.session.get(Comment, int(link.about.partition(":")[2])) if link else None
    if comment is None:
        abort(404)
    return comment
