"""Who came is noted at the door; needs are offered, stated and kept apart; everybody has a code."""

import secrets

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0038", "0037"

AUTOINCREMENT = {"sqlite_autoincrement": True}
LETTERS, LENGTH = "CDFGHJKMNPQRTVWXY3479", 6


def upgrade() -> None:
    op.add_column("registration", sa.Column("code", sa.String(8)))
    _give_codes()
    op.create_index(op.f("ix_registration_code"), "registration", ["code", "event_id"], unique=True)
    op.create_table(
        "arrival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer()),
        sa.Column("invitation_id", sa.Integer()),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("came_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_arrival_event_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_arrival_registration_id")
        ),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_arrival_invitation_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_arrival_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrival")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_arrival_registration_id")),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_arrival_invitation_id")),
        **AUTOINCREMENT,
    )
    op.create_index(op.f("ix_arrival_event_id"), "arrival", ["event_id"])
    op.create_index(
        op.f("ix_arrival_named"),
        "arrival",
        ["event_id"],
        sqlite_where=sa.text("name <> ''"),
        postgresql_where=sa.text("name <> ''"),
    )
    op.create_table(
        "event_need",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_need_event_id")),
        sa.PrimaryKeyConstraint("event_id", "need", name=op.f("pk_event_need")),
    )
    op.create_table(
        "stated_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("by_id", sa.Integer()),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_stated_needs_registration_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_stated_needs_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stated_needs")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_stated_needs_registration_id")),
        **AUTOINCREMENT,
    )


def downgrade() -> None:
    for table in ("stated_needs", "event_need", "arrival"):
        op.drop_table(table)
    op.drop_index(op.f("ix_registration_code"), "registration")
    op.drop_column("registration", "code")


def _give_codes() -> None:
    """Let everybody who is registered already have a code, too; no two are equal."""
    connection = op.get_bind()
    table = sa.table("registration", sa.column("id", sa.Integer), sa.column("code", sa.String))
    taken: set[str] = set()
    for number in connection.scalars(sa.select(table.c.id)).all():
        while (code := "".join(secrets.choice(LETTERS) for _ in range(LENGTH))) in taken:
            pass
        taken.add(code)
        connection.execute(table.update().where(table.c.id == number).values(code=code))
