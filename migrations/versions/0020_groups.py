"""Similar comments are found by the stems of their words and answered together."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0020", "0019"

PART = sa.text("part_of IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "comment_stem",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("stem", sa.BigInteger(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("text_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("comment_id", "stem", name="pk_comment_stem"),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name="fk_comment_stem_comment_id"),
    )
    op.create_index(
        "ix_comment_stem_dialogue_id_stem", "comment_stem", ["dialogue_id", "stem", "comment_id"]
    )
    op.create_table(
        "proposal_comment",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("proposal_id", "comment_id", name="pk_proposal_comment"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["reply_proposal.id"], name="fk_proposal_comment_proposal_id"
        ),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name="fk_proposal_comment_comment_id"
        ),
    )
    op.create_index("ix_proposal_comment_comment_id", "proposal_comment", ["comment_id"])
    op.add_column("deed_done", sa.Column("part_of", sa.Integer()))
    op.create_index(
        "ix_deed_done_part_of",
        "deed_done",
        ["part_of"],
        sqlite_where=PART,
        postgresql_where=PART,
    )
    # What is open is looked through once more (comments.marking), so that its stems are kept.
    op.execute("UPDATE queue_entry SET marks = NULL WHERE lane IN ('new', 'awaiting_reply')")


def downgrade() -> None:
    op.drop_index("ix_deed_done_part_of", "deed_done")
    op.drop_column("deed_done", "part_of")
    op.drop_table("proposal_comment")
    op.drop_table("comment_stem")
