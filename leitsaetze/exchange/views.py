"""The report on a dialogue, to be printed and as a spreadsheet."""

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from leitsaetze.comments.position_rules import SIGNS
from leitsaetze.exchange.report import report_on
from leitsaetze.exchange.report_rules import ON_SITE
from leitsaetze.exchange.sheets import CONTENT_TYPE, spreadsheet
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("exchange", __name__, url_prefix="/redaktion/dialoge/<slug>")


@bp.get("/bericht")
@open_to(Audience.STAFF)
def report(slug: str) -> ResponseReturnValue:
    """Show the report on a dialogue as one page, made for paper."""
    found = report_on(slug) or abort(404)
    return render_template("exchange/report.html", report=found, on_site=ON_SITE, signs=SIGNS)


@bp.get("/bericht.xlsx")
@open_to(Audience.STAFF)
def report_file(slug: str) -> ResponseReturnValue:
    """Hand out the report on a dialogue as a spreadsheet."""
    found = report_on(slug) or abort(404)
    name = f"bericht-{found.dialogue.slug}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(spreadsheet(found), content_type=CONTENT_TYPE, headers=headers)
