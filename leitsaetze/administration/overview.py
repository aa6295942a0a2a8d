"""What the administrators' desk shows first: what needs somebody's attention."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext, ngettext

from leitsaetze.administration import content_queries as queries
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.site import settings
from leitsaetze.site.actions import all_settings
from leitsaetze.site.models import SiteText
from leitsaetze.site.rules import RULES, TITLES, open_places
from leitsaetze.web.languages import root

# Texts a county answers for: nobody may have read what came with the product.
OWN = ("impressum", "datenschutz", "barrierefreiheit", RULES)
REVIEWED_EVERY = timedelta(days=365)  # § 7 BITV 2.0 and Directive (EU) 2016/2102, Article 7


@dataclass(frozen=True)
class Task:
    """Something to look at: what, why, and where."""

    what: str
    why: str
    address: str


def tasks() -> list[Task]:
    """Return what needs attention: settings, then texts."""
    present = all_settings()
    texts = {text.slug: text for text, _name in db.session.execute(queries.present_texts())}
    return [*_of_settings(present), *_of_texts(texts, settings.fillable(present))]


def _of_settings(present: dict[str, str]) -> list[Task]:
    missing = settings.still_open(present)
    found = []
    for group, title in settings.GROUPS.items():
        labels = [gettext(it.label) for it in missing if it.group is group]
        if labels:
            why = ngettext(
                "Es fehlt noch: %(labels)s.",
                "Es fehlen noch: %(labels)s.",
                len(labels),
                labels=", ".join(labels),
            )
            found.append(Task(gettext(title), why, f"{root()}/verwaltung/einstellungen/{group}"))
    return found


def _of_texts(texts: dict[str, SiteText], places: dict[str, str]) -> list[Task]:
    found = []
    for slug in TITLES:
        text = texts.get(slug)
        if text is not None and text.says_something:
            reasons = _reasons(text, places)
            if reasons:
                found.append(Task(gettext(TITLES[slug]), " ".join(reasons), _address(slug)))
    return found


def _reasons(text: SiteText, places: dict[str, str]) -> list[str]:
    found = []
    if text.slug in OWN and text.by_id is None:
        found.append(
            gettext("Noch der mitgelieferte Entwurf. Bitte lesen, anpassen und veröffentlichen.")
        )
    gaps = open_places(text.source, places)
    if gaps.unset or gaps.unknown:
        number = len(gaps.unset) + len(gaps.unknown)
        found.append(
            ngettext(
                "Ein Platzhalter ist noch offen.", "%(num)s Platzhalter sind noch offen.", number
            )
        )
    old = text.published_at < now() - REVIEWED_EVERY
    if text.slug == "barrierefreiheit" and text.by_id is not None and old:
        found.append(
            gettext(
                "Vor mehr als einem Jahr veröffentlicht. Die Erklärung wird jedes Jahr geprüft."
            )
        )
    return found


def _address(slug: str) -> str:
    return f"{root()}/verwaltung/regeln/" if slug == RULES else f"{root()}/verwaltung/texte/{slug}/"
