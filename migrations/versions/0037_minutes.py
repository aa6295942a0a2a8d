"""The minutes of events, their numbered results, and the tasks that came of them."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0037", "0036"

AUTOINCREMENT = {"sqlite_autoincrement": True}


def upgrade() -> None:
    op.create_table(
        "minutes",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("results", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("principles", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_minutes_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_minutes")),
    )
    op.create_table(
        "minutes_edition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("participants", sa.Integer()),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_minutes_edition_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_minutes_edition")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_minutes_edition_event_id_number")),
        **AUTOINCREMENT,
    )
    for what, target in (("field", "field_of_action"), ("principle", "principle")):
        table, column = f"minutes_{what}", f"{what}_id"
        op.create_table(
            table,
            sa.Column("edition_id", sa.Integer(), nullable=False),
            sa.Column(column, sa.Integer(), nullable=False),
            sa.ForeignKeyConstraint(
                ["edition_id"], ["minutes_edition.id"], name=op.f(f"fk_{table}_edition_id")
            ),
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}")),
            sa.PrimaryKeyConstraint("edition_id", column, name=op.f(f"pk_{table}")),
        )
    _create_results()


def _create_results() -> None:
    op.create_table(
        "event_result",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer()),
        sa.Column("draft_id", sa.Integer()),
        sa.Column("revision_id", sa.Integer()),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_result_event_id")),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_event_result_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_event_result_revision_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_result")),
        sa.UniqueConstraint("event_id", "number", name=op.f("uq_event_result_event_id_number")),
        sa.UniqueConstraint("comment_id", name=op.f("uq_event_result_comment_id")),
        **AUTOINCREMENT,
    )
    for column in ("draft_id", "revision_id"):
        op.create_index(op.f(f"ix_event_result_{column}"), "event_result", [column])
    op.create_table(
        "event_result_words",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["minutes_edition.id"], name=op.f("fk_event_result_words_edition_id")
        ),
        sa.ForeignKeyConstraint(
            ["result_id"], ["event_result.id"], name=op.f("fk_event_result_words_result_id")
        ),
        sa.PrimaryKeyConstraint("edition_id", "result_id", name=op.f("pk_event_result_words")),
    )
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("result_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("responsible", sa.String(200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_on", sa.Date()),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer()),
        sa.ForeignKeyConstraint(["result_id"], ["event_result.id"], name=op.f("fk_task_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("result_id", name=op.f("uq_task_result_id")),
        **AUTOINCREMENT,
    )
    op.create_index("ix_task_done_on_due_on", "task", ["done_on", "due_on", "id"])


def downgrade() -> None:
    for table in (
        "task",
        "event_result_words",
        "event_result",
        "minutes_principle",
        "minutes_field",
        "minutes_edition",
        "minutes",
    ):
        op.drop_table(table)
