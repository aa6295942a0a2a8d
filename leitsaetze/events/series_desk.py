"""The series of events on the editors' desk."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.drafts.keeping import Typing
from leitsaetze.events import finding, planned, series_queries
from leitsaetze.events.series import begin_series, change_series
from leitsaetze.events.series_forms import SeriesForm
from leitsaetze.events.series_models import Series
from leitsaetze.extensions import db, rows_of
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("series_desk", __name__, url_prefix="/redaktion/veranstaltungen/reihen")


@bp.get("/")
@open_to(Audience.EDITOR)
def index() -> ResponseReturnValue:
    """List the series, public or not."""
    return render_template(
        "events/desk/series_list.html", listed=rows_of(series_queries.series_and_events())
    )


@bp.route("/neu", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def new() -> ResponseReturnValue:
    """Begin a series."""
    return _edited(None, Typing("series:new"))


@bp.route("/<int:series_id>", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def series(series_id: int) -> ResponseReturnValue:
    """Change what is said of a series."""
    found = db.get_or_404(Series, series_id)
    saved_by = db.session.scalar(planned.name_of(found.changed_by)) or ""
    typing = Typing(f"series:{series_id}", found.version, saved_by, found.changed_at)
    return _edited(found, typing)


def _edited(found: Series | None, typing: Typing) -> ResponseReturnValue:
    form = SeriesForm(found, **typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _save(found, form, typing))
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for(".index"), 303)
    page = {"series": found, "form": form, "typing": typing, "known": _is_known(found)}
    return render_template("events/desk/series.html", **page), form.status


def _save(found: Series | None, form: SeriesForm, typing: Typing) -> str:
    words = form.title.data, form.text.data
    if found is None:
        begin_series(form.slug.data, *words, by=signed_in())
    else:
        change_series(found, *words, by=signed_in(), seen=form.version_seen)
    typing.drop()
    return url_for(".index")


def _is_known(found: Series | None) -> bool:
    """Tell whether everybody can read of the series."""
    if found is None:
        return False
    return db.session.scalar(finding.public_series(found.slug)) is not None
