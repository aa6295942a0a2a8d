"""Text blocks, answers in the name of a department, answers that somebody else reads first."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0019", "0018"

HEADING = 120


def upgrade() -> None:
    op.create_table(
        "text_block",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(HEADING), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("dialogue_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_text_block_dialogue_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_block")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "block_use",
        sa.Column("block_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["block_id"], ["text_block.id"], name=op.f("fk_block_use_block_id")
        ),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_block_use_reply_id")),
        sa.PrimaryKeyConstraint("block_id", "reply_id", name=op.f("pk_block_use")),
    )
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(HEADING), nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("heading", name=op.f("uq_department_heading")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reply_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(HEADING), nullable=False),
        sa.Column("event_id", sa.Integer()),
        sa.Column("drops_event", sa.Boolean(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True)),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_reply_proposal_comment_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_reply_proposal_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_proposal")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reply_proposal_comment_id_id", "reply_proposal", ["comment_id", "id"])
    moderation = sa.Column("heading", sa.String(HEADING), nullable=False, server_default="")
    op.add_column("reply_version", moderation)
    op.add_column("queue_entry", sa.Column("proposed", sa.String(32)))
    alone = sa.Column("replies_need_two", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("dialogue", alone)


def downgrade() -> None:
    op.drop_column("dialogue", "replies_need_two")
    op.drop_column("queue_entry", "proposed")
    op.drop_column("reply_version", "heading")
    for table in ("reply_proposal", "department", "block_use", "text_block"):
        op.drop_table(table)
