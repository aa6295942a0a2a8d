"""Comments and what happens to them; the county's replies."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, and_
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.comments.handover_rules import MAX_NAME, Ending
from leitsaetze.comments.rules import Lane, Proposed, Source, Status, Urgency, Verdict
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.principles.models import Dialogue, Principle, Revision
from leitsaetze.site.models import HouseRule

MAX_HEADING = 120  # what stands above an answer
PUBLIC = "published_at IS NOT NULL"
OPENS = f"{PUBLIC} AND parent_id IS NULL"  # stands in lists by itself, not under another one
UNCONFIRMED = "confirmed_at IS NULL"
REPORTED = "reported < 0"
UNDER_REVIEW = "review_since IS NOT NULL"
# Only what still waits for the county has a date by which it is due (comments.books.place).
DUE = "due_at IS NOT NULL"
NOT_OVERDUE = f"due_at IS NOT NULL AND urgency > {Urgency.OVERDUE:d}"
UNMARKED = "marks IS NULL"
AWAY = "away_until IS NOT NULL"
CAME_BACK = "back IS NOT NULL"
NOT_SOON = f"due_at IS NOT NULL AND urgency > {Urgency.DUE_SOON:d}"


def _in_order(name: str, *columns: str, only: str = "") -> Index:
    """Return an index of the queue whose entries stand as its lists show them."""
    columns = *columns, "urgency", "waiting_since", "comment_id"
    return index_of_some(name, *columns, only=only) if only else Index(name, *columns)


def _of_one_dialogue() -> Iterator[Index]:
    """Yield the indexes of what presses in one dialogue, with the principle to be asked for."""
    for columns, only in (
        (("reported", "waiting_since"), REPORTED),
        (("review_since",), UNDER_REVIEW),
        (("due_at",), DUE),
    ):
        name = f"ix_queue_entry_dialogue_id_{columns[0]}"
        yield index_of_some(name, "dialogue_id", *columns, "comment_id", "principle_id", only=only)


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


class Reply(Base):
    """The county's public answer to one or several comments."""

    __tablename__ = "reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    text_version: Mapped[int] = mapped_column(default=1)
    withdrawn_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship()
    words: Mapped["ReplyVersion"] = relationship(
        primaryjoin=lambda: and_(
            Reply.id == foreign(ReplyVersion.reply_id),
            Reply.text_version == foreign(ReplyVersion.number),
        ),
        viewonly=True,
        uselist=False,
    )
    comments: Mapped[list[Comment]] = relationship(secondary="reply_comment")


class ReplyVersion(Base):
    """One version of a reply: the Markdown and what is shown.

    `heading` says in whose name it is given; empty, the moderation's.
    """

    __tablename__ = "reply_version"
    __table_args__ = ()

    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    heading: Mapped[str] = mapped_column(String(MAX_HEADING), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(default=now)


class ReplyProposal(Base):
    """An answer, or a corrected one, that somebody else reads before it is public.

    It is open until `closed_at`, and of a comment only one is; what became of it tells the course
    of the comment. `event_id` is the event it would show, `drops_event` that it would show none any
    more. `blocks` are the text blocks it was made of. `hand_over_id` names the question to a
    department that it answers; `by_id` then is who asked. Nothing of it is public.
    """

    __tablename__ = "reply_proposal"
    __table_args__ = (
        Index("ix_reply_proposal_comment_id_id", "comment_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    renderer: Mapped[int]
    heading: Mapped[str] = mapped_column(String(MAX_HEADING), default="")
    event_id: Mapped[int | None]
    drops_event: Mapped[bool] = mapped_column(default=False)
    blocks: Mapped[list[Any]] = mapped_column(default=list)
    hand_over_id: Mapped[int | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime] = mapped_column(default=now)
    returned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship()

    @property
    def state(self) -> Proposed:
        """Whether it waits for somebody else to read it, or for its author to write it anew."""
        return Proposed.WAITING if self.returned_at is None else Proposed.RETURNED


class ReplyComment(Base):
    """Which comments a reply answers."""

    __tablename__ = "reply_comment"
    __table_args__ = ()

    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, index=True)


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


class CommentCount(Base):
    """How many comments of a principle are in a state; principle 0 is the dialogue itself.

    `kind` is a status, or "answered". Kept by the actions, so that no page counts rows.
    """

    __tablename__ = "comment_count"
    __table_args__ = (UniqueConstraint("dialogue_id", "principle_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    principle_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    number: Mapped[int] = mapped_column(default=0)


class QueueEntry(Base):
    """Where a comment stands for the moderators. Derived from the comment; can be rebuilt.

    `principle_id` is 0 for a general comment. `urgency` is what comments.rules.urgency() says, kept
    so that a list can be read in its order. `reported` counts the people whose reports wait, as a
    negative number and ILLEGAL less if one says that the comment is illegal: smallest is first.
    `review_since` is the moment at which a second look was asked for, while it waits. `marks` tells
    what stands out (comments.marks): empty for nothing, None while nobody has looked. `proposed`
    tells of an answer or a hiding that somebody else than `proposed_by` has to look at, `away_to`
    and `away_until` of a department that is asked and until when, `back` how the comment came back
    from there.
    """

    __tablename__ = "queue_entry"
    __table_args__ = (
        _in_order("ix_queue_entry_lane_urgency", "lane"),
        _in_order("ix_queue_entry_lane_dialogue_id", "lane", "dialogue_id", "principle_id"),
        _in_order("ix_queue_entry_lane_dialogue_id_urgency", "lane", "dialogue_id"),
        # The number is in it, though all are 0: so SQLite takes it for the better one.
        _in_order("ix_queue_entry_lane_general", "lane", "principle_id", only="principle_id = 0"),
        index_of_some(
            "ix_queue_entry_reported", "reported", "waiting_since", "comment_id", only=REPORTED
        ),
        index_of_some(
            "ix_queue_entry_review_since", "review_since", "comment_id", only=UNDER_REVIEW
        ),
        index_of_some("ix_queue_entry_due_at", "due_at", "comment_id", only=DUE),
        *_of_one_dialogue(),
        # What the clock has moved stands in these no more, so that it is looked for once.
        index_of_some("ix_queue_entry_due_at_not_overdue", "due_at", only=NOT_OVERDUE),
        index_of_some("ix_queue_entry_due_at_not_soon", "due_at", only=NOT_SOON),
        # What has been looked through stands in it no more.
        index_of_some("ix_queue_entry_unmarked", "comment_id", only=UNMARKED),
        index_of_some("ix_queue_entry_away_until", "away_until", "comment_id", only=AWAY),
        index_of_some("ix_queue_entry_back", "comment_id", only=CAME_BACK),
    )

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    dialogue_id: Mapped[int] = mapped_column(ForeignKey("dialogue.id"))
    principle_id: Mapped[int]
    lane: Mapped[Lane]
    urgency: Mapped[int] = mapped_column(default=int(Urgency.ORDINARY))
    waiting_since: Mapped[datetime]
    due_at: Mapped[datetime | None]
    reported: Mapped[int] = mapped_column(default=0)
    review_since: Mapped[datetime | None]
    marks: Mapped[str | None] = mapped_column(String(400))
    proposed: Mapped[Proposed | None]
    proposed_by: Mapped[int | None]
    away_to: Mapped[str | None] = mapped_column(String(MAX_NAME))
    away_until: Mapped[datetime | None]
    back: Mapped[Ending | None]

    comment: Mapped[Comment] = relationship()
