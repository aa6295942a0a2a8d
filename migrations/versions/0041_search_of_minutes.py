"""Minutes are found by search.

Whatever minutes are public already are named as due: the job reads them.
"""

from alembic import op

revision, down_revision = "0041", "0040"


def upgrade() -> None:
    op.execute(
        "INSERT INTO search_due (kind, thing_id)"
        " SELECT 'event', event_id FROM minutes_edition WHERE number = 1 ORDER BY id"
    )


def downgrade() -> None:
    op.execute("DELETE FROM search_entry WHERE kind = 'minutes'")
