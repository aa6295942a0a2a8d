"""What the worker is to write to guests, and when they were reminded."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0039", "0038"

MOMENT = sa.DateTime(timezone=True)
DUE = sa.text("letter_due IS NOT NULL")


def upgrade() -> None:
    op.add_column("event", sa.Column("reminded_at", MOMENT))
    op.add_column("invitation", sa.Column("reminded_at", MOMENT))
    for table in ("invitation", "registration"):
        op.add_column(table, sa.Column("letter_due", sa.String(32)))
        op.create_index(
            f"ix_{table}_letter_due",
            table,
            ["event_id", "id"],
            sqlite_where=DUE,
            postgresql_where=DUE,
        )


def downgrade() -> None:
    for table in ("registration", "invitation"):
        op.drop_index(f"ix_{table}_letter_due", table)
        op.drop_column(table, "letter_due")
    op.drop_column("invitation", "reminded_at")
    op.drop_column("event", "reminded_at")
