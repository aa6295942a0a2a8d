"""`/suche`: everything that is public, found by its words."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from leitsaetze.search.asking import Places, Search, answered
from leitsaetze.search.rules import COUNTED, MOST_SIGNS, NAMES, SORTED
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("search", __name__)


@bp.get("/suche")
@open_to(Audience.ANYBODY)
def index() -> ResponseReturnValue:
    """Show what is found by the words `q`; without any, the form alone.

    The same for everybody, but nobody keeps it: what somebody looks for is their own business, and
    there are as many pages as questions.
    """
    places = Places.known()
    search = Search.of(request.args, places)
    return render_template(
        "search/index.html",
        search=search,
        places=places,
        answer=answered(search, places),
        kinds=NAMES,
        counted=COUNTED,
        most_sorted=SORTED,
        most_signs=MOST_SIGNS,
    )
