"""Hints on a text in Einfacher Sprache for the page on which somebody writes it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from leitsaetze.editing.hint_forms import HintForm
from leitsaetze.editing.hints import hints_by_kind
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("desk_hints", __name__, url_prefix="/redaktion")


@bp.post("/hinweise")
@open_to(Audience.EDITOR)
def look() -> ResponseReturnValue:
    """Return the hints, from which the form takes the part it shows; the text is not kept."""
    form = HintForm()
    hints = hints_by_kind(form.plain_text.data) if form.check() else None
    return render_template("editing/hints.html", hints=hints, form=form), form.status
