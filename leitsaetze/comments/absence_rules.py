"""When the whole team can be away. Pure Python."""

from collections.abc import Iterable
from datetime import date, timedelta

from leitsaetze.errors import RuleViolation
from leitsaetze.working_days import Periods

MAX_WORDS = 80
LONGEST = 62  # days; whoever is away longer needs somebody who stands in
FURTHEST = timedelta(days=730)
LOOKS_BACK = timedelta(days=31)  # an illness of all is entered when they are back


def check_absence(first: date, last: date, *, today: date) -> None:
    """Raise RuleViolation for days on which a team cannot be away."""
    if last < first:
        raise RuleViolation("Der letzte Tag liegt vor dem ersten.")
    if last < today - LOOKS_BACK:
        raise RuleViolation(
            "Diese Tage liegen zu lange zurück. Eintragen lässt sich, was höchstens einen Monat "
            "vorbei ist."
        )
    if (last - first).days >= LONGEST:
        raise RuleViolation(
            "Das sind mehr als zwei Monate. Bitte finden Sie für eine so lange Zeit eine "
            "Vertretung: Wer schreibt, wartet auf Antwort."
        )
    if last > today + FURTHEST:
        raise RuleViolation("Bitte tragen Sie nur die nächsten zwei Jahre ein.")


def check_free(first: date, last: date, taken: Iterable[tuple[date, date]]) -> None:
    """Raise RuleViolation when some of the days are closed already."""
    if any(begin <= last and first <= end for begin, end in taken):
        raise RuleViolation("Einige dieser Tage sind schon als Abwesenheit eingetragen.")


def what_stays(first: date, last: date, *, today: date) -> Periods:
    """Return the days that stay closed when an absence ends now: those that are over.

    Raises RuleViolation when it has ended anyway.
    """
    if last < today:
        raise RuleViolation(
            "Diese Abwesenheit ist vorbei. Sie bleibt stehen, weil Fristen auf ihr beruhen."
        )
    return ((first, today - timedelta(days=1)),) if first < today else ()
