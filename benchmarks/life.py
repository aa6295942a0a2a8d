"""What stands before the first comment, and one comment on its way. Pure Python."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Ground:
    """What stands before the first comment: the dialogue, its principles, who decides."""

    dialogue_id: int
    revisions: dict[int, tuple[int, int]]  # number of the principle: its id, its revision's
    moderators: list[int]
    rule_id: int
    rules_version: int
    privacy_version: int
    first_person: int
    begins_at: datetime
    reply_within: int
    state_code: str
    zone: str
    sealed: tuple[int, str]  # end of the audit chain: number and hash
    next_entry: int  # of the audit trail


@dataclass
class Life:
    """One comment on its way."""

    number: int
    principle_id: int | None
    revision_id: int | None
    author: int | None
    created: datetime
    received: datetime
    moderator: int
    deeds: list[tuple[str, datetime, int | None, dict[str, Any]]] = field(default_factory=list)

    @property
    def decided(self) -> datetime:
        """When a moderator published it."""
        return self.received + timedelta(days=1)

    @property
    def done(self) -> datetime:
        """When the last word was said on it."""
        return self.received + timedelta(days=3)


def address_of(person: int) -> str:
    """Return the address of a made-up person."""
    return f"person{person}@musterland.example"
