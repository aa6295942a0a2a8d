"""What can be found, by which words, and where each word stands.

Whatever is public already is named as due, in the order in which it became so: the job reads it.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0032", "0031"


def upgrade() -> None:
    op.create_table(
        "search_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_due")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "thing_id", name=op.f("uq_search_entry_kind_thing_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.LargeBinary(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "search_ending",
        sa.Column("ending", sa.LargeBinary(), nullable=False),
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("ending", "word_id", name=op.f("pk_search_ending")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "search_places",
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("places", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("word_id", "block", name=op.f("pk_search_places")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO search_due (kind, thing_id) SELECT 'dialogue', id FROM dialogue"
        " WHERE published_at IS NOT NULL ORDER BY published_at, id"
    )
    op.execute(
        "INSERT INTO search_due (kind, thing_id) SELECT 'event', id FROM event"
        " WHERE status <> 'draft' ORDER BY created_at, id"
    )
    op.execute(
        "INSERT INTO search_due (kind, thing_id) SELECT 'comment', id FROM comment"
        " WHERE published_at IS NOT NULL ORDER BY published_at, id"
    )


def downgrade() -> None:
    for name in ("places", "ending", "word", "entry", "due"):
        op.drop_table(f"search_{name}")
