"""The county's answers: given to one comment or several, corrected, withdrawn, shared, left.

Each deed is written down at every comment an answer stands under.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.actions import write_down
from leitsaetze.comments.handover_rules import Ending
from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_texts import refuse_to_repeat
from leitsaetze.comments.pausing import bring_back
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.comments.together import answered_by, booked_together
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.text import Rendered


@dataclass(frozen=True)
class Read:
    """The proposal an answer comes from, and what was said when it became public."""

    proposal_id: int
    author_id: int
    words: str = ""


def reply(
    comment: Comment,
    words: Rendered,
    *,
    by: Person,
    heading: str = "",
    read: Read | None = None,
    others: Sequence[Comment] = (),
) -> Reply:
    """Put the county's public answer under a comment, and under `others` that it answers, too.

    `heading` says in whose name it is given, `read` tells of an answer that somebody else proposed.
    Raises RuleViolation unless each comment is published, because nobody could read the answer, and
    for words hidden in one of them.
    """
    together = [comment, *others]
    for one in together:
        refuse_unless_public(one)
        refuse_to_repeat(one, words.source)
    with booked_together(together):
        answer = Reply(by_id=by.id)
        db.session.add(answer)
        db.session.flush()
        _add_version(answer, words, heading, number=1, by_id=read.author_id if read else by.id)
        for one in together:
            db.session.add(ReplyComment(reply_id=answer.id, comment_id=one.id))
        db.session.flush()
        for one in together:
            told = _told_of(read, words=one is comment)
            write_down(one, Verdict.REPLY, by=by, reply=answer.id, **told)
            bring_back(one, Ending.OVERTAKEN, by_id=by.id)
    return answer


def correct_reply(
    answer: Reply,
    comment: Comment,
    words: Rendered,
    *,
    by: Person,
    heading: str = "",
    read: Read | None = None,
) -> None:
    """Put a new version of a reply in place of the last, everywhere it stands.

    Earlier versions are kept. `comment` is where somebody wrote the new one. Raises RuleViolation
    for words that are hidden in one of the comments.
    """
    together = answered_by(answer)
    for one in together:
        refuse_to_repeat(one, words.source)
    with booked_together(together):
        number = answer.text_version + 1
        author_id = read.author_id if read else by.id
        _add_version(answer, words, heading, number=number, by_id=author_id)
        answer.text_version = number
        db.session.flush()
        db.session.expire(answer, ["words"])
        for one in together:
            told = _told_of(read, words=one is comment)
            told |= {"reply": answer.id, "version": number}
            write_down(one, Verdict.CORRECT_REPLY, by=by, **told)


def withdraw_reply(answer: Reply, comment: Comment, *, by: Person) -> None:
    """Take a reply back everywhere it stands; the comments wait for an answer again.

    `comment` is where somebody did so.
    """
    together = answered_by(answer)
    with booked_together(together):
        answer.withdrawn_at = now()
        for one in together:
            elsewhere: dict[str, Any] = {} if one is comment else {"at_comment": comment.id}
            write_down(one, Verdict.WITHDRAW_REPLY, by=by, reply=answer.id, **elsewhere)


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
            told = _told_of(read, words=False)
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


def refuse_unless_public(comment: Comment) -> None:
    """Raise RuleViolation unless an answer to this comment can be read."""
    if comment.status is not Status.PUBLISHED:
        raise RuleViolation(
            "Eine öffentliche Antwort braucht einen veröffentlichten Kommentar. "
            "Bitte wählen Sie auch „Veröffentlichen“."
        )


def _told_of(read: Read | None, *, words: bool) -> dict[str, Any]:
    """Return what the Decision on an answer says of its proposal, with or without the words."""
    if read is None:
        return {}
    said = {"words": read.words} if words else {}
    return said | {"proposal": read.proposal_id, "written_by": read.author_id}


def _add_version(answer: Reply, words: Rendered, heading: str, *, number: int, by_id: int) -> None:
    db.session.add(
        ReplyVersion(
            reply_id=answer.id,
            number=number,
            text=words.source,
            html=words.html,
            renderer=words.renderer,
            heading=heading,
            by_id=by_id,
        )
    )
    db.session.flush()
