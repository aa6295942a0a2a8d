"""The minutes of an event for everybody: as page, in earlier editions, and as PDF."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from leitsaetze.blocks import blocks_of
from leitsaetze.events.minutes_reading import Shown, published
from leitsaetze.events.models import Event
from leitsaetze.site.actions import all_settings
from leitsaetze.site.colours import on_paper
from leitsaetze.site.queries import frame_of_everything
from leitsaetze.typesetting import handed_out
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.filters import date_only, day_in_full
from leitsaetze.web.languages import language, lasting, root
from leitsaetze.web.stamps import stamped

bp = Blueprint("minutes", __name__)


@bp.get("/veranstaltungen/<int:event_id>/protokoll/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def minutes(event_id: int) -> ResponseReturnValue:
    """Show the minutes that hold."""
    shown = published(event_id) or abort(404)
    return render_template("events/minutes.html", shown=shown, event=shown.edition.event)


@bp.get("/veranstaltungen/<int:event_id>/protokoll/fassungen/<int:n>")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def edition(event_id: int, n: int) -> ResponseReturnValue:
    """Show minutes as they were published once; the newest ones have the other address, too."""
    shown = published(event_id, n) or abort(404)
    return render_template("events/minutes.html", shown=shown, event=shown.edition.event)


@bp.get("/veranstaltungen/<int:event_id>/protokoll.pdf")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def paper(event_id: int) -> ResponseReturnValue:
    """Hand out the minutes that hold as tagged PDF."""
    shown = published(event_id) or abort(404)
    return handed_out("minutes", told(shown, shown.edition.event))


def told(shown: Shown, event: Event) -> dict[str, Any]:
    """Return everything the page of paper says."""
    settings, edition = all_settings(), shown.edition
    address = lasting(f"{root()}/veranstaltungen/{event.id}/protokoll/")
    return {
        "lang": language(),
        "county": settings["county"],
        "accent": on_paper(settings["accent"]),
        "name": gettext("Protokoll: %(title)s", title=event.title),
        "about": gettext("Protokoll der Veranstaltung"),
        "kind": gettext(event.kind_name),
        "title": event.title,
        "facts": [[name, words] for name, words in _facts(shown, event) if words],
        "headings": {
            "text": gettext("Was besprochen wurde"),
            "principles": gettext("Besprochene Leitsätze"),
            "results": gettext("Ergebnisse"),
        },
        "principles": [
            gettext("Leitsatz %(number)s", number=number) + (f": {words}" if words else "")
            for _slug, number, words in shown.principles
        ],
        "text": [[it.kind, it.marker, it.text, it.depth] for it in blocks_of(edition.html)],
        "results": [_result(row) for row in shown.results],
        "foot": gettext("Im Internet: %(address)s", address=address),
    }


def _facts(shown: Shown, event: Event) -> list[tuple[str, str]]:
    edition = shown.edition
    took_part = edition.participants
    public = day_in_full(edition.published_at, event.time_zone)
    fields = ", ".join(shown.fields)
    return [
        (gettext("Wann"), day_in_full(event.starts_at, event.time_zone)),
        (gettext("Wo"), event.venue),
        (
            gettext("Teilnehmende"),
            ngettext("eine Person", "%(num)s Personen", took_part) if took_part else "",
        ),
        (gettext("Handlungsfelder"), fields),
        (
            gettext("Stand"),
            gettext("Fassung %(version)s vom %(day)s", version=edition.number, day=public),
        ),
    ]


def _result(row: Any) -> dict[str, Any]:
    became = []
    if row.comment_id:
        became.append(gettext("Daraus wurde Kommentar %(number)s.", number=row.comment_id))
    if row.slug:
        became.append(
            gettext(
                "Daraus wurde Fassung %(revision)s von Leitsatz %(number)s.",
                revision=row.revision_number,
                number=row.principle_number,
            )
        )
    if row.task:
        state = (
            gettext("erledigt am %(day)s", day=date_only(row.done_on))
            if row.done_on
            else gettext("bis %(day)s", day=date_only(row.due_on))
        )
        facts = {"words": row.task, "name": row.responsible, "state": state}
        became.append(gettext("Aufgabe: %(words)s (zuständig: %(name)s, %(state)s)", **facts))
    return {
        "heading": gettext("Ergebnis %(number)s", number=row.number),
        "words": row.words or gettext("Dieses Ergebnis ist gestrichen."),
        "became": became,
    }
