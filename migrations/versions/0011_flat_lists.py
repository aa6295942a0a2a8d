"""Lists and jobs read one index each, however much there is; what nobody asks for has none."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

revision, down_revision = "0011", "0010"

PUBLIC = "published_at IS NOT NULL"
WAITING = "confirmed_at IS NULL"
# Of each index its table, its columns and, if it holds only some rows, which.
NEW: Mapping[str, tuple[str, list[str], str]] = {
    "ix_comment_dialogue_id_id": ("comment", ["dialogue_id", "id"], ""),
    "ix_comment_author_id_id": ("comment", ["author_id", "id"], "author_id IS NOT NULL"),
    "ix_comment_parent_id": ("comment", ["parent_id"], "parent_id IS NOT NULL"),
    "ix_comment_principle_id_public": ("comment", ["principle_id", "id"], PUBLIC),
    "ix_comment_revision_id_public": ("comment", ["revision_id", "status"], PUBLIC),
    "ix_comment_dialogue_id_general": (
        "comment",
        ["dialogue_id", "id"],
        f"{PUBLIC} AND principle_id IS NULL",
    ),
    "ix_confirmation_expires_at_waiting": ("confirmation", ["expires_at", "comment_id"], WAITING),
    "ix_confirmation_created_at_waiting": (
        "confirmation",
        ["created_at", "comment_id"],
        f"{WAITING} AND reminded_at IS NULL",
    ),
    "ix_queue_entry_lane_dialogue_id_waiting_since": (
        "queue_entry",
        ["lane", "dialogue_id", "waiting_since", "comment_id"],
        "",
    ),
    "ix_queue_entry_lane_general": (
        "queue_entry",
        ["lane", "waiting_since", "comment_id"],
        "principle_id = 0",
    ),
    "ix_access_link_expires_at": ("access_link", ["expires_at"], ""),
    "ix_access_link_person_id": ("access_link", ["person_id"], "person_id IS NOT NULL"),
    "ix_outgoing_mail_person_id": ("outgoing_mail", ["person_id"], "person_id IS NOT NULL"),
    "ix_outgoing_mail_address_created_at": (
        "outgoing_mail",
        ["address", "created_at"],
        "person_id IS NULL",
    ),
    "ix_outgoing_mail_state_not_before_id": (
        "outgoing_mail",
        ["state", "not_before", "id", "created_at", "cancelled_at"],
        "cancelled_at IS NULL",
    ),
    "ix_outgoing_mail_leased_until": (
        "outgoing_mail",
        ["leased_until"],
        "leased_until IS NOT NULL",
    ),
}
OLD: Mapping[str, tuple[str, list[str], str]] = {
    "ix_comment_dialogue_id_status": ("comment", ["dialogue_id", "status", "id"], ""),
    "ix_comment_author_id": ("comment", ["author_id"], ""),
    "ix_comment_parent_id": ("comment", ["parent_id"], ""),
    "ix_comment_principle_id_id": ("comment", ["principle_id", "id"], ""),
    "ix_comment_revision_id": ("comment", ["revision_id"], ""),
    "ix_confirmation_address": ("confirmation", ["address"], ""),
    "ix_confirmation_expires_at": ("confirmation", ["expires_at"], ""),
    "ix_access_link_person_id": ("access_link", ["person_id"], ""),
    "ix_outgoing_mail_person_id": ("outgoing_mail", ["person_id"], ""),
    "ix_outgoing_mail_state_not_before": ("outgoing_mail", ["state", "not_before"], ""),
}


def upgrade() -> None:
    _exchange(OLD, NEW)


def downgrade() -> None:
    _exchange(NEW, OLD)


def _exchange(gone: Mapping[str, Any], made: Mapping[str, Any]) -> None:
    for name, (table, _columns, _rows) in gone.items():
        op.drop_index(name, table)
    for name, (table, columns, rows) in made.items():
        only = sa.text(rows) if rows else None
        op.create_index(name, table, columns, sqlite_where=only, postgresql_where=only)
