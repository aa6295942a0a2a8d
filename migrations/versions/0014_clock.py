"""Absences of the team, when digests come, and of what somebody was told that it is overdue."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0014", "0013"


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(80), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_absence_last_day", "absence", ["last_day"])
    op.create_table(
        "digest_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("settled_for", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_digest_choice_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_digest_choice"),
    )
    op.create_table(
        "escalation",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_escalation_comment_id"),
        sa.PrimaryKeyConstraint("comment_id", name="pk_escalation"),
    )


def downgrade() -> None:
    op.drop_table("escalation")
    op.drop_table("digest_choice")
    op.drop_table("absence")
