"""Authors ask once for a second look at a hiding; somebody else decides."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0016", "0015"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "review_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("hiding_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("privacy_version", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("handed_to", sa.String(200), nullable=False),
        sa.Column("handed_address", sa.String(254), nullable=False),
        sa.Column("handed_at", moment),
        sa.Column("link_id", sa.Integer()),
        sa.Column("link_until", moment),
        sa.Column("remind_at", moment),
        sa.Column("reminded_at", moment),
        sa.Column("outcome", sa.String(32)),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("decided_at", moment),
        sa.Column("decided_by_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name="fk_review_request_comment_id"
        ),
        sa.ForeignKeyConstraint(["hiding_id"], ["decision.id"], name="fk_review_request_hiding_id"),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name="fk_review_request_decided_by_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review_request"),
        sa.UniqueConstraint("hiding_id", name="uq_review_request_hiding_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_request_comment_id", "review_request", ["comment_id"])
    waiting = sa.text("outcome IS NULL")
    op.create_index(
        "ix_review_request_waiting",
        "review_request",
        ["asked_at", "id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    op.drop_table("review_request")
