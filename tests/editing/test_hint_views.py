"""Hints below a text in Einfacher Sprache, as a browser sees them, with and without script."""

import pytest

from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.editing.models import Draft
from leitsaetze.extensions import db
from leitsaetze.principles.rules import MAX_TEXT
from tests.editing.makers import make_draft, make_editor

HARD = "Der Radweg wird gebaut.\n\nWir implementieren die Digitalisierungsstrategie."
ADDRESS = "/redaktion/hinweise"
WORDS = {"statement": "Wir fahren Rad.", "explanation": "Weil es gut ist.", "plain_text": HARD}


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_editor())


def place(draft) -> dict[str, str]:
    return {"number": str(draft.number), "field": str(draft.field_id), "seen": "1"}


def test_the_button_shows_hints_and_keeps_every_word_and_saves_none(desk):
    draft = make_draft()

    page = desk.post(
        f"/redaktion/entwuerfe/{draft.id}/", data=WORDS | place(draft) | {"tat": "hinweise"}
    )

    assert page.status_code == 200
    assert "4 Hinweise – nichts davon hindert am Speichern." in page.text
    assert '<q dir="auto">wird gebaut</q>' in page.text
    assert "statt" not in page.text.partition("wird gebaut")[2].partition("implementieren")[0]
    assert "<q>einführen</q>" in page.text
    assert "<q>Digitalisierungs-Strategie</q>" in page.text
    assert all(words in page.text for words in WORDS.values())
    db.session.refresh(draft)
    assert (draft.statement, draft.plain_text, draft.version) == ("Wir teilen.", "", 1)
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_what_is_hard_to_read_is_saved_all_the_same(desk):
    draft = make_draft()

    saved = desk.post(
        f"/redaktion/entwuerfe/{draft.id}/", data=WORDS | place(draft) | {"tat": "speichern"}
    )

    assert saved.status_code == 303
    db.session.refresh(draft)
    assert draft.plain_text == HARD
    assert "4 Hinweise" in desk.get(f"/redaktion/entwuerfe/{draft.id}/").text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Sobald hier etwas steht"),
        ("Wir bauen einen Weg.", "Keine Hinweise. Ob der Text"),
        ("Der Weg wird gebaut.", "Ein Hinweis – er hindert nicht am Speichern."),
    ],
)
def test_the_line_above_says_how_many_there_are(desk, words, said):
    assert said in desk.post(ADDRESS, data={"plain_text": words}).text


def test_hints_alone_are_a_small_page_that_keeps_nothing(desk):
    part = desk.post(ADDRESS, data={"plain_text": f"  {HARD}"}).text

    assert "<main" not in part
    assert 'data-hints-found="4 Hinweise – nichts davon hindert am Speichern."' in part
    assert 'data-from="11" data-to="22"' in part
    assert db.session.scalars(db.select(Draft)).all() == []


def test_what_is_typed_is_never_markup(desk):
    part = desk.post(ADDRESS, data={"plain_text": "Es wird <script>oft</script> gebaut."}).text

    assert "<script" not in part
    assert "&lt;script&gt;" in part


def test_a_text_longer_than_the_field_takes_gets_no_hints(desk):
    answer = desk.post(ADDRESS, data={"plain_text": "Das wird gebaut. " * (MAX_TEXT // 10)})

    assert answer.status_code == 422
    assert 'data-hints-found="Der Text ist zu lang' in answer.text
    assert "<q" not in answer.text


def test_in_english_what_is_said_is_english_and_what_is_quoted_german(desk):
    part = desk.post(f"/en{ADDRESS}", data={"plain_text": HARD}).text

    assert "4 hints – none of them keeps you from saving." in part
    assert '<q lang="de" dir="auto">wird gebaut</q>' in part
    assert "Passive voice" in part
    draft = make_draft()
    page = desk.get(f"/en/redaktion/entwuerfe/{draft.id}/").text
    assert f'formaction="/en/redaktion/entwuerfe/{draft.id}/#hinweise"' in page
    assert f'data-hints="/en{ADDRESS}"' in page
