"""Stamps tell apart what changes single comments only and what changes everything around them."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0012", "0011"


def upgrade() -> None:
    op.add_column("stamp", sa.Column("frame", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    op.drop_column("stamp", "frame")
