"""What members of staff are typing is kept until they save it."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0002", "0001"


def upgrade() -> None:
    op.create_table(
        "working_copy",
        sa.Column("about", sa.String(80), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_working_copy_person_id"),
        sa.PrimaryKeyConstraint("about", "person_id", name="pk_working_copy"),
    )
    op.create_index("ix_working_copy_kept_at", "working_copy", ["kept_at"])


def downgrade() -> None:
    op.drop_table("working_copy")
