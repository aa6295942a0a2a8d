"""The administrators' desk in the browser."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from leitsaetze.web.access import Audience, open_to

bp = Blueprint("administration", __name__, url_prefix="/verwaltung")


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show what there is to administer."""
    return render_template("administration/index.html")
