"""Following by e-mail: the form, the click in the letter, ending by one click, one's own list."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts.access import signed_in, someone
from leitsaetze.clock import now
from leitsaetze.comments.models import Comment
from leitsaetze.comments.own_links import RECEIPT_PURPOSE
from leitsaetze.extensions import begin_writing, db
from leitsaetze.following import actions, letters, queries
from leitsaetze.following.actions import Subject
from leitsaetze.following.forms import ButtonForm, ChangeForm, EndForm, FollowForm
from leitsaetze.following.models import Subscription
from leitsaetze.following.rules import RHYTHMS
from leitsaetze.principles.queries import public_dialogue, public_principle
from leitsaetze.site.actions import digest_of, link_for, once
from leitsaetze.site.models import AccessLink
from leitsaetze.site.queries import link_with
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import here

bp = Blueprint("following", __name__)
ONE_CLICK = ("List-Unsubscribe", "One-Click")  # what mail clients send (RFC 8058, 3.2)


@bp.route("/dialoge/<slug>/folgen", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def dialogue(slug: str) -> ResponseReturnValue:
    """Follow a dialogue."""
    found = db.session.scalar(public_dialogue(), {"slug": slug}) or abort(404)
    return _follow(Subject(found))


@bp.route("/dialoge/<slug>/leitsaetze/<int:number>/folgen", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def principle(slug: str, number: int) -> ResponseReturnValue:
    """Follow a principle."""
    place = {"slug": slug, "number": number}
    found = db.session.scalar(public_principle(), place) or abort(404)
    return _follow(Subject(found.dialogue, found.id), number=number)


@bp.route("/kommentare/<int:comment_id>/folgen", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def comment(comment_id: int) -> ResponseReturnValue:
    """Follow a comment everybody may know of."""
    found = db.session.scalar(queries.public_comment(comment_id)) or abort(404)
    return _follow(Subject(found.dialogue, found.principle_id, found.id))


@bp.route("/beleg/eingang/<token>/folgen", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def own_comment(token: str) -> ResponseReturnValue:
    """Follow the comment one has just written, before anybody else knows of it."""
    link = link_for(token, RECEIPT_PURPOSE)
    found = db.session.get(Comment, int(link.about.partition(":")[2])) if link else None
    if found is None:
        abort(404)
    return _follow(Subject(found.dialogue, found.principle_id, found.id), own=True)


@bp.route("/folgen/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def confirm(token: str) -> ResponseReturnValue:
    """Show what the letter asked about and one button; the button begins it."""
    link = _link(token, letters.FOLLOW_PURPOSE)
    subscription, rhythm = actions.asked_by(link)
    if subscription is None or (link.used_at is None and link.expires_at <= now()):
        return render_template("following/no_link.html"), 410
    form = ButtonForm()
    if form.validate_on_submit():
        with form.refusals():
            if actions.confirm(link) is None:
                abort(410)
            db.session.commit()
            return redirect(here(), 303)
    return render_template(
        "following/confirm.html",
        form=form,
        subscription=subscription,
        done=subscription.confirmed_at is not None and link.used_at is not None,
        rhythm=RHYTHMS[rhythm],
    ), form.status


@bp.route("/abbestellen/nachrichten/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def unsubscribe(token: str) -> ResponseReturnValue:
    """Let whoever got a letter end what it told of, or everything: by a button, or by the client's.

    A mail client's own button sends neither cookie nor token of a form: the secret of the address
    alone authorises it (RFC 8058, section 3.1), and it is led nowhere else.
    """
    link = _link(token, letters.END_PURPOSE)
    if request.method == "POST" and request.form.get(ONE_CLICK[0]) == ONE_CLICK[1]:
        begin_writing()
        actions.end_told_by(link)
        db.session.commit()
        return render_template("following/ended.html")
    form = EndForm()
    if form.validate_on_submit():
        with form.refusals():
            ending = actions.told_by(link)
            if form.tat.data == "alle" and ending:
                actions.end_all(ending[0].follower)
            else:
                actions.end_told_by(link)
            db.session.commit()
            return redirect(here(), 303)
    told = actions.told_by(link)
    if not told and not form.problems:
        return render_template("following/ended.html")
    return render_template("following/unsubscribe.html", form=form, told=told), form.status


@bp.route("/mein/benachrichtigungen/", methods=["GET", "POST"])
@open_to(Audience.CITIZEN)
def mine() -> ResponseReturnValue:
    """Show somebody what they follow; change how often, end one or all."""
    form = ChangeForm()
    if form.validate_on_submit():
        with form.refusals():
            flash(_change(form), "success")
            db.session.commit()
            return redirect(url_for(".mine"), 303)
    follower = actions.follower_of(signed_in())
    question = queries.subscriptions_of(follower.id if follower is not None else 0)
    return render_template(
        "following/mine.html",
        form=form,
        person=signed_in(),
        followed=db.session.scalars(question).all(),
        rhythms=RHYTHMS,
    ), form.status


def _change(form: ChangeForm) -> str:
    """Do what the button says, and return how the page tells of it."""
    follower = actions.follower_of(signed_in())
    if follower is not None and form.tat.data == "alle-beenden":
        actions.end_all(follower)
        return str(gettext("Sie folgen nichts mehr."))
    subscription = db.session.get(Subscription, form.subscription_id)
    if subscription is None or follower is None or subscription.follower_id != follower.id:
        return str(gettext("Dem folgen Sie nicht mehr."))
    if form.tat.data == "beenden":
        actions.end(subscription)
        return str(gettext("Dem folgen Sie nicht mehr."))
    if form.wished is not None:
        actions.change_rhythm(subscription, form.wished)
    return str(gettext("Gespeichert."))


def _follow(subject: Subject, *, number: int = 0, own: bool = False) -> ResponseReturnValue:
    person = someone()
    form = FollowForm(known=person is not None)
    if form.validate_on_submit():
        with form.refusals():
            once(form.submission_key.data, lambda: _begin(subject, form))
            db.session.commit()
            if person is not None:
                flash(
                    gettext("Sie folgen jetzt. Hier ändern Sie, wie oft Sie davon hören."),
                    "success",
                )
                return redirect(url_for(".mine"), 303)
            return redirect(f"{here()}?gesendet=1", 303)
    page = render_template(
        "following/follow.html",
        form=form,
        subject=subject,
        dialogue=subject.dialogue,
        number=number,
        own=own,
        person=person,
        sent="gesendet" in request.args and not form.problems,
    )
    return page, form.status


def _begin(subject: Subject, form: FollowForm) -> str:
    person = someone()
    if person is not None:
        actions.follow(subject, person, form.wish())
    else:
        actions.ask_to_follow(subject, form.email.data.lower(), form.wish())
    return "followed"


def _link(token: str, purpose: str) -> AccessLink:
    return db.session.scalar(link_with(digest_of(token), purpose)) or abort(404)
