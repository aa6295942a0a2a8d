"""The moderators' queue in the browser."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now
from leitsaetze.comments import intake
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.models import Comment, QueueEntry
from leitsaetze.comments.rules import Status
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.moderation import actions, claims, queries
from leitsaetze.moderation.deeds import Deed, consequences, refuse_nonsense
from leitsaetze.moderation.desk import Entry, entry_for
from leitsaetze.moderation.forms import CallForm, ClaimForm, DecisionForm
from leitsaetze.moderation.queries import View
from leitsaetze.moderation.rules import GENERAL, PAGE, Tab
from leitsaetze.principles.queries import principles_of
from leitsaetze.site.actions import answer_to, once
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.get("/")
@open_to(Audience.MODERATOR)
def queue() -> ResponseReturnValue:
    """Show one view of the queue."""
    view = _view()
    return render_template("moderation/queue.html", **_list(view), form=ClaimForm())


@bp.post("/kommentare/<int:comment_id>/oeffnen")
@open_to(Audience.MODERATOR)
def open_entry(comment_id: int) -> ResponseReturnValue:
    """Claim an entry and show it; a colleague's claim stays unless it is taken over."""
    comment = _comment(comment_id)
    form = ClaimForm()
    if form.validate_on_submit():
        if "uebernehmen" in request.form:
            claims.take_over(comment, by=signed_in())
        else:
            claims.claim(comment.id, by=signed_in())
        db.session.commit()
    elif form.problems:
        abort(form.status)
    return _to_entry(comment_id, _view())


@bp.post("/kommentare/<int:comment_id>/freigeben")
@open_to(Audience.MODERATOR)
def release(comment_id: int) -> ResponseReturnValue:
    """Leave an entry without deciding."""
    comment = _comment(comment_id)
    form = ClaimForm()
    if form.validate_on_submit():
        claims.release(comment.id, by=signed_in())
        db.session.commit()
    elif form.problems:
        abort(form.status)
    return redirect(url_for(".queue", **_address(_view())), 303)


@bp.route("/kommentare/<int:comment_id>", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def entry(comment_id: int) -> ResponseReturnValue:
    """Show one comment with everything around it; carry out what the form asks for."""
    comment = _comment(comment_id)
    form = DecisionForm(comment, entry_for(comment).choices)
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    said: list[str] = []
    if request.form.get("tat") == "folgen":
        return (
            " ".join(_previewed(form, comment)),
            200,
            {"Content-Type": "text/plain; charset=utf-8"},
        )
    if form.previewing:
        said = _previewed(form, comment)
    elif form.validate_on_submit():
        deed, view = form.deed(), _view()
        with form.refusals():
            answer = once(
                form.submission_key.data,
                lambda: _decide_and_go_on(comment, deed, view, seen=form.seen.data),
            )
            db.session.commit()
            flash(
                gettext("Gespeichert. Jede Entscheidung lässt sich rückgängig machen."), "success"
            )
            return redirect(answer, 303)
    return _entry_page(entry_for(comment), form, said), form.status


@bp.get("/unbestaetigt")
@open_to(Audience.MODERATOR)
def unconfirmed() -> ResponseReturnValue:
    """List what waits for the click in the e-mail."""
    waiting = db.session.scalars(comment_queries.unconfirmed().limit(PAGE)).all()
    return render_template("moderation/unconfirmed.html", waiting=waiting)


@bp.route("/unbestaetigt/<int:comment_id>", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def confirm_after_call(comment_id: int) -> ResponseReturnValue:
    """Confirm a comment for somebody who called."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.status is not Status.AWAITING_CONFIRMATION:
        abort(404)
    form = CallForm()
    if form.validate_on_submit():
        with form.refusals():
            intake.confirm(comment, by=signed_in(), words=form.words.data)
            db.session.commit()
            flash(gettext("Bestätigt. Der Kommentar steht jetzt unter „Neu“."), "success")
            return redirect(url_for(".unconfirmed"), 303)
    return render_template("moderation/call.html", comment=comment, form=form), form.status


def _decide_and_go_on(comment: Comment, deed: Deed, view: View, *, seen: str) -> str:
    actions.carry_out(comment, deed, by=signed_in(), seen=seen)
    db.session.flush()
    following = claims.claim_next(view, by=signed_in())
    if following is None:
        return url_for(".queue", **_address(view))
    return url_for(".entry", comment_id=following, **_address(view))


def _previewed(form: DecisionForm, comment: Comment) -> list[str]:
    if not form.check():
        return []
    deed, standing = form.deed(), form.choices.standing
    try:
        refuse_nonsense(deed, comment, standing)
    except RuleViolation as violation:
        form.refuse(gettext(violation.msgid), 422)
        return []
    return list(consequences(deed, comment, standing))


def _entry_page(entry: Entry, form: DecisionForm, said: list[str]) -> str:
    seen = form.seen.data or ""
    form.seen.data = actions.state_of(entry.comment)
    last_seen = seen.partition(".")[2]
    return render_template(
        "moderation/entry.html",
        entry=entry,
        form=form,
        said=said,
        new_since=int(last_seen) if form.status == 409 and last_seen.isdigit() else None,  # noqa: PLR2004
        mine=entry.claim is not None and entry.claim.person_id == signed_in().id,
        claim_form=ClaimForm(formdata=None),
        **_list(_view()),
    )


def _list(view: View) -> dict[str, object]:
    """Return what the list of a view needs, also beside an open entry."""
    after = request.args.get("nach", type=int)
    last = db.session.get(QueueEntry, after) if after else None
    rows = db.session.execute(queries.entries(view, by=signed_in(), at=now(), after=last)).all()
    counts = db.session.execute(queries.counts(view, by=signed_in(), at=now()))
    counted = {tab: number for tab, number in counts}  # noqa: C416  rows are no pairs to dict()
    principles = (
        db.session.scalars(principles_of(view.dialogue_id)).all() if view.dialogue_id else []
    )
    return {
        "view": view,
        "address": _address(view),
        "rows": rows[:PAGE],
        "more": rows[PAGE - 1].id if len(rows) > PAGE else None,
        "counted": counted,
        "dialogues": db.session.execute(queries.dialogues()).all(),
        "principles": principles,
        "me": signed_in(),
    }


def _view() -> View:
    """Read tab and filters from the address; anything unknown means the default."""
    given = request.args.get("ansicht", "")
    tab = Tab(given) if given in list(Tab) else Tab.NEW
    dialogue_id = request.args.get("dialog", type=int)
    place = request.args.get("leitsatz", "")
    principle_id = 0 if place == GENERAL else int(place) if place.isdecimal() else None
    return View(tab, dialogue_id, principle_id if dialogue_id else None)


def _address(view: View) -> dict[str, Any]:
    address: dict[str, Any] = {"ansicht": view.tab.value}
    if view.dialogue_id:
        address["dialog"] = view.dialogue_id
    if view.principle_id is not None:
        address["leitsatz"] = view.principle_id or GENERAL
    return address


def _to_entry(comment_id: int, view: View) -> ResponseReturnValue:
    return redirect(url_for(".entry", comment_id=comment_id, **_address(view)), 303)


def _comment(comment_id: int) -> Comment:
    """Return a comment that is on the desk; what is unconfirmed or gone answers 404."""
    if db.session.get(QueueEntry, comment_id) is None:
        abort(404)
    return db.session.get_one(Comment, comment_id)
