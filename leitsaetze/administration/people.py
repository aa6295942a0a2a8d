"""Colleagues in the browser: who works here, inviting, roles, switching off."""

from typing import TypeVar

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from leitsaetze.accounts import sessions, staff, staff_queries
from leitsaetze.accounts.access import signed_in
from leitsaetze.accounts.account import sessions_of
from leitsaetze.accounts.forms import SessionsForm
from leitsaetze.accounts.models import Person
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import (
    ROLE_DUTIES,
    ROLE_NAMES,
    STATE_NAMES,
    End,
    Role,
    StaffState,
    staff_state,
)
from leitsaetze.administration import colleagues
from leitsaetze.administration.people_forms import (
    ColleagueForm,
    InvitationForm,
    InviteForm,
    SwitchOffForm,
    SwitchOnForm,
)
from leitsaetze.administration.team import letter_to, listed
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.mail.rules import reason
from leitsaetze.site.actions import answer_to, once
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form
from leitsaetze.web.security import LARGEST_ID

bp = Blueprint("people", __name__, url_prefix="/verwaltung/menschen")
Choice = TypeVar("Choice", Role, StaffState)


@bp.get("/")
@open_to(Audience.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """List who works here, by name."""
    role, state = _chosen(Role, "rolle"), _chosen(StaffState, "stand")
    found, more = listed(role, state, _after())
    return render_template(
        "administration/people.html",
        colleagues=found,
        more=more,
        role=role,
        state=state,
        address={"rolle": role, "stand": state},
        role_names=ROLE_NAMES,
        state_names=STATE_NAMES,
    )


@bp.route("/einladen", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def invite() -> ResponseReturnValue:
    """Invite somebody by e-mail."""
    form = InviteForm()
    if done := answer_to(form.submission_key.data):
        return redirect(done, 303)
    if form.validate_on_submit():
        with form.refusals():
            answer = once(form.submission_key.data, lambda: _invite(form))
            db.session.commit()
            flash(gettext("Die Einladung geht jetzt per E-Mail hinaus."), "success")
            return redirect(answer, 303)
    known = db.session.scalar(person_with(form.address.data)) if form.form_errors else None
    page = render_template("administration/invite.html", form=form, known=known)
    return page, form.status


@bp.route("/<int:person_id>", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def colleague(person_id: int) -> ResponseReturnValue:
    """Show one colleague; change name and roles."""
    person = _colleague(person_id)
    form = ColleagueForm(person)
    if form.validate_on_submit():
        with form.refusals():
            name, roles, seen = form.name.data, form.roles.roles, form.seen.data
            colleagues.change_colleague(person, name=name, roles=roles, by=signed_in(), seen=seen)
            return _saved(person_id, gettext("Gespeichert. Die Änderung gilt sofort."))
    return _page(person, form), form.status


@bp.post("/<int:person_id>/einladung")
@open_to(Audience.ADMINISTRATOR)
def invitation(person_id: int) -> ResponseReturnValue:
    """Send an invitation again, or take it back."""
    form = InvitationForm()
    if said := answer_to(form.submission_key.data):
        return _saved(person_id, gettext(said))
    person = _colleague(person_id)
    if form.validate_on_submit():
        with form.refusals():
            said = once(form.submission_key.data, lambda: _settle_invitation(person, form))
            return _saved(person_id, gettext(said))
    return _page(person, form), form.status


@bp.post("/<int:person_id>/sitzungen")
@open_to(Audience.ADMINISTRATOR)
def end_sessions(person_id: int) -> ResponseReturnValue:
    """End one session of a colleague, or all."""
    person, form = _colleague(person_id), SessionsForm()
    if form.validate_on_submit():
        with form.refusals():
            by = signed_in()
            if form.number is None:
                sessions.end_all(person, End.BY_ADMINISTRATION, by=by)
            else:
                sessions.end_one(person, form.number, End.BY_ADMINISTRATION, by=by)
            return _saved(
                person_id,
                gettext("Beendet. Wer dort weiterarbeiten möchte, muss sich neu anmelden."),
            )
    return _page(person, form), form.status


@bp.route("/<int:person_id>/ausschalten", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def switch_off(person_id: int) -> ResponseReturnValue:
    """Ask once, then keep a colleague out."""
    person, form = _colleague(person_id), SwitchOffForm()
    if person.disabled_at is not None:
        return redirect(url_for(".colleague", person_id=person_id), 303)
    if form.validate_on_submit():
        with form.refusals():
            colleagues.switch_off_checked(person, by=signed_in(), seen=form.seen.data)
            return _saved(person_id, gettext("Das Konto ist ausgeschaltet."))
    return _question("administration/switch_off.html", person, form), form.status


@bp.route("/<int:person_id>/einschalten", methods=["GET", "POST"])
@open_to(Audience.ADMINISTRATOR)
def switch_on(person_id: int) -> ResponseReturnValue:
    """Let a colleague in again, by a new invitation."""
    person, form = _colleague(person_id), SwitchOnForm()
    if person.disabled_at is None:
        return redirect(url_for(".colleague", person_id=person_id), 303)
    if form.validate_on_submit():
        with form.refusals():
            roles, seen = form.roles.roles, form.seen.data
            staff.switch_on(person, roles=roles, by=signed_in(), seen=seen)
            said = gettext("Das Konto ist wieder eingeschaltet, die Einladung geht hinaus.")
            return _saved(person_id, said)
    return _question("administration/switch_on.html", person, form), form.status


def _invite(form: InviteForm) -> str:
    person = staff.invite(
        form.address.data,
        name=form.name.data,
        roles=form.roles.roles,
        locale=form.locale.data,
        by=signed_in(),
        although_known=form.although_known.data,
    )
    return url_for(".colleague", person_id=person.id)


def _settle_invitation(person: Person, form: InvitationForm) -> str:
    """Do what the button says and return what to tell, which a repetition is told again."""
    if form.choice.data == InvitationForm.AGAIN:
        staff.invite_again(person, by=signed_in(), seen=form.seen.data)
        return translatable("Eine neue Einladung geht hinaus. Der frühere Link gilt nicht mehr.")
    colleagues.revoke_invitation(person, by=signed_in(), seen=form.seen.data)
    return translatable("Die Einladung ist zurückgezogen, ihr Link gilt nicht mehr.")


def _saved(person_id: int, said: str) -> ResponseReturnValue:
    """Lead to the colleague's page, or to all when they are a citizen again who has none."""
    db.session.commit()
    flash(said, "success")
    if db.session.scalar(staff_queries.colleague(person_id)) is None:
        return redirect(url_for(".index"), 303)
    return redirect(url_for(".colleague", person_id=person_id), 303)


def _page(person: Person, form: Form) -> str:
    """Show a colleague; `form` is the one that was sent, if any."""
    change_form = form if isinstance(form, ColleagueForm) else ColleagueForm(person, formdata=None)
    has_password, until = db.session.execute(staff_queries.standing(person.id, now())).one()
    return render_template(
        "administration/colleague.html",
        person=person,
        sent=form,
        form=_seeing(person, change_form),
        button_form=_seeing(person, SwitchOffForm(formdata=None)),
        state=staff_state(
            switched_off=person.disabled_at is not None,
            has_role=bool(person.roles),
            has_password=has_password,
            invited_until=until,
        ),
        state_names=STATE_NAMES,
        invited_until=until,
        letter=letter_to(person),
        reason=reason,
        roles=[(ROLE_NAMES[role], ROLE_DUTIES[role]) for role in Role if role in person.roles],
        sessions=sessions_of(person),
        me=signed_in(),
    )


def _question(template: str, person: Person, form: Form) -> str:
    return render_template(template, person=person, form=_seeing(person, form), me=signed_in())


def _seeing(person: Person, form: Form) -> Form:
    """Let a form carry what its reader sees of the account now."""
    form.seen.data = staff.state_of(person)
    return form


def _colleague(person_id: int) -> Person:
    """Return who works here or once did; citizens have no page of this kind."""
    person = db.session.scalar(staff_queries.colleague(person_id))
    if person is None:
        abort(404)
    return person


def _chosen(kind: type[Choice], name: str) -> Choice | None:
    """Read a filter from the address; anything unknown means none."""
    given = request.args.get(name, "")
    return kind(given) if given in list(kind) else None


def _after() -> int:
    number = request.args.get("nach", 0, type=int)
    return number if 0 < number <= LARGEST_ID else 0
