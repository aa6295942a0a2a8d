"""The digest of each moderator: one letter of numbers on the days and at the hour they chose."""

import logging
from datetime import date

from leitsaetze.accounts import staff_queries
from leitsaetze.accounts.digest_rules import slot_due
from leitsaetze.accounts.digests import digest_of, settle_digest
from leitsaetze.accounts.models import Person
from leitsaetze.clock import now
from leitsaetze.extensions import begin_writing, db, rows_of
from leitsaetze.mail.actions import cancel_letters, enqueue
from leitsaetze.moderation import listing, queries
from leitsaetze.moderation.claims import values_for
from leitsaetze.moderation.clock_rules import COUNTED, OF_DEPARTMENTS
from leitsaetze.moderation.lines import counted
from leitsaetze.moderation.rules import COUNT_UP_TO, Lying, Tab
from leitsaetze.moderation.view import View
from leitsaetze.site.actions import all_settings
from leitsaetze.site.office import present_office
from leitsaetze.site.rules import ZONE

log = logging.getLogger(__name__)
Told = tuple[str, str, str]  # what is counted, how many, the view in which they stand


def send_digests() -> int:
    """Queue the digests whose hour has come; return how many.

    None on holidays and while the team is away, none when there is nothing to do, and for no day
    a second one. What becomes of it is written down in every case: what comes in later that
    morning waits for the next.
    """
    due = _due()
    if not due:
        return 0
    begin_writing()
    numbers, sent = [*_of_tabs(open_work()), *with_departments()], 0
    for person_id, day in due:
        if settle_digest(person_id, day) and numbers:
            sent += _send(db.session.get_one(Person, person_id), day, numbers)
    log.info("%s digests queued, %s due", sent, len(due))
    return sent


def open_work() -> dict[Tab, str]:
    """Return how many entries the tabs hold on which something is to be done; none with nothing.

    What lies with a department waits for it, not for the moderators.
    """
    view = View()
    rows = rows_of(listing.counts(view), values_for(view, by_id=0))
    away, *_rest = rows_of(queries.with_departments(now()))[0]
    here = [
        (tab, _but(away, found) if tab == Tab.AWAITING_REPLY else found, looked)
        for tab, found, looked in rows
    ]
    said = counted(here)
    there = {tab for tab, found, _looked in here if found}
    return {tab: said[tab] for tab in COUNTED if tab in there}


def with_departments() -> list[Told]:
    """Return how many entries came back from departments, and for how many their day is over."""
    _away, late, back = rows_of(queries.with_departments(now()))[0]
    found = {Lying.BACK: back, Lying.AWAY: late}
    return [
        (OF_DEPARTMENTS[lying], str(number), f"{Tab.AWAITING_REPLY}&bei={lying}")
        for lying, number in found.items()
        if number
    ]


def stop_digests(person: Person) -> None:
    """Let no digest leave that waits for somebody who moderates no more."""
    cancel_letters(_about(person))


def _due() -> list[tuple[int, date]]:
    office, found = present_office(), []
    for person, choice in db.session.execute(staff_queries.digests()):
        digest = digest_of(choice)
        day = slot_due(now(), weekdays=digest.weekdays, hour=digest.hour, zone=ZONE)
        settled = digest.settled_for is not None and day is not None and digest.settled_for >= day
        if day is not None and not settled and not office.rests_on(day):
            found.append((person.id, day))
    return found


def _of_tabs(numbers: dict[Tab, str]) -> list[Told]:
    return [(COUNTED[tab], number, tab.value) for tab, number in numbers.items()]


def _but(away: int, found: int) -> int:
    return found if found > COUNT_UP_TO else max(found - away, 0)


def _send(person: Person, day: date, numbers: list[Told]) -> bool:
    """Queue one digest; an earlier one that has not left yet would only be older."""
    cancel_letters(_about(person))
    letter = enqueue(
        "digest",
        person,
        deed=f"{_about(person)}:{day}",
        about=_about(person),
        reply_to=all_settings()["county_email"],
        day=day,
        numbers=numbers,
    )
    return letter is not None


def _about(person: Person) -> str:
    return f"digest:{person.id}"
