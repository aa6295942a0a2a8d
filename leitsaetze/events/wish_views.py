"""Somebody's own page about the municipalities they wish to be invited for."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.actions import has_agreed
from leitsaetze.accounts.rules import ConsentKind
from leitsaetze.events import series_queries
from leitsaetze.events.wish_forms import WishForm
from leitsaetze.events.wishes import wish, wished_by
from leitsaetze.extensions import db
from leitsaetze.site.wording import notices_for
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("wishes", __name__)


@bp.route("/mein/einladungen/gemeinden", methods=["GET", "POST"])
@open_to(Audience.CITIZEN)
def municipalities() -> ResponseReturnValue:
    """Choose the municipalities for which one wishes to be invited."""
    person = signed_in()
    offered = db.session.scalars(series_queries.municipalities()).all()
    form = WishForm(offered, wished_by(person))
    if form.validate_on_submit():
        with form.refusals():
            wish(person, form.chosen)
            db.session.commit()
            flash(gettext("Gespeichert."), "success")
            return redirect(url_for("personal.mine", _anchor="einladungen"), 303)
    return render_template(
        "events/wishes.html",
        form=form,
        offered=offered,
        agreed=has_agreed(person, ConsentKind.INVITATIONS),
        notice=notices_for("invitations")[0],
    ), form.status
