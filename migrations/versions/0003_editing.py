"""Editors draft, schedule, publish and withdraw; fields that are there are public as before."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0003", "0002"

MOMENT = sa.DateTime(timezone=True)
COLUMNS = {
    "dialogue": [
        ("publish_at", MOMENT, None),
        ("scheduled_by", sa.Integer(), None),
        ("publish_problem", sa.Text(), ""),
        ("withdrawn_at", MOMENT, None),
        ("withdrawal_note", sa.Text(), ""),
        ("responsible_id", sa.Integer(), None),
        ("stand_in_id", sa.Integer(), None),
        ("second_name", sa.String(200), ""),
        ("second_email", sa.String(254), ""),
        ("version", sa.Integer(), "1"),
        ("changed_by", sa.Integer(), None),
        ("changed_at", MOMENT, None),
    ],
    "field_of_action": [
        ("published_at", MOMENT, None),
        ("withdrawn_at", MOMENT, None),
        ("withdrawal_note", sa.Text(), ""),
        ("version", sa.Integer(), "1"),
        ("changed_by", sa.Integer(), None),
        ("changed_at", MOMENT, None),
    ],
    "principle": [("withdrawal_note", sa.Text(), "")],
}


def upgrade() -> None:
    for table, columns in COLUMNS.items():
        for name, kind, default in columns:
            nullable = default is None
            op.add_column(table, sa.Column(name, kind, nullable=nullable, server_default=default))
    op.create_index("ix_dialogue_publish_at", "dialogue", ["publish_at"])
    op.execute(
        "UPDATE field_of_action SET published_at = (SELECT dialogue.published_at FROM dialogue "
        "WHERE dialogue.id = field_of_action.dialogue_id)"
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("principle_id", sa.Integer(), nullable=True),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("plain_text", sa.Text(), nullable=False),
        sa.Column("change_note", sa.Text(), nullable=False),
        sa.Column("comments", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("publish_at", MOMENT, nullable=True),
        sa.Column("scheduled_by", sa.Integer(), nullable=True),
        sa.Column("publish_problem", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogue.id"], name="fk_draft_dialogue_id"),
        sa.ForeignKeyConstraint(["field_id"], ["field_of_action.id"], name="fk_draft_field_id"),
        sa.ForeignKeyConstraint(["principle_id"], ["principle.id"], name="fk_draft_principle_id"),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("dialogue_id", "number", name="uq_draft_dialogue_id_number"),
        sa.UniqueConstraint("principle_id", name="uq_draft_principle_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_field_id", "draft", ["field_id"])
    op.create_index("ix_draft_publish_at", "draft", ["publish_at"])


def downgrade() -> None:
    op.drop_table("draft")
    op.drop_index("ix_dialogue_publish_at", "dialogue")
    for table, columns in COLUMNS.items():
        for name, _kind, _default in columns:
            op.drop_column(table, name)
