"""What the demonstration says in Leichte Sprache, and how that follows a changed principle."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from leitsaetze import clock
from leitsaetze.accounts.models import Person
from leitsaetze.demo.moments import Step, dated
from leitsaetze.principles.easy import write_easy_text
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import publish_text
from leitsaetze.site.rules import EASY, TITLES, ZONE

GROUP = "Prüfgruppe der Werkstatt Musterstadt"


def in_easy_language(dialogue: Dialogue, editor: Person, administrator: Person) -> Iterator[Step]:
    """Yield what happens to the texts of dialogue and site, as day, time and deed.

    The dialogue's is written, checked, overtaken by a new revision, and checked once more.
    """
    words, of_the_site = _read("leichte-sprache.md"), _read("leichte-sprache-seite.md")
    yield -21, "8:30", lambda: _publish(of_the_site, administrator)
    yield -20, "9:45", _writing(dialogue, words, 0, editor)
    yield -17, "14:20", _writing(dialogue, words, 1, editor, checked=True)
    yield -5, "9:10", _writing(dialogue, words, 2, editor, checked=True)


def _read(name: str) -> str:
    return dated((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _publish(words: str, by: Person) -> None:
    checked = {"checked_by": GROUP, "checked_on": clock.today(ZONE) - timedelta(days=4)}
    publish_text(EASY, TITLES[EASY], words, by_id=by.id, **checked)


def _writing(
    dialogue: Dialogue, words: str, seen: int, by: Person, *, checked: bool = False
) -> Callable[[], object]:
    def write() -> None:
        yesterday = clock.today(dialogue.time_zone) - timedelta(days=1)
        group, day = (GROUP, yesterday) if checked else ("", None)
        write_easy_text(dialogue, words, seen=seen, by=by, checked_by=group, checked_on=day)

    return write
