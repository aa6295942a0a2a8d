"""For which municipalities somebody wishes to be invited."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0042", "0041"


def upgrade() -> None:
    op.create_table(
        "invitation_wish",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("municipality_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_invitation_wish_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_id"],
            ["municipality.id"],
            name=op.f("fk_invitation_wish_municipality_id_municipality"),
        ),
        sa.PrimaryKeyConstraint("person_id", "municipality_id", name=op.f("pk_invitation_wish")),
    )
    op.create_index(
        op.f("ix_invitation_wish_municipality_id"), "invitation_wish", ["municipality_id"]
    )


def downgrade() -> None:
    op.drop_table("invitation_wish")
