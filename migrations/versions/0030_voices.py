"""Comments quote, take a position, have replies of other citizens, and are supported."""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0030", "0029"

PUBLIC = "published_at IS NOT NULL"
OPENS = f"{PUBLIC} AND parent_id IS NULL"
PLACES = {
    "ix_comment_principle_id_public": ("principle_id", OPENS, PUBLIC),
    "ix_comment_dialogue_id_general": (
        "dialogue_id",
        f"{OPENS} AND principle_id IS NULL",
        f"{PUBLIC} AND principle_id IS NULL",
    ),
}
WAYS = {
    "_supports": ("supports",),
    "_position": ("position",),
    "_position_supports": ("position", "supports"),
}
COUNTED = ("supports", "replies", "places", "echoes")


def _index(name: str, columns: list[str], only: str) -> None:
    rows = sa.text(only)
    op.create_index(name, "comment", columns, sqlite_where=rows, postgresql_where=rows)


def upgrade() -> None:
    op.add_column("comment", sa.Column("quote", sa.Text(), nullable=False, server_default=""))
    op.add_column("comment", sa.Column("quote_revision_id", sa.Integer()))
    for name in COUNTED:
        op.add_column("comment", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    op.add_column("comment", sa.Column("place", sa.Integer()))
    op.drop_index("ix_comment_parent_id", "comment")
    _index("ix_comment_parent_id", ["parent_id", "place"], "parent_id IS NOT NULL")
    for name, (place, rows, _before) in PLACES.items():
        op.drop_index(name, "comment")
        _index(name, [place, "id"], rows)
        for ending, columns in WAYS.items():
            only = f"{rows} AND position IS NOT NULL" if "position" in columns else rows
            _index(name + ending, [place, *columns, "id"], only)
    op.create_table(
        "support",
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_support_comment_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_person_id")),
        sa.PrimaryKeyConstraint("comment_id", "person_id", name=op.f("pk_support")),
    )
    op.create_index(op.f("ix_support_person_id"), "support", ["person_id"])
    op.create_table(
        "support_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("comment_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True)),
        sa.Column("person_id", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["comment_id"], ["comment.id"], name=op.f("fk_support_request_comment_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_request_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_support_request_expires_at"), "support_request", ["expires_at"])


def downgrade() -> None:
    op.drop_table("support_request")
    op.drop_table("support")
    for name, (place, _rows, before) in PLACES.items():
        for ending in WAYS:
            op.drop_index(name + ending, "comment")
        op.drop_index(name, "comment")
        _index(name, [place, "id"], before)
    op.drop_index("ix_comment_parent_id", "comment")
    _index("ix_comment_parent_id", ["parent_id"], "parent_id IS NOT NULL")
    for name in ("place", *COUNTED, "quote_revision_id", "quote"):
        op.drop_column("comment", name)
