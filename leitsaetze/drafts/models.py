"""The one table of half-typed forms."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.extensions import Base


class WorkingCopy(Base):
    """What one person typed into the form of one thing and did not save yet.

    One for each person, so that two who write on one thing never overwrite each other. `fields`
    are the names and values of the form, the version it was made from among them.
    """

    __tablename__ = "working_copy"
    __table_args__ = ()

    about: Mapped[str] = mapped_column(String(80), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    fields: Mapped[list[Any]] = mapped_column(default=list)
    kept_at: Mapped[datetime] = mapped_column(default=now, index=True)

    person: Mapped[Person] = relationship()
