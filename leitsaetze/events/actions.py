"""Deeds on events: hold, change, show in a reply; what the public sees of them is stamped here."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from flask import current_app
from sqlalchemy import delete, true, update
from sqlalchemy.exc import IntegrityError

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import next_midnight, now, start_of_day
from leitsaetze.comments.reply_models import Reply
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.events import notices, queries, seat_queries
from leitsaetze.events.checks import kept
from leitsaetze.events.course import IN_CALENDARS, hears_news
from leitsaetze.events.models import Event, EventMention
from leitsaetze.events.places import refuse_strangers, relate
from leitsaetze.events.rules import (
    DEFAULT_ZONE,
    INVITATION,
    LINK_OUTLIVES_EVENT,
    Details,
    EventStatus,
)
from leitsaetze.events.seat_rules import REGISTRATION
from leitsaetze.events.seats import offer_free_seats
from leitsaetze.extensions import begin_writing, db
from leitsaetze.principles.actions import touch
from leitsaetze.site.actions import let_search_read, raise_stamp
from leitsaetze.site.models import AccessLink
from leitsaetze.site.rules import SITE_SCOPE, ReadAnew
from leitsaetze.text import markdown


def hold_event(
    details: Details, *, by: Person | None, key: str | None = None, **places: Any
) -> Event:
    """Announce an event, public from now on. `key` names it in an import file.

    `places` are the `dialogues`, `fields` and `principles` it is about, the `municipalities` it is
    for, the `series` it belongs to and the `meeting_places` of the list it takes place at, one at
    most of both. Raises RuleViolation for a key that is taken,
    for facts the checks refuse and for things of other dialogues.
    """
    event = _added(details, EventStatus.PUBLISHED, by=by, key=key, **places)
    record("event.held", event, by=by)
    touch_events()
    let_search_read(ReadAnew.EVENT, event.id)
    return event


def draft_event(
    details: Details, *, by: Person | None, key: str | None = None, **places: Any
) -> Event:
    """Keep an event nobody but the editors knows of. Raises RuleViolation as `hold_event`."""
    event = _added(details, EventStatus.DRAFT, by=by, key=key, **places)
    record("event.drafted", event, by=by)
    return event


def change_event(
    event: Event,
    details: Details,
    *,
    by: Person | None,
    seen: str | None = None,
    tell: bool = False,
    **places: Sequence[Any] | None,
) -> set[str]:
    """Give an event these details and what is given of its places; return the names of what is new.

    Calendars learn of it by a higher SEQUENCE under the same UID. Invitations that have not left
    yet leave with the new facts. With `tell` whoever was invited gets a letter if something of
    what stands in their calendar changed. Raises Conflict unless the event is what the form has
    `seen`, RuleViolation for facts the checks refuse and for fewer seats than are taken.
    """
    facts = kept(details)
    current(event, seen)
    before = event.details
    changed = {name for name, value in asdict(facts).items() if getattr(event, name) != value}
    changed |= relate(event, **places)
    if not changed:
        return changed
    _resize(event, facts.capacity)
    for name, value in _columns(facts).items():
        setattr(event, name, value)
    mark_changed(event, by=by)
    _keep_links_alive(event)
    record("event.changed", event, by=by, changed=sorted(changed))
    notices.renew_waiting(event)
    if tell and changed & IN_CALENDARS and hears_news(event, now()):
        notices.tell_change(event, before)
    if offer_free_seats(event):
        touch_events()
    return changed


def set_mention(reply: Reply, event: Event | None, *, by: Person) -> bool:
    """Show this event and no other in a reply, or none; tell whether that was anything new."""
    if event is not None and event.status is EventStatus.DRAFT:
        raise RuleViolation("Die Veranstaltung ist noch nicht veröffentlicht.")
    wanted = set() if event is None else {event.id}
    shown = {mention.event_id for mention in db.session.scalars(queries.mentions_of(reply.id))}
    if shown == wanted:
        return False
    db.session.execute(delete(EventMention).where(EventMention.reply_id == reply.id))
    db.session.add_all(EventMention(reply_id=reply.id, event_id=number) for number in wanted)
    db.session.flush()
    record("reply.event_shown", reply, by=by, before=sorted(shown), after=sorted(wanted))
    for dialogue in db.session.scalars(queries.dialogues_answered_by(reply.id)):
        touch(dialogue)
    return True


def imagined(details: Details, event: Event | None) -> Event:
    """Return an event as it would be with these details, for a preview; nothing is kept of it."""
    return Event(
        id=event.id if event is not None else 0,
        status=event.status if event is not None else EventStatus.DRAFT,
        seats_taken=event.seats_taken if event is not None else 0,
        reason=event.reason if event is not None else "",
        **_columns(kept(details)),
    )


def touch_events() -> None:
    """Say that the public sees something new of the events, on whatever page they are shown."""
    start, end = db.session.execute(queries.next_boundary(now())).one()
    closings = [
        start_of_day(day + timedelta(days=1), zone)
        for day, zone in db.session.execute(seat_queries.deadlines_ahead(now()))
        if day is not None
    ]
    boundaries = [start, end, next_midnight(DEFAULT_ZONE), *(it for it in closings if it > now())]
    raise_stamp(SITE_SCOPE, min(moment for moment in boundaries if moment))


def advance_stamps() -> bool:
    """Raise the site's stamp if time alone has changed what its pages show; tell whether it did.

    For the worker, between its deeds: begins to write only when something is due, and leaves the
    commit to the caller.
    """
    if db.session.scalar(queries.site_changed_by_time(now())) is None:
        return False
    begin_writing()
    touch_events()
    return True


def current(event: Event, seen: str | None) -> None:
    """Keep an event from everybody else until the deed is done.

    Raises Conflict unless it is what a form has `seen`; commands and files see nothing before.
    """
    found = db.session.scalar(queries.event_held(event.id))
    if found is None:
        raise Conflict("Diese Veranstaltung gibt es nicht mehr.")
    if seen is not None and seen != str(found.sequence):
        raise Conflict("Jemand anderes hat diese Veranstaltung inzwischen geändert.")


def mark_changed(event: Event, *, by: Person | None) -> None:
    """Say that an event is another one now: to calendars, to forms and, if it is public, to all."""
    event.sequence += 1
    event.changed_at = now()
    event.changed_by = by.id if by is not None else None
    db.session.flush()
    if not event.is_draft:
        touch_events()
        let_search_read(ReadAnew.EVENT, event.id)


def _added(
    details: Details,
    status: EventStatus,
    *,
    by: Person | None,
    key: str | None = None,
    **places: Sequence[Any],
) -> Event:
    things = [*places.get("fields", ()), *places.get("principles", ())]
    refuse_strangers(places.get("dialogues", ()), things)
    event = Event(
        key=key,
        uid=f"{uuid4()}@{urlsplit(current_app.config['BASE_URL']).hostname}",
        status=status,
        published_at=None if status is EventStatus.DRAFT else now(),
        changed_by=by.id if by is not None else None,
        **{name: list(things) for name, things in places.items()},
        **_columns(kept(details)),
    )
    try:
        with db.session.begin_nested():
            db.session.add(event)
    except IntegrityError:
        raise RuleViolation("Die Kennung „%(key)s“ ist schon vergeben.", key=key) from None
    return event


def _columns(facts: Details) -> dict[str, Any]:
    page = markdown(facts.text)
    return asdict(facts) | {"html": page.html, "renderer": page.renderer}


def _resize(event: Event, capacity: int | None) -> None:
    """Set the number of seats in one statement, so that nobody takes a seat meanwhile."""
    enough = true() if capacity is None else Event.seats_taken <= capacity
    resized = db.session.execute(
        update(Event)
        .where(Event.id == event.id, enough)
        .values(capacity=capacity)
        .execution_options(synchronize_session=False)
        .returning(Event.id)
    )
    if resized.first() is None:
        raise RuleViolation("Es sind schon mehr Plätze vergeben, als Sie anbieten möchten.")
    db.session.refresh(event, ["capacity", "seats_taken"])


def _keep_links_alive(event: Event) -> None:
    """Let the links of letters already sent live until after the new end."""
    for purpose, found in (
        (INVITATION, queries.invitations_to(event.id)),
        (REGISTRATION, seat_queries.numbers_of(event.id)),
    ):
        numbers = db.session.scalars(found)
        db.session.execute(
            update(AccessLink)
            .where(AccessLink.purpose == purpose)
            .where(AccessLink.about.in_([f"{purpose}:{number}" for number in numbers]))
            .values(expires_at=event.ends_at + LINK_OUTLIVES_EVENT)
            .execution_options(synchronize_session=False)
        )
