"""Accounts say whether somebody ever worked here: only their names stay."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0010", "0009"


def upgrade() -> None:
    column = sa.Column("worked_here", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("person", column)
    # Who is only invited now has no password yet and was never switched off.
    op.execute(
        "UPDATE person SET worked_here = true WHERE name <> '' AND (disabled_at IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM credential WHERE credential.person_id = person.id))"
    )


def downgrade() -> None:
    op.drop_column("person", "worked_here")
