"""What is reported, looked at again or due is found by dialogue."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0024", "0023"

NEW = {
    "reported": (["reported", "waiting_since"], "reported < 0"),
    "review_since": (["review_since"], "review_since IS NOT NULL"),
    "due_at": (["due_at"], "due_at IS NOT NULL"),
}


def upgrade() -> None:
    for name, (order, rows) in NEW.items():
        columns, only = ["dialogue_id", *order, "comment_id", "principle_id"], sa.text(rows)
        op.create_index(
            f"ix_queue_entry_dialogue_id_{name}",
            "queue_entry",
            columns,
            sqlite_where=only,
            postgresql_where=only,
        )


def downgrade() -> None:
    for name in NEW:
        op.drop_index(f"ix_queue_entry_dialogue_id_{name}", "queue_entry")
