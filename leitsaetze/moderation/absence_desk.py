"""When the whole team is away: listed, entered, ended."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import today
from leitsaetze.comments import absences
from leitsaetze.extensions import db
from leitsaetze.moderation.absence_forms import AbsenceForm, EndForm
from leitsaetze.principles.rules import DEFAULT_ZONE
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings, answer_to, once
from leitsaetze.site.models import Absence
from leitsaetze.site.office import LOOKS_BACK, present_office
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("absences", __name__, url_prefix="/moderation/abwesenheit")


@bp.route("/", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def index() -> ResponseReturnValue:
    """List the days on which the team is away; add some."""
    form = AbsenceForm(present_office().closed)
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    if form.validate_on_submit():
        with form.refusals():
            answer = once(form.submission_key.data, lambda: _add(form))
            db.session.commit()
            return redirect(answer, 303)
    return _page(form), form.status


@bp.post("/<int:absence_id>/beenden")
@open_to(Audience.MODERATOR)
def end(absence_id: int) -> ResponseReturnValue:
    """Let days of an absence that are not over count again."""
    absence = db.session.get(Absence, absence_id)
    if absence is None:
        flash(gettext("Diese Abwesenheit ist schon gelöscht."), "info")
        return redirect(url_for(".index"), 303)
    form = EndForm()
    if form.validate_on_submit():
        with form.refusals():
            number = absences.end_absence(absence, by=signed_in())
            _tell(gettext("Diese Tage zählen wieder."), number)
            db.session.commit()
    if form.problems:
        abort(form.status)
    return redirect(url_for(".index"), 303)


def _add(form: AbsenceForm) -> str:
    number = absences.add_absence(*form.period, form.words.data, by=signed_in())
    _tell(gettext("Eingetragen."), number)
    return url_for(".index")


def _tell(done: str, number: int) -> None:
    moved = ngettext(
        "Für einen offenen Eintrag gilt ein anderer Tag als „Antwort bis“.",
        "Für %(num)s offene Einträge gilt ein anderer Tag als „Antwort bis“.",
        number,
    )
    flash(f"{done} {moved}" if number else done, "success")


def _page(form: AbsenceForm) -> str:
    here = today(DEFAULT_ZONE)
    found = db.session.scalars(queries.absences(here - LOOKS_BACK)).all()
    return render_template(
        "moderation/absences.html",
        form=form,
        end_form=EndForm(formdata=None),
        coming=[it for it in found if it.last_day >= here],
        past=[it for it in reversed(found) if it.last_day < here],
        here=here,
        state=all_settings()["state"],
    )
