"""Sign-in by one click and the mails to read; exists only in the demonstration."""

from flask import Blueprint, Flask, abort, redirect, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from leitsaetze.accounts.access import sign_in
from leitsaetze.accounts.queries import person_with
from leitsaetze.accounts.rules import home_of
from leitsaetze.demo.cli import demo_command
from leitsaetze.demo.rules import STAFF
from leitsaetze.extensions import db
from leitsaetze.mail.letters import html_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.queries import newest
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form
from leitsaetze.web.languages import root

bp = Blueprint("demo", __name__, url_prefix="/demo")
SHOWN = 100


class SignInForm(Form):
    """One button."""


def init_app(app: Flask) -> None:
    """Register the room and let letters count as sent; config.refuse_unsafe guards the rest."""
    app.register_blueprint(bp)
    app.cli.add_command(demo_command)
    app.extensions["mail_sender"] = lambda _message: None


@bp.route(
    "/anmelden/<any(moderator, colleague, editor, administrator):role>", methods=["GET", "POST"]
)
@open_to(Audience.ANYBODY)
def enter(role: str) -> ResponseReturnValue:
    """Sign in as one of the invented members of staff."""
    person = db.session.scalar(person_with(f"{role}@musterland.example"))
    if person is None:
        abort(404)
    form = SignInForm()
    if form.validate_on_submit():
        sign_in(person)
        return redirect(root() + home_of(person.roles), 303)
    page = render_template("demo/enter.html", form=form, name=STAFF[role]["name"])
    return page, form.status


@bp.get("/post")
@open_to(Audience.ANYBODY)
def post() -> ResponseReturnValue:
    """List the letters, newest first."""
    letters = db.session.scalars(newest().limit(SHOWN)).all()
    return render_template("demo/post.html", letters=letters)


@bp.get("/post/<int:letter_id>")
@open_to(Audience.ANYBODY)
def letter(letter_id: int) -> ResponseReturnValue:
    """Show one letter as its recipient would read it, links included."""
    found = db.get_or_404(OutgoingMail, letter_id)
    words = html_of(found).partition("<main>")[2].partition("</main>")[0]
    return render_template("demo/letter.html", letter=found, html=Markup(words))  # noqa: S704  own HTML
