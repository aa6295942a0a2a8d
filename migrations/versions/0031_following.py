"""Following dialogues, principles and comments; when an event became public."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0031", "0030"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("event", sa.Column("published_at", MOMENT))
    op.execute("UPDATE event SET published_at = created_at WHERE status <> 'draft'")
    op.create_index("ix_event_changed_at", "event", ["changed_at"])
    op.create_table(
        "follower",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follower")),
        sa.UniqueConstraint("address", name=op.f("uq_follower_address")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "subscription",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("dialogue_id", sa.Integer(), nullable=False),
        sa.Column("principle_id", sa.Integer()),
        sa.Column("comment_id", sa.Integer()),
        sa.Column("rhythm", sa.String(32), nullable=False),
        sa.Column("privacy_version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("due_at", MOMENT),
        *_references("subscription", "follower", "dialogue", "principle", "comment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscription")),
        sa.UniqueConstraint(
            "follower_id", "subject", name=op.f("uq_subscription_follower_id_subject")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscription_subject", "subscription", ["subject"])
    _index_some("ix_subscription_due_at", "subscription", ["due_at", "follower_id"], "due_at")
    unconfirmed = sa.text("confirmed_at IS NULL")
    op.create_index(
        "ix_subscription_created_at_open",
        "subscription",
        ["created_at", "id"],
        sqlite_where=unconfirmed,
        postgresql_where=unconfirmed,
    )
    op.create_table(
        "news",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("dialogue_id", sa.Integer()),
        sa.Column("principle_id", sa.Integer()),
        sa.Column("comment_id", sa.Integer()),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer()),
        *_references("news", "dialogue", "principle", "comment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news")),
        sa.UniqueConstraint("key", name=op.f("uq_news_key")),
        sqlite_autoincrement=True,
    )
    for place in ("dialogue_id", "principle_id", "comment_id"):
        _index_some(f"ix_news_{place}_id", "news", [place, "id"], place)
    op.create_table(
        "news_letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("follower_id", sa.Integer(), nullable=False),
        sa.Column("made_of", sa.JSON(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        *_references("news_letter", "follower"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_news_letter")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_news_letter_follower_id", "news_letter", ["follower_id"])
    op.create_index("ix_news_letter_made_at", "news_letter", ["made_at"])
    marks = op.create_table(
        "news_mark",
        sa.Column("source", sa.String(20), nullable=False),
        sa.Column("upto", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_news_mark")),
    )
    # What happened before is no news to anybody.
    connection, moment = op.get_bind(), datetime.now(UTC)
    for source in ("decision", "revision", "edition", "event", "dialogue"):
        last = connection.execute(sa.text(f"SELECT coalesce(max(id), 0) FROM {source}")).scalar()  # noqa: S608  the names stand above
        connection.execute(marks.insert().values(source=source, upto=last, until=moment))


def downgrade() -> None:
    for table in ("news_mark", "news_letter", "news", "subscription", "follower"):
        op.drop_table(table)
    op.drop_index("ix_event_changed_at", "event")
    op.drop_column("event", "published_at")


def _references(table: str, *others: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([f"{it}_id"], [f"{it}.id"], name=op.f(f"fk_{table}_{it}_id"))
        for it in others
    ]


def _index_some(name: str, table: str, columns: list[str], only: str) -> None:
    there = sa.text(f"{only} IS NOT NULL")
    op.create_index(name, table, columns, sqlite_where=there, postgresql_where=there)
