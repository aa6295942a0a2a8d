"""Answering similar comments together, in the browser: chosen, suggested, added by number."""

from dataclasses import dataclass
from functools import partial

from flask import request
from flask_babel import gettext

from leitsaetze.accounts.access import own_id
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.likeness import similar_to
from leitsaetze.comments.models import Comment
from leitsaetze.comments.proposal_groups import numbers_in
from leitsaetze.comments.reply_models import Reply, ReplyProposal
from leitsaetze.comments.rules import Status, receipt_code
from leitsaetze.comments.together import answered_by
from leitsaetze.extensions import db
from leitsaetze.moderation.companions import Candidate, candidates
from leitsaetze.moderation.forms import DecisionForm
from leitsaetze.moderation.group_fields import GroupChoices
from leitsaetze.moderation.group_rules import (
    JOINED,
    MOST_TOGETHER,
    UNFIT_WORDS,
    Unfit,
    numbers_typed,
)
from leitsaetze.web.filters import isolated_in_text
from leitsaetze.web.security import LARGEST_ID

OPEN = {Status.PENDING, Status.PUBLISHED}


@dataclass(frozen=True)
class Row:
    """A comment in the list of those the same answer can be for.

    `seen` is the version the form carries of it; it is `chosen`, or suggested because of `words`.
    """

    candidate: Candidate
    seen: int
    chosen: bool
    words: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether it is another one than somebody chose."""
        return self.candidate.comment.version != self.seen

    @property
    def obstacle(self) -> str:
        """Why it cannot be chosen; empty when it can."""
        return why_not(self.candidate)


@dataclass(frozen=True)
class Group:
    """Everything the entry shows about one answer to several: the list, and what stays out."""

    rows: list[Row]
    left_out: list[Row]

    @property
    def suggested(self) -> int:
        """How many are like the comment and not chosen."""
        return sum(not row.chosen for row in self.rows)


def group_choices(
    comment: Comment, standing: Reply | None, proposal: ReplyProposal | None
) -> GroupChoices:
    """Return what there is beside a comment, for its form."""
    look_up = partial(candidates, comment, by_id=own_id())
    return GroupChoices(
        proposed=look_up(numbers_in(proposal)) if proposal is not None else [],
        under=[it for it in answered_by(standing) if it is not comment] if standing else [],
        asked=_asked() if request.method == "GET" else [],
        look_up=look_up,
    )


def shown_group(comment: Comment, form: DecisionForm) -> Group:
    """Return the list of an entry: those chosen first, then those most like the comment."""
    chosen = [
        Row(form.found[number], seen, chosen=True)
        for number, seen in form.companions.data.items()
        if number in form.found
    ]
    alike = similar_to(comment) if comment.status in OPEN else []
    words = {it.comment_id: it.words for it in alike if it.comment_id not in form.found}
    suggested = [
        Row(it, it.comment.version, chosen=False, words=words[it.comment.id])
        for it in form.group.look_up(words)
    ]
    out = [it for it in form.group.proposed if it.unfit is not None]
    known = {it.comment.id for it in [*out, *form.found.values()]}
    out += [it for it in form.left_out if it.comment.id not in known]
    left_out = [Row(it, it.comment.version, chosen=False) for it in out]
    return Group([*chosen, *suggested], left_out)


def add_typed(form: DecisionForm) -> None:
    """Choose the comments whose numbers were typed; those that cannot be stay where they stand."""
    left, said = [], []
    for typed in numbers_typed(form.numbers.data):
        problem = _add(form, typed)
        if problem:
            left.append(typed)
            said.append(problem)
    if not form.numbers.data:
        said = [gettext("Bitte geben Sie Nummern von Kommentaren oder Belegen ein.")]
    form.numbers.data, form.numbers.errors = ", ".join(left), said
    if said:
        form.status = 422


def why_not(candidate: Candidate) -> str:
    """Say why a comment cannot be answered together with others; empty when it can."""
    if candidate.unfit is None:
        return ""
    if candidate.unfit is Unfit.CLAIMED:
        name = isolated_in_text(candidate.holder)
        return str(gettext("%(name)s arbeitet gerade daran.", name=name))
    return str(gettext(UNFIT_WORDS[candidate.unfit]))


def joined_in_address() -> dict[str, list[int]]:
    """Return what an address says of comments chosen elsewhere, for the next one."""
    return {JOINED: _asked()}


def _add(form: DecisionForm, typed: str) -> str:
    """Choose one comment by its number or receipt; return why that cannot be."""
    number = _number_behind(typed)
    if number == form.comment.id:
        return str(
            gettext("%(number)s ist der Kommentar, den Sie gerade beantworten.", number=typed)
        )
    found = form.group.look_up([number]) if number is not None else []
    if not found:
        return str(gettext("%(number)s kennen wir nicht.", number=typed))
    if any(it.id == number for it in form.group.under):
        return str(gettext("Unter Kommentar %(number)s steht die Antwort schon.", number=typed))
    if found[0].unfit is not None:
        return str(
            gettext("%(number)s geht nicht: %(reason)s", number=typed, reason=why_not(found[0]))
        )
    form.add(found[0])
    return ""


def _number_behind(typed: str) -> int | None:
    number = int(typed[:20]) if typed.isascii() and typed.isdecimal() else 0
    if 0 < number <= LARGEST_ID and db.session.get(Comment, number) is not None:
        return number
    comment = db.session.scalar(comment_queries.with_receipt(receipt_code(typed)))
    return comment.id if comment is not None else None


def _asked() -> list[int]:
    """Return the comments the address names beside that of the entry."""
    numbers = request.args.getlist(JOINED, type=int)
    return [it for it in dict.fromkeys(numbers) if 0 < it <= LARGEST_ID][:MOST_TOGETHER]
