"""The first steps for moderators are a page of the handbook, no text of the site any more."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0009", "0008"


def upgrade() -> None:
    text = sa.table("site_text", sa.column("slug"))
    op.execute(text.delete().where(text.c.slug == "hilfe-moderation"))


def downgrade() -> None:
    """Leave it out: a former version of the product puts its own text there."""
