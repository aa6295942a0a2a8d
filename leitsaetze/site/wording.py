"""What a form says about the data it asks for, and new words for it."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from markupsafe import Markup, escape
from sqlalchemy.exc import IntegrityError

from leitsaetze.clock import now
from leitsaetze.direct import ask
from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.language import NAMES
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.models import DataWording
from leitsaetze.site.processings import FIRST_VERSION, PROCESSINGS, Words, complete
from leitsaetze.site.rules import NOTHING_YET, filled_in
from leitsaetze.web.languages import german, language, translations

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


@dataclass(frozen=True)
class Notice:
    """What somebody reads before they give data, in the language of the page.

    `shown` gives the words for a page, on which German settings say that they are German.
    `wording` is the version of these words, `version` that of the whole privacy notice.
    """

    processing: str
    words: dict[str, str]
    unfilled: dict[str, str]
    settings: dict[str, str]
    wording: int
    version: int
    published_at: datetime | None

    @cached_property  # most forms that are sent are not shown again
    def shown(self) -> dict[str, Markup]:
        """The words as they stand on a page."""
        return {part: marked(text, self.settings) for part, text in self.unfilled.items()}

    @property
    def consent(self) -> str:
        """The very words somebody agrees to; empty where no consent is asked for."""
        return self.words.get("consent", "")


def notices_for(*processings: str) -> list[Notice]:
    """Return what holds now for each of these processings (keys of PROCESSINGS)."""
    version, published_at = next(iter(ask(queries.text_in_force(), slug="datenschutz")), (0, None))
    newest = {row.processing: row for row in ask(queries.data_wordings(processings))}
    settings = all_settings()
    found = []
    for name in processings:
        row = newest.get(name)
        words = row.words[language()] if row else _first_words(name, language())
        filled = {part: filled_in(text, settings, markup=False) for part, text in words.items()}
        wording = row.version if row else FIRST_VERSION
        found.append(Notice(name, filled, words, settings, wording, version, published_at))
    return found


def notice_for(processing: str) -> Notice:
    """Return what holds now for one processing."""
    return notices_for(processing)[0]


def words_in_force(processing: str) -> tuple[int, Words]:
    """Return version and words of a processing in every language, places not filled in."""
    published = ask(queries.data_wordings((processing,)))
    if published:
        return published[0].version, published[0].words
    return FIRST_VERSION, {locale: _first_words(processing, locale) for locale in NAMES}


def publish_wording(processing: str, words: Words, *, seen: int, by_id: int | None) -> DataWording:
    """Publish the next version of the words of a processing; every form shows it from now on.

    Raises Conflict when somebody published another one than the version `seen` meanwhile, and
    RuleViolation for a processing there is not, and for missing or overlong texts.
    """
    if processing not in PROCESSINGS:
        raise RuleViolation("Diesen Text gibt es nicht.")
    checked = complete(PROCESSINGS[processing], words)
    version, _words = words_in_force(processing)
    if seen != version:
        raise _overtaken(version)
    row = DataWording(
        processing=processing,
        version=version + 1,
        words=checked,
        published_at=now(),
        published_by=by_id,
    )
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise _overtaken(version + 1) from None
    return row


def marked(text: str, settings: dict[str, str]) -> Markup:
    """Return a text for a page, its {{settings}} filled in and marked as German."""
    words, *places = _PLACE.split(text)
    shown = escape(words)
    for name, rest in zip(places[::2], places[1::2], strict=True):
        shown += escape(german(settings.get(name) or NOTHING_YET)) + escape(rest)
    return shown


def _overtaken(version: int) -> Conflict:
    return Conflict(
        "Jemand anderes hat inzwischen Fassung %(version)s veröffentlicht. Ihr Text ist noch "
        "da; bitte vergleichen Sie ihn damit.",
        version=version,
    )


@cache
def _first_words(processing: str, locale: str) -> dict[str, str]:
    known, texts = PROCESSINGS[processing], translations(locale)
    return {part: texts.gettext(getattr(known, part)) for part in known.parts}
