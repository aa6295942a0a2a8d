"""Writing a dialogue's text in Leichte Sprache at the editors' desk."""

from datetime import date, timedelta

import pytest

from leitsaetze.clock import today
from leitsaetze.editing import publication as desk_publication
from leitsaetze.editing.checklist import checklist
from leitsaetze.editing.rules import Answer
from leitsaetze.extensions import db
from leitsaetze.principles.actions import change_dialogue
from leitsaetze.principles.easy import write_easy_text
from leitsaetze.principles.easy_models import EasyText
from tests.editing.makers import make_editor, make_ready
from tests.factories import make_principle

SAVE, LOOK = {"tat": "speichern"}, {"tat": "vorschau"}
CHECK = {"checked_by": "Prüfgruppe Mitte", "checked_on": "2026-01-31", "confirmed": "y"}
OVERTAKEN = "Seitdem hat sich der Dialog geändert."


@pytest.fixture
def kirsten(app):
    return make_editor()


@pytest.fixture
def desk(app, kirsten):
    return app.test_client().sign_in(kirsten)


@pytest.fixture
def dialogue(app):
    return make_principle(statement="Wir teilen.").dialogue


def path_of(dialogue) -> str:
    return f"/redaktion/dialoge/{dialogue.slug}/leichte-sprache"


def versions() -> list[tuple]:
    rows = db.session.execute(
        db.select(EasyText.source, EasyText.checked_by, EasyText.checked_on).order_by(EasyText.id)
    )
    return [tuple(row) for row in rows]


def test_from_a_draft_to_the_page_and_off_again(desk, client, dialogue):
    path, public = path_of(dialogue), f"/dialoge/{dialogue.slug}/leichte-sprache/"
    words = {"source": "Sie können mitreden."}
    assert "Noch nicht öffentlich." in desk.get(path).text
    assert path in desk.get(f"/redaktion/dialoge/{dialogue.slug}/").text

    assert desk.post(path, data=words | SAVE | {"seen": "0"}).location == path
    assert client.get(public).status_code == 404
    assert "nicht geprüft" in desk.get(path).text

    checked = words | CHECK | SAVE | {"seen": "1", "submission_key": "a" * 32}
    for _ in range(2):  # sent twice, saved once
        assert desk.post(path, data=checked).location == path
    assert "Sie können mitreden." in client.get(public).text
    assert "Öffentlich ist Fassung 2." in desk.get(path).text

    later = {"source": "Reden Sie mit.", "checked_by": "", "checked_on": "", "seen": "2"}
    assert desk.post(path, data=later | SAVE).status_code == 303
    assert "Sie können mitreden." in client.get(public).text

    off = desk.post(path, data={"source": "", "seen": "3"} | CHECK | SAVE)
    assert off.status_code == 303, off.text[off.text.index("<main") :]
    assert client.get(public).status_code == 404
    page = desk.get(path).text
    assert "von der Seite genommen" in page
    assert "Sie können mitreden." in desk.get(f"{path}?fassung=2").text
    assert [row[0] for row in versions()] == ["Sie können mitreden."] * 2 + ["Reden Sie mit.", ""]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"checked_on": ""}, "Bitte tragen Sie ein, an welchem Tag geprüft wurde."),
        ({"checked_by": ""}, "Bitte tragen Sie ein, wer den Text geprüft hat."),
        ({"confirmed": ""}, "Bitte bestätigen Sie, dass genau dieser Text geprüft ist."),
        ({"checked_on": "gestern"}, "Bitte geben Sie den Tag so an: 31.12.2030."),
        ({"checked_by": "a" * 201}, "höchstens 200 Zeichen"),
        ({"source": "a" * 20_001}, "höchstens 20000 Zeichen"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_everything_typed_stays(desk, dialogue, sent, told):
    form = {"source": "Das ist leicht.", "seen": "0"} | CHECK | sent | SAVE

    answer = desk.post(path_of(dialogue), data={name: it for name, it in form.items() if it})

    assert answer.status_code == 422
    assert answer.text.count(told) == 2  # above the form and at the field
    assert form["source"] in answer.text
    assert versions() == []


def test_the_day_of_a_check_is_not_in_the_future(desk, dialogue):
    tomorrow = (today(dialogue.time_zone) + timedelta(days=1)).isoformat()
    form = {"source": "Leicht.", "seen": "0"} | CHECK | {"checked_on": tomorrow} | SAVE

    answer = desk.post(path_of(dialogue), data=form)

    assert answer.status_code == 422
    assert "Dieser Tag liegt in der Zukunft." in answer.text


def test_other_words_do_not_inherit_the_check(desk, dialogue):
    write_easy_text(
        dialogue, "Leicht.", seen=0, by=None, checked_by="G", checked_on=date(2026, 1, 1)
    )
    db.session.commit()

    page = desk.get(path_of(dialogue)).text
    form = {"source": "Anders.", "checked_by": "G", "checked_on": "2026-01-01", "seen": "1"}
    answer = desk.post(path_of(dialogue), data=form | SAVE)

    assert 'value="2026-01-01"' in page
    assert "checked>" not in page
    assert answer.status_code == 422
    assert len(versions()) == 1


def test_a_preview_shows_it_and_saves_nothing(desk, dialogue):
    form = {"source": "## Worum geht es?\n\nUm **alle**.", "seen": "0"}

    page = desk.post(path_of(dialogue), data=form | LOOK)

    assert page.status_code == 200
    assert "<h2>Worum geht es?</h2>\n<p>Um <strong>alle</strong>.</p>" in page.text
    assert versions() == []
    # Whoever looks has not asked anybody to check it yet.
    half = desk.post(path_of(dialogue), data=form | LOOK | {"checked_by": "Gruppe"})
    assert half.status_code == 200
    long = desk.post(path_of(dialogue), data={"source": "a" * 20_001, "seen": "0"} | LOOK)
    assert long.status_code == 422


def test_of_two_who_write_at_once_the_second_sees_both_and_decides(desk, dialogue):
    oemer = make_editor("Ömer")
    write_easy_text(dialogue, "Von Ömer.", seen=0, by=oemer)
    db.session.commit()
    mine = {"source": "Von mir.", "seen": "0"}

    answer = desk.post(path_of(dialogue), data=mine | SAVE)

    assert answer.status_code == 409
    assert "Von Ömer." in answer.text
    assert "Gespeichert von Ömer" in answer.text
    assert "gelesen und freigegeben</h3>" not in answer.text
    kept = desk.post(path_of(dialogue), data=mine | {"newest": "1", "tat": "meines"})
    assert kept.status_code == 303
    assert [row[0] for row in versions()] == ["Von Ömer.", "Von mir."]


def test_half_typed_words_wait_for_their_author(desk, dialogue):
    typed = {"source": "Halb", "seen": "0", "confirmed": "y", "tat": "zwischenstand"}
    assert desk.post(path_of(dialogue), data=typed).status_code == 303

    page = desk.get(path_of(dialogue)).text

    assert "Halb</textarea>" in page
    assert "Hier steht Ihr Zwischenstand" in page
    assert "checked>" not in page  # the tick is about words that were read


def test_the_desk_says_when_the_dialogue_says_something_else(desk, dialogue):
    write_easy_text(
        dialogue, "Leicht.", seen=0, by=None, checked_by="G", checked_on=date(2026, 1, 1)
    )
    db.session.commit()
    places = path_of(dialogue), f"/redaktion/dialoge/{dialogue.slug}/"
    assert not any(OVERTAKEN in desk.get(place).text for place in places)

    change_dialogue(dialogue, title="Neuer Titel", by=None)
    db.session.commit()

    assert all(OVERTAKEN in desk.get(place).text for place in places)


def test_written_before_the_dialogue_is_public_it_is_not_overtaken_by_that(app, desk, client):
    dialogue = make_ready(app)

    def wished() -> Answer:
        return next(it.answer for it in checklist(dialogue) if "Leichter Sprache" in it.words)

    assert wished() is Answer.RECOMMENDED
    desk.post(path_of(dialogue), data={"source": "Leicht.", "seen": "0"} | CHECK | SAVE)
    assert wished() is Answer.DONE
    assert "sobald der Dialog öffentlich ist" in desk.get(path_of(dialogue)).text
    public = f"/dialoge/{dialogue.slug}/leichte-sprache/"
    assert client.get(public).status_code == 404

    desk_publication.publish_dialogue(dialogue, by=None)
    db.session.commit()

    page = client.get(public).text
    assert "Leicht." in page
    assert OVERTAKEN not in page
