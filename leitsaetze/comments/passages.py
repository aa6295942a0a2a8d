"""Hiding passages of a comment: a version without them is what everybody reads from then on."""

from collections.abc import Iterable, Sequence

from sqlalchemy import update

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments import passage_queries as queries
from leitsaetze.comments.actions import write_down
from leitsaetze.comments.books import booked
from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.neighbours import tell
from leitsaetze.comments.own_links import subject_of
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.passage_rules import (
    HIDEABLE,
    LIFTABLE,
    Span,
    fits,
    outside,
    repeated_in,
    says_something,
    united,
)
from leitsaetze.comments.passage_texts import (
    hidden_passages,
    left_of,
    original_of,
    readable_spans,
    spans_of,
    words_in,
)
from leitsaetze.comments.reviewing import end_review
from leitsaetze.comments.rules import Verdict
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import changed, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.site.models import HouseRule
from leitsaetze.text import Rendered


def hide_passages(
    comment: Comment,
    spans: Iterable[Span],
    *,
    by: Person,
    rule: HouseRule | None,
    words: str,
    reports: int = 0,
) -> Decision:
    """Hide passages of what can be read of a comment; `spans` are places in the author's text.

    `reports` is the number of the last report that was seen: they are answered by it. Raises
    RuleViolation without rule, own words or passage, where nothing would be left, and where the
    county's answer repeats it.
    """
    if comment.status not in HIDEABLE:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.")
    if rule is None:
        raise RuleViolation("Bitte nennen Sie die Regel, gegen die die Stelle verstößt.")
    if not words.strip():
        raise RuleViolation("Bitte begründen Sie das Ausblenden in eigenen Worten.")
    original = original_of(comment)
    taken = _checked(comment, original, spans)
    gone, before = words_in(original, taken), hidden_passages(comment)
    with booked(comment):
        decision = write_down(
            comment, Verdict.HIDE_PASSAGE, by=by, rule=rule, words=words, reports=reports
        )
        hidden = HiddenPassage(
            hiding_id=decision.id,
            comment_id=comment.id,
            original=original.number,
            spans=[list(span) for span in taken],
        )
        db.session.add(hidden)
        db.session.flush()
        leave_out(comment, [*before, hidden])
    _keep_back_letters(comment, gone)
    tell(comment, decision)
    return decision


def show_passage(
    passage: HiddenPassage, comment: Comment, *, by: Person | None, words: str = ""
) -> Decision:
    """Show again what one decision has hidden of a comment; other passages stay hidden.

    Raises Conflict when that was done already, RuleViolation for a comment that is gone.
    """
    if comment.status not in LIFTABLE:
        raise RuleViolation("Das ist in diesem Zustand nicht möglich.")
    own = HiddenPassage.hiding_id == passage.hiding_id
    with booked(comment):
        db.session.flush()  # the comment's row first, as everybody who decides on it
        lifting = update(HiddenPassage).where(own, HiddenPassage.lifted_at.is_(None))
        if not changed(lifting.values(lifted_at=now())):
            raise Conflict("Diese Stelle ist schon wieder zu lesen. Es wurde nichts geändert.")
        db.session.refresh(passage)
        decision = write_down(
            comment, Verdict.SHOW_PASSAGE, by=by, words=words, hiding=passage.hiding_id
        )
        end_review(comment, decision)
        leave_out(comment, hidden_passages(comment))
    tell(comment, decision)
    return decision


def _checked(comment: Comment, original: CommentVersion, spans: Iterable[Span]) -> list[Span]:
    """Return the passages in order; refuse what cannot be hidden, or would not be gone by it."""
    readable, taken = readable_spans(comment), united(original.text, spans)
    if not taken or not all(fits(span, readable) for span in taken):
        raise RuleViolation("Bitte wählen Sie die Stelle, die ausgeblendet werden soll.")
    left = outside(original.text, [*spans_of(hidden_passages(comment)), *taken])
    if not says_something(original.text, left):
        raise RuleViolation(
            "Dann bliebe vom Kommentar nichts übrig. Bitte blenden Sie ihn als Ganzes aus."
        )
    gone, below = words_in(original, taken), db.session.scalars(queries.words_below(comment.id))
    if any(repeated_in(answer, gone) for answer in below):
        raise RuleViolation(
            "Die Antwort der Moderation wiederholt diese Stelle. Bitte berichtigen Sie zuerst die "
            "Antwort."
        )
    return taken


def leave_out(comment: Comment, hidden: Sequence[HiddenPassage]) -> None:
    """Let a comment say what is left without these passages; without any, what its author wrote."""
    original = original_of(comment)
    if hidden:
        say(comment, left_of(comment, hidden), shortened_from=original.number)
    else:
        comment.text_version = original.number
        db.session.flush()
        db.session.expire(comment, ["words"])


def say(comment: Comment, words: Rendered, *, shortened_from: int | None = None) -> None:
    """Let a comment say these words from now on, as its next version."""
    comment.text_version = (db.session.scalar(queries.latest_version(comment.id)) or 0) + 1
    db.session.add(
        CommentVersion(
            comment_id=comment.id,
            number=comment.text_version,
            text=words.source,
            html=words.html,
            renderer=words.renderer,
            shortened_from=shortened_from,
        )
    )
    db.session.flush()
    db.session.expire(comment, ["words"])


def _keep_back_letters(comment: Comment, words: list[str]) -> None:
    """Cancel the letters about a comment that have not left and repeat what is hidden now."""
    waiting = db.session.scalars(queries.letters_waiting(subject_of(comment))).all()
    telling = [letter.id for letter in waiting if repeated_in(letter.text, words)]
    if telling:
        changed(update(OutgoingMail).where(OutgoingMail.id.in_(telling)).values(cancelled_at=now()))
