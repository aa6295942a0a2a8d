"""Many entries at once in the browser: the preview, what came of it, undoing it."""

from collections import defaultdict
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import own_id, signed_in
from leitsaetze.accounts.models import Person
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db, rows_of
from leitsaetze.moderation import batches, deed_queries, queries
from leitsaetze.moderation.asking import asked_view
from leitsaetze.moderation.batch_forms import BatchForm, ResultForm
from leitsaetze.moderation.batch_rules import LEFT_WORDS, MOST, BatchDeed, Outcome, written
from leitsaetze.moderation.claims import assigned_until
from leitsaetze.moderation.consequences import consequences
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.group_rules import JOINED
from leitsaetze.moderation.letters_waiting import letters_wait_until
from leitsaetze.moderation.models import Batch, BatchEntry
from leitsaetze.principles.rules import DEFAULT_ZONE
from leitsaetze.site.actions import answer_to, once
from leitsaetze.site.models import HouseRule
from leitsaetze.site.queries import house_rules
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.asked import asked_choice
from leitsaetze.web.filters import last_day
from leitsaetze.web.security import LARGEST_ID

TOGETHER = "gemeinsam"  # not a deed on many, but one on all at once: the form of an entry
bp = Blueprint("batches", __name__, url_prefix="/moderation/sammeln")
DEEDS = {
    BatchDeed.PUBLISH: Deed(verdict=Verdict.PUBLISH),
    BatchDeed.SETTLE: Deed(settle=True),
    BatchDeed.SPAM: Deed(verdict=Verdict.HIDE),
}


@bp.route("/", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def preview() -> ResponseReturnValue:
    """Say what would happen to each entry that was chosen; do it when that is confirmed."""
    if request.args.get("was") == TOGETHER:
        return _to_first(_chosen())
    deed = asked_choice("was", BatchDeed) or BatchDeed.PUBLISH
    form = BatchForm(deed, _rules(), _colleagues())
    if done := answer_to(form.submission_key.data):
        return _go_on(done)
    if form.validate_on_submit():
        with form.refusals():
            done = once(form.submission_key.data, lambda: _begun(form))
            db.session.commit()
            return _go_on(done)
    return _preview_page(deed, form), form.status


@bp.route("/<int:batch_id>", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def result(batch_id: int) -> ResponseReturnValue:
    """Show what came of each entry; undo it all, or go on with what was cut short."""
    batch, form = db.get_or_404(Batch, batch_id), ResultForm()
    if form.validate_on_submit():
        db.session.rollback()  # each entry is a transaction of its own
        if request.form.get("tat") == "weiter":
            batches.carry_on(batch_id, by=signed_in())
        else:
            batches.undo_all(batch_id, by=signed_in())
            flash(gettext("Was sich nicht geändert hatte, ist rückgängig gemacht."), "success")
        return redirect(url_for(".result", batch_id=batch_id, **asked_view().address), 303)
    return _result_page(batch, form), form.status


def _begun(form: BatchForm) -> str:
    batch = batches.begin(
        form.deed,
        form.versions,
        by=signed_in(),
        rule=form.rules.get(form.rule.data),
        words=form.reason.data,
        colleague=db.session.get(Person, int(form.colleague.data)) if form.colleague.data else None,
    )
    return url_for(".result", batch_id=batch.id, **asked_view().address)


def _go_on(done: str) -> ResponseReturnValue:
    """Carry out what was written down; a form sent again goes on where the first time stopped."""
    number = done.partition("?")[0].rpartition("/")[2]
    batches.carry_on(int(number), by=signed_in())
    return redirect(done, 303)


def _preview_page(deed: BatchDeed, form: BatchForm) -> str:
    chosen = _chosen()
    found = batches.prospects(deed, chosen[:MOST], by_id=own_id())
    ready = [it.comment for it in found if it.left is None]
    form.entries.data = written({comment.id: comment.version for comment in ready})
    view = asked_view()
    return render_template(
        "moderation/batch.html",
        form=form,
        deed=deed,
        view=view,
        address=view.address,
        query=urlencode(view.address),
        ready=[(comment, _said(deed, comment)) for comment in ready],
        left=[it for it in found if it.left is not None],
        words=LEFT_WORDS,
        missing=len(chosen[:MOST]) - len(found),
        too_many=len(chosen) > MOST,
        most=MOST,
    )


def _said(deed: BatchDeed, comment: Comment) -> list[str]:
    if deed is BatchDeed.ASSIGN:
        day = last_day(assigned_until(), DEFAULT_ZONE)
        return [gettext("Steht bis %(day)s bei der Person, die Sie unten wählen.", day=day)]
    return list(consequences(DEEDS[deed], comment, None))


def _result_page(batch: Batch, form: ResultForm) -> str:
    by_outcome: dict[str, list[BatchEntry]] = defaultdict(list)
    for entry in db.session.scalars(deed_queries.entries_of(batch.id)):
        by_outcome[entry.outcome].append(entry)
    view = asked_view()
    return render_template(
        "moderation/batch_done.html",
        batch=batch,
        form=form,
        view=view,
        address=view.address,
        entries=by_outcome,
        words=LEFT_WORDS,
        undoable=bool(by_outcome[Outcome.DONE]) and batches.can_be_undone(batch),
        letters_leave=letters_wait_until(
            db.session.scalars(deed_queries.deeds_of_batch(batch.id)).all()
        ),
    )


def _to_first(chosen: list[int]) -> ResponseReturnValue:
    """Open the first of the chosen entries with the others as those to answer together with it."""
    view = asked_view().address
    if not chosen:
        return redirect(url_for("moderation.queue", **view), 303)
    first, *others = chosen
    more = view | {JOINED: others}
    return redirect(url_for("moderation.entry", comment_id=first, **more), 303)


def _chosen() -> list[int]:
    """Return the entries the address names, each once."""
    numbers = request.args.getlist("eintrag", type=int)
    return [number for number in dict.fromkeys(numbers) if 0 < number <= LARGEST_ID][: MOST + 1]


def _rules() -> list[HouseRule]:
    """Return the rules by which one alone may hide."""
    return [rule for rule in db.session.scalars(house_rules()) if not rule.four_eyes]


def _colleagues() -> list[tuple[int, str]]:
    return [(number, name) for number, name in rows_of(queries.moderators())]
