"""Texts tell who published them and why; rules belong to editions; logos are kept."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0006", "0005"

NOTHING = sa.text("''")


def upgrade() -> None:
    op.add_column("setting", sa.Column("changed_by", sa.Integer(), nullable=True))
    for column in (
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(500), nullable=False, server_default=NOTHING),
        sa.Column("lead", sa.Text(), nullable=False, server_default=NOTHING),
        sa.Column("checked_by", sa.String(200), nullable=False, server_default=NOTHING),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("link", sa.String(500), nullable=False, server_default=NOTHING),
    ):
        op.add_column("site_text", column)
    op.add_column(
        "house_rule",
        sa.Column("edition", sa.Integer(), nullable=False, server_default=sa.text("1")),
    )
    op.add_column("house_rule", sa.Column("retired_edition", sa.Integer(), nullable=True))
    op.create_table(
        "picture",
        sa.Column("digest", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_picture"),
    )


def downgrade() -> None:
    op.drop_table("picture")
    for column in ("retired_edition", "edition"):
        op.drop_column("house_rule", column)
    for column in ("link", "checked_on", "checked_by", "lead", "note", "by_id"):
        op.drop_column("site_text", column)
    op.drop_column("setting", "changed_by")
