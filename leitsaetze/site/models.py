"""Tables of the site: settings, texts, house rules, stamps, traces of forms and links."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from leitsaetze.clock import now
from leitsaetze.extensions import Base, index_of_some
from leitsaetze.site.rules import ReadAnew


class Setting(Base):
    """One setting of the installation, by name; absent means the default of rules.SETTINGS."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by: Mapped[int | None]

    @property
    def id(self) -> str:
        """What the log names the setting by."""
        return self.name


class SiteText(Base):
    """One version of a text of the site (Impressum, Datenschutz …); rows are only added.

    `by_id` is who published it, nobody for the texts that came with the product, and `note` what
    changed. `lead` is the start page's; `checked_by`, `checked_on` and `link` are those of Leichte
    Sprache and sign language. A version that says nothing takes the text off the site.
    """

    __tablename__ = "site_text"
    __table_args__ = (UniqueConstraint("slug", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(default=now)
    by_id: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    lead: Mapped[str] = mapped_column(Text, default="")
    checked_by: Mapped[str] = mapped_column(String(200), default="")
    checked_on: Mapped[date | None]
    link: Mapped[str] = mapped_column(String(500), default="")

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read."""
        return bool(self.source or self.link)


class HouseRule(Base):
    """One version of a numbered rule of the discussion; the newest version of a number holds.

    `edition` is the version of the text "regeln" with which it was published: who did that and
    why stands there. From `retired_edition` on the rule holds no more; its number stays taken.
    """

    __tablename__ = "house_rule"
    __table_args__ = (UniqueConstraint("number", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    four_eyes: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime] = mapped_column(default=now)
    retired_at: Mapped[datetime | None]
    edition: Mapped[int] = mapped_column(default=1)
    retired_edition: Mapped[int | None]


class Picture(Base):
    """A logo, by the digest of its content."""

    __tablename__ = "picture"
    __table_args__ = ()

    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    kept_at: Mapped[datetime] = mapped_column(default=now)


class DataWording(Base):
    """One version of what a form says about the data it asks for; rows are only added.

    `words` holds a text for each language and part of the processing (processings.PARTS).
    """

    __tablename__ = "data_wording"
    __table_args__ = (UniqueConstraint("processing", "version"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    processing: Mapped[str] = mapped_column(String(40))
    version: Mapped[int]
    words: Mapped[dict[str, Any]]
    published_at: Mapped[datetime] = mapped_column(default=now)
    published_by: Mapped[int | None]


class Absence(Base):
    """Days on which nobody of the team is there: they count as no working days.

    `words` are for colleagues. Rows that are over stay, because dates rest upon them.
    """

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    first_day: Mapped[date]
    last_day: Mapped[date] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(String(80))
    added_at: Mapped[datetime] = mapped_column(default=now)
    added_by: Mapped[int]


class Stamp(Base):
    """The version of what the public sees of one scope ("site", "dialogue:7").

    `frame` counts the same without what was done to single comments; it proves the rest of a page.
    `next_change_at` is the next moment time alone changes a page of the scope.
    """

    __tablename__ = "stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(60), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    frame: Mapped[int] = mapped_column(default=1)
    next_change_at: Mapped[datetime | None]


class Submission(Base):
    """A form that was carried out once, with the address its sender was led to."""

    __tablename__ = "submission"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    answer: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(default=now, index=True)


class AccessLink(Base):
    """A secret link: one purpose, one thing, one person, a lifetime. Only a digest is kept."""

    __tablename__ = "access_link"
    __table_args__ = (
        index_of_some("ix_access_link_person_id", "person_id", only="person_id IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(String(80), index=True)
    person_id: Mapped[int | None]
    nonce: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class SearchDue(Base):
    """A thing whose words search has to read anew, because of a deed; deleted when that is done.

    Rows are only added by deeds: what is done to a thing while it is read stands in a row of its
    own and is read again.
    """

    __tablename__ = "search_due"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReadAnew]
    thing_id: Mapped[int]
