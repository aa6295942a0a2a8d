"""What time does to what was noted at the door and to what people need."""

from sqlalchemy import delete, update

from leitsaetze.clock import now
from leitsaetze.events import door_queries
from leitsaetze.events.door_models import Arrival, StatedNeeds
from leitsaetze.extensions import begin_writing, changed, db

PORTION = 100


def forget_needs() -> bool:
    """Delete needs some days after the event, and of whoever comes no more.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    if db.session.scalar(door_queries.needs_over(now()).limit(1)) is None:
        return False
    begin_writing()
    numbers = db.session.scalars(door_queries.needs_over(now()).limit(PORTION)).all()
    changed(delete(StatedNeeds).where(StatedNeeds.id.in_(numbers)))
    return True


def forget_walk_ins() -> bool:
    """Remove the names of who came on no list when those of the list go; the numbers stay.

    For the worker, like `forget_needs`.
    """
    if db.session.scalar(door_queries.walk_ins_to_be_nameless(now()).limit(1)) is None:
        return False
    begin_writing()
    numbers = db.session.scalars(door_queries.walk_ins_to_be_nameless(now()).limit(PORTION)).all()
    changed(update(Arrival).where(Arrival.id.in_(numbers)).values(name=""))
    return True
