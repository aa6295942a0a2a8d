"""When its author has changed a comment."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0029", "0025"


def upgrade() -> None:
    op.add_column("comment", sa.Column("edited_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("comment", "edited_at")
