"""A dialogue in Leichte Sprache: every version that was written, and who checked it."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0034", "0033"


def upgrade() -> None:
    op.create_table(
        "easy_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("checked_by", sa.String(200), nullable=False),
        sa.Column("checked_on", sa.Date()),
        sa.Column("official", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_easy_text_dialogue_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_easy_text")),
        sa.UniqueConstraint(
            "dialogue_id", "version", name=op.f("uq_easy_text_dialogue_id_version")
        ),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("easy_text")
