"""Questions of the report about a dialogue. Rows of columns, however many there are."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, select

from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.showing import Rows, shown_answers, shown_comments
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision
from leitsaetze.principles.queries import is_current


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
            _unless_withdrawn(Revision.statement).label("statement"),
            _unless_withdrawn(Revision.explanation_html).label("explanation_html"),
        )
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
        .join(Revision, is_current())
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


def _unless_withdrawn(words: Any) -> ColumnElement[str]:
    """Words of a principle for staff: also what is not public yet, but not what is withdrawn."""
    withdrawn = [thing.withdrawn_at.is_(None) for thing in (Principle, FieldOfAction, Dialogue)]
    return case((and_(*withdrawn), words), else_="")
