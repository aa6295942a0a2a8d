"""When members of staff want their digest, and that each is dealt with once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, update

from leitsaetze.accounts.digest_rules import USUAL_DAYS, USUAL_HOUR, check_digest, slot_on
from leitsaetze.accounts.models import DigestChoice, Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now, today
from leitsaetze.direct import put_unless_taken
from leitsaetze.extensions import changed, db
from leitsaetze.site.rules import ZONE


@dataclass(frozen=True)
class Digest:
    """On which days of the week, Monday is 0, and at which hour; no days mean: never."""

    weekdays: tuple[int, ...] = USUAL_DAYS
    hour: int = USUAL_HOUR
    settled_for: date | None = None


def digest_of(choice: DigestChoice | None) -> Digest:
    """Return when somebody wants the digest; who chose nothing wants the usual."""
    if choice is None:
        return Digest()
    return Digest(tuple(choice.weekdays), choice.hour, choice.settled_for)


def own_digest(person: Person) -> Digest:
    """Return when a person wants the digest."""
    return digest_of(db.session.get(DigestChoice, person.id))


def choose_digest(person: Person, weekdays: Collection[int], hour: int) -> None:
    """Send a person the digest on these days at this hour from now on.

    Where the new hour of today is over already, the first one comes on the next chosen day. Raises
    RuleViolation for days or an hour that no week has.
    """
    check_digest(weekdays, hour)
    choice = _choice_of(person.id)
    choice.weekdays, choice.hour = sorted(weekdays), hour
    if slot_on(today(ZONE), hour, ZONE) <= now():
        choice.settled_for = today(ZONE)
    record("person.digest_chosen", person, by=person, weekdays=choice.weekdays, hour=hour)


def settle_digest(person_id: int, day: date) -> bool:
    """Note that the digest of a day is dealt with; False when it already was."""
    _choice_of(person_id)
    db.session.flush()
    open_still = or_(DigestChoice.settled_for.is_(None), DigestChoice.settled_for < day)
    mine = update(DigestChoice).where(DigestChoice.person_id == person_id, open_still)
    return bool(changed(mine.values(settled_for=day)))


def _choice_of(person_id: int) -> DigestChoice:
    usual = {"weekdays": list(USUAL_DAYS), "hour": USUAL_HOUR}
    put_unless_taken(DigestChoice, person_id=person_id, **usual)
    return db.session.get_one(DigestChoice, person_id, populate_existing=True)
