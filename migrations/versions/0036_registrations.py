"""A registration has a name, a state and a place on the waiting list."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0036", "0035"

# Ids stand in links; SQLite would use the newest one again.
KEPT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    with op.batch_alter_table("registration", table_kwargs=KEPT) as table:
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("same_as_id", sa.Integer()))
        table.add_column(sa.Column("by_id", sa.Integer()))
        for name, length in (("name", 200), ("address", 254), ("reached_by", 200)):
            column = sa.Column(name, sa.String(length), nullable=False, server_default="")
            table.add_column(column)
        table.add_column(sa.Column("locale", sa.String(8), nullable=False, server_default="de"))
        table.add_column(sa.Column("state", sa.String(32), nullable=False, server_default="seated"))
        table.add_column(sa.Column("round", sa.Integer(), nullable=False, server_default="0"))
        for name in ("queued_at", "due_at"):
            table.add_column(sa.Column(name, sa.DateTime(timezone=True)))
        table.add_column(sa.Column("privacy_version", sa.Integer()))
        for column, other in (("same_as_id", "registration"), ("by_id", "person")):
            table.create_foreign_key(op.f(f"fk_registration_{column}"), other, [column], ["id"])
        table.create_index(op.f("ix_registration_state_due_at"), ["state", "due_at"])
        table.create_index(
            op.f("ix_registration_event_id_state"), ["event_id", "state", "queued_at"]
        )
        table.create_index(
            op.f("ix_registration_named"),
            ["event_id"],
            sqlite_where=sa.text("name <> ''"),
            postgresql_where=sa.text("name <> ''"),
        )


def downgrade() -> None:
    op.execute("DELETE FROM registration WHERE person_id IS NULL OR state NOT IN ('seated')")
    with op.batch_alter_table("registration", table_kwargs=KEPT) as table:
        for name in ("named", "event_id_state", "state_due_at"):
            table.drop_index(op.f(f"ix_registration_{name}"))
        for column in ("by_id", "same_as_id"):
            table.drop_constraint(op.f(f"fk_registration_{column}"), type_="foreignkey")
        for column in (
            "privacy_version due_at queued_at round state locale reached_by address name by_id "
            "same_as_id"
        ).split():
            table.drop_column(column)
        table.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
