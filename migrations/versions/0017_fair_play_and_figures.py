"""Marks on what stands out, addresses closed for a time, the public account of moderation."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0017", "0016"


def upgrade() -> None:
    op.add_column("queue_entry", sa.Column("marks", sa.String(400), nullable=True))
    # What stands there already was read without marks.
    op.execute("UPDATE queue_entry SET marks = ''")
    only = sa.text("marks IS NULL")
    op.create_index(
        "ix_queue_entry_unmarked",
        "queue_entry",
        ["comment_id"],
        sqlite_where=only,
        postgresql_where=only,
    )
    _fair_play()
    _figures()


def downgrade() -> None:
    for table in ("account", "figure", "closed_address", "text_print", "watch_word"):
        op.drop_table(table)
    op.drop_index("ix_queue_entry_unmarked", "queue_entry")
    # What stood behind the rest is ordinary again.
    op.execute("UPDATE queue_entry SET urgency = 50 WHERE urgency = 60")
    op.drop_column("queue_entry", "marks")


def _fair_play() -> None:
    op.create_table(
        "watch_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(60), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watch_word"),
        sa.UniqueConstraint("word", name="uq_watch_word_word"),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name="fk_watch_word_added_by"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "text_print",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("comment_id", "digest", name="pk_text_print"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_text_print_comment_id"),
    )
    op.create_index("ix_text_print_digest_at", "text_print", ["digest", "at", "comment_id"])
    op.create_index("ix_text_print_at", "text_print", ["at"])
    op.create_table(
        "closed_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_closed_address"),
        sa.UniqueConstraint("digest", name="uq_closed_address_digest"),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name="fk_closed_address_comment_id"
        ),
        sa.ForeignKeyConstraint(["closed_by"], ["person.id"], name="fk_closed_address_closed_by"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_closed_address_until", "closed_address", ["until"])


def _figures() -> None:
    op.create_table(
        "figure",
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("key", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("dialogue_id", "kind", "key", name="pk_figure"),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogue.id"], name="fk_figure_dialogue_id"),
    )
    op.create_table(
        "account",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("last_decision", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_account"),
    )
