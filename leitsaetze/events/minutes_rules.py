"""What holds for the minutes of an event, for its results and for tasks. Pure Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from leitsaetze.errors import RuleViolation
from leitsaetze.events.rules import MAX_TEXT, EventStatus, Happening, has_begun
from leitsaetze.language import translatable
from leitsaetze.principles.checks import line, markup, words

MAX_RESULTS = 20
MAX_RESULT = 600
MAX_PARTICIPANTS = 100_000
MAX_NOTE = 500
MAX_RESPONSIBLE = 200
RESULTS_FULL = translatable("Höchstens %(most)s Ergebnisse sind möglich.")
TEXT, RESULT = markup(MAX_TEXT), words(MAX_RESULT)
NOTE = line(MAX_NOTE)
TASK, RESPONSIBLE = words(MAX_RESULT, needed=True), line(MAX_RESPONSIBLE, needed=True)


@dataclass(frozen=True)
class Said:
    """What the minutes say. `fields` and `principles` are the numbers of what was discussed.

    The place of a result is its number. An empty one that was public before is struck out.
    """

    participants: int | None = None
    text: str = ""
    results: Sequence[str] = ()
    fields: Sequence[int] = ()
    principles: Sequence[int] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to read yet."""
        return not (self.text or any(self.results))


def check_time(event: Happening, at: datetime) -> None:
    """Raise RuleViolation unless minutes of this event can be written now."""
    if event.status not in {EventStatus.PUBLISHED, EventStatus.HELD}:
        raise RuleViolation("Ein Protokoll gibt es nur zu einer Veranstaltung, die stattfindet.")
    if not has_begun(event, at):
        raise RuleViolation("Das Protokoll lässt sich schreiben, sobald die Veranstaltung beginnt.")


def read_number(typed: str) -> int | None:
    """Return how many took part, None when nothing was typed. Raises RuleViolation."""
    typed = typed.strip()
    if not typed:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", typed):
        raise RuleViolation("Bitte geben Sie eine ganze Zahl ein.")
    return check_participants(int(typed))


def check_participants(number: int) -> int:
    """Return the number. Raises RuleViolation for one that cannot be."""
    if number > MAX_PARTICIPANTS:
        raise RuleViolation("Diese Zahl ist zu groß.")
    return number


def kept(said: Said, *, public: int) -> Said:
    """Return what is said as it is kept; so many results are `public` and keep their numbers.

    Those after them move up where one is empty. Raises RuleViolation for what cannot be kept.
    """
    results = [RESULT(one) for one in said.results]
    results += [""] * (public - len(results))
    results = results[:public] + [one for one in results[public:] if one]
    if len(results) > MAX_RESULTS:
        raise RuleViolation(RESULTS_FULL, most=MAX_RESULTS)
    if said.participants is not None:
        check_participants(said.participants)
    return replace(
        said,
        text=TEXT(said.text),
        results=tuple(results),
        fields=tuple(sorted(set(said.fields))),
        principles=tuple(sorted(set(said.principles))),
    )
