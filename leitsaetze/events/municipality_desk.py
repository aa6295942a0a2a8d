"""The municipalities on the editors' desk: for whom an event is."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.events import meeting_place_queries, municipalities, series_queries
from leitsaetze.events.series_forms import MunicipalityForm, PressedForm
from leitsaetze.events.series_models import Municipality
from leitsaetze.events.series_rules import Way
from leitsaetze.extensions import db, rows_of
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("municipalities", __name__, url_prefix="/redaktion/veranstaltungen/gemeinden")


@bp.route("/", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def index() -> ResponseReturnValue:
    """List the municipalities in their order; add one."""
    form = MunicipalityForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _add(form))
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for(".index"), 303)
    page = render_template(
        "events/desk/municipalities.html",
        listed=rows_of(series_queries.municipalities_and_uses()),
        form=form,
        button=PressedForm(formdata=None),
    )
    return page, form.status


@bp.route("/<int:municipality_id>", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def municipality(municipality_id: int) -> ResponseReturnValue:
    """Rename a municipality."""
    found = db.get_or_404(Municipality, municipality_id)
    form = MunicipalityForm(found)
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _rename(found, form))
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for(".index"), 303)
    uses = db.session.scalar(series_queries.uses_of(municipality_id))
    page = {
        "found": found,
        "form": form,
        "uses": uses,
        "places": db.session.scalar(meeting_place_queries.places_in(municipality_id)),
        "button": PressedForm(formdata=None),
    }
    return render_template("events/desk/municipality.html", **page), form.status


@bp.post("/<int:municipality_id>/platz")
@open_to(Audience.EDITOR)
def move(municipality_id: int) -> ResponseReturnValue:
    """Move a municipality by one place in the list."""
    found = db.get_or_404(Municipality, municipality_id)
    way = next((way for way in Way if way == request.form.get("tat")), None)
    form = PressedForm()
    if form.validate_on_submit() and way is not None:
        with form.refusals():
            once(form.submission_key.data, lambda: _move(found, way))
            db.session.commit()
    return _back(form)


@bp.post("/<int:municipality_id>/entfernen")
@open_to(Audience.EDITOR)
def remove(municipality_id: int) -> ResponseReturnValue:
    """Take a municipality off the list."""
    found = db.get_or_404(Municipality, municipality_id)
    form = PressedForm()
    if form.validate_on_submit():
        with form.refusals():
            municipalities.remove_municipality(found, by=signed_in())
            db.session.commit()
            flash(gettext("Entfernt."), "success")
    return _back(form)


def _add(form: MunicipalityForm) -> str:
    municipalities.add_municipality(form.name.data, by=signed_in())
    return url_for(".index")


def _rename(found: Municipality, form: MunicipalityForm) -> str:
    municipalities.rename_municipality(found, form.name.data, by=signed_in(), seen=form.seen.data)
    return url_for(".index")


def _move(found: Municipality, way: Way) -> str:
    municipalities.move_municipality(found, way, by=signed_in())
    return url_for(".index")


def _back(form: PressedForm) -> ResponseReturnValue:
    for _, message in form.problems:
        flash(message, "info")
    return redirect(url_for(".index"), 303)
