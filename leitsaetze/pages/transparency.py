"""The public account of moderation in the browser: `/transparenz/`."""

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from leitsaetze.moderation.figure_queries import proof
from leitsaetze.moderation.figure_rules import SMALL
from leitsaetze.pages import figures
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.stamps import stamped
from leitsaetze.web.tables import as_csv

bp = Blueprint("transparency", __name__, url_prefix="/transparenz")


@bp.get("/")
@open_to(Audience.PUBLIC)
@stamped(proof())
def index() -> ResponseReturnValue:
    """Show what moderation has done, dialogue by dialogue."""
    return render_template("pages/transparency.html", found=figures.figures(), small=SMALL)


@bp.get("/zahlen.csv")
@open_to(Audience.PUBLIC)
@stamped(proof())
def numbers() -> ResponseReturnValue:
    """Hand out the same as a table."""
    written = "".join(as_csv(figures.table(figures.figures())))
    answer = Response(written, mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="transparenz.csv"'
    return answer
