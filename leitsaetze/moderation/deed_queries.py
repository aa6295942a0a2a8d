"""Questions about what moderators did: one by one, or many at once."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from leitsaetze.comments.models import Comment, Decision
from leitsaetze.comments.rules import Verdict
from leitsaetze.moderation.batch_rules import Outcome
from leitsaetze.moderation.models import (
    BatchEntry,
    DeedDone,
)
from leitsaetze.reports.models import Report

Rows = Select[*tuple[Any, ...]]


def last_deed(by_id: int) -> Select[DeedDone]:
    """What somebody did last, with the comment."""
    return (
        select(DeedDone)
        .where(DeedDone.by_id == by_id, DeedDone.part_of.is_(None))
        .options(joinedload(DeedDone.comment).joinedload(Comment.dialogue))
        .order_by(DeedDone.id.desc())
        .limit(1)
    )


def parts_of(deed: DeedDone) -> Select[DeedDone]:
    """What the same form did to further comments."""
    return (
        select(DeedDone)
        .where(DeedDone.part_of == deed.id)
        .options(joinedload(DeedDone.comment, innerjoin=True).joinedload(Comment.dialogue))
        .order_by(DeedDone.id)
    )


def decisions_of(deed: DeedDone) -> Select[Decision]:
    """The decisions of one deed, the last one first."""
    return (
        select(Decision)
        .where(Decision.comment_id == deed.comment_id)
        .where(Decision.id.between(deed.first_id, deed.last_id))
        .order_by(Decision.id.desc())
    )


def reports_answered_by(deed_ids: Collection[int]) -> Rows:
    """The reports these deeds have answered, each with the decision."""
    return (
        select(Report.id, Report.decision_id)
        .join(
            DeedDone,
            and_(
                DeedDone.comment_id == Report.comment_id,
                Report.decision_id.between(DeedDone.first_id, DeedDone.last_id),
            ),
        )
        .where(DeedDone.id.in_(deed_ids))
    )


def invitations_by(deed_ids: Collection[int]) -> Select[dict[str, Any]]:
    """What the decisions of these deeds say of whom they invited."""
    return (
        select(Decision.details)
        .join(
            DeedDone,
            and_(
                DeedDone.comment_id == Decision.comment_id,
                Decision.id.between(DeedDone.first_id, DeedDone.last_id),
            ),
        )
        .where(DeedDone.id.in_(deed_ids), Decision.verdict == Verdict.INVITE)
    )


def deeds_of_batch(batch_id: int) -> Select[DeedDone]:
    """What a batch did and nobody has undone."""
    return (
        select(DeedDone)
        .join(BatchEntry, BatchEntry.deed_id == DeedDone.id)
        .where(BatchEntry.batch_id == batch_id, DeedDone.undone_at.is_(None))
    )


def entries_of(batch_id: int) -> Select[BatchEntry]:
    """All entries of a batch, with all that its page shows of them."""
    return (
        select(BatchEntry)
        .where(BatchEntry.batch_id == batch_id)
        .options(
            joinedload(BatchEntry.comment).options(
                joinedload(Comment.words), joinedload(Comment.principle)
            )
        )
        .order_by(BatchEntry.comment_id)
    )


def numbers_in(batch_id: int, outcome: Outcome) -> Select[int]:
    """The comments of a batch with which it came so far."""
    return (
        select(BatchEntry.comment_id)
        .where(BatchEntry.batch_id == batch_id, BatchEntry.outcome == outcome)
        .order_by(BatchEntry.comment_id)
    )


def entry_held(batch_id: int, comment_id: int) -> Select[BatchEntry]:
    """One entry of a batch, kept from everybody else until it is dealt with."""
    return (
        select(BatchEntry)
        .where(BatchEntry.batch_id == batch_id, BatchEntry.comment_id == comment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
