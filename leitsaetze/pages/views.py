"""What everybody reads: start, dialogues, principles and their revisions, comments."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from leitsaetze.clock import now
from leitsaetze.comments.queries import stamp_of_comment
from leitsaetze.events import queries as event_queries
from leitsaetze.events.minutes_queries import results_behind
from leitsaetze.extensions import db
from leitsaetze.pages import changes as change_reading
from leitsaetze.pages import public_comments, queries, reading
from leitsaetze.pages.codes import code_of
from leitsaetze.pages.comparison import comparison as compared
from leitsaetze.pages.composing import composed, states
from leitsaetze.pages.rules import asks_plainly, place_of
from leitsaetze.pages.surroundings import surroundings
from leitsaetze.pages.timeline import public_steps, words_behind
from leitsaetze.principles import easy_queries, edition_queries
from leitsaetze.principles.edition_models import Edition
from leitsaetze.principles.models import Dialogue
from leitsaetze.principles.queries import frame_of_dialogue, public_dialogue, stamp_of_dialogue
from leitsaetze.principles.rules import Phase, days_left
from leitsaetze.site.actions import html_of
from leitsaetze.site.queries import current_text, stamp_of_everything
from leitsaetze.site.rules import START
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import root
from leitsaetze.web.stamps import stamped

bp = Blueprint("pages", __name__)
NEXT_EVENTS = 4


@bp.get("/")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_everything())
def start() -> ResponseReturnValue:
    """Show what is open, what becomes of a comment, what comes next."""
    events = db.session.scalars(event_queries.upcoming(now()).limit(NEXT_EVENTS)).all()
    about = db.session.scalar(current_text(START))
    return render_template(
        "pages/start.html",
        standings=reading.standings(),
        events=events,
        about=about if about is not None and about.says_something else None,
        about_html=html_of(about.source) if about is not None else "",
    )


@bp.get("/dialoge/")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_everything())
def dialogues() -> ResponseReturnValue:
    """Show all dialogues."""
    return render_template("pages/dialogues.html", standings=reading.standings())


@bp.get("/dialoge/<slug>/")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_dialogue())
def dialogue(slug: str) -> ResponseReturnValue:
    """Show a dialogue with its principles."""
    standing = reading.standing(slug) or abort(404)
    events = db.session.scalars(event_queries.events_of_dialogue(standing.dialogue.id)).all()
    return render_template(
        "pages/dialogue.html",
        standing=standing,
        fields=reading.fields_of(standing.dialogue),
        plainly=_plainly(),
        events=events,
        change=change_reading.newest(standing.dialogue),
        is_easy=db.session.scalar(
            easy_queries.has_easy_text(), {"dialogue_id": standing.dialogue.id}
        ),
        at=now(),
    )


@bp.get("/dialoge/<slug>/aenderungen/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def changes(slug: str) -> ResponseReturnValue:
    """Show what has changed in a dialogue and which comments stand behind it."""
    dialogue = db.session.scalar(public_dialogue(), {"slug": slug}) or abort(404)
    listed = change_reading.change_list(dialogue, request.args.get("nach", ""))
    return render_template("pages/changes.html", dialogue=dialogue, changes=listed)


@bp.get("/dialoge/<slug>/kommentare/")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_dialogue(), states)
def general_comments(slug: str) -> ResponseReturnValue:
    """Show the comments on a dialogue as a whole."""
    standing = reading.standing(slug) or abort(404)
    return composed(
        "pages/general.html",
        standing=standing,
        place=f"{root()}/dialoge/{slug}/kommentare/",
        zone=standing.dialogue.time_zone,
        current=0,
        is_open=standing.phase is Phase.OPEN,
    )


@bp.get("/dialoge/<slug>/leitsaetze/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def whole_text(slug: str) -> ResponseReturnValue:
    """Show all principles of a dialogue with their explanations, to be read or printed at once."""
    dialogue = db.session.scalar(public_dialogue(), {"slug": slug}) or abort(404)
    return _whole_text(dialogue, None, reading.whole_text_of(dialogue))


@bp.get("/dialoge/<slug>/gesamtfassungen/<int:n>/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def edition(slug: str, n: int) -> ResponseReturnValue:
    """Show all principles as an edition has kept them."""
    kept = db.session.scalar(edition_queries.edition_at(), {"slug": slug, "n": n}) or abort(404)
    return _whole_text(kept.dialogue, kept, reading.text_kept_in(kept))


@bp.get("/dialoge/<slug>/gesamtfassungen/<int:n>/qr.svg")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def edition_code(slug: str, n: int) -> ResponseReturnValue:
    """Draw the QR code of an edition."""
    db.session.scalar(edition_queries.edition_at(), {"slug": slug, "n": n}) or abort(404)
    return code_of(f"{root()}/dialoge/{slug}/gesamtfassungen/{n}/")


@bp.get("/dialoge/<slug>/leitsaetze/<int:number>/")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_dialogue(), states)
def principle(slug: str, number: int) -> ResponseReturnValue:
    """Show a principle and what is said about it."""
    found = _one(queries.principle(), slug=slug, number=number)
    dialogue, revision, at = found.Dialogue, found.Revision, now()
    phase = dialogue.phase_at(at)
    return composed(
        "pages/principle.html",
        found=found,
        plainly=_plainly(),
        phase=phase,
        is_open=phase is Phase.OPEN and found.Principle.withdrawal is None,
        days_left=days_left(dialogue.closes_at, dialogue.time_zone, at),
        numbers=db.session.scalars(queries.numbers(), {"dialogue_id": dialogue.id}).all(),
        behind=change_reading.comments_behind([revision.id]).get(revision.id, []),
        results=_results_behind(found),
        place=f"{root()}/dialoge/{slug}/leitsaetze/{number}/",
        zone=dialogue.time_zone,
        current=revision.number,
    )


@bp.get("/dialoge/<slug>/leitsaetze/<int:number>/fassungen/<int:n>")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def revision(slug: str, number: int, n: int) -> ResponseReturnValue:
    """Show the wording of a principle at a time."""
    found = _one(queries.revision(), slug=slug, number=number, n=n)
    number = found.Revision.id
    behind = change_reading.comments_behind([number]).get(number, [])
    page = {"found": found, "behind": behind, "plainly": _plainly()}
    page["results"] = _results_behind(found)
    return render_template("pages/revision.html", **page)


@bp.get("/dialoge/<slug>/leitsaetze/<int:number>/qr.svg")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def principle_code(slug: str, number: int) -> ResponseReturnValue:
    """Draw the QR code of a principle."""
    _one(queries.principle(), slug=slug, number=number)
    return code_of(f"{root()}/dialoge/{slug}/leitsaetze/{number}/")


@bp.get("/dialoge/<slug>/leitsaetze/<int:number>/fassungen/<int:n>/qr.svg")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def revision_code(slug: str, number: int, n: int) -> ResponseReturnValue:
    """Draw the QR code of a revision."""
    _one(queries.revision(), slug=slug, number=number, n=n)
    return code_of(f"{root()}/dialoge/{slug}/leitsaetze/{number}/fassungen/{n}")


@bp.get("/dialoge/<slug>/leitsaetze/<int:number>/vergleich")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def comparison(slug: str, number: int) -> ResponseReturnValue:
    """Show two revisions of a principle word by word."""
    wanted = (place_of(request.args.get(name)) for name in ("von", "bis"))
    found = compared(slug, number, *wanted) or abort(404)
    return render_template("pages/comparison.html", it=found)


@bp.get("/kommentare/<int:comment_id>")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_comment())
def comment(comment_id: int) -> ResponseReturnValue:
    """Show one comment in its context, or the trace it left."""
    found = _one(public_comments.place_of_comment(comment_id))
    dialogue, principle = found.Dialogue, found.Principle
    at = f"leitsaetze/{principle.number}" if principle else "kommentare"
    place = f"{root()}/dialoge/{dialogue.slug}/{at}/"
    current = principle.revision_number if principle else 0
    is_open = dialogue.phase_at(now()) is Phase.OPEN and not (principle and principle.withdrawal)
    after = place_of(request.args.get("nach")) or 0
    said, further = reading.said_with_thread(comment_id, after)
    return render_template(
        "pages/comment.html",
        found=found,
        said=said,
        after=after,
        further=further,
        steps=public_steps(said),
        changed=words_behind(said),
        zone=dialogue.time_zone,
        place=place,
        here=surroundings(place, dialogue.time_zone, current, is_open=is_open),
    )


def _whole_text(
    dialogue: Dialogue, edition: Edition | None, fields: list[reading.Field]
) -> ResponseReturnValue:
    return render_template(
        "pages/whole_text.html",
        dialogue=dialogue,
        edition=edition,
        editions=db.session.scalars(edition_queries.editions_of(dialogue.id)).all(),
        shown=edition or dialogue,
        phase=dialogue.phase_at(now()),
        fields=fields,
        plainly=_plainly(),
    )


def _plainly() -> bool:
    """Tell whether the address asks for Einfache Sprache."""
    return asks_plainly(request.args.get("sprache"))


def _results_behind(found: Any) -> Sequence[Any]:
    """Return the results of events behind the words found; most words have none."""
    asked = {"revision_id": found.Revision.id}
    return db.session.execute(results_behind(), asked).all() if found.from_events else ()


def _one(question: queries.Rows, **address: Any) -> Any:
    return db.session.execute(question, address).one_or_none() or abort(404)
