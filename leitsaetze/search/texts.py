"""What everybody can read now of some things, as the words by which they are found."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select

from leitsaetze.events.minutes_models import MinutesEdition
from leitsaetze.events.models import Event
from leitsaetze.extensions import db, rows_of
from leitsaetze.search import readable
from leitsaetze.search.rules import Kind, keys_of, mark, words_in


@dataclass
class Text:
    """The words of a thing in a version, and the marks of where it belongs."""

    version: int
    words: Counter[str]
    marks: set[bytes] = field(default_factory=set)

    def counted(self) -> dict[bytes, int]:
        """Return all of them with how often they are there, as the index knows them."""
        return {word.encode(): times for word, times in self.words.items()} | dict.fromkeys(
            self.marks, 1
        )


def texts_of(kind: Kind, thing_ids: Collection[int]) -> dict[int, Text]:
    """Return the texts of those of these things everybody can read."""
    found = _READERS[kind](thing_ids)
    for text in found.values():
        text.marks.add(mark("kind", kind))
    return found


def words_of_principle(row: Any) -> str:
    """Return what can be read of a principle: statement, explanation, plain language."""
    further = (words_in(html) for html in (row.explanation_html, row.plain_html or ""))
    return "\n".join([row.statement, *filter(None, further)])


def words_of_event(event: Event) -> str:
    """Return what can be read of an event, without its title."""
    return "\n".join(filter(None, [event.venue, event.organiser, words_in(event.html)]))


def words_of_minutes(edition: MinutesEdition) -> str:
    """Return what can be read of minutes, without their title."""
    return "\n".join(filter(None, [words_in(edition.html), *(it.words for it in edition.results)]))


def _comments(comment_ids: Collection[int]) -> dict[int, Text]:
    return {
        row.id: Text(row.version, keys_of(words_in(row.html, citizen=True)), _place(row))
        for row in rows_of(readable.comments_to_read(comment_ids))
    }


def _answers(reply_ids: Collection[int]) -> dict[int, Text]:
    found: dict[int, Text] = {}
    for row in rows_of(readable.answers_to_read(reply_ids)):
        text = found.get(row.id)
        if text is None:
            text = found[row.id] = Text(row.version, keys_of(words_in(row.html)))
        text.marks |= _place(row)
    return found


def _principles(principle_ids: Collection[int]) -> dict[int, Text]:
    return {
        row.id: Text(
            row.version,
            keys_of(f"Leitsatz {row.number} {words_of_principle(row)}"),
            {mark("dialogue", row.dialogue_id), mark("principle", row.id)},
        )
        for row in rows_of(readable.principles_to_read(principle_ids))
    }


def _events(event_ids: Collection[int]) -> dict[int, Text]:
    places = _marks(readable.places_of_events(event_ids))
    return {
        event.id: Text(
            event.sequence, keys_of(f"{event.title}\n{words_of_event(event)}"), places[event.id]
        )
        for event in db.session.scalars(readable.events_to_read(event_ids))
    }


def _minutes(event_ids: Collection[int]) -> dict[int, Text]:
    places = _marks(readable.places_of_minutes(event_ids))
    return {
        edition.event_id: Text(
            version,
            keys_of(f"Protokoll {edition.event.title}\n{words_of_minutes(edition)}"),
            places[edition.event_id],
        )
        for edition, version in db.session.execute(readable.minutes_to_read(event_ids))
    }


def _marks(questions: Iterable[tuple[str, Select[int, int]]]) -> Mapping[int, set[bytes]]:
    places: dict[int, set[bytes]] = defaultdict(set)
    for name, question in questions:
        for event_id, number in rows_of(question):
            places[event_id].add(mark(name, number))
    return places


def _place(row: Any) -> set[bytes]:
    of_principle = set() if row.principle_id is None else {mark("principle", row.principle_id)}
    return {mark("dialogue", row.dialogue_id)} | of_principle


_READERS = {
    Kind.COMMENT: _comments,
    Kind.ANSWER: _answers,
    Kind.PRINCIPLE: _principles,
    Kind.EVENT: _events,
    Kind.MINUTES: _minutes,
}
