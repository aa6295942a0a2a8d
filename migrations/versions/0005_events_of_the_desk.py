"""What the editors' desk says of an event; when and why it was cancelled."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0005", "0004"

TEXTS = {
    "address": sa.String(300),
    "directions": sa.Text(),
    "organiser": sa.String(200),
    "contact_name": sa.String(200),
    "contact_email": sa.String(254),
    "contact_phone": sa.String(60),
    "reason": sa.Text(),
}
SWITCHES = ("all_day", "sign_language", "childcare")
PERHAPS = {
    "register_by": sa.Date(),
    "changed_by": sa.Integer(),
    "cancelled_at": sa.DateTime(timezone=True),
}


def upgrade() -> None:
    for name, kind in TEXTS.items():
        op.add_column("event", sa.Column(name, kind, nullable=False, server_default=""))
    for name in SWITCHES:
        column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column("event", column)
    op.add_column(
        "event", sa.Column("step_free", sa.String(32), nullable=False, server_default="unknown")
    )
    for name, kind in PERHAPS.items():
        op.add_column("event", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name in (*PERHAPS, "step_free", *SWITCHES, *TEXTS):
        op.drop_column("event", name)
