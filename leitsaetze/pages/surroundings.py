"""What all comments of a page share, made once: each microsecond would count fifty times."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from flask_babel import gettext
from markupsafe import Markup

from leitsaetze.web.filters import Calendar
from leitsaetze.web.languages import langs, language, root


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The place of a comment as its template needs it.

    `place` is the address of what it is about, `current` the number of its present revision (0 for
    the dialogue itself), `said` the phrases of the present language, `tongues` the attributes that
    name another one.
    """

    place: str
    current: int
    root: str
    dates: Calendar
    said: Mapping[str, str]
    tongues: Mapping[str, Markup]


def surroundings(place: str, zone: str, current: int) -> Surroundings:
    """Return the surroundings of comments in the present language; `zone` is an IANA name."""
    return Surroundings(place, current, root(), Calendar(zone), _phrases(language()), langs())


@cache
def _phrases(_language: str) -> dict[str, str]:
    return {
        "published": gettext("veröffentlicht am %(day)s", day="%s"),
        "answered": gettext("beantwortet am %(day)s", day="%s"),
        "waits": gettext("Antwort steht aus"),
        "link": gettext("Link zum Kommentar"),
        "report": gettext("Melden"),
        "comment": Markup(gettext("Kommentar von %(name)s", name="%s")),  # noqa: S704  as "by"
        "by": Markup(gettext("von %(name)s", name="%s")),  # noqa: S704  the name is escaped
        "reply": gettext("Antwort der Moderation"),
    }
