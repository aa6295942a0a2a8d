"""Deeds can be undone, many done at once, entries assigned; single keys switched off."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0018", "0017"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    keys = sa.Column("shortcuts", sa.Boolean(), nullable=False, server_default=sa.true())
    op.add_column("person", keys)
    op.add_column("claim", sa.Column("assigned_by", sa.Integer()))
    op.create_table(
        "deed_done",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_deed_done_comment_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_deed_done_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deed_done")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_deed_done_by_id_id", "deed_done", ["by_id", "id"])
    op.create_table(
        "batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("rule_id", sa.Integer()),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("colleague_id", sa.Integer()),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_batch_by_id")),
        sa.ForeignKeyConstraint(["rule_id"], ["house_rule.id"], name=op.f("fk_batch_rule_id")),
        sa.ForeignKeyConstraint(
            ["colleague_id"], ["person.id"], name=op.f("fk_batch_colleague_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_batch")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "batch_entry",
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("why", sa.String(32)),
        sa.Column("deed_id", sa.Integer()),
        sa.ForeignKeyConstraint(["batch_id"], ["batch.id"], name=op.f("fk_batch_entry_batch_id")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_batch_entry_comment_id")
        ),
        sa.ForeignKeyConstraint(["deed_id"], ["deed_done.id"], name=op.f("fk_batch_entry_deed_id")),
        sa.PrimaryKeyConstraint("batch_id", "comment_id", name=op.f("pk_batch_entry")),
    )


def downgrade() -> None:
    for table in ("batch_entry", "batch", "deed_done"):
        op.drop_table(table)
    op.drop_column("claim", "assigned_by")
    op.drop_column("person", "shortcuts")
