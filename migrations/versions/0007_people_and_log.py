"""Sessions say on what kind of device and until when; the log is read by person, deed and thing."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0007", "0006"

LOG = (["at", "id"], ["by_id", "at", "id"], ["deed", "at", "id"], ["by_id", "deed", "at", "id"])


def upgrade() -> None:
    op.add_column("sign_in", sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("sign_in", sa.Column("device", sa.String(40), nullable=False, server_default=""))
    op.add_column("sign_in", sa.Column("ended_how", sa.String(32), nullable=True))
    op.create_index("ix_sign_in_person_id_created_at", "sign_in", ["person_id", "created_at"])
    op.drop_index("ix_sign_in_person_id", "sign_in")
    staff = sa.text("name <> ''")
    op.create_index(
        "ix_person_name_staff", "person", ["name"], sqlite_where=staff, postgresql_where=staff
    )
    for columns in (*LOG, ["subject", "at", "id"]):
        op.create_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry", columns)
    op.drop_index("ix_audit_entry_subject", "audit_entry")


def downgrade() -> None:
    op.create_index("ix_audit_entry_subject", "audit_entry", ["subject"])
    for columns in (*LOG, ["subject", "at", "id"]):
        op.drop_index(f"ix_audit_entry_{'_'.join(columns)}", "audit_entry")
    op.drop_index("ix_person_name_staff", "person")
    op.create_index("ix_sign_in_person_id", "sign_in", ["person_id"])
    op.drop_index("ix_sign_in_person_id_created_at", "sign_in")
    for column in ("ended_how", "device", "last_seen_at"):
        op.drop_column("sign_in", column)
