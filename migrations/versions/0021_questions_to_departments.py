"""Departments are asked about comments, by one-time link; meanwhile the clock pauses."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0021", "0020"

MOMENT = sa.DateTime(timezone=True)
HEADING, NAME = 120, 120


def upgrade() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(HEADING), nullable=False),
        sa.Column("name", sa.String(NAME), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("paused_at", MOMENT),
        sa.Column("days_left", sa.Integer(), nullable=False),
        sa.Column("away_days", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer()),
        sa.Column("remind_at", MOMENT),
        sa.Column("ending", sa.String(32)),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by_id", sa.Integer()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("signed", sa.String(80), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_hand_over_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_hand_over_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["person.id"], name=op.f("fk_hand_over_ended_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hand_over_comment_id_id", "hand_over", ["comment_id", "id"])
    _index_of_some(
        "ix_hand_over_open", "hand_over", ["comment_id"], only="ending IS NULL", unique=True
    )
    some = {
        "ix_hand_over_remind_at": ("hand_over", ["remind_at", "id"], "remind_at IS NOT NULL"),
        "ix_hand_over_pausing": ("hand_over", ["due_at", "id"], "paused_at IS NOT NULL"),
    }
    op.add_column("queue_entry", sa.Column("away_to", sa.String(NAME)))
    op.add_column("queue_entry", sa.Column("away_until", MOMENT))
    op.add_column("queue_entry", sa.Column("back", sa.String(32)))
    away = ["away_until", "comment_id"]
    some |= {
        "ix_queue_entry_away_until": ("queue_entry", away, "away_until IS NOT NULL"),
        "ix_queue_entry_back": ("queue_entry", ["comment_id"], "back IS NOT NULL"),
    }
    for name, (table, columns, only) in some.items():
        _index_of_some(name, table, columns, only=only)
    op.add_column("reply_proposal", sa.Column("hand_over_id", sa.Integer()))
    for name, length in (("name", NAME), ("address", 254)):
        unknown = sa.Column(name, sa.String(length), nullable=False, server_default="")
        op.add_column("department", unknown)


def _index_of_some(
    name: str, table: str, columns: list[str], *, only: str, unique: bool = False
) -> None:
    where = sa.text(only)
    op.create_index(name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in ("address", "name"):
        op.drop_column("department", name)
    op.drop_column("reply_proposal", "hand_over_id")
    for name in ("ix_queue_entry_back", "ix_queue_entry_away_until"):
        op.drop_index(name, "queue_entry")
    for name in ("back", "away_until", "away_to"):
        op.drop_column("queue_entry", name)
    op.drop_table("hand_over")
