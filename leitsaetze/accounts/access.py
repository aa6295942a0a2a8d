"""Who may call what, decided in one place, before the view runs; deny by default."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from flask import Flask, Response, abort, current_app, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_user, logout_user

from leitsaetze.accounts import carrying, queries
from leitsaetze.accounts.actions import end_session, start_session
from leitsaetze.accounts.credentials import prove
from leitsaetze.accounts.devices import device_family
from leitsaetze.accounts.forms import SignInForm, SignInLinkForm
from leitsaetze.accounts.models import Person, SignIn
from leitsaetze.accounts.rules import (
    NOTED_EVERY,
    End,
    Role,
    noting_due,
    own_path,
    session_ended,
)
from leitsaetze.accounts.sessions import note_use
from leitsaetze.clock import now
from leitsaetze.extensions import db, login_manager, rows_of
from leitsaetze.site.actions import digest_of
from leitsaetze.web.access import Audience, audience_of


class Visitor(UserMixin):  # type: ignore[misc]  # the library is untyped
    """Flask-Login's user: a person in one session. Its id is the secret of the session.

    What every request asks is at hand; the session itself and its person are fetched for deeds.
    """

    def __init__(self, rows: Sequence[Any], secret: str) -> None:
        self.id = secret
        self.row = rows[0]
        self.roles = {row.role for row in rows if row.role is not None}

    @property
    def shortcuts(self) -> bool:
        """Whether single keys do something at the moderators' desk."""
        return bool(self.row.shortcuts)

    @cached_property
    def sign_in(self) -> SignIn:
        """The session."""
        options = [queries.with_their_person()]
        return db.session.get_one(SignIn, self.row.id, options=options)

    @property
    def person(self) -> Person:
        """Whose session it is."""
        return self.sign_in.person


def init_app(app: Flask) -> None:
    """Load the session and put the guard in front of every view."""
    login_manager.init_app(app)
    login_manager.session_protection = None  # sessions are rows; their end is decided here
    login_manager.user_loader(visitor_with)
    app.before_request(authorise)
    app.after_request(remember_activity)


def visitor_with(secret: str) -> Visitor | None:
    """Return the visitor whose session has this secret.

    None when the session is over, or the person switched off.
    """
    rows = rows_of(queries.open_sign_in(), {"digest": digest_of(secret)})
    if not rows or rows[0].disabled_at is not None:
        return None
    visitor = Visitor(rows, secret)
    began_at = visitor.row.created_at
    over = session_ended(
        signed_in_at=began_at,
        seen_at=datetime.fromtimestamp(cookie.get("seen", began_at.timestamp()), UTC),
        staff=bool(visitor.roles),
        at=now(),
    )
    return None if over else visitor


def visitor() -> Visitor | None:
    """Return who is signed in, without fetching the person."""
    found = current_user._get_current_object()
    return found if found.is_authenticated else None


def someone() -> Person | None:
    """Return the signed-in person, or None."""
    found = visitor()
    return found.person if found is not None else None


def own_id() -> int:
    """Return the number of the signed-in person, for views that only read."""
    found = visitor()
    if found is None:
        abort(403)
    return int(found.row.person_id)


def signed_in() -> Person:
    """Return the signed-in person of a view that only opens to one."""
    person = someone()
    if person is None:
        abort(403)
    return person


def sign_in(person: Person) -> None:
    """Begin a new session for this browser and commit; whatever session it had is over.

    Committed here, as the last deed of a view: the cookie must not run ahead of its row.
    """
    if current_user.is_authenticated:
        end_session(current_user.sign_in, End.REPLACED, by=current_user.person)
    secret = start_session(person, device=device_family(request.user_agent.string))
    citizen = not person.roles
    db.session.commit()
    cookie.clear()
    cookie["seen"] = now().timestamp()
    # A citizen's cookie outlives the browser window, staff's does not.
    cookie.permanent = citizen
    login_user(visitor_with(secret))


def sign_out() -> None:
    """End the session of this browser."""
    if current_user.is_authenticated:
        end_session(current_user.sign_in, End.SIGNED_OUT, by=current_user.person)
    db.session.commit()
    logout_user()
    cookie.clear()


def authorise() -> ResponseReturnValue | None:
    """Let a request through to a view that is declared to be for its sender.

    The answer is the same whether the thing asked for exists or not: the view never ran. Visitors
    are asked to sign in, with what they typed in hand; people without the role hear 403.
    """
    if request.endpoint is None:
        return None
    audience = audience_of(current_app.view_functions[request.endpoint])
    if audience in {Audience.PUBLIC, Audience.ANYBODY}:
        return None
    found = visitor()
    if found is None:
        return _ask_to_sign_in(audience)
    if audience is None or not admitted(found.roles, audience):
        abort(403)
    return None


def admitted(roles: Collection[Role], audience: Audience) -> bool:
    """Tell whether somebody signed in, with these roles, belongs to the audience."""
    if audience is Audience.CITIZEN:
        return True
    if audience is Audience.STAFF:
        return bool(roles)
    return audience.value in {role.value for role in roles}


def remember_activity(response: Response) -> Response:
    """Note when somebody was last here, rarely: in staff's cookie, which ends by idling, and in
    the session's row, which its owner and the administration look at.
    """
    if response.cache_control.public or not cookie.get("_user_id"):
        return response  # styles and scripts are no activity and ask no database
    if response.status_code >= 500:  # noqa: PLR2004  HTTP; the database may be away
        return response
    found = visitor()
    if found is not None:
        moment, row, staff = now(), found.row, bool(found.roles)
        if staff and moment.timestamp() - cookie.get("seen", 0) > NOTED_EVERY.total_seconds():
            cookie["seen"] = moment.timestamp()
        noted_at = row.last_seen_at or row.created_at
        if noting_due(noted_at=noted_at, staff=staff, at=moment):
            note_use(row.id, moment)
    return response


def _ask_to_sign_in(audience: Audience | None) -> ResponseReturnValue:
    here = own_path(request.script_root + request.full_path.rstrip("?"))
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return redirect(url_for("accounts.sign_in", weiter=here or None), 303)
    carried = carrying.pack(request.form.items(multi=True))
    if carried is None:
        abort(413)
    page = render_template(
        "accounts/sign_in.html",
        form=SignInForm(prove, formdata=None, target=here, carried=carried),
        link_form=link_form() if audience is Audience.CITIZEN else None,
    )
    return page, 401


def link_form() -> SignInLinkForm:
    """Return the empty form for a citizen's link, as it stands beside the one for staff."""
    return SignInLinkForm(formdata=None, prefix="link-")
