"""Whatever is sent, the answer is a page for people: never an error of ours, never half a deed."""

import json
import re
from io import BytesIO
from itertools import count

import pytest
from werkzeug.datastructures import MultiDict

from tests.accounts.makers import forms_of
from tests.proofs.routes import sender, taking
from tests.proofs.ways import addresses, browser, fields, on_sqlite
from tests.proofs.world import everything, make_world

NUL, ODD_NUMBER = "a\x00b", "0.²"
HUGE = "Radwege " * 37_500  # 300 kB
ODD_VALUES = [
    NUL,
    "\x1b[31m\x07\x7f\x85\u2028\ufffe",
    ODD_NUMBER,
    "٣",
    "-1",
    "1e309",
    "9" * 5000,
    str(2**63),
    "",
    "true",
    "[]",
    "{{ 7*7 }}{% x %}%(name)s %s {0}",
    "<script>alert(1)</script>\"'",
    "a\r\nBcc: boese@boese.example",
    "' OR 1=1; --",
    "\u202eabc\u2066" + "e\u0301\u0323" * 2000,
    "[" * 4000,
    "> " * 4000,
    "../../etc/passwd",
]
ODD_TYPES = {
    "application/json": json.dumps({"text": {"a": [1]}, "answer": 5, "csrf_token": None}),
    "application/json; charset=x": "[[]]",
    "application/x-www-form-urlencoded": b"text=%FF%FE&%FF=1&name=\xff\xfe&=&&&a=b=c&%zz=%zz",
    "multipart/form-data": "kein Trennzeichen",
    "multipart/form-data; boundary=x": b"--x\r\nContent-Disposition: form-data; name=text\r\n\r\na",
    "multipart/form-data; boundary=" + "y" * 300: "--y",
    "text/plain": "text=Hallo",
    "text/xml": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a/>",
    "": "ohne Angabe",
}
# In every form; looked at closely in the two that make the most of them.
EVERYWHERE = "csrf_token submission_key seen tat resume uebernehmen weiter carried".split()
CLOSELY = {"comments.write", "moderation.entry"}
# The long texts of each form.
KEPT = {
    "desk_pasting.paste": "text",
    "comments.write": "text",
    "comments.write_general": "text",
    "comments.write_reply": "text",
    "event_desk.cancel": "reason",
    "fair_play.close": "reason",
    "event_desk.edit": "text",
    "event_desk.new": "text",
    "events.invitation": "brings",
    "data_wordings.edit": "purpose_de",
    "feedback.write": "words",
    "feedback_desk.entry": "words",
    "handovers.ask": "question",
    "handovers.statement": "words",
    "moderation.confirm_after_call": "words",
    "moderation.entry": "reply",
    "reports.write": "ground",
    "reviews.ask": "words",
    "reviews.decide": "reasons",
    "reviews.look": "reasons",
    "rules_desk.rules": "introduction",
    "meeting_places.new": "directions",
    "meeting_places.place": "directions",
    "series_desk.new": "text",
    "series_desk.series": "text",
    "texts.text": "source",
}
networks = count(1)


@pytest.fixture
def world(app):
    return make_world()


def elsewhere() -> dict[str, str]:
    """Another network each time: what is limited per network is not what is asked here."""
    number = next(networks)
    return {"REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}


class Form:
    """A form of the product, the browser of somebody who may send it, what is in it."""

    def __init__(self, app, world, endpoint: str, path: str, typed: dict[str, str]) -> None:
        self.endpoint, self.path, self.typed = endpoint, path, typed
        self.client = browser(app, world, sender(endpoint))
        known = forms_of(self.client.get(path).text).values()
        named = [*typed, *(name for form in known for name, _value in form), *EVERYWHERE]
        # Of fields that differ in a number only (rows of a table), one stands for all.
        self.names = list({re.sub(r"\d+", "", name): name for name in named}.values())
        closely = endpoint in CLOSELY
        self.own = [name for name in self.names if closely or name not in EVERYWHERE]
        self.faults: list[tuple] = []

    def send(self, what: object, **given) -> int:
        """Send it from another network each time, and note what is no answer for people."""
        answer = self.client.post(self.path, environ_overrides=elsewhere(), **given)
        code = answer.status_code
        if code >= 500 or (code >= 400 and "</html>" not in answer.text):
            self.faults.append((self.endpoint, code, str(what)[:60]))
        return code

    def without(self, name: str) -> dict[str, str]:
        return {known: value for known, value in self.typed.items() if known != name}


@pytest.fixture
def forms(app, world) -> list[Form]:
    paths = addresses(app, world)
    typed = fields(app, world, paths)
    return [Form(app, world, name, paths[name], typed[name]) for name in taking("POST")]


def faults(forms: list[Form]) -> list[tuple]:
    return [fault for form in forms for fault in form.faults]


@on_sqlite
def test_no_form_breaks_whatever_stands_in_it(forms):
    for form in forms:
        for value in ODD_VALUES if form.typed else ODD_VALUES[:3]:
            form.send(("everywhere", value), data=dict.fromkeys(form.names, value))
        for name in form.own:
            form.send((name, "missing"), data=form.without(name))
            twice = [(name, "zweimal"), (name, "dreimal"), (f"{name}[]", "x")]
            form.send((name, "repeated"), data=MultiDict([*form.typed.items(), *twice]))

    assert faults(forms) == []


def test_no_value_breaks_the_database(forms):
    for form in forms:
        for name in form.own:
            for value in (NUL, ODD_NUMBER, "9" * 5000):
                form.send((name, value), data=form.typed | {name: value})

    assert faults(forms) == []
    assert "\\x00" not in str(everything())


@on_sqlite
def test_no_form_breaks_whatever_it_is_sent_as(forms):
    for form in forms:
        for content_type, content in ODD_TYPES.items():
            form.send(content_type, data=content, content_type=content_type)
        form.send("lists", json={name: [value, {"a": 1}, 7] for name, value in form.typed.items()})
        for name in form.own:
            file = (BytesIO(b"\x00\xff"), "bild.png")
            form.send((name, "file"), data=form.without(name) | {name: file})
        form.send("many fields", data={f"feld{number}": "x" for number in range(5000)})
        parts = {f"teil{number}": "x" for number in range(300)}
        form.send("many parts", data=parts, content_type="multipart/form-data")

    assert faults(forms) == []


@on_sqlite
def test_too_much_is_refused_on_a_page_for_people(forms):
    before = everything()

    for form in forms:
        # The sign-in form takes more, because it carries what was typed elsewhere.
        carries = form.endpoint == "accounts.sign_in"
        for name in form.typed if carries else set(form.own) - {"resume"}:
            code = form.send((name, "huge"), data=form.typed | {name: HUGE})
            assert code in {409, 413, 422}, (form.endpoint, name)
        assert form.send("beyond all bounds", data={"text": HUGE * 15}) == 413, form.endpoint

    assert faults(forms) == []
    assert everything() == before


@on_sqlite
def test_what_was_too_long_is_given_back_to_be_shortened(forms):
    before = everything()

    for form in forms:
        if form.endpoint in KEPT:
            given = form.typed | {KEPT[form.endpoint]: HUGE}
            answer = form.client.post(form.path, data=given, environ_overrides=elsewhere())
            assert answer.status_code in {413, 422}, form.endpoint
            assert HUGE.strip() in answer.text, form.endpoint

    assert everything() == before


@on_sqlite
def test_whoever_is_not_signed_in_any_more_hears_that_it_is_too_much(app, world):
    path = f"/moderation/kommentare/{world.pending.id}"

    answer = app.test_client().post(path, data={"reply": HUGE})

    assert answer.status_code == 413
    assert "Mit „Zurück“ im Browser kommen Sie zu Ihrem Text" in answer.text
