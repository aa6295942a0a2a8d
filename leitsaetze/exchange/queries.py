"""Questions of the report about a dialogue. Rows of columns, however many there are."""

from sqlalchemy import and_, select

from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.showing import Rows, shown_answers, shown_comments
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import readable


def principles_with_wording(dialogue_id: int) -> Rows:
    """The principles of a dialogue in its order, with the wording that holds if it is public."""
    return (
        select(
            Principle.id,
            Principle.number,
            Principle.withdrawn_at,
            FieldOfAction.title.label("field"),
            Revision.number.label("revision"),
            Revision.published_at,
            readable(Revision.statement).label("statement"),
            readable(Revision.explanation_html).label("explanation_html"),
        )
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .join(
            Revision,
            and_(
                Revision.principle_id == Principle.id,
                Revision.number == Principle.revision_number,
            ),
        )
        .where(Principle.dialogue_id == dialogue_id)
        .order_by(FieldOfAction.position, FieldOfAction.id, Principle.number)
    )


def received_comments(dialogue_id: int) -> Rows:
    """The comments of a dialogue in their order, unless nobody confirmed them yet."""
    return (
        shown_comments()
        .add_columns(Comment.principle_id, Comment.received_at, CommentVersion.text)
        .where(Comment.dialogue_id == dialogue_id, Comment.received_at.is_not(None))
        .order_by(Comment.id)
    )


def answers_in(dialogue_id: int) -> Rows:
    """Everything the county answered in public in a dialogue, oldest first."""
    return shown_answers().where(Comment.dialogue_id == dialogue_id)
