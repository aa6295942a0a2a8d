"""Words about data with versions, what was shown with a form, feedback on accessibility."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0008", "0007"

# The words beside the box so far; whoever still has to confirm has ticked it beside them.
AGREED = (
    "Laden Sie mich per E-Mail zu passenden Veranstaltungen ein. "
    "Diese Einwilligung kann ich jederzeit widerrufen."
)


def upgrade() -> None:
    op.create_table(
        "data_wording",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("processing", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_data_wording"),
        sa.UniqueConstraint("processing", "version", name="uq_data_wording_processing_version"),
        sqlite_autoincrement=True,
    )
    op.add_column("consent", sa.Column("locale", sa.String(8), nullable=False, server_default="de"))
    op.add_column(
        "confirmation", sa.Column("consent", sa.Text(), nullable=False, server_default="")
    )
    op.add_column(
        "confirmation",
        sa.Column("consent_version", sa.Integer(), nullable=False, server_default="0"),
    )
    waiting = sa.table(
        "confirmation",
        sa.column("wants_invitations", sa.Boolean()),
        sa.column("consent", sa.Text()),
        sa.column("consent_version", sa.Integer()),
    )
    op.execute(
        waiting.update()
        .where(waiting.c.wants_invitations.is_(True))
        .values(consent=AGREED, consent_version=1)
    )
    op.add_column("invitation", sa.Column("privacy_version", sa.Integer(), nullable=True))
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_number", sa.String(9), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("page", sa.String(300), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("wants_answer", sa.Boolean(), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("privacy_version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("anonymous_since", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_feedback"),
        sa.UniqueConstraint("receipt_number", name="uq_feedback_receipt_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_state_due_at", "feedback", ["state", "due_at", "id"])
    op.create_index("ix_feedback_address_received_at", "feedback", ["address", "received_at"])
    op.create_index("ix_feedback_settled_at", "feedback", ["settled_at"])
    op.create_table(
        "feedback_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("feedback_id", sa.Integer(), nullable=False),
        sa.Column("deed", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_id"], ["feedback.id"], name="fk_feedback_entry_feedback_id"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name="fk_feedback_entry_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_feedback_entry"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feedback_entry_feedback_id", "feedback_entry", ["feedback_id", "id"])


def downgrade() -> None:
    op.drop_column("consent", "locale")
    op.drop_table("feedback_entry")
    op.drop_table("feedback")
    op.drop_column("invitation", "privacy_version")
    op.drop_column("confirmation", "consent_version")
    op.drop_column("confirmation", "consent")
    op.drop_table("data_wording")
