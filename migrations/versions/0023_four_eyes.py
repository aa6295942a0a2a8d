"""Hidings that somebody else has to confirm."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0023", "0022"


def upgrade() -> None:
    op.create_table(
        "hiding_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_hiding_proposal_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["house_rule.id"], name=op.f("fk_hiding_proposal_rule_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_hiding_proposal_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hiding_proposal")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hiding_proposal_comment_id_id", "hiding_proposal", ["comment_id", "id"])
    op.add_column("queue_entry", sa.Column("proposed_by", sa.Integer()))


def downgrade() -> None:
    op.drop_column("queue_entry", "proposed_by")
    op.drop_table("hiding_proposal")
