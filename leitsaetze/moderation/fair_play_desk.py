"""Closing addresses for a time, and the words by which comments stand out, in the browser."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.clock import now
from leitsaetze.comments import closing, fair_queries, marking
from leitsaetze.comments.fair_play import ClosedAddress, WatchWord
from leitsaetze.comments.models import Comment
from leitsaetze.drafts.keeping import Typing
from leitsaetze.extensions import db
from leitsaetze.moderation.fair_play_forms import CloseForm, ReopenForm, UnwatchForm, WatchForm
from leitsaetze.moderation.mark_words import in_words
from leitsaetze.site.actions import once
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("fair_play", __name__, url_prefix="/moderation")
bp.add_app_template_global(in_words, "mark_in_words")


@bp.route("/kommentare/<int:comment_id>/adresse-schliessen", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def close(comment_id: int) -> ResponseReturnValue:
    """Close the address of a comment's author for a time; first say what that does."""
    comment = db.get_or_404(Comment, comment_id)
    if comment.author is None:
        abort(404)
    typing = Typing(f"comment:{comment_id}:adresse")
    form = CloseForm(**typing.restored())
    if (answer := typing.answer(form)) is not None:
        return answer
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _close(comment, form, typing))
            db.session.commit()
            flash(gettext("Die Adresse ist geschlossen. Der Brief mit dem Grund geht hinaus."))
            return redirect(url_for("moderation.entry", comment_id=comment_id), 303)
    page = {"comment": comment, "form": form, "typing": typing}
    return render_template("moderation/close_address.html", **page), form.status


@bp.get("/adressen/")
@open_to(Audience.MODERATOR)
def closed() -> ResponseReturnValue:
    """List the addresses that are closed now."""
    return _closed(ReopenForm(formdata=None))


@bp.post("/adressen/<int:closure_id>/oeffnen")
@open_to(Audience.MODERATOR)
def reopen(closure_id: int) -> ResponseReturnValue:
    """Open an address before its time."""
    closure = db.get_or_404(ClosedAddress, closure_id)
    form = ReopenForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _reopen(closure))
            db.session.commit()
            flash(gettext("Die Adresse ist wieder offen. Der Brief dazu geht hinaus."), "success")
            return redirect(url_for(".closed"), 303)
    return _closed(form)


@bp.route("/woerter/", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def words() -> ResponseReturnValue:
    """Show the words by which comments stand out; add one."""
    form = WatchForm()
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _watch(form))
            db.session.commit()
            flash(gettext("Kommentare mit diesem Wort fallen ab jetzt auf."), "success")
            return redirect(url_for(".words"), 303)
    return _words(form, UnwatchForm(formdata=None)), form.status


@bp.post("/woerter/entfernen")
@open_to(Audience.MODERATOR)
def unwatch() -> ResponseReturnValue:
    """Take a word off the list; one that is gone already is no trouble."""
    form = UnwatchForm()
    if form.validate_on_submit():
        word = db.session.get(WatchWord, int(str(form.choice.data)))
        if word is not None:
            marking.unwatch(word, by=signed_in())
            db.session.commit()
            flash(gettext("Entfernt. Hinweise, die schon da sind, bleiben stehen."), "success")
        return redirect(url_for(".words"), 303)
    return _words(WatchForm(formdata=None), form), form.status


def _close(comment: Comment, form: CloseForm, typing: Typing) -> str:
    closing.close_address(comment, days=form.days.data, reason=form.reason.data, by=signed_in())
    typing.drop()
    return "closed"


def _reopen(closure: ClosedAddress) -> str:
    closing.reopen(closure, by=signed_in())
    return "open"


def _watch(form: WatchForm) -> str:
    return str(marking.watch(form.word.data, by=signed_in()).id)


def _closed(form: ReopenForm) -> ResponseReturnValue:
    closures = db.session.scalars(fair_queries.closed_at(now())).all()
    page = render_template("moderation/closed_addresses.html", form=form, closures=closures)
    return page, form.status


def _words(form: WatchForm, removing: UnwatchForm) -> str:
    watched = db.session.scalars(fair_queries.watch_words()).all()
    return render_template(
        "moderation/watch_words.html", form=form, removing=removing, watched=watched
    )
