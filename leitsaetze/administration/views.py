"""The administrators' desk in the browser."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from leitsaetze.administration.overview import tasks
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.feedback import queries as feedback_queries
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("administration", __name__, url_prefix="/verwaltung")


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """Show what needs attention, and the parts of the desk."""
    feedback = db.session.execute(feedback_queries.standing(now())).one()
    return render_template("administration/index.html", tasks=tasks(), feedback=feedback)
