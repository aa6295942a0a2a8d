"""The places where events take place, and which event takes place where."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from leitsaetze.clock import now
from leitsaetze.events.access import STEP_FREE, StepFree
from leitsaetze.events.meeting_place_rules import PlaceFacts
from leitsaetze.events.rules import MAX_PLACE
from leitsaetze.events.series_models import Municipality
from leitsaetze.extensions import Base


class MeetingPlace(Base):
    """A place as the desk knows it. Events hold copies of what it said when it was chosen.

    One with `retired_at` is offered no more. `version` is what forms have seen.
    """

    __tablename__ = "meeting_place"
    __table_args__ = (UniqueConstraint("name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(MAX_PLACE))
    address: Mapped[str] = mapped_column(String(MAX_PLACE), default="")
    directions: Mapped[str] = mapped_column(Text, default="")
    step_free: Mapped[StepFree] = mapped_column(default=StepFree.UNKNOWN)
    access: Mapped[str] = mapped_column(String(MAX_PLACE), default="")
    municipality_id: Mapped[int | None] = mapped_column(ForeignKey("municipality.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(default=now)
    changed_by: Mapped[int | None]
    retired_at: Mapped[datetime | None]

    municipality: Mapped[Municipality | None] = relationship()

    @property
    def facts(self) -> PlaceFacts:
        """What an event takes from it."""
        return PlaceFacts(self.name, self.address, self.directions, self.step_free, self.access)

    @property
    def access_points(self) -> list[str]:
        """What is known of the access, in words to be translated where they are shown."""
        return [STEP_FREE[self.step_free]] if STEP_FREE[self.step_free] else []


class EventMeetingPlace(Base):
    """An event takes place at a place of the list: at one at most."""

    __tablename__ = "event_meeting_place"
    __table_args__ = ()

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    meeting_place_id: Mapped[int] = mapped_column(ForeignKey("meeting_place.id"), index=True)
