"""What authors do with their own comment: signed in, or with the secret link handed out to them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in
from leitsaetze.comments import rewriting
from leitsaetze.comments.models import Comment
from leitsaetze.comments.own_links import comment_behind
from leitsaetze.comments.passage_texts import shortened
from leitsaetze.comments.rewriting_forms import RewriteForm, WithdrawForm
from leitsaetze.extensions import db
from leitsaetze.pages.timeline import stories
from leitsaetze.site.actions import once
from leitsaetze.text import plain
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("own_comments", __name__)
DONE = "done"  # addresses with secrets are kept in no table


@bp.route("/mein/kommentare/<int:comment_id>/aendern", methods=["GET", "POST"])
@open_to(Audience.CITIZEN)
def change(comment_id: int) -> ResponseReturnValue:
    """Let somebody signed in change the words of their comment while there is time."""
    comment = db.session.get(Comment, comment_id)
    if comment is None or comment.author_id != signed_in().id or comment.received_at is None:
        abort(404)
    back = url_for("personal.mine")
    answer = _change(comment, back)
    if isinstance(answer, tuple):
        return answer
    flash(gettext("Ihre neue Fassung ist gespeichert."), "success")
    return redirect(f"{back}#beitrag-{comment.id}", 303)


@bp.get("/beitrag/<token>/")
@open_to(Audience.ANYBODY)
def own(token: str) -> ResponseReturnValue:
    """Show an author their comment and its way, without an account."""
    comment = _comment_behind(token)
    return render_template(
        "pages/own_comment.html",
        story=stories([comment])[comment.id],
        comment=comment,
        own=shortened([comment]).get(comment.id),
        until=rewriting.changeable_until(comment),
        done=request.args.get("getan", ""),
        token=token,
    )


@bp.route("/beitrag/<token>/aendern", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def change_by_link(token: str) -> ResponseReturnValue:
    """Let whoever holds the secret of a comment change its words while there is time."""
    back = url_for(".own", token=token)
    answer = _change(_comment_behind(token), back)
    return answer if isinstance(answer, tuple) else redirect(f"{back}?getan=geaendert", 303)


@bp.route("/beitrag/<token>/zurueckziehen", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def withdraw_by_link(token: str) -> ResponseReturnValue:
    """Let whoever holds the secret of a comment take it back, after one question."""
    comment, form, back = _comment_behind(token), WithdrawForm(), url_for(".own", token=token)
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _withdraw(comment))
            db.session.commit()
            return redirect(f"{back}?getan=zurueckgezogen", 303)
    page = render_template("pages/withdraw.html", comment=comment, form=form, back=back)
    return page, form.status


def _change(comment: Comment, back: str) -> tuple[str, int] | None:
    """Return the page with the form, None when it has been carried out."""
    form = RewriteForm(comment)
    previewed = request.method == "POST" and request.form.get("tat") == "vorschau"
    if previewed:
        form.check()
    elif form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _rewrite(comment, form))
            db.session.commit()
            return None
    if form.status == 409:  # noqa: PLR2004  the code of a conflict
        form.renew()
    page = render_template(
        "pages/change_comment.html",
        comment=comment,
        form=form,
        until=rewriting.changeable_until(comment),
        preview_html=plain(form.text.data).html if previewed and not form.problems else "",
        back=back,
    )
    return page, form.status


def _rewrite(comment: Comment, form: RewriteForm) -> str:
    rewriting.rewrite(
        comment,
        form.rendered,
        by=comment.author,
        seen=form.seen.data,
        privacy_version=form.notice.version,
    )
    return DONE


def _withdraw(comment: Comment) -> str:
    rewriting.withdraw_own(comment, by=comment.author)
    return DONE


def _comment_behind(token: str) -> Comment:
    comment = comment_behind(token)
    return comment if comment is not None else abort(404)
