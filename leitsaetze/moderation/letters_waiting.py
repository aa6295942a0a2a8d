"""Until when undoing a deed keeps every letter about it in the house."""

from collections.abc import Collection
from datetime import datetime, timedelta

from flask import current_app

from leitsaetze.clock import now
from leitsaetze.extensions import db, rows_of
from leitsaetze.mail.queries import first_to_leave
from leitsaetze.moderation import deed_queries
from leitsaetze.moderation.models import DeedDone
from leitsaetze.reports.letters import deed_of


def letters_wait_until(deeds: Collection[DeedDone]) -> datetime | None:
    """Return when the first letter about these deeds leaves; None when none waits for that.

    Asks nothing about deeds whose letters have left.
    """
    wait = timedelta(seconds=current_app.config["UNDO_SECONDS"])
    fresh = [deed for deed in deeds if deed.done_at + wait > now()]
    if not fresh:
        return None
    numbers = [deed.id for deed in fresh]
    keys = [f"decision:{deed.last_id}:author" for deed in fresh]
    keys += [deed_of(*row) for row in rows_of(deed_queries.reports_answered_by(numbers))]
    invited = db.session.scalars(deed_queries.invitations_by(numbers))
    abouts = [f"invitation:{details['invitation']}" for details in invited]
    leaves: datetime | None = db.session.scalar(first_to_leave(keys, abouts, now()))
    return leaves
