"""Deeds on half-typed forms: keep, drop. Nobody else's work is touched by them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.drafts import queries
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.drafts.rules import to_keep, too_much
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, changed, db


def keep(
    about: str, posted: Iterable[tuple[str, str]], *, by: Person, at: datetime | None = None
) -> datetime:
    """Keep what somebody typed about a thing in place of what they had typed before; return when.

    `at` is when they typed it, now unless said otherwise. Raises RuleViolation for more than any
    form holds.
    """
    fields = to_keep(posted)
    if too_much(fields):
        raise RuleViolation("Das ist zu viel auf einmal. Bitte kürzen Sie den Text.")
    moment = at or now()
    if not _replaced(about, by, fields, moment):
        copy = WorkingCopy(about=about, person_id=by.id, fields=fields, kept_at=moment)
        try:
            with db.session.begin_nested():
                db.session.add(copy)
        except IntegrityError:  # kept from another window at the same moment
            _replaced(about, by, fields, moment)
    return moment


def drop(about: str, *, by: Person) -> None:
    """Forget what somebody typed about a thing: it is saved, or not wanted any more."""
    changed(delete(WorkingCopy).where(WorkingCopy.about == about, WorkingCopy.person_id == by.id))


def drop_all(about: str) -> None:
    """Forget what anybody typed about a thing that is gone."""
    changed(delete(WorkingCopy).where(WorkingCopy.about == about))


def refuse_while_others_write(about: str, *, by: Person | None) -> None:
    """Raise RuleViolation while somebody else writes on a thing that is about to be gone."""
    own = by.id if by is not None else 0
    for name, _at in db.session.execute(queries.others_at_work(about, own, now())):
        raise RuleViolation(
            "%(name)s schreibt gerade daran. Löschen lässt sich nur, woran sonst niemand arbeitet.",
            name=name,
        )


def forget_old() -> bool:
    """Remove copies nobody came back to for a long time; tell whether there were any.

    For the worker: begins to write only when something is due, and leaves the commit to the caller.
    """
    moment = now()
    if not db.session.scalar(queries.anything_forgotten(moment)):
        return False
    begin_writing()
    changed(queries.forgotten(moment))
    return True


def _replaced(about: str, by: Person, fields: list[Any], moment: datetime) -> bool:
    replacing = update(WorkingCopy).where(
        WorkingCopy.about == about, WorkingCopy.person_id == by.id
    )
    return bool(changed(replacing.values(fields=fields, kept_at=moment)))
