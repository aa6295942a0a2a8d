"""Comments and what happens to them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.rules import Source, Status, Verdict
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.principles.models import Dialogue, Principle, Revision
from leitsaetze.site.models import HouseRule

PUBLIC = "published_at IS NOT NULL"
OPENS = f"{PUBLIC} AND parent_id IS NULL"  # stands in lists by itself, not under another one
UNCONFIRMED = "confirmed_at IS NULL"


def _in_public(place: str, name: str, only: str) -> Iterator[Index]:
    """Yield the indexes of the comments of a place, for each way in which they can be read."""
    for before in ((), ("supports",)):
        for of_one in ((), ("position",)):
            rows = f"{only} AND position IS NOT NULL" if of_one else only
            ending = "_".join((name, *of_one, *before))
            columns = place, *of_one, *before, "id"
            yield index_of_some(f"ix_comment_{place}_{ending}", *columns, only=rows)


class Comment(Base):
    """A contribution to one revision of a principle, or to the dialogue as a whole.

    One with a `parent_id` replies to another citizen's comment; there is one level of them.
    `principle_id` repeats what the revision says, so that a page of a principle reads one index.
    `published_at` is set the first time the comment becomes public and stays: it tells a place
    that was once public from one that never was. `edited_at` is when its author changed its words
    last. `version` counts every change of state, for forms that ask whether they are stale.
    `echoes` counts what others changed around it: who joined in, what was said under it. Both
    together tell how it is shown (comments.echoes).

    `quote` are words of the revision `quote_revision_id` that the comment is about. `supports` is
    how many people joined in, `replies` how many published ones stand under it, `places` how many
    ever had one there; a reply's own is its `place`.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_dialogue_id_id", "dialogue_id", "id"),
        index_of_some("ix_comment_author_id_id", "author_id", "id", only="author_id IS NOT NULL"),
        index_of_some("ix_comment_parent_id", "parent_id", "place", only="parent_id IS NOT NULL"),
        # What never was public stands in none of these: a page passes over none of it.
        *_in_public("principle_id", "public", only=OPENS),
        *_in_public("dialogue_id", "general", only=f"{OPENS} AND principle_id IS NULL"),
        index_of_some("ix_comment_revision_id_public", "revision_id", "status", only=PUBLIC),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    principle_id: Mapped[int | None] = mapped_column(ForeignKey("principle.id"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    organisation: Mapped[str] = mapped_column(String(120), default="")
    position: Mapped[str | None] = mapped_column(String(20))  # a Position
    status: Mapped[Status]
    version: Mapped[int] = mapped_column(default=1)
    text_version: Mapped[int] = mapped_column(default=1)
    source: Mapped[Source] = mapped_column(default=Source.ONLINE)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    receipt_number: Mapped[str] = mapped_column(String(8), unique=True)
    locale: Mapped[str] = mapped_column(String(8), default="de")
    rules_version: Mapped[int]
    privacy_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(default=now)
    received_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    edited_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    quote: Mapped[str] = mapped_column(Text, default="")
    quote_revision_id: Mapped[int | None]
    supports: Mapped[int] = mapped_column(default=0)
    replies: Mapped[int] = mapped_column(default=0)
    places: Mapped[int] = mapped_column(default=0)
    place: Mapped[int | None]
    echoes: Mapped[int] = mapped_column(default=0)

    # The second net below the forms' own check: of two writers who saw one version, one is refused.
    __mapper_args__ = {  # noqa: RUF012  SQLAlchemy reads this attribute
        "version_id_col": version,
        "version_id_generator": False,
    }

    dialogue: Mapped[Dialogue] = relationship()
    principle: Mapped[Principle | None] = relationship()
    revision: Mapped[Revision | None] = relationship(foreign_keys=[revision_id])
    parent: Mapped["Comment | None"] = relationship(remote_side=[id])
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])
    words: Mapped["CommentVersion"] = relationship(
        primaryjoin=lambda: and_(
            Comment.id == foreign(CommentVersion.comment_id),
            Comment.text_version == foreign(CommentVersion.number),
        ),
        viewonly=True,
        uselist=False,
    )

    @property
    def is_held_back(self) -> bool:
        """Whether its words were public and are not, until the moderators have looked again."""
        return self.status is Status.PENDING and self.published_at is not None


class CommentVersion(Base):
    """One version of a comment's text, as typed and as shown.

    `shortened_from` is the number of the version in which moderators have hidden passages to make
    this one; empty in what the author wrote.
    """

    __tablename__ = "comment_version"
    __table_args__ = ()

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    written_at: Mapped[datetime] = mapped_column(default=now)
    shortened_from: Mapped[int | None]


class Confirmation(Base):
    """What waits for the click in the e-mail: the address, and the consent given with it.

    `consent` are the very words beside the box that was ticked.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        # What is confirmed stays for good and is looked for no more.
        index_of_some(
            "ix_confirmation_expires_at_waiting", "expires_at", "comment_id", only=UNCONFIRMED
        ),
        index_of_some(
            "ix_confirmation_created_at_waiting",
            "created_at",
            "comment_id",
            only=f"{UNCONFIRMED} AND reminded_at IS NULL",
        ),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(254))
    wants_invitations: Mapped[bool] = mapped_column(default=False)
    consent: Mapped[str] = mapped_column(Text, default="")
    consent_version: Mapped[int] = mapped_column(default=0)
    letters: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]

    comment: Mapped[Comment] = relationship()


class RevisionComment(Base):
    """Which comments stand behind a revision of a principle; said in public beside its note."""

    __tablename__ = "revision_comment"
    __table_args__ = ()

    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, index=True)


class Decision(Base):
    """Who did what to a comment, when, why. Rows are only added; erasure empties `words`."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_comment_id_id", "comment_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    verdict: Mapped[Verdict]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("house_rule.id"))
    words: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(default=now)

    comment: Mapped[Comment] = relationship()
    rule: Mapped[HouseRule | None] = relationship()
    by: Mapped[Person | None] = relationship()

    @property
    def proposed_by(self) -> int | None:
        """Who proposed what somebody else decided, where two decide."""
        found: int | None = self.details.get("proposed_by")
        return found
