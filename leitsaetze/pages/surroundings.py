"""What all comments of a page share, made once: each microsecond would count fifty times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from flask_babel import gettext
from markupsafe import Markup

from leitsaetze.comments.position_rules import SIGNS, Sign
from leitsaetze.web.filters import Calendar
from leitsaetze.web.languages import langs, language, root


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place of a comment as its template needs it.

    `place` is the address of what it is about, `current` the number of its present revision (0 for
    the dialogue itself), `is_open` tells whether citizens may join in. `words` is how addresses ask
    for the words the reader has chosen, official or plain. `said` are the phrases of the present
    language, `positions` the signs of positions in it, `tongues` the attributes that name another
    one.
    """

    place: str
    current: int
    is_open: bool
    words: str
    root: str
    dates: Calendar
    said: Mapping[str, str]
    positions: Mapping[str, Sign]
    tongues: Mapping[str, Markup]


def surroundings(
    place: str, zone: str, current: int, *, is_open: bool, words: str = ""
) -> Surroundings:
    """Return the surroundings of comments in the present language; `zone` is an IANA name."""
    tongue = language()
    phrases, signs = _phrases(tongue), _signs(tongue)
    dates = Calendar(zone)
    return Surroundings(place, current, is_open, words, root(), dates, phrases, signs, langs())


@cache
def _signs(_language: str) -> dict[str, Sign]:
    return {
        position.value: replace(sign, word=gettext(sign.word)) for position, sign in SIGNS.items()
    }


@cache
def _phrases(_language: str) -> dict[str, str]:
    return {
        "published": gettext("veröffentlicht am %(day)s", day="%s"),
        "answered": gettext("beantwortet am %(day)s", day="%s"),
        "waits": gettext("Antwort steht aus"),
        "link": gettext("Link zum Kommentar"),
        "report": gettext("Melden"),
        "support": gettext("Ich schließe mich an"),
        "retort": gettext("Erwidern"),
        "passage": gettext("Zu dieser Stelle:"),
        "comment": Markup(gettext("Kommentar von %(name)s", name="%s")),  # noqa: S704  as "by"
        "by": Markup(gettext("von %(name)s", name="%s")),  # noqa: S704  the name is escaped
        "reply": gettext("Antwort der Moderation"),
    }
