"""The wording of whole dialogues, kept to be cited."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0025", "0024"


def upgrade() -> None:
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("occasion", sa.String(120), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("introduction_html", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_edition_dialogue_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_edition_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition")),
        sa.UniqueConstraint("dialogue_id", "number", name=op.f("uq_edition_dialogue_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "edition_field",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("introduction_html", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_field_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["field_of_action.id"], name=op.f("fk_edition_field_field_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "field_id", name=op.f("pk_edition_field")),
    )
    op.create_table(
        "edition_principle",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_principle_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_edition_principle_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["field_of_action.id"], name=op.f("fk_edition_principle_field_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "revision_id", name=op.f("pk_edition_principle")),
    )


def downgrade() -> None:
    for table in ("edition_principle", "edition_field", "edition"):
        op.drop_table(table)
