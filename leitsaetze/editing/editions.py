"""Editions on the editors' desk: kept, and what has been kept."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, Length

from leitsaetze.accounts.access import signed_in
from leitsaetze.editing.desk import dialogue_at
from leitsaetze.extensions import db
from leitsaetze.principles.edition_models import MAX_OCCASION
from leitsaetze.principles.edition_queries import editions_of
from leitsaetze.principles.editions import keep_edition
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form, Line

bp = Blueprint("desk_editions", __name__, url_prefix="/redaktion/dialoge/<slug>")


class EditionForm(Form):
    """What an edition is kept for."""

    occasion = Line(
        _l("Wofür?"),
        description=_l("Öffentlich, zum Beispiel „Entwurf für den Kreistag“."),
        validators=[
            DataRequired(_l("Bitte sagen Sie, wofür Sie den Wortlaut festhalten.")),
            Length(max=MAX_OCCASION, message=_l("Bitte höchstens 120 Zeichen.")),
        ],
    )


@bp.route("/gesamtfassungen", methods=["GET", "POST"])
@open_to(Audience.EDITOR)
def index(slug: str) -> ResponseReturnValue:
    """Keep the wording of a dialogue as an edition; list those there are."""
    dialogue = dialogue_at(slug)
    form = EditionForm()
    if form.validate_on_submit():
        with form.refusals():
            target = once(form.submission_key.data, lambda: _keep(dialogue, form))
            db.session.commit()
            flash(gettext("Die Gesamtfassung ist festgehalten."), "success")
            return redirect(target, 303)
    editions = db.session.scalars(editions_of(dialogue.id)).all()
    return render_template(
        "editing/editions.html", dialogue=dialogue, form=form, editions=editions
    ), form.status


def _keep(dialogue: Dialogue, form: EditionForm) -> str:
    keep_edition(dialogue, form.occasion.data or "", by=signed_in())
    return url_for(".index", slug=dialogue.slug)
