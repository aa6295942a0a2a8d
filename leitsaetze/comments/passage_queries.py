"""Questions about hidden passages. What the public reads is the version that leaves them out."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from leitsaetze.comments.models import Comment, CommentVersion, Decision
from leitsaetze.comments.passage_models import HiddenPassage
from leitsaetze.comments.reply_models import Reply, ReplyComment, ReplyVersion
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState


def passages_of(comment_ids: list[int]) -> Select[HiddenPassage]:
    """What was ever hidden of these comments, of each the oldest first, with why and by whom."""
    hiding = joinedload(HiddenPassage.hiding)
    return (
        select(HiddenPassage)
        .where(HiddenPassage.comment_id.in_(comment_ids))
        .options(hiding.joinedload(Decision.rule), hiding.joinedload(Decision.by))
        .order_by(HiddenPassage.comment_id, HiddenPassage.hiding_id)
    )


def originals_of(comment_ids: list[int]) -> Select[CommentVersion]:
    """What the authors of these comments wrote last themselves, of each the newest one last."""
    return (
        select(CommentVersion)
        .where(CommentVersion.comment_id.in_(comment_ids), CommentVersion.shortened_from.is_(None))
        .order_by(CommentVersion.comment_id, CommentVersion.number)
    )


def latest_version(comment_id: int) -> Select[int]:
    """The number of the newest version of a comment's text."""
    return select(func.max(CommentVersion.number)).where(CommentVersion.comment_id == comment_id)


def words_below(comment_id: int) -> Select[str]:
    """The words of the answers that stand under a comment now."""
    return (
        select(ReplyVersion.text)
        .join(Reply, Reply.id == ReplyVersion.reply_id)
        .join(ReplyComment, ReplyComment.reply_id == Reply.id)
        .where(ReplyComment.comment_id == comment_id, Reply.withdrawn_at.is_(None))
        .where(ReplyVersion.number == Reply.text_version)
    )


def letters_waiting(about: str) -> Select[OutgoingMail]:
    """The letters about a thing that have not left and still may."""
    return select(OutgoingMail).where(
        OutgoingMail.about == about,
        OutgoingMail.state != MailState.SENT,
        OutgoingMail.cancelled_at.is_(None),
    )


def hidden_now(comment: Comment) -> Select[HiddenPassage]:
    """What is hidden of the words a comment has now."""
    return passages_of([comment.id]).where(
        HiddenPassage.lifted_at.is_(None),
        HiddenPassage.original == comment.words.shortened_from,
    )
