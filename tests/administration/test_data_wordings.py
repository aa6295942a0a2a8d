"""Administrators word what forms say about data; a consent is kept in the very words shown."""

import re
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.accounts.models import Consent
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.models import AuditEntry
from leitsaetze.clock import now
from leitsaetze.comments import confirming
from leitsaetze.comments.models import Comment
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.extensions import db
from leitsaetze.language import NAMES
from leitsaetze.site.models import DataWording
from leitsaetze.site.wording import publish_wording, words_in_force
from tests.accounts.makers import make_staff
from tests.comments.test_intake import ADDRESS, make_open_principle
from tests.comments.test_views import TYPED, fields_of, path_of

PAGE = "/verwaltung/datenschutz-texte/invitations"
TYPED_WORDS = {
    f"{part}_{locale}": f"Neu: {part} {locale}"
    for part in ("purpose", "basis", "kept", "consent")
    for locale in NAMES
} | {"seen": "1"}


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_staff(Role.ADMINISTRATOR))


def reword(consent_de="Ja, gern.", consent_en="Yes, please."):
    version, words = words_in_force("invitations")
    words = {locale: dict(parts) for locale, parts in words.items()}
    words["de"]["consent"], words["en"]["consent"] = consent_de, consent_en
    publish_wording("invitations", words, seen=version, by_id=None)
    db.session.commit()


def send(client, path, page, **typed):
    with time_machine.travel(now() + timedelta(seconds=20)):
        return client.post(path, data=fields_of(page) | TYPED | typed)


def test_new_words_are_published_recorded_and_shown(desk, client):
    answer = desk.post(PAGE, data=TYPED_WORDS)

    assert answer.status_code == 303
    row = db.session.scalars(db.select(DataWording)).one()
    assert (row.version, row.words["en"]["consent"]) == (2, "Neu: consent en")
    deeds = db.session.scalars(db.select(AuditEntry.deed)).all()
    assert "data_wording.published" in deeds
    assert "Neu: consent de" in client.get(path_of(make_open_principle())).text
    assert "Fassung 2" in desk.get(PAGE).text


def test_the_preview_shows_both_languages_and_publishes_nothing(desk):
    page = desk.post(PAGE, data=TYPED_WORDS | {"tat": "vorschau"}).text

    assert re.findall(r"Vorschau: (\w+)", page) == ["Deutsch", "English"]
    assert page.count("Neu: purpose en") == 2
    assert db.session.scalar(db.select(db.func.count(DataWording.id))) == 0


def test_a_missing_language_is_refused_at_its_field(desk):
    answer = desk.post(PAGE, data=TYPED_WORDS | {"consent_en": ""})

    assert answer.status_code == 422
    assert 'href="#consent_en">Bitte füllen Sie auch diesen Text aus.' in answer.text
    assert "Neu: purpose de" in answer.text


def test_who_was_overtaken_loses_nothing(desk):
    reword()

    answer = desk.post(PAGE, data=TYPED_WORDS)

    assert answer.status_code == 409
    assert "Neu: purpose de" in answer.text
    assert words_in_force("invitations")[0] == 2


@pytest.mark.parametrize(
    "seen", ["", "drei", "²", "1" * 5000], ids=["none", "word", "sign", "endless"]
)
def test_a_form_made_from_no_version_of_ours_is_overtaken_too(desk, seen):
    answer = desk.post(PAGE, data=TYPED_WORDS | {"seen": seen})

    assert answer.status_code == 409
    assert "Neu: purpose de" in answer.text


def test_what_is_typed_is_kept_until_it_is_published(desk):
    desk.post(PAGE, data=TYPED_WORDS | {"tat": "zwischenstand"})
    assert "Neu: purpose de" in desk.get(PAGE).text

    desk.post(PAGE, data=TYPED_WORDS)
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_there_is_no_other_processing(desk):
    assert desk.get("/verwaltung/datenschutz-texte/nichts").status_code == 404


@pytest.mark.parametrize(("root", "words"), [("", "Ja, gern."), ("/en", "Yes, please.")])
def test_a_consent_is_kept_in_the_very_words_shown(client, root, words):
    reword()
    path = root + path_of(make_open_principle())
    page = client.get(path).text
    assert words in page

    send(client, path, page, email=ADDRESS, invitations="y")
    reword("Etwas anderes.", "Something else.")  # before the click in the letter
    confirming.confirm(db.session.scalars(db.select(Comment)).one())
    db.session.commit()

    consent = db.session.scalars(db.select(Consent)).one()
    assert (consent.wording, consent.version) == (words, 2)


def test_a_tick_beside_words_that_hold_no_longer_is_none(client):
    path = path_of(make_open_principle())
    page = client.get(path).text
    reword()

    answer = send(client, path, page, email=ADDRESS, invitations="y")

    assert answer.status_code == 409
    assert "Ja, gern." in answer.text
    assert "Mehr Radwege, bitte." in answer.text
    assert not re.search(r'<input[^>]*checked[^>]*name="invitations"', answer.text)
    assert db.session.scalars(db.select(Comment)).all() == []

    assert send(client, path, answer.text, email=ADDRESS).status_code == 303


def test_a_comment_keeps_the_version_of_the_notice_that_was_shown(client):
    path = path_of(make_open_principle())

    send(client, path, client.get(path).text)

    assert db.session.scalars(db.select(Comment.privacy_version)).all() == [1]
