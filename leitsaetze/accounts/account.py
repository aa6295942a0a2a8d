"""One's own account: language of letters, digest, password, sessions."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user

from leitsaetze.accounts import access, credentials, queries, sessions
from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.actions import choose_language, choose_shortcuts
from leitsaetze.accounts.digest_forms import DigestForm
from leitsaetze.accounts.digest_rules import DAYS
from leitsaetze.accounts.digests import choose_digest, own_digest
from leitsaetze.accounts.forms import LanguageForm, OwnPasswordForm, SessionsForm, ShortcutsForm
from leitsaetze.accounts.models import Person, SignIn
from leitsaetze.accounts.rules import (
    END_NAMES,
    ROLE_DUTIES,
    ROLE_NAMES,
    End,
    Role,
    own_path,
    session_ended,
)
from leitsaetze.accounts.views import words_near
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.site.actions import answer_to, once
from leitsaetze.web.access import Audience, open_to

bp = Blueprint("account", __name__, url_prefix="/mein/konto")
SHOWN = 30  # sessions on a page; those that still hold come first


@dataclass(frozen=True)
class Session:
    """One session as its owner and the administration see it; `over` is empty while it holds."""

    id: int
    device: str
    since: datetime
    last_seen: datetime
    is_here: bool
    over: str
    ended_at: datetime | None


@bp.route("/", methods=["GET", "POST"])
@open_to(Audience.CITIZEN)
def own() -> ResponseReturnValue:
    """Show what the account is; choose the language of letters."""
    person = signed_in()
    form = LanguageForm(data={"locale": person.locale})
    if form.validate_on_submit():
        with form.refusals():
            choose_language(person, form.locale.data)
            db.session.commit()
            flash(gettext("Gespeichert. E-Mails kommen ab jetzt in dieser Sprache."), "success")
            return redirect(url_for(".own"), 303)
    page = render_template(
        "accounts/account.html",
        person=person,
        form=form,
        digest=own_digest(person) if Role.MODERATOR in person.roles else None,
        days=DAYS,
        roles=[(ROLE_NAMES[role], ROLE_DUTIES[role]) for role in Role if role in person.roles],
        sessions=sessions_of(person),
        sessions_form=SessionsForm(formdata=None),
        moderates=Role.MODERATOR in person.roles,
    )
    return page, form.status


@bp.route("/passwort", methods=["GET", "POST"])
@open_to(Audience.STAFF)
def password() -> ResponseReturnValue:
    """Let a member of staff choose another password; whoever does knows the present one."""
    person = signed_in()
    form = OwnPasswordForm(person.address or "", words_near(person), credentials.prove)
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    if form.validate_on_submit():
        with form.refusals():
            answer = once(form.submission_key.data, lambda: _change_password(form))
            db.session.commit()
            flash(gettext("Ihr neues Passwort gilt. Andere Geräte sind abgemeldet."), "success")
            return redirect(answer, 303)
    page = render_template("accounts/own_password.html", form=form, address=person.address)
    return page, form.status


@bp.route("/uebersicht", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def digest() -> ResponseReturnValue:
    """Let a moderator choose when the digest of the desk comes."""
    person = signed_in()
    form = DigestForm(own_digest(person))
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    if form.validate_on_submit():
        with form.refusals():
            answer = once(form.submission_key.data, lambda: _choose_digest(person, form))
            db.session.commit()
            flash(gettext("Gespeichert. So kommt die Übersicht ab jetzt."), "success")
            return redirect(answer, 303)
    return render_template("accounts/digest.html", form=form), form.status


@bp.post("/tasten")
@open_to(Audience.MODERATOR)
def shortcuts() -> ResponseReturnValue:
    """Switch the single keys of the moderators' desk on or off, and go back to where that was."""
    form = ShortcutsForm()
    if not form.validate_on_submit():
        return redirect(url_for(".own"), 303) if not form.problems else abort(form.status)
    on = form.choice.data == ShortcutsForm.ON
    choose_shortcuts(signed_in(), on=on)
    db.session.commit()
    said = gettext("Die Tastenkürzel sind an.") if on else gettext("Die Tastenkürzel sind aus.")
    flash(said, "success")
    return redirect(own_path(form.target.data) or url_for(".own") + "#tasten", 303)


@bp.post("/sitzungen")
@open_to(Audience.CITIZEN)
def end_sessions() -> ResponseReturnValue:
    """End one session, all others, or all."""
    form, person, here = SessionsForm(), signed_in(), current_user.sign_in.id
    if not form.validate_on_submit():
        # Without a fault it came back from signing in again: shown, not carried out.
        return redirect(url_for(".own"), 303) if not form.problems else abort(form.status)
    if form.choice.data == SessionsForm.ALL:
        sessions.end_all(person, End.BY_OWNER, by=person, but=current_user.sign_in)
    if form.choice.data == SessionsForm.ALL or form.number == here:
        access.sign_out()
        return redirect(url_for("accounts.sign_out"), 303)
    if form.number is None:
        sessions.end_all(person, End.BY_OWNER, by=person, but=current_user.sign_in)
    else:
        sessions.end_one(person, form.number, End.BY_OWNER, by=person)
    db.session.commit()
    flash(gettext("Die Sitzung ist beendet. Dort sind Sie jetzt abgemeldet."), "success")
    return redirect(url_for(".own") + "#sitzungen", 303)


def sessions_of(person: Person) -> list[Session]:
    """Return the sessions of a person, those that still hold before all others."""
    found = db.session.scalars(queries.sign_ins_of(person.id).limit(SHOWN))
    shown = [_shown(sign_in, staff=bool(person.roles)) for sign_in in found]
    return sorted(shown, key=lambda session: bool(session.over))


def _shown(sign_in: SignIn, *, staff: bool) -> Session:
    last_seen = sign_in.last_seen_at or sign_in.created_at
    is_here = current_user.is_authenticated and current_user.sign_in.id == sign_in.id
    over = gettext(END_NAMES[sign_in.ended_how]) if sign_in.ended_how else ""
    expired = session_ended(
        signed_in_at=sign_in.created_at, seen_at=last_seen, staff=staff, at=now()
    )
    if not over and sign_in.ended_at is not None:
        over = gettext("beendet")
    elif not over and expired and not is_here:
        over = gettext("von selbst abgelaufen")
    device = _in_words(sign_in.device)
    ended_at = sign_in.ended_at
    return Session(sign_in.id, device, sign_in.created_at, last_seen, is_here, over, ended_at)


def _in_words(device: str) -> str:
    browser, _, system = device.partition("/")
    if browser and system:
        return str(gettext("%(browser)s auf %(system)s", browser=browser, system=system))
    return browser or system or str(gettext("unbekanntes Gerät"))


def _choose_digest(person: Person, form: DigestForm) -> str:
    choose_digest(person, *form.chosen)
    return url_for(".own") + "#uebersicht"


def _change_password(form: OwnPasswordForm) -> str:
    here, deed = current_user.sign_in, form.submission_key.data
    credentials.change_password(form.proof, form.kept, here=here, deed=deed)
    return url_for(".own")
