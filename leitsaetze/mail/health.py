"""The check of the outbox."""

from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.mail import queries

LONGEST_WAIT = timedelta(hours=4)  # servers that put letters off at first do so for less


def letters_leave() -> bool:
    """Tell whether no letter waits longer than it should."""
    _number, since = db.session.execute(queries.waiting()).one()
    return since is None or now() - since < LONGEST_WAIT
