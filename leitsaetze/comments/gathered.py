"""How something said at an event comes in as a comment: staff bring it, everybody reads it."""

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.comments.actions import decide
from leitsaetze.comments.books import enter
from leitsaetze.comments.deadlines import due_at
from leitsaetze.comments.intake import write_first
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import MAX_NAME, RECEIPT_LENGTH, Source, Status, Verdict
from leitsaetze.direct import answer
from leitsaetze.errors import RuleViolation
from leitsaetze.principles.models import Dialogue, Principle
from leitsaetze.principles.rules import Phase
from leitsaetze.site import queries as site_queries
from leitsaetze.site.receipts import numbered
from leitsaetze.site.rules import RULES
from leitsaetze.site.wording import notice_for
from leitsaetze.text import excerpt, plain


def bring_in(
    words: str, dialogue: Dialogue, principle: Principle | None, *, name: str, by: Person
) -> Comment:
    """Publish what was said at an event as a comment that waits for an answer like any.

    It has no author whom a letter could reach; `name` is that of the event. Events go on after a
    dialogue has closed, so it takes such comments then, too. Raises RuleViolation before it begins,
    and for what is withdrawn or not public.
    """
    _refuse_unless_there(dialogue, principle)
    moment = now()
    comment = numbered(
        Comment(
            dialogue_id=dialogue.id,
            principle_id=principle.id if principle else None,
            revision_id=principle.revision.id if principle else None,
            name=excerpt(name, MAX_NAME),
            status=Status.PENDING,
            source=Source.EVENT,
            recorded_by=by.id,
            rules_version=answer(site_queries.text_in_force(), slug=RULES) or 0,
            privacy_version=notice_for("comment").version,
            created_at=moment,
            received_at=moment,
            due_at=due_at(dialogue, moment),
        ),
        RECEIPT_LENGTH,
    )
    write_first(comment, plain(words))
    record("comment.submitted", comment, by=by, source=Source.EVENT)
    enter(comment)
    decide(comment, Verdict.PUBLISH, by=by)
    return comment


def _refuse_unless_there(dialogue: Dialogue, principle: Principle | None) -> None:
    if dialogue.phase_at(now()) not in {Phase.OPEN, Phase.CLOSED} or not dialogue.published_at:
        raise RuleViolation("Dieser Dialog nimmt zurzeit keine Kommentare auf.")
    if principle is not None and principle.dialogue_id != dialogue.id:
        raise RuleViolation("Dieser Leitsatz gehört zu einem anderen Dialog.")
    if principle is not None and principle.withdrawal is not None:
        raise RuleViolation("Dieser Leitsatz wurde zurückgezogen.")
