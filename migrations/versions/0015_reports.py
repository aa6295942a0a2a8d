"""Readers report comments."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0015", "0014"

OWED = sa.text("forget_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_number", sa.String(10), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("good_faith", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("by_address", sa.String(64), nullable=False),
        sa.Column("by_network", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("privacy_version", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(32), nullable=True),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_report_comment_id"),
        sa.ForeignKeyConstraint(["rule_id"], ["house_rule.id"], name="fk_report_rule_id"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_report_decision_id"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("receipt_number", name="uq_report_receipt_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_report_comment_id_id", "report", ["comment_id", "id"])
    op.create_index(
        "ix_report_forget_at",
        "report",
        ["forget_at"],
        sqlite_where=OWED,
        postgresql_where=OWED,
    )


def downgrade() -> None:
    op.drop_table("report")
    # Verdicts the product did not know before; their words stay for the moderators.
    op.execute(
        "UPDATE decision SET verdict = 'note' WHERE verdict IN ('hold_back', 'dismiss_reports')"
    )
