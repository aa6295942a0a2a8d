"""Texts in Einfacher Sprache are rows of their own, written for a revision.

What a revision has from the one before belongs to the first that had it. Editions keep the text
that was shown with each revision; drafts know which one they go on from. Search reads anew.
"""

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0033", "0032"

SHOWN = (
    "SELECT p.{} FROM plain_text p WHERE p.principle_id = {}.principle_id"
    " AND p.revision_number <= {} ORDER BY p.revision_number DESC, p.id DESC LIMIT 1"
)


def upgrade() -> None:
    op.create_table(
        "plain_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("principle_id", sa.Integer(), nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.Integer()),
        sa.ForeignKeyConstraint(
            ["principle_id", "revision_number"],
            ["revision.principle_id", "revision.number"],
            name=op.f("fk_plain_text_principle_id_revision_number"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plain_text")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_plain_text_principle_id_revision_number",
        "plain_text",
        ["principle_id", "revision_number"],
    )
    op.execute(
        "INSERT INTO plain_text (principle_id, revision_number, source, html, renderer,"
        " written_at, written_by)"
        " SELECT r.principle_id, r.number, r.plain_text, r.plain_html, r.renderer,"
        " r.published_at, r.published_by FROM revision r"
        " LEFT JOIN revision b ON b.principle_id = r.principle_id AND b.number = r.number - 1"
        " WHERE r.plain_text <> COALESCE(b.plain_text, '') ORDER BY r.published_at, r.id"
    )
    op.drop_column("revision", "plain_html")
    op.drop_column("revision", "plain_text")
    nothing = sa.text("0")
    fits = sa.Column("plain_fits", sa.Boolean(), nullable=False, server_default=sa.false())
    based = sa.Column("based_on_plain", sa.Integer(), nullable=False, server_default=nothing)
    op.add_column("draft", fits)
    op.add_column("draft", based)
    newest = SHOWN.format("id", "draft", "draft.based_on")
    op.execute(f"UPDATE draft SET based_on_plain = COALESCE(({newest}), 0)")  # noqa: S608  fixed
    with op.batch_alter_table("edition_principle") as kept:
        kept.add_column(sa.Column("plain_text_id", sa.Integer()))
        kept.create_foreign_key(
            op.f("fk_edition_principle_plain_text_id"), "plain_text", ["plain_text_id"], ["id"]
        )
    newest = SHOWN.format("id", "r", "r.number")
    op.execute(
        f"UPDATE edition_principle SET plain_text_id = (SELECT ({newest})"  # noqa: S608  fixed
        " FROM revision r WHERE r.id = edition_principle.revision_id)"
    )
    op.execute(
        "INSERT INTO search_due (kind, thing_id) SELECT 'dialogue', id FROM dialogue"
        " WHERE published_at IS NOT NULL ORDER BY published_at, id"
    )


def downgrade() -> None:
    with op.batch_alter_table("edition_principle") as kept:
        kept.drop_constraint(op.f("fk_edition_principle_plain_text_id"), type_="foreignkey")
        kept.drop_column("plain_text_id")
    op.drop_column("draft", "based_on_plain")
    op.drop_column("draft", "plain_fits")
    for name, kept_as in (("plain_text", "source"), ("plain_html", "html")):
        op.add_column("revision", sa.Column(name, sa.Text(), nullable=False, server_default=""))
        newest = SHOWN.format(kept_as, "revision", "revision.number")
        op.execute(f"UPDATE revision SET {name} = COALESCE(({newest}), '')")  # noqa: S608  fixed
    op.execute(
        "INSERT INTO search_due (kind, thing_id) SELECT 'dialogue', id FROM dialogue"
        " WHERE published_at IS NOT NULL ORDER BY published_at, id"
    )
    op.drop_index("ix_plain_text_principle_id_revision_number", "plain_text")
    op.drop_table("plain_text")
