"""A session that ends while somebody writes: nothing typed is lost, nothing is done twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Blueprint, Flask, redirect, render_template_string
from werkzeug.datastructures import MultiDict
from wtforms import SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired

from leitsaetze.accounts.models import SignIn
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.actions import record
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.web.access import Audience, open_to
from leitsaetze.web.forms import Form, stripped
from tests.accounts.makers import PASSWORD, forms_of, make_staff
from tests.conftest import SETTINGS, Client

TYPED = (
    'Guten Tag,\n\n„Zeile zwei“ mit <script>alert(1)</script> & "Zeichen" \\ 🚲\n\n'
    "Mit freundlichen Grüßen"
)
bp = Blueprint("desk", __name__)


class NoteForm(Form):
    """A form of staff, as another room would write it."""

    text = TextAreaField(filters=[stripped], validators=[DataRequired("Bitte ausfüllen.")])
    towns = SelectMultipleField(choices=["a", "b", "c"])


@bp.route("/schreibtisch/<int:number>", methods=["GET", "POST"])
@open_to(Audience.MODERATOR)
def note(number: int):
    form = NoteForm()
    if form.validate_on_submit():
        subject = db.session.scalars(db.select(SignIn).limit(1)).one()
        record("note.written", subject, by=None, text=form.text.data, towns=form.towns.data)
        db.session.commit()
        return redirect("/moderation/", 303)
    page = """<form method="post">{{ form.csrf_token }}{{ form.submission_key }}{{ form.seen }}
        {{ form.text }}{{ form.towns }}</form>{{ form.towns.data }}{{ form.problems }}"""
    return render_template_string(page, form=form), form.status


@bp.post("/meins")
@open_to(Audience.CITIZEN)
def own():
    return redirect("/mein/", 303)


@pytest.fixture
def desk(app) -> Iterator[Flask]:
    """The application with one more room, on the same database, CSRF protection on."""
    same = {"INSTANCE": app.config["INSTANCE"], "DATABASE_URL": app.config["DATABASE_URL"]}
    made = create_app(SETTINGS | same | {"WTF_CSRF_ENABLED": True})
    made.test_client_class = Client
    made.register_blueprint(bp)
    with made.app_context():
        yield made
        db.session.rollback()
        db.engine.dispose()


def notes() -> list[tuple[str, list[str]]]:
    entries = db.session.scalars(
        db.select(AuditEntry.details).where(AuditEntry.deed == "note.written")
    )
    return [(details["text"], details["towns"]) for details in entries]


def sign_in_with(client, fields, person):
    typed = {"address": person.address, "password": PASSWORD}
    return client.post("/anmelden", data=MultiDict((n, typed.get(n, v)) for n, v in fields))


def write(client, path="/schreibtisch/7?reiter=neu"):
    """Open the form, and send it filled after the session has ended."""
    fields = dict(forms_of(client.get(path).text)[""])
    fields |= {"text": TYPED, "towns": ["a", "c"], "seen": "3", "password": "niemals tragen"}
    with time_machine.travel(now() + timedelta(minutes=31), tick=False):
        return fields, client.post(path, data=fields)


def test_everything_typed_survives_an_ended_session_from_click_to_click(desk):
    person = make_staff()
    client = desk.test_client().sign_in(person)
    first, asked = write(client)

    assert asked.status_code == 401
    assert asked.headers["Cache-Control"] == "no-store"
    assert "Ihre Eingaben sind noch da" in asked.text
    assert "<script>alert" not in asked.text
    assert "niemals tragen" not in asked.text
    assert first["csrf_token"] not in dict(forms_of(asked.text)["/anmelden"])["carried"]
    assert notes() == []

    welcome = sign_in_with(client, forms_of(asked.text)["/anmelden"], person)
    assert "Sie sind wieder angemeldet" in welcome.text
    assert "<script>alert" not in welcome.text
    ((path, fields),) = forms_of(welcome.text).items()
    assert path == "/schreibtisch/7?reiter=neu"
    assert {name for name, _ in fields} == {"submission_key", "seen", "text", "towns", "resume"}

    filled = client.post(path, data=MultiDict(fields))
    assert filled.status_code == 200
    assert notes() == []
    again = dict(forms_of(filled.text)[""])
    assert again["text"].replace("\r\n", "\n") == TYPED
    assert again["seen"] == "3"
    assert again["submission_key"] == first["submission_key"]
    assert again["csrf_token"] != first["csrf_token"]
    assert "[&#39;a&#39;, &#39;c&#39;][]" in filled.text  # the choices, and no complaint

    sent = client.post(path, data=again | {"towns": ["a", "c"]})
    assert (sent.status_code, sent.location) == (303, "/moderation/")
    assert notes() == [(TYPED, ["a", "c"])]


def test_what_was_typed_survives_a_wrong_password_too(desk):
    person = make_staff()
    client = desk.test_client().sign_in(person)
    _, asked = write(client)
    fields = dict(forms_of(asked.text)["/anmelden"])

    wrong = client.post("/anmelden", data=fields | {"address": person.address, "password": "x"})
    kept = dict(forms_of(wrong.text)["/anmelden"])

    assert wrong.status_code == 422
    assert (kept["carried"], kept["weiter"]) == (fields["carried"], fields["weiter"])
    assert "Sie sind wieder angemeldet" in sign_in_with(client, list(kept.items()), person).text


def test_a_form_that_comes_back_does_nothing_even_with_a_valid_token(desk):
    client = desk.test_client().sign_in(make_staff())
    fields = dict(forms_of(client.get("/schreibtisch/7").text)[""])

    shown = client.post("/schreibtisch/7", data=fields | {"text": TYPED, "resume": "1"})

    assert shown.status_code == 200
    assert notes() == []


def test_who_lacks_the_role_gets_no_further_with_what_they_carry(desk):
    editor = make_staff(Role.EDITOR)
    client = desk.test_client()
    asked = client.post("/schreibtisch/7", data={"text": TYPED})
    welcome = sign_in_with(client, forms_of(asked.text)["/anmelden"], editor)
    ((path, fields),) = forms_of(welcome.text).items()

    assert client.post(path, data=MultiDict(fields)).status_code == 403
    assert notes() == []


def test_more_than_200_kilobytes_are_not_carried(desk):
    client = desk.test_client()

    carried = client.post("/schreibtisch/7", data={"text": "ä" * 99_990})
    refused = client.post("/schreibtisch/7", data={"text": "ä" * 100_000})

    assert (carried.status_code, refused.status_code) == (401, 413)
    fields = forms_of(carried.text)["/anmelden"]
    assert "wieder angemeldet" in sign_in_with(client, fields, make_staff()).text


@pytest.mark.parametrize("carried", ["{", '[["text", 7]]', pytest.param("[" * 100_000, id="deep")])
def test_what_the_sign_in_page_did_not_hand_out_is_not_carried(desk, carried):
    person, client = make_staff(), desk.test_client()
    fields = dict(forms_of(client.get("/anmelden").text)["/anmelden"])
    forged = list((fields | {"carried": carried, "weiter": "/schreibtisch/7"}).items())

    answer = sign_in_with(client, forged, person)

    assert answer.status_code == 422
    assert "ließen sich nicht mitnehmen" in answer.text


def test_what_is_carried_is_posted_to_this_site_only(desk):
    person, client = make_staff(), desk.test_client()
    fields = dict(forms_of(client.get("/anmelden").text)["/anmelden"])
    for target in ("//evil.example/", "https://evil.example/", "/\\evil.example"):
        forged = list((fields | {"carried": '[["text", "x"]]', "weiter": target}).items())

        answer = sign_in_with(client, forged, person)

        assert (answer.status_code, answer.location) == (303, "/moderation/")
        fields = dict(forms_of(client.get("/anmelden").text)["/anmelden"])


def test_a_visitor_is_asked_to_sign_in_with_the_address_in_hand(desk):
    answer = desk.test_client().get("/schreibtisch/7?reiter=neu")

    assert answer.status_code == 303
    assert answer.location == "/anmelden?weiter=/schreibtisch/7?reiter%3Dneu"


def test_a_citizen_whose_session_ended_can_also_ask_for_a_link(desk):
    asked = desk.test_client().post("/meins", data={"a": "b"})

    assert asked.status_code == 401
    assert set(forms_of(asked.text)) == {"/anmelden", "/anmelden/link"}
