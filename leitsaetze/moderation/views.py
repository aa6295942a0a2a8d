"""The moderators' queue in the browser."""

from urllib.parse import urlencode

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import own_id, signed_in
from leitsaetze.comments import confirming
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment, Confirmation
from leitsaetze.comments.passage_texts import shortened
from leitsaetze.comments.position_rules import SIGNS
from leitsaetze.comments.rules import Status, Verdict, open_verdicts, receipt_code
from leitsaetze.drafts.keeping import Typing
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db, rows_of
from leitsaetze.moderation import actions, claims, listing, queries
from leitsaetze.moderation.asking import asked_view, choices_within
from leitsaetze.moderation.both_sides import both_sides
from leitsaetze.moderation.consequences import consequences
from leitsaetze.moderation.deeds import Deed, is_stale, last_seen_decision, refuse_nonsense
from leitsaetze.moderation.desk import Entry, entry_for
from leitsaetze.moderation.entry_forms import CallForm, ClaimForm, LookUpForm
from leitsaetze.moderation.forms import DecisionForm
from leitsaetze.moderation.group_desk import add_typed, joined_in_address, shown_group
from leitsaetze.moderation.handover_desk import handed
from leitsaetze.moderation.lines import counted, lines
from leitsaetze.moderation.review_desk import look_at
from leitsaetze.moderation.rules import LOOKED_THROUGH, PAGE
from leitsaetze.moderation.typing_kept import PLAIN, inserted, typing_at
from leitsaetze.moderation.undo_desk import last_of, said_when_saved
from leitsaetze.moderation.view import View
from leitsaetze.site.actions import answer_to, once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.asked import asked_number

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.get("/")
@open_to(Audience.MODERATOR)
def queue() -> ResponseReturnValue:
    """Show one view of the queue."""
    view = asked_view()
    return render_template(
        "moderation/queue.html", **_list(view), form=ClaimForm(), all_picked="alle" in request.args
    )


@bp.post("/kommentare/<int:comment_id>/oeffnen")
@open_to(Audience.MODERATOR)
def open_entry(comment_id: int) -> ResponseReturnValue:
    """Claim an entry and show it; a colleague's claim stays unless it is taken over."""
    comment = _comment(comment_id)
    form = ClaimForm()
    if form.validate_on_submit():
        with form.refusals():
            if "uebernehmen" in request.form:
                claims.take_over(comment, by=signed_in())
            else:
                claims.claim(comment.id, by=signed_in())
            db.session.commit()
    if form.problems:
        abort(form.status)
    return _to_entry(comment_id, asked_view())


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
    return redirect(url_for(".queue", **asked_view().address), 303)


@bp.route("/kommentare/<int:comment_id>", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def entry(comment_id: int) -> ResponseReturnValue:
    """Show one comment with everything around it; carry out what the form asks for."""
    comment = _comment(comment_id)
    shown = entry_for(comment)
    typing = typing_at(shown)
    form = DecisionForm(comment, shown.choices, **typing.restored())
    if (answer := _answered(form, typing)) is not None:
        return answer
    said = _previewed(form, comment) if form.previewing else []
    if form.adding:
        add_typed(form)
    if not form.only_shows and form.validate_on_submit():
        view = asked_view()
        with form.refusals():
            target = once(
                form.submission_key.data, lambda: _decide_and_go_on(comment, form, typing, view)
            )
            db.session.commit()
            flash(said_when_saved(own_id()), "success")
            return redirect(target, 303)
    if request.method == "POST":  # somebody else may have been faster
        shown = entry_for(comment)
    return _entry_page(shown, form, typing, said), form.status


@bp.route("/unbestaetigt", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def unconfirmed() -> ResponseReturnValue:
    """List what waits for the click in the e-mail; find a comment by its receipt number."""
    form = LookUpForm()
    if form.validate_on_submit():
        comment = db.session.scalar(comment_queries.with_receipt(receipt_code(form.number.data)))
        if comment is not None:
            return redirect(_desk_of(comment), 303)
        form.number.errors = [gettext("Diese Belegnummer kennen wir nicht.")]
        form.status = 422
    after = asked_number("nach")
    last = db.session.get(Confirmation, after) if after else None
    waiting = db.session.scalars(comment_queries.unconfirmed(last).limit(PAGE + 1)).all()
    page = render_template(
        "moderation/unconfirmed.html",
        waiting=waiting[:PAGE],
        more=waiting[PAGE - 1].comment_id if len(waiting) > PAGE else None,
        form=form,
    )
    return page, form.status


@bp.route("/unbestaetigt/<int:comment_id>", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def confirm_after_call(comment_id: int) -> ResponseReturnValue:
    """Confirm a comment for somebody who called."""
    comment = db.get_or_404(Comment, comment_id)
    if comment.status is not Status.AWAITING_CONFIRMATION:
        flash(gettext("Dieser Kommentar ist schon bestätigt."), "info")
        return redirect(url_for(".unconfirmed"), 303)
    form = CallForm()
    if form.validate_on_submit():
        with form.refusals():
            confirming.confirm(comment, by=signed_in(), words=form.words.data)
            db.session.commit()
            flash(gettext("Bestätigt. Der Kommentar steht jetzt unter „Neu“."), "success")
            return redirect(url_for(".unconfirmed"), 303)
    return render_template("moderation/call.html", comment=comment, form=form), form.status


def _answered(form: DecisionForm, typing: Typing) -> ResponseReturnValue | None:
    """Keep what is typed, repeat an answer, tell the script; None when there is more to do."""
    if (kept := typing.answer(form)) is not None:
        return kept
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    if request.form.get("tat") == "folgen":
        said = _previewed(form, form.comment) or _what_is_missing(form)
        return " ".join(said), form.status, PLAIN
    return inserted(form) if form.inserting else None


def _what_is_missing(form: DecisionForm) -> list[str]:
    """Return the sentences that refuse the form, each once."""
    return list(dict.fromkeys(message for _, message in form.problems))


def _decide_and_go_on(comment: Comment, form: DecisionForm, typing: Typing, view: View) -> str:
    actions.carry_out(comment, form.asked, by=signed_in(), seen=form.seen.data)
    typing.drop()
    db.session.flush()
    following = claims.claim_next(view, comment, by=signed_in())
    if following is None:
        return url_for(".queue", **view.address)
    return url_for(".entry", comment_id=following, **view.address)


def _previewed(form: DecisionForm, comment: Comment) -> list[str]:
    if not form.check():
        return []
    deed, there = form.deed(), (form.choices.standing, form.choices.around.proposal)
    try:
        refuse_nonsense(deed, comment, *there)
    except RuleViolation as violation:
        form.refuse(gettext(violation.msgid, **violation.values), 422)
        return []
    reported = bool(form.choices.last_report)
    proposes = deed.verdict is Verdict.HIDE and form.hiding.proposes(deed.rule)
    said = consequences(deed, comment, *there, reported=reported, proposes_hiding=proposes)
    return list(said)


def _entry_page(entry: Entry, form: DecisionForm, typing: Typing, said: list[str]) -> str:
    seen, both = form.seen.data or "", None
    overtaken = bool(seen) and is_stale(entry.comment, seen)
    if form.status == 409:  # noqa: PLR2004  the code of a conflict
        form = form.anew(entry.choices)
        both = both_sides(entry, form, seen) if overtaken or entry.choices.colleague else None
    if both or not overtaken:  # what a kept form does not know yet it is told when it is sent
        form.seen.data = actions.state_of(entry.comment)
    form.reports_seen.data = str(entry.choices.last_report)
    form.held.data = form.holder
    return render_template(
        "moderation/entry.html",
        entry=entry,
        form=form,
        said=said,
        signs=SIGNS,
        typing=typing,
        both=both,
        foreseen={it: _foreseen(it, entry) for it in open_verdicts(entry.comment.status)},
        new_since=last_seen_decision(seen) if overtaken else None,
        mine=entry.claim is not None and entry.claim.person_id == own_id(),
        claim_form=ClaimForm(formdata=None),
        review=look_at(entry.comment, reader=own_id()),
        shortened=shortened([entry.comment]).get(entry.comment.id),
        handed=handed(entry.comment),
        group=shown_group(entry.comment, form),
        **_list(asked_view()),
    )


def _foreseen(verdict: Verdict, entry: Entry) -> str:
    """Say what a verdict alone would cause, for who chooses it with a key."""
    hiding = entry.choices.hiding
    own = verdict is Verdict.HIDE and hiding.proposal is not None
    proposes = own and hiding.proposes(hiding.proposal.rule if hiding.proposal else None)
    said = consequences(Deed(verdict=verdict), entry.comment, None, proposes_hiding=proposes)
    return " ".join(said)


def _list(view: View) -> dict[str, object]:
    """Return what the list of a view needs, also beside an open entry."""
    after = asked_number("nach")
    last = db.session.get(QueueEntry, after) if after else None
    if last is not None and not claims.stands_in(last, view.tab):
        last = None
    values = claims.values_for(view, by_id=own_id(), after=last)
    further = last is not None
    rows = rows_of(listing.entries(view, further=further), values)
    more = rows[PAGE - 1].id if len(rows) > PAGE else None
    looked_through = None
    if more is None and view.shape.sieved:
        looked_through = db.session.scalar(listing.reach(view, further=further), values)
    if view.looks_inside and more is None and not further:  # then all that was found is shown
        numbers = [(view.tab, len(rows), LOOKED_THROUGH if looked_through else 0)]
    else:
        numbers = rows_of(listing.counts(view), values)
    dialogues = rows_of(queries.dialogues())
    chosen = view.dialogue_id or (dialogues[0].id if len(dialogues) == 1 else None)
    return {
        "view": view,
        "address": view.address,
        "query": urlencode(view.address),
        "lines": lines(rows[:PAGE], dialogues, reader=own_id(), at=values["at"]),
        "more": more,
        "looked_through": looked_through,
        "at_once": LOOKED_THROUGH,
        "further": further,
        "counted": counted(numbers),
        "choices": choices_within(chosen, dialogues),
        "last": last_of(own_id()),
    }


def _to_entry(comment_id: int, view: View) -> ResponseReturnValue:
    more = view.address | joined_in_address()
    return redirect(url_for(".entry", comment_id=comment_id, **more), 303)


def _desk_of(comment: Comment) -> str:
    if comment.status is Status.AWAITING_CONFIRMATION:
        return url_for(".confirm_after_call", comment_id=comment.id)
    return url_for(".entry", comment_id=comment.id)


def _comment(comment_id: int) -> Comment:
    """Return a comment that is or was on the desk; what nobody confirmed answers 404.

    One that its author took back meanwhile is still found, so that no typed answer is lost.
    """
    comment = db.get_or_404(Comment, comment_id)
    if comment.received_at is None:
        abort(404)
    return comment
