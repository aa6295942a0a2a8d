"""When principles were withdrawn and came back, and which comments stand behind a revision."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0004", "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "withdrawal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("principle_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=False),
        sa.Column("reinstated_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["principle_id"], ["principle.id"], name="fk_withdrawal_principle_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_withdrawal_principle_id", "withdrawal", ["principle_id"])
    # Nothing else knows when principles that are withdrawn already were.
    op.execute(
        "INSERT INTO withdrawal (principle_id, note, withdrawn_at) "
        "SELECT id, '', withdrawn_at FROM principle WHERE withdrawn_at IS NOT NULL"
    )
    op.create_table(
        "revision_comment",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name="fk_revision_comment_revision_id"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name="fk_revision_comment_comment_id"
        ),
        sa.PrimaryKeyConstraint("revision_id", "comment_id", name="pk_revision_comment"),
    )
    op.create_index("ix_revision_comment_comment_id", "revision_comment", ["comment_id"])


def downgrade() -> None:
    op.drop_table("revision_comment")
    op.drop_table("withdrawal")
