"""Passages of comments that are hidden, and the versions that leave them out."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0022", "0021"


def upgrade() -> None:
    op.create_table(
        "hidden_passage",
        sa.Column("hiding_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("original", sa.Integer(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["hiding_id"], ["decision.id"], name=op.f("fk_hidden_passage_hiding_id")
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_hidden_passage_comment_id")
        ),
        sa.PrimaryKeyConstraint("hiding_id", name=op.f("pk_hidden_passage")),
    )
    op.create_index("ix_hidden_passage_comment_id", "hidden_passage", ["comment_id"])
    op.add_column("comment_version", sa.Column("shortened_from", sa.Integer()))


def downgrade() -> None:
    op.drop_column("comment_version", "shortened_from")
    op.drop_table("hidden_passage")
