"""People, their roles, credentials, sessions and consents, in tables of their own."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, false, text, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.rules import ConsentKind, End, Role
from leitsaetze.clock import now
from leitsaetze.extensions import Base
from leitsaetze.language import DEFAULT


class Person(Base):
    """Somebody with a confirmed address, or a member of staff.

    `address` is lower-case, unique, and empty after erasure. `name` is staff's; a citizen's
    pseudonym stands on the comment. Whoever `worked_here`, which begins with a password, keeps the
    name for good: their deeds stand under it. `shortcuts` says whether single keys do something at
    the moderators' desk.
    """

    __tablename__ = "person"
    __table_args__ = (
        # Staff are few among many citizens; only staff have a name.
        Index(
            "ix_person_name_staff",
            "name",
            sqlite_where=text("name <> ''"),
            postgresql_where=text("name <> ''"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100), default="")
    locale: Mapped[str] = mapped_column(String(8), default="de")
    created_at: Mapped[datetime] = mapped_column(default=now)
    disabled_at: Mapped[datetime | None]
    worked_here: Mapped[bool] = mapped_column(default=False, server_default=false())
    shortcuts: Mapped[bool] = mapped_column(default=True, server_default=true())

    grants: Mapped[list["RoleGrant"]] = relationship(lazy="selectin")

    @property
    def roles(self) -> set[Role]:
        """The roles this person holds."""
        return {grant.role for grant in self.grants}


class RoleGrant(Base):
    """One role of one person."""

    __tablename__ = "role_grant"
    __table_args__ = ()

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)
    granted_at: Mapped[datetime] = mapped_column(default=now)


class Credential(Base):
    """The password of a member of staff, hashed with Argon2id."""

    __tablename__ = "credential"
    __table_args__ = ()

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    changed_at: Mapped[datetime] = mapped_column(default=now)


class DigestChoice(Base):
    """When a member of staff wants the digest of their desk: days (Monday is 0) and hour.

    Without a row it is the usual. `settled_for` is the last day whose digest was sent, or was
    found to have nothing to say.
    """

    __tablename__ = "digest_choice"
    __table_args__ = ()

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    weekdays: Mapped[list[Any]]
    hour: Mapped[int]
    settled_for: Mapped[date | None]


class SignIn(Base):
    """One session of one person on one device; ended rows stay for some months.

    `device` is the family of browser and system ("Firefox/Linux"), never more, and no network.
    `last_seen_at` is noted at most once a minute.
    """

    __tablename__ = "sign_in"
    __table_args__ = (
        Index("ix_sign_in_person_id_created_at", "person_id", "created_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    last_seen_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(40), default="", server_default="")
    ended_at: Mapped[datetime | None]
    ended_how: Mapped[End | None]

    person: Mapped[Person] = relationship()


class Consent(Base):
    """What a person agreed to: in which words, which version, when, with what."""

    __tablename__ = "consent"
    __table_args__ = (
        Index("ix_consent_person_id_kind", "person_id", "kind"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[ConsentKind]
    wording: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    locale: Mapped[str] = mapped_column(String(8), default=DEFAULT)
    given_with: Mapped[str] = mapped_column(String(60))
    given_at: Mapped[datetime] = mapped_column(default=now)
    revoked_at: Mapped[datetime | None]
