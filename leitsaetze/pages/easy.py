"""Dialogues in Leichte Sprache: a page for each that has a checked text, and a list of them.

A public body shall write so that people with intellectual disabilities understand it (§ 11 BGG),
and its start page leads to whatever the site offers in Leichte Sprache (§ 4 BITV 2.0).
"""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.principles.easy import official_words
from leitsaetze.principles.easy_queries import dialogues_in_easy_language, public_easy_text
from leitsaetze.principles.queries import frame_of_dialogue
from leitsaetze.site.actions import html_of
from leitsaetze.site.queries import current_text, stamp_of_everything
from leitsaetze.site.rules import EASY, TITLES
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.stamps import stamped

bp = Blueprint("easy", __name__)


@bp.get("/dialoge/<slug>/leichte-sprache/")
@open_to(Audience.PUBLIC)
@stamped(frame_of_dialogue())
def dialogue(slug: str) -> ResponseReturnValue:
    """Show a dialogue in Leichte Sprache, who checked the text, and whether it is behind."""
    found = db.session.execute(public_easy_text(), {"slug": slug}).one_or_none() or abort(404)
    return render_template(
        "pages/easy.html",
        dialogue=found.Dialogue,
        phase=found.Dialogue.phase_at(now()),
        text=found,
        is_overtaken=found.official != official_words(found.Dialogue),
    )


@bp.get("/leichte-sprache")
@open_to(Audience.PUBLIC)
@stamped(stamp_of_everything())
def site() -> ResponseReturnValue:
    """Show what the site as a whole says in Leichte Sprache, and which dialogues do, too."""
    text = db.session.scalar(current_text(EASY))
    if text is None or not text.says_something:
        abort(404)
    return render_template(
        "pages/easy_site.html",
        text=text,
        html=html_of(text.source),
        title=gettext(TITLES[EASY]),
        dialogues=db.session.scalars(dialogues_in_easy_language()).all(),
    )
