"""What is forgotten with an erased comment: its words, and whatever may repeat them."""

from sqlalchemy import update

from leitsaetze.comments import queries
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.pausing import forget_words
from leitsaetze.comments.proposal_groups import forget_proposals
from leitsaetze.drafts.actions import drop_all
from leitsaetze.extensions import db
from leitsaetze.mail.actions import forget_letters


def forget_words_about(comment: Comment) -> None:
    """Empty every version of an erased comment, and remove what may repeat its words.

    An answer proposed for others, too, is kept for them.
    """
    own = CommentVersion.comment_id == comment.id
    db.session.execute(update(CommentVersion).where(own).values(text="", html=""))
    forget_proposals(comment)
    for hiding_id in db.session.scalars(queries.hidings_of_passages(comment.id)):
        forget_letters(f"decision:{hiding_id}")
    drop_all(f"comment:{comment.id}")
    drop_all(f"comment:{comment.id}:stelle")
    drop_all(f"hand_over:{comment.id}")
    forget_words(comment.id)
