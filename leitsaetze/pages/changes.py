"""What has changed in a dialogue, and the comments behind each change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, case, literal, or_, select, tuple_, union_all

from leitsaetze.comments.models import Comment, RevisionComment
from leitsaetze.comments.queries import has_public_place
from leitsaetze.extensions import db
from leitsaetze.pages.queries import Rows
from leitsaetze.pages.rules import PAGE_SIZE, place_of
from leitsaetze.prepared import Prepared
from leitsaetze.principles.models import Dialogue, FieldOfAction, Principle, Revision, Withdrawal
from leitsaetze.principles.queries import is_public, readable, words_are_public

# A dialogue and its principles are published one after the other, in one go.
TOGETHER = timedelta(hours=1)
Behind = dict[int, list[int]]


class Kind(StrEnum):
    """What can happen to a principle or a field; the letter stands in the address of a page."""

    REVISED = "f"  # and added, as its first revision
    WITHDRAWN = "z"
    REINSTATED = "w"
    FIELD_WITHDRAWN = "h"  # while it lasts; of a field no earlier withdrawals are kept


@dataclass(frozen=True, slots=True)
class ChangeList:
    """A page of changes, newest first, with the comments behind each revision.

    `after` is where the page begins, `further` where the next one does.
    """

    rows: Sequence[Any]
    behind: Behind
    after: str
    further: str


def newest(dialogue: Dialogue) -> Any:
    """Return the last change in a dialogue, None when nothing has changed."""
    return db.session.execute(_page(_changes(dialogue), "").limit(1)).first()


def change_list(dialogue: Dialogue, after: str) -> ChangeList:
    """Return one page of what has changed in a dialogue; an unknown `after` means the first."""
    rows = db.session.execute(_page(_changes(dialogue), after)).all()
    shown = rows[:PAGE_SIZE]
    further = f"{shown[-1].kind}{shown[-1].id}" if len(rows) > PAGE_SIZE else ""
    revisions = [row.id for row in shown if row.kind == Kind.REVISED]
    return ChangeList(shown, comments_behind(revisions), after, further)


def comments_behind(revision_ids: Sequence[int]) -> Behind:
    """Return the numbers of the comments named behind these revisions, by revision."""
    found: Behind = {}
    for row in db.session.execute(_behind(), {"ids": revision_ids}) if revision_ids else ():
        found.setdefault(row.revision_id, []).append(row.comment_id)
    return found


def led_to(comment_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Return what these comments led to, by comment: number of the principle and revision, day."""
    found: dict[int, list[Any]] = {}
    for row in db.session.execute(_led_to(), {"ids": comment_ids}) if comment_ids else ():
        found.setdefault(row.comment_id, []).append(row)
    return found


@cache
def led_to_by() -> Prepared:
    """The question what the comment `number` led to, as `led_to` answers it."""
    return Prepared(_ties().where(RevisionComment.comment_id == bindparam("number", 0)))


@cache
def _behind() -> Rows:
    return _ties().where(RevisionComment.revision_id.in_(bindparam("ids", expanding=True)))


@cache
def _led_to() -> Rows:
    return _ties().where(RevisionComment.comment_id.in_(bindparam("ids", expanding=True)))


def _page(changes: Any, after: str) -> Rows:
    question = select(changes).order_by(*(column.desc() for column in _order(changes)))
    last = db.session.execute(_place(changes, after)).one_or_none() if after else None
    if last is not None:
        moment = literal(last.at, changes.c.at.type)
        question = question.where(tuple_(*_order(changes)) < tuple_(moment, last.kind, last.id))
    return question.limit(PAGE_SIZE + 1)


def _place(changes: Any, after: str) -> Rows:
    return select(*_order(changes)).where(
        changes.c.kind == after[:1], changes.c.id == (place_of(after[1:]) or 0)
    )


def _order(changes: Any) -> list[Any]:
    return [changes.c.at, changes.c.kind, changes.c.id]


def _changes(dialogue: Dialogue) -> Any:
    """Everything that happened to the principles of a dialogue since its beginning.

    Also which fields are withdrawn. Columns: kind, id of the revision, withdrawal or field, moment,
    numbers of principle and revision, whether the words are public, title of the field, note.
    """
    revised = (
        _happened(Kind.REVISED, Revision, Revision.published_at, Revision.number)
        .add_columns(readable(Revision.change_note).label("note"))
        .join(Revision, Revision.principle_id == Principle.id)
        .where(or_(Revision.number > 1, Revision.published_at > _beginning(dialogue)))
    )
    none = literal(0)
    withdrawn = (
        _happened(Kind.WITHDRAWN, Withdrawal, Withdrawal.withdrawn_at, none)
        .add_columns(Withdrawal.note)
        .join(Withdrawal, Withdrawal.principle_id == Principle.id)
    )
    reinstated = (
        _happened(Kind.REINSTATED, Withdrawal, Withdrawal.reinstated_at, none)
        .add_columns(literal("").label("note"))
        .join(Withdrawal, Withdrawal.principle_id == Principle.id)
        .where(Withdrawal.reinstated_at.is_not(None))
    )
    here = Principle.dialogue_id == dialogue.id
    parts = [part.where(here) for part in (revised, withdrawn, reinstated)]
    return union_all(*parts, _fields_withdrawn(dialogue)).subquery()


def _fields_withdrawn(dialogue: Dialogue) -> Rows:
    none = literal(0)
    return select(
        literal(Kind.FIELD_WITHDRAWN.value).label("kind"),
        FieldOfAction.id.label("id"),
        FieldOfAction.withdrawn_at.label("at"),
        none.label("principle"),
        none.label("revision"),
        none.label("readable"),
        FieldOfAction.title.label("field"),
        FieldOfAction.withdrawal_note.label("note"),
    ).where(FieldOfAction.dialogue_id == dialogue.id, FieldOfAction.withdrawn_at.is_not(None))


def _beginning(dialogue: Dialogue) -> datetime:
    """Return until when a principle belongs to those the dialogue began with."""
    published = (dialogue.published_at or dialogue.opens_at) + TOGETHER
    return max(dialogue.opens_at, published)


def _happened(kind: Kind, table: Any, at: Any, number: Any) -> Rows:
    return (
        select(
            literal(kind.value).label("kind"),
            table.id.label("id"),
            at.label("at"),
            Principle.number.label("principle"),
            number.label("revision"),
            case((words_are_public(), 1), else_=0).label("readable"),
            literal("").label("field"),
        )
        .select_from(Principle)
        .join(FieldOfAction, FieldOfAction.id == Principle.field_id)
        .join(Dialogue, Dialogue.id == Principle.dialogue_id)
    )


def _ties() -> Rows:
    """Which comments stand behind which revisions; those never public are never named."""
    return (
        select(
            RevisionComment.revision_id,
            RevisionComment.comment_id,
            Dialogue.slug,
            Principle.number.label("principle"),
            Revision.number.label("revision"),
            Revision.published_at.label("at"),
        )
        .join(Comment, and_(Comment.id == RevisionComment.comment_id, has_public_place()))
        .join(Revision, Revision.id == RevisionComment.revision_id)
        .join(Principle, Principle.id == Revision.principle_id)
        .join(Dialogue, and_(Dialogue.id == Principle.dialogue_id, is_public()))
        .order_by(RevisionComment.revision_id, RevisionComment.comment_id)
    )
