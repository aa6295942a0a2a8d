"""What leads here from outside: a page of A4 for the counter, pictures for links elsewhere."""

from io import BytesIO
from typing import Any

import segno
from flask import Blueprint, abort
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.clock import now
from leitsaetze.events.queries import visible_event
from leitsaetze.extensions import db
from leitsaetze.pages import reading
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import frame_of_dialogue, public_dialogue, public_principle
from leitsaetze.principles.quotes import shortened
from leitsaetze.principles.rules import Phase
from leitsaetze.site.actions import all_settings
from leitsaetze.site.colours import on_paper
from leitsaetze.site.queries import frame_of_everything
from leitsaetze.typesetting import handed_out
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.filters import day, day_in_full, last_day
from leitsaetze.web.languages import language, lasting, root
from leitsaetze.web.stamps import stamped

bp = Blueprint("paper", __name__)
MOST = 60  # principles on one page
CUTS = (400, 75, 40)  # letters of a statement, by how much has to fit
LONGEST_LEAD = 300
LONGEST_LINE = 220
LONGEST_BELOW = 75  # letters on the one line at the foot of a picture


@bp.get("/dialoge/<slug>/worum-geht-es.pdf")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def leaflet(slug: str) -> ResponseReturnValue:
    """Hand out a dialogue on one page: what it says, until when, how to join in."""
    dialogue = db.session.scalar(public_dialogue(), {"slug": slug}) or abort(404)
    if dialogue.phase_at(now()) is Phase.WITHDRAWN:
        abort(404)
    return handed_out("leaflet", _told(dialogue), "pdf")


@bp.get("/dialoge/<slug>/vorschau.png")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def picture_of_dialogue(slug: str) -> ResponseReturnValue:
    """Draw what others show of a dialogue when they link to it: title and county."""
    dialogue = db.session.scalar(public_dialogue(), {"slug": slug}) or abort(404)
    return handed_out(
        "picture", _pictured(dialogue.title, "", dialogue.title, _period(dialogue)), "png"
    )


@bp.get("/dialoge/<slug>/leitsaetze/<int:number>/vorschau.png")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def picture_of_principle(slug: str, number: int) -> ResponseReturnValue:
    """Draw the same for a principle: number and statement, of a withdrawn one the number only."""
    asked = {"slug": slug, "number": number}
    principle = db.session.scalar(public_principle(), asked) or abort(404)
    dialogue = principle.dialogue
    words = gettext("zurückgezogen")
    if principle.withdrawal is None and dialogue.phase_at(now()) is not Phase.WITHDRAWN:
        words = f"„{shortened(principle.revision.statement, CUTS[0])}“"
    return handed_out(
        "picture", _pictured(dialogue.title, str(number), words, dialogue.title), "png"
    )


@bp.get("/veranstaltungen/<int:event_id>/vorschau.png")
@open_to(Audience.PUBLIC)
@stamped(frame_of_everything())
def picture_of_event(event_id: int) -> ResponseReturnValue:
    """Draw the same for an event: title, day, place; of a cancelled one, that it is."""
    event = db.session.scalar(visible_event(event_id)) or abort(404)
    below = f"{day_in_full(event.starts_at, event.time_zone)} · {event.venue}".removesuffix(" · ")
    if event.is_cancelled:
        below = gettext("Diese Veranstaltung findet leider nicht statt.")
    return handed_out("picture", _pictured(event.title, "", event.title, below), "png")


def _pictured(title: str, number: str, words: str, below: str) -> dict[str, Any]:
    settings = all_settings()
    above = f"{settings['county']} · {settings['site_name']}"
    below = shortened(below, LONGEST_BELOW)
    return {
        "title": title,
        "number": number,
        "words": words,
        "below": below,
        "above": above,
        "accent": on_paper(settings["accent"]),
    }


def _told(dialogue: Dialogue) -> dict[str, Any]:
    settings, fields = all_settings(), reading.fields_of(dialogue)
    principles = [it for field in fields for it in field.principles if it.is_readable]
    address = lasting(f"{root()}/dialoge/{dialogue.slug}/")
    more = len(principles) - MOST
    return {
        "lang": language(),
        "county": settings["county"],
        "accent": on_paper(settings["accent"]),
        "about": gettext("Worum geht es?"),
        "title": dialogue.title,
        "lead": shortened(dialogue.lead, LONGEST_LEAD),
        "period": _period(dialogue),
        "headings": {
            "principles": gettext("Die Leitsätze"),
            "join": gettext("So reden Sie mit")
            if dialogue.phase_at(now()) is not Phase.CLOSED
            else gettext("So erreichen Sie uns"),
        },
        "principles": [
            {
                "number": it.number,
                "words": [f"„{shortened(it.statement, most)}“" for most in CUTS],
            }
            for it in principles[:MOST]
        ],
        "further": gettext("und %(n)s weitere, alle im Internet", n=more) if more > 0 else "",
        "ways": [
            (name, shortened(words, LONGEST_LINE)) for name, words in _ways(dialogue, address)
        ],
        "code": _code(address),
        "code_says": gettext("QR-Code, der zu %(address)s führt", address=address),
        "foot": gettext(
            "Die Leitsätze mit Erläuterungen und allen Kommentaren stehen im Internet."
        ),
    }


def _period(dialogue: Dialogue) -> str:
    zone = dialogue.time_zone
    match dialogue.phase_at(now()):
        case Phase.UPCOMING:
            return str(gettext("Beginnt am %(day)s", day=day(dialogue.opens_at, zone)))
        case Phase.CLOSED:
            ended = last_day(dialogue.closes_at, zone)
            return str(gettext("Dieser Dialog ist seit dem %(day)s beendet.", day=ended))
        case Phase.WITHDRAWN:
            return str(gettext("Dieser Dialog wurde zurückgezogen."))
    until = last_day(dialogue.closes_at, zone)
    return str(gettext("Sagen Sie uns bis zum %(day)s Ihre Meinung.", day=until))


def _ways(dialogue: Dialogue, address: str) -> list[tuple[str, str]]:
    rules = lasting(f"{root()}/regeln")
    hours = f", {dialogue.contact_hours}" if dialogue.contact_hours else ""
    ways = [
        (gettext("Im Internet"), address),
        (gettext("Telefon"), dialogue.contact_phone and dialogue.contact_phone + hours),
        (gettext("E-Mail"), dialogue.contact_email),
        (gettext("Post"), ", ".join(dialogue.contact_post.splitlines())),
        (gettext("Kritik ist willkommen – unsere Regeln"), rules),
    ]
    return [(name, shortened(words, LONGEST_LINE)) for name, words in ways if words]


def _code(address: str) -> str:
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue().decode()
