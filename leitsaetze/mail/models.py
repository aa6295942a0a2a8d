"""The outbox: letters committed together with the deed that caused them."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.clock import now
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.language import DEFAULT
from leitsaetze.mail.rules import MailState


class OutgoingMail(Base):
    """One letter to one recipient.

    `deed_key` is unique, so that a deed never queues its letter twice. `text` and `html` hold a
    placeholder for each secret link; `links` says what it stands for (id of the link, path), and
    the worker puts the address in when it sends. Letters of some kinds (rooms.LATER_LETTERS) get
    their words when they leave, and lose them once the server has taken them. `address` is the
    recipient's at the time of the deed; `person_id` is empty while the address is unconfirmed. A
    letter with `cancelled_at` never leaves, whatever its state. `last_error` is a short code
    (rules.REASONS), never words.
    """

    __tablename__ = "outgoing_mail"
    __table_args__ = (
        # With all that is asked of waiting letters, so that their long rows are not read for it.
        index_of_some(
            "ix_outgoing_mail_state_not_before_id",
            "state",
            "not_before",
            "id",
            "created_at",
            "cancelled_at",
            only="cancelled_at IS NULL",
        ),
        index_of_some(
            "ix_outgoing_mail_leased_until", "leased_until", only="leased_until IS NOT NULL"
        ),
        # Letters to addresses nobody confirmed are counted by address, the others by person.
        index_of_some(
            "ix_outgoing_mail_address_created_at", "address", "created_at", only="person_id IS NULL"
        ),
        index_of_some("ix_outgoing_mail_person_id", "person_id", only="person_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    deed_key: Mapped[str] = mapped_column(String(120), unique=True)
    person_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(String(254))
    about: Mapped[str] = mapped_column(String(60), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    not_before: Mapped[datetime] = mapped_column(default=now)
    subject: Mapped[str] = mapped_column(String(200))
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    links: Mapped[dict[str, Any]] = mapped_column(default=dict)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MailState] = mapped_column(default=MailState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(200))
    leased_by: Mapped[str | None] = mapped_column(String(64))
    leased_until: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]

    @property
    def locale(self) -> str:
        """The language it is written in."""
        return str(self.headers.get("Content-Language", DEFAULT))


class BlockedAddress(Base):
    """An address whose owner wants no more letters of this site; only a digest is kept."""

    __tablename__ = "blocked_address"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    blocked_at: Mapped[datetime] = mapped_column(default=now)
