"""An answer that stands is given to further comments, or taken from some of those it answers."""

from collections.abc import Sequence

from sqlalchemy import delete

from leitsaetze.accounts.models import Person
from leitsaetze.comments.actions import Read, refuse_unless_public, told_of, write_down
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.models import Comment, Reply, ReplyComment
from leitsaetze.comments.passage_texts import refuse_to_repeat
from leitsaetze.comments.pausing import bring_back
from leitsaetze.comments.rules import Verdict
from leitsaetze.comments.together import answered_by, booked_together
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db


def share_reply(
    answer: Reply, further: Sequence[Comment], *, by: Person, read: Read | None = None
) -> None:
    """Put a reply that stands under further comments; those it answers show it, too.

    Raises RuleViolation unless each of them is published, and where it repeats hidden words.
    """
    for comment in further:
        refuse_unless_public(comment)
        refuse_to_repeat(comment, answer.words.text)
    before = answered_by(answer)
    further = [comment for comment in further if comment not in before]
    if not further:
        return
    numbers = [comment.id for comment in further]
    with booked_together([*before, *further]):
        for comment in further:
            db.session.add(ReplyComment(reply_id=answer.id, comment_id=comment.id))
        db.session.flush()
        for comment in before:
            write_down(comment, Verdict.REGROUP_REPLY, by=by, reply=answer.id, comments=numbers)
        for comment in further:
            told = told_of(read, words=False)
            write_down(comment, Verdict.REPLY, by=by, reply=answer.id, joined=True, **told)
            bring_back(comment, Ending.OVERTAKEN, by_id=by.id)


def leave_reply(answer: Reply, leaving: Sequence[Comment], *, by: Person) -> None:
    """Take comments out of those a reply answers; they wait for an answer again.

    Raises RuleViolation if none would stay: such a reply is withdrawn.
    """
    there = answered_by(answer)
    going = [comment for comment in there if comment in leaving]
    staying = [comment for comment in there if comment not in going]
    if not staying:
        raise RuleViolation("Die Antwort steht nur hier. Bitte ziehen Sie sie zurück.")
    if not going:
        return
    numbers = [comment.id for comment in going]
    with booked_together(there):
        db.session.execute(
            delete(ReplyComment).where(
                ReplyComment.reply_id == answer.id, ReplyComment.comment_id.in_(numbers)
            )
        )
        for comment in going:
            write_down(comment, Verdict.LEAVE_REPLY, by=by, reply=answer.id)
        for comment in staying:
            write_down(comment, Verdict.REGROUP_REPLY, by=by, reply=answer.id)
