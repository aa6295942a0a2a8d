"""Signing in and out, choosing a password."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts import access, carrying, credentials
from leitsaetze.accounts.actions import speak
from leitsaetze.accounts.forms import (
    ButtonForm,
    ForgottenForm,
    LinkForm,
    PasswordForm,
    SignInForm,
    SignInLinkForm,
)
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.rules import LinkPurpose, home_of
from leitsaetze.extensions import db
from leitsaetze.site.actions import all_settings, once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.languages import in_present_language, language, root

bp = Blueprint("accounts", __name__)


@bp.route("/anmelden", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def sign_in() -> ResponseReturnValue:
    """Let staff sign in with a password, and show citizens the way by e-mail link."""
    form = SignInForm(credentials.prove, target=request.args.get("weiter"))
    if form.validate_on_submit():
        with form.refusals():
            person = credentials.accept(form.proof)
            access.sign_in(person)
            return _onward(form, person)
    return _sign_in_page(form, None if form.carried.data else access.link_form()), form.status


@bp.route("/anmelden/link", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def send_link() -> ResponseReturnValue:
    """Mail a citizen the link that signs in; the same answer for every address."""
    form = SignInLinkForm(prefix="link-")
    if form.validate_on_submit():
        with form.refusals():
            return _mailed(form, LinkPurpose.SIGN_IN)
    return _sign_in_page(SignInForm(credentials.prove, formdata=None), form), form.status


@bp.route("/passwort-vergessen", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def forgotten() -> ResponseReturnValue:
    """Mail a member of staff the link to a new password; the same answer for every address."""
    form = ForgottenForm()
    if form.validate_on_submit():
        with form.refusals():
            return _mailed(form, LinkPurpose.PASSWORD)
    return render_template("accounts/forgotten.html", form=form), form.status


@bp.get("/anmelden/post")
@open_to(Audience.ANYBODY)
def link_sent() -> ResponseReturnValue:
    """Say that a letter is on its way, if the address is known."""
    return render_template("accounts/link_sent.html")


@bp.route("/passwort/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def choose_password(token: str) -> ResponseReturnValue:
    """Show the form for a new password to whoever holds the link."""
    link = credentials.usable_link(token, LinkPurpose.PASSWORD)
    person = db.session.get(Person, link.person_id) if link else None
    if link is None or person is None:
        return _gone()
    form = PasswordForm(words_near(person))
    if form.validate_on_submit():
        with form.refusals():
            credentials.choose_password(link, form.kept)
            db.session.commit()
            flash(gettext("Ihr Passwort ist gespeichert. Bitte melden Sie sich an."), "success")
            return redirect(url_for(".sign_in"), 303)
    page = render_template("accounts/password.html", form=form, address=person.address)
    return page, form.status


@bp.route("/mein/<token>", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def enter(token: str) -> ResponseReturnValue:
    """Show one button to whoever holds the link from the letter; the button signs in."""
    link = credentials.usable_link(token, LinkPurpose.SIGN_IN)
    if link is None:
        return _gone()
    form = ButtonForm()
    if form.validate_on_submit():
        with form.refusals():
            person = credentials.follow(link)
            speak(person, language())
            access.sign_in(person)
            return redirect(f"{root()}/mein/", 303)
    return render_template("accounts/enter.html", form=form), form.status


@bp.route("/abmelden", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def sign_out() -> ResponseReturnValue:
    """Show the button that signs out; without a session say that there is none."""
    if access.someone() is None:
        return render_template("accounts/signed_out.html")
    form = ButtonForm()
    if form.validate_on_submit():
        with form.refusals():
            access.sign_out()
            return redirect(url_for(".sign_out"), 303)
    return render_template("accounts/sign_out.html", form=form), form.status


def words_near(person: Person) -> list[str]:
    """Return the words that guessers try first with this person."""
    settings = all_settings()
    return [person.name, person.address or "", settings["site_name"], settings["county"]]


def _sign_in_page(form: SignInForm, link_form: SignInLinkForm | None) -> str:
    return render_template("accounts/sign_in.html", form=form, link_form=link_form)


def _onward(form: SignInForm, person: Person) -> ResponseReturnValue:
    """Lead to where the person wanted to go; back to a filled form by one more button."""
    path = in_present_language(form.target.data) if form.target.data else ""
    if path and form.carried.data:
        fields = carrying.unpack(form.carried.data)
        return render_template("accounts/resume.html", path=path, fields=fields)
    return redirect(path or root() + home_of(person.roles), 303)


def _mailed(form: LinkForm, purpose: LinkPurpose) -> ResponseReturnValue:
    def deed() -> str:
        credentials.send_link(form.address.data or "", purpose, locale=language())
        return url_for(".link_sent")

    answer = once(form.submission_key.data or "", deed)
    db.session.commit()
    return redirect(answer, 303)


def _gone() -> ResponseReturnValue:
    return render_template("accounts/link_gone.html"), 404
