"""Letters staff must look after; the page where a recipient refuses further letters."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.mail import actions, queries
from leitsaetze.mail.forms import LetterForm, WishForm
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import Step, reason
from leitsaetze.site.actions import digest_of
from leitsaetze.site.queries import link_with
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here

bp = Blueprint("mail", __name__)
AT_ONCE = 50  # letters in trouble on the page
DONE = {
    Step.RESEND: translatable("Der Brief geht noch einmal hinaus."),
    Step.TICK_OFF: translatable("Der Brief ist als erledigt vermerkt."),
}


@bp.route("/moderation/post/", methods=["GET", "POST"])
@open_to(Audience.STAFF)
def letters() -> ResponseReturnValue:
    """Show what did not arrive, or perhaps not; send it again or tick it off."""
    form = LetterForm()
    if form.validate_on_submit():
        with form.refusals():
            letter = db.get_or_404(OutgoingMail, form.letter_id)
            actions.look_after(letter, form.step, by=current_user.person)
            db.session.commit()
            flash(gettext(DONE[form.step]), "success")
            return redirect(url_for(".letters"), 303)
    return _letters(form), form.status


@bp.route("/abbestellen/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def unsubscribe(token: str) -> ResponseReturnValue:
    """Let whoever got a letter refuse further ones, or take that back."""
    link = db.session.scalar(link_with(digest_of(token), actions.BLOCK))
    if link is None or link.expires_at <= now():
        expired = link is not None
        return render_template("mail/no_link.html", expired=expired), 410 if expired else 404
    form = WishForm()
    if form.validate_on_submit():
        with form.refusals():
            deed = actions.block_by if form.wish.data == "block" else actions.unblock_by
            deed(link)
            db.session.commit()
            return redirect(here(), 303)
    blocked = actions.is_blocked_by(link)
    return render_template("mail/unsubscribe.html", form=form, blocked=blocked), form.status


def _letters(form: LetterForm) -> str:
    number, oldest = db.session.execute(queries.waiting()).one()
    trouble = db.session.scalar(queries.last_trouble())
    found = db.session.scalars(queries.in_trouble(AT_ONCE + 1)).all()
    return render_template(
        "mail/letters.html",
        form=form,
        letters=found[:AT_ONCE],
        more=len(found) > AT_ONCE,
        waiting=number,
        oldest=oldest,
        trouble=trouble and reason(trouble),
        reason=reason,
    )
