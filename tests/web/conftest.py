"""The application with a few dull pages of its own, to look at what every page and form does."""

from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint, Flask, abort, make_response, redirect, render_template_string
from sqlalchemy import delete, select, text
from wtforms import ValidationError
from wtforms.validators import Length

from leitsaetze.errors import Conflict, RuleViolation
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import Setting
from leitsaetze.site.queries import stamp
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form, Line, Words
from leitsaetze.web.stamps import stamped
from tests.conftest import SETTINGS, Client

FORM = """
{% extends "layout/base.html" %}{% import "macros/forms.html" as forms %}
{% block main %}<form method="post">
{{ forms.summary(form) }}{{ forms.hidden(form) }}
{{ forms.field(form.name) }}{{ forms.field(form.words, rows=3) }}
</form>{% endblock %}
"""


class LetterForm(Form):
    """A form with a short and a long field, sent thrice and looked at four times a minute."""

    limits = "3 per minute"
    preview_limits = "4 per minute"
    name = Line("Name", [Length(max=20)])
    words = Words("Text")

    def validate_name(self, field):
        """Say that somebody was faster."""
        if field.data == "Überholt":
            self.refuse("Überholt.", 409)
            raise ValidationError("Überholt.")


def gone() -> None:
    """Touch a row a colleague has just removed."""
    setting = db.session.merge(Setting(name="county", value="Weg"))
    db.session.flush()
    db.session.expire(setting)
    db.session.execute(delete(Setting).execution_options(synchronize_session=False))
    assert setting.value


def stuck(code: str) -> None:
    """Let PostgreSQL fail as it does when two transactions wait for each other."""
    db.session.execute(text(f"DO $$ BEGIN RAISE 'stuck' USING ERRCODE = '{code}'; END $$"))


bp = Blueprint("dull", __name__, url_prefix="/dull")


@bp.route("/form", methods=["GET", "POST"])
@open_to(Audience.ANYBODY)
def form():
    form = LetterForm()
    if form.validate_on_submit():
        with form.refusals():
            if form.name.data == "Nein":
                raise RuleViolation("Das geht nicht, %(name)s.", name=form.name.data)
            if form.name.data == "Weg":
                gone()
            if form.name.data.startswith("40"):
                stuck(form.name.data)
            change_setting("county", form.words.data)
            db.session.commit()
            return redirect("/dull/form", 303)
    return render_template_string(FORM, form=form), form.status


@bp.post("/preview")
@open_to(Audience.ANYBODY)
def preview():
    form = LetterForm()
    form.check()
    return render_template_string(FORM, form=form), form.status


@bp.get("/error/<int:code>")
@open_to(Audience.ANYBODY)
def error(code):
    abort(code)


@bp.get("/conflict")
@open_to(Audience.ANYBODY)
def conflict():
    raise Conflict("Eine Kollegin war schneller.")


@bp.get("/broken")
@open_to(Audience.ANYBODY)
def broken():
    raise ValueError("Geheime Worte")


@bp.get("/public")
@open_to(Audience.PUBLIC)
@stamped(select(*stamp().selected_columns["version", "next_change_at"]))
def public():
    return db.session.scalar(select(Setting.value)) or "Noch nichts."


OF_SITE = select(*stamp().selected_columns["version", "next_change_at"])


@bp.get("/public/large/<int:size>")
@open_to(Audience.PUBLIC)
@stamped(OF_SITE)
def large(size):
    return "x" * size


@bp.get("/public/cookie")
@open_to(Audience.PUBLIC)
@stamped(OF_SITE)
def with_cookie():
    response = make_response("Mit Keks.")
    response.set_cookie("keks", "1")
    return response


@bp.get("/public/private")
@open_to(Audience.PUBLIC)
@stamped(OF_SITE)
def private():
    response = make_response("Nicht für alle.")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.get("/public/missing")
@open_to(Audience.PUBLIC)
@stamped(OF_SITE)
def missing():
    abort(404)


@bp.get("/public/unproven")
@open_to(Audience.PUBLIC)
def unproven():
    return "Für alle, aber ohne Beweis."


@bp.get("/link/<token>")
@open_to(Audience.ANYBODY)
def link(token):
    return "Eine Seite hinter einem geheimen Link."


@bp.get("/undeclared")
def undeclared():
    return "Für niemanden."


def with_dull_pages(overrides: dict[str, object]) -> Flask:
    app = create_app(SETTINGS | overrides)
    app.register_blueprint(bp)
    return app


@pytest.fixture
def dull(app) -> Iterator[Callable[..., Flask]]:
    """Makes the application with dull pages on the database of `app`."""
    made = []

    def make(**overrides) -> Flask:
        place = {name: app.config[name] for name in ("DATABASE_URL", "INSTANCE")}
        made.append(with_dull_pages(place | overrides))
        made[-1].test_client_class = Client
        return made[-1]

    yield make
    for other in made:
        with other.app_context():
            db.engine.dispose()


@pytest.fixture
def visitor(dull) -> Client:
    """A browser on the application with dull pages."""
    return dull().test_client()


@pytest.fixture
def cut_off(tmp_path) -> Flask:
    """The application with dull pages, whose database is away."""
    nowhere = "postgresql://nobody@127.0.0.1:9/none?connect_timeout=2"
    return with_dull_pages({"DATABASE_URL": nowhere, "INSTANCE": str(tmp_path)})
