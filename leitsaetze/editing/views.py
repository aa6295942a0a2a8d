"""The editors' desk in the browser."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from leitsaetze.web.access import Audience, open_to

bp = Blueprint("editing", __name__, url_prefix="/redaktion")


@bp.get("/")
@open_to(Audience.EDITOR)
def index() -> ResponseReturnValue:
    """Show what there is to edit."""
    return render_template("editing/index.html")
