"""Deeds on minutes: save them while they are written, publish them, put them right."""

from collections.abc import Iterable, Sequence

from leitsaetze.accounts.models import Person
from leitsaetze.audit.actions import record
from leitsaetze.clock import now
from leitsaetze.errors import OVERTAKEN, Conflict, RuleViolation
from leitsaetze.events import door_queries, minutes_queries, queries
from leitsaetze.events.actions import touch_events
from leitsaetze.events.minutes_models import EventResult, Minutes, MinutesEdition, ResultWords
from leitsaetze.events.minutes_rules import NOTE, Said, check_time, kept
from leitsaetze.events.models import Event
from leitsaetze.events.places import refuse_strangers
from leitsaetze.extensions import db
from leitsaetze.principles.models import FieldOfAction, Principle
from leitsaetze.site.actions import let_search_read
from leitsaetze.site.rules import ReadAnew
from leitsaetze.text import markdown


def save_minutes(event: Event, said: Said, *, by: Person | None, seen: int) -> Minutes:
    """Keep what editors have written; nobody else sees it.

    Results that are public keep their numbers, whatever was typed. Raises RuleViolation before the
    event begins and for what cannot be kept, Conflict unless the minutes are those of version
    `seen` (0: there are none).
    """
    minutes = _held(event, seen)
    public = db.session.scalar(minutes_queries.number_of_results(event.id)) or 0
    facts = kept(said, public=public)
    discussed_in(event, facts)
    if minutes is not None and minutes.said == facts:
        return minutes
    if minutes is None:
        minutes = Minutes(event_id=event.id, version=0)
        db.session.add(minutes)
    minutes.participants, minutes.text = facts.participants, facts.text
    minutes.results = list(facts.results)
    minutes.fields, minutes.principles = list(facts.fields), list(facts.principles)
    minutes.version += 1
    minutes.changed_at, minutes.changed_by = now(), by.id if by is not None else None
    db.session.flush()
    record("minutes.saved", event, by=by, words=facts.text, version=minutes.version)
    return minutes


def publish_minutes(
    event: Event, *, by: Person | None, seen: int, note: str = ""
) -> MinutesEdition:
    """Let everybody read the minutes as they are saved; after the first time it is a correction.

    A correction says in a `note` what it puts right. New results get the next numbers, for good.
    Raises Conflict unless the minutes are those of version `seen`, RuleViolation when nothing is
    said or nothing is new.
    """
    minutes, said_why = _held(event, seen), NOTE(note)
    if minutes is None or minutes.said.says_nothing:
        raise RuleViolation("Das Protokoll ist noch leer.")
    earlier = db.session.scalars(minutes_queries.editions_of(event.id)).first()
    if earlier is not None and said_in(earlier) == minutes.said:
        raise RuleViolation("Es hat sich nichts geändert. So ist das Protokoll schon öffentlich.")
    if earlier is not None and not said_why:
        raise RuleViolation("Bitte schreiben Sie, was berichtigt wurde.")
    page, discussed = markdown(minutes.text), discussed_in(event, minutes.said)
    edition = MinutesEdition(
        event_id=event.id,
        number=earlier.number + 1 if earlier is not None else 1,
        participants=minutes.participants,
        text=minutes.text,
        html=page.html,
        renderer=page.renderer,
        note=said_why if earlier is not None else "",
        published_at=now(),
        published_by=by.id if by is not None else None,
        fields=[it for it in discussed if isinstance(it, FieldOfAction)],
        principles=[it for it in discussed if isinstance(it, Principle)],
    )
    db.session.add(edition)
    db.session.flush()
    _add_results(edition, minutes.results)
    record("minutes.published", event, by=by, words=minutes.text, edition=edition.number)
    touch_events()
    let_search_read(ReadAnew.EVENT, event.id)
    return edition


def said_in(edition: MinutesEdition) -> Said:
    """Return what published minutes say."""
    rows = db.session.execute(minutes_queries.results_in(edition.id))
    return Said(
        edition.participants,
        edition.text,
        tuple(row.words for row in rows),
        tuple(sorted(it.id for it in edition.fields)),
        tuple(sorted(it.id for it in edition.principles)),
    )


def first_words(event: Event) -> Said:
    """Return what minutes begin with: what the event is about was discussed, as it seems.

    Who was noted at the door took part.
    """
    return Said(
        participants=db.session.scalar(door_queries.number_of_persons(event.id)),
        fields=tuple(sorted(it.id for it in event.fields)),
        principles=tuple(sorted(it.id for it in event.principles)),
    )


def discussed_in(event: Event, said: Said) -> Sequence[FieldOfAction | Principle]:
    """Return the fields and principles that were discussed.

    Raises RuleViolation for what belongs to none of the event's dialogues.
    """
    things = [
        *db.session.scalars(minutes_queries.fields_with(said.fields)),
        *db.session.scalars(minutes_queries.principles_with(said.principles)),
    ]
    refuse_strangers(event.dialogues, things)
    return things


def _held(event: Event, seen: int) -> Minutes | None:
    """Return the minutes, kept from everybody else. Raises Conflict when they are not those seen.

    The event is held too: of two who write the first minutes, the second is refused.
    """
    held = db.session.scalar(queries.event_held(event.id))
    if held is None:
        raise Conflict("Diese Veranstaltung gibt es nicht mehr.")
    check_time(held, now())
    minutes = db.session.scalar(minutes_queries.minutes_held(event.id))
    if (minutes.version if minutes is not None else 0) != seen:
        raise Conflict(OVERTAKEN)
    return minutes


def _add_results(edition: MinutesEdition, results: Iterable[str]) -> None:
    known = {
        it.number: it for it in db.session.scalars(minutes_queries.results_of(edition.event_id))
    }
    for number, words in enumerate(results, 1):
        result = known.get(number)
        if result is None:
            result = EventResult(event_id=edition.event_id, number=number)
            db.session.add(result)
            db.session.flush()
        db.session.add(ResultWords(edition_id=edition.id, result_id=result.id, words=words))
    db.session.flush()
