"""Places where events take place, and which event takes place where."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0040", "0039"


def upgrade() -> None:
    op.create_table(
        "meeting_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(300), nullable=False),
        sa.Column("address", sa.String(300), nullable=False),
        sa.Column("directions", sa.Text(), nullable=False),
        sa.Column("step_free", sa.String(32), nullable=False),
        sa.Column("access", sa.String(300), nullable=False),
        sa.Column("municipality_id", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_meeting_place_municipality_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_place")),
        sa.UniqueConstraint("name", name=op.f("uq_meeting_place_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_meeting_place_municipality_id"), "meeting_place", ["municipality_id"])
    op.create_table(
        "event_meeting_place",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("meeting_place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_meeting_place_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_place_id"],
            ["meeting_place.id"],
            name=op.f("fk_event_meeting_place_meeting_place_id"),
        ),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_meeting_place")),
    )
    op.create_index(
        op.f("ix_event_meeting_place_meeting_place_id"), "event_meeting_place", ["meeting_place_id"]
    )


def downgrade() -> None:
    # The version before knows only yes and no.
    op.execute("UPDATE event SET step_free = 'unknown' WHERE step_free = 'partly'")
    for table in ("event_meeting_place", "meeting_place"):
        op.drop_table(table)
