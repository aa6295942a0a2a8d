"""What has happened becomes news: read from what the other rooms have written down, once each.

No deed of another room knows of it. Whatever can still be undone waits until it cannot.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app

from leitsaetze.clock import now
from leitsaetze.comments.rules import Verdict
from leitsaetze.direct import added, put_unless_taken
from leitsaetze.events.models import Event
from leitsaetze.events.rules import EventStatus
from leitsaetze.extensions import begin_writing, db, rows_of
from leitsaetze.following import queries, sources
from leitsaetze.following.models import News, NewsMark
from leitsaetze.following.rules import CLOSES_SOON, FEEDS_SCOPE, LONGEST_DEED, NewsKind, Rhythm
from leitsaetze.following.rules import due_at as due_for
from leitsaetze.site.actions import raise_stamp
from leitsaetze.site.models import Stamp
from leitsaetze.site.rules import ZONE

log = logging.getLogger(__name__)
BY_NUMBER = {
    "decision": sources.decisions_after,
    "revision": sources.revisions_after,
    "edition": sources.editions_after,
}
CLOCK = "dialogue"
Marks = dict[str, NewsMark]


def gather() -> int:
    """Take down what is news; return how many pieces. Whoever follows them is due for a letter.

    For the worker: begins to write only when something has happened, and leaves the commit to the
    caller. What may still be undone is left for the next time.
    """
    until = _until()
    if not _anything({mark.source: mark for mark in db.session.scalars(sources.marks())}, until):
        return 0
    begin_writing()
    marks = {mark.source: mark for mark in db.session.scalars(sources.marks_held())}
    happened = sorted(_read(marks, until), key=lambda it: it.at)
    fresh = [kept for it in happened if (kept := added(it)) is not None]
    if fresh:
        for rhythm in Rhythm:
            db.session.execute(queries.now_due(fresh, rhythm, due_for(rhythm, now(), ZONE)))
        put_unless_taken(Stamp, scope=FEEDS_SCOPE)
        raise_stamp(FEEDS_SCOPE, None)
        log.info("%s pieces of news", len(fresh))
    return len(fresh)


def _until() -> datetime:
    """Return up to when everything is settled: nothing is undone, no transaction under way."""
    undoing = timedelta(seconds=current_app.config["UNDO_SECONDS"])
    return now() - max(undoing, LONGEST_DEED)


def _anything(marks: Marks, until: datetime) -> bool:
    for source, question in BY_NUMBER.items():
        first = rows_of(question(marks[source].upto).limit(1))
        if first and first[0].at <= until:
            return True
    since = marks["event"].until, marks[CLOCK].until
    questions = sources.events_changed(since[0], until), sources.dialogues_turning(since[1], until)
    return any(db.session.scalar(question.limit(1)) is not None for question in questions)


def _read(marks: Marks, until: datetime) -> Iterator[News]:
    yield from _of_decisions(_settled("decision", marks, until))
    yield from _of_revisions(_settled("revision", marks, until))
    for row in _settled("edition", marks, until):
        yield _news(NewsKind.EDITION, row, key=f"edition:{row.id}", thing_id=row.id)
    yield from _of_events(marks["event"].until, until)
    yield from _of_dialogues(marks[CLOCK].until, until)
    marks["event"].until = marks[CLOCK].until = until


def _settled(source: str, marks: Marks, until: datetime) -> list[Any]:
    """Return the next rows of a source, up to the first one that is not settled; mark them read."""
    rows = []
    for row in rows_of(BY_NUMBER[source](marks[source].upto)):
        if row.at > until:
            break
        rows.append(row)
    if rows:
        marks[source].upto, marks[source].until = rows[-1].id, until
    return rows


def _news(kind: NewsKind, row: Any, *, key: str, **more: Any) -> News:
    """Return news of a row; it happened where the row says, unless `more` says otherwise."""
    names = "at", "dialogue_id", "principle_id", "comment_id", "by_id"
    facts = {name: getattr(row, name, None) for name in names} | more
    return News(kind=kind, key=key, **{"thing_id": 0} | facts)


def _of_decisions(rows: Sequence[Any]) -> Iterator[News]:
    for row in rows:
        number = row.comment_id
        match row.verdict:
            case Verdict.PUBLISH:
                key = f"comment:{number}"
                yield _news(NewsKind.COMMENT, row, key=key, by_id=row.author_id)
                if row.parent_id is not None:
                    answered = {"comment_id": row.parent_id, "thing_id": number}
                    key = f"thread:{number}"
                    yield _news(NewsKind.THREAD, row, key=key, by_id=row.author_id, **answered)
            case Verdict.REPLY if "reply" in row.details:
                reply = row.details["reply"]
                key = f"reply:{reply}:{number}"
                yield _news(NewsKind.REPLY, row, key=key, thing_id=reply)
            case Verdict.HIDE if row.published_at is not None:
                yield _news(NewsKind.HIDDEN, row, key=f"decision:{row.id}")
            case Verdict.RESTORE if row.published_at is not None:
                yield _news(NewsKind.SHOWN, row, key=f"decision:{row.id}")


def _of_revisions(rows: Sequence[Any]) -> Iterator[News]:
    """Yield what is new of principles; those a dialogue is published with are no news of theirs."""
    fresh = {
        row.id: row
        for row in rows
        if row.number > 1
        or (row.published_at is not None and row.published_at + LONGEST_DEED < row.at)
    }
    for row in fresh.values():
        yield _news(NewsKind.REVISION, row, key=f"revision:{row.id}", thing_id=row.id)
    for revision_id, comment_id in rows_of(sources.named_in(list(fresh))) if fresh else ():
        key = f"result:{revision_id}:{comment_id}"
        named = {"thing_id": revision_id, "comment_id": comment_id}
        yield _news(NewsKind.RESULT, fresh[revision_id], key=key, **named)


def _of_events(after: datetime, until: datetime) -> Iterator[News]:
    events = db.session.scalars(sources.events_changed(after, until)).all()
    told = {event.id: (event, kind) for event in events if (kind := _turn_of(event, after))}
    if not told:
        return
    accompanied = rows_of(sources.dialogues_of_events(list(told)))
    about = rows_of(sources.principles_of_events(list(told)))
    for number, (event, kind) in told.items():
        own = {dialogue for it, dialogue in accompanied if it == number}
        for dialogue in sorted(own) or [None]:
            yield _of_event(event, kind, dialogue, None)
        for _event, principle, dialogue in (it for it in about if it[0] == number):
            yield _of_event(event, kind, dialogue, principle)


def _of_event(event: Event, kind: NewsKind, dialogue: int | None, principle: int | None) -> News:
    return News(
        kind=kind,
        key=f"event:{event.id}:{event.sequence}:{dialogue or ''}:{principle or ''}",
        at=event.changed_at,
        dialogue_id=dialogue,
        principle_id=principle,
        thing_id=event.id,
        by_id=event.changed_by,
    )


def _turn_of(event: Event, after: datetime) -> NewsKind | None:
    """Return what is new of an event; nothing of one that is over or has been held."""
    if event.ends_at <= now() or event.status is EventStatus.HELD:
        return None
    if event.is_cancelled:
        return NewsKind.EVENT_CANCELLED
    first = event.published_at is not None and event.published_at > after
    return NewsKind.EVENT if first else NewsKind.EVENT_CHANGED


def _of_dialogues(after: datetime, until: datetime) -> Iterator[News]:
    for dialogue in db.session.scalars(sources.dialogues_turning(after, until)):
        opened = max(dialogue.opens_at, dialogue.published_at or dialogue.opens_at)
        closing = dialogue.closes_at
        turns = {
            NewsKind.OPENED: (opened, ""),
            NewsKind.CLOSES: (closing - CLOSES_SOON, f":{closing:%Y%m%d%H%M}"),
            NewsKind.CLOSED: (closing, f":{closing:%Y%m%d%H%M}"),
        }
        for kind, (moment, when) in turns.items():
            if after < moment <= until and (kind is NewsKind.CLOSED or moment < closing):
                key = f"dialogue:{dialogue.id}:{kind}{when}"
                yield News(kind=kind, key=key, at=moment, dialogue_id=dialogue.id, thing_id=0)
