"""The queue knows what is urgent: reported, under review, due soon, overdue."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0013", "0012"

ORDER = ["urgency", "waiting_since", "comment_id"]
# Of each index its columns and, if it holds only some rows, which.
NEW = {
    "ix_queue_entry_lane_urgency": (["lane", *ORDER], ""),
    "ix_queue_entry_lane_dialogue_id": (["lane", "dialogue_id", "principle_id", *ORDER], ""),
    "ix_queue_entry_lane_dialogue_id_urgency": (["lane", "dialogue_id", *ORDER], ""),
    "ix_queue_entry_lane_general": (["lane", "principle_id", *ORDER], "principle_id = 0"),
    "ix_queue_entry_reported": (["reported", "waiting_since", "comment_id"], "reported < 0"),
    "ix_queue_entry_review_since": (["review_since", "comment_id"], "review_since IS NOT NULL"),
    "ix_queue_entry_due_at": (["due_at", "comment_id"], "due_at IS NOT NULL"),
    "ix_queue_entry_due_at_not_overdue": (["due_at"], "due_at IS NOT NULL AND urgency > 20"),
    "ix_queue_entry_due_at_not_soon": (["due_at"], "due_at IS NOT NULL AND urgency > 30"),
}
SINCE = ["waiting_since", "comment_id"]
OLD = {
    "ix_queue_entry_lane_waiting_since": (["lane", *SINCE], ""),
    "ix_queue_entry_lane_dialogue_id": (["lane", "dialogue_id", "principle_id", *SINCE], ""),
    "ix_queue_entry_lane_dialogue_id_waiting_since": (["lane", "dialogue_id", *SINCE], ""),
    "ix_queue_entry_lane_general": (["lane", *SINCE], "principle_id = 0"),
}


def upgrade() -> None:
    ordinary = sa.Column("urgency", sa.Integer(), nullable=False, server_default="50")
    op.add_column("queue_entry", ordinary)
    nobody = sa.Column("reported", sa.Integer(), nullable=False, server_default="0")
    op.add_column("queue_entry", nobody)
    op.add_column("queue_entry", sa.Column("review_since", sa.DateTime(timezone=True)))
    # Settled entries stand in lists that are read backwards, and nothing is due for them.
    settled = "UPDATE queue_entry SET urgency = -50, due_at = NULL WHERE lane IN ('hidden', 'done')"
    op.execute(settled)
    _exchange(OLD, NEW)


def downgrade() -> None:
    _exchange(NEW, OLD)
    op.execute(
        "UPDATE queue_entry SET due_at = "
        "(SELECT comment.due_at FROM comment WHERE comment.id = queue_entry.comment_id)"
    )
    for column in ("urgency", "reported", "review_since"):
        op.drop_column("queue_entry", column)


def _exchange(gone: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    for name in gone:
        op.drop_index(name, "queue_entry")
    for name, (columns, rows) in made.items():
        only = sa.text(rows) if rows else None
        op.create_index(name, "queue_entry", columns, sqlite_where=only, postgresql_where=only)
