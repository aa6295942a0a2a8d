"""A whole text becomes drafts in the browser: paste, look, put right, take over."""

import re

import pytest

from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.editing.models import Draft
from leitsaetze.extensions import db
from leitsaetze.principles.models import FieldOfAction
from leitsaetze.principles.wording import withdraw
from tests.accounts.makers import forms_of
from tests.editing.makers import make_editor, make_unpublished
from tests.editing.papers import WORD
from tests.factories import make_dialogue, make_field, make_principle


@pytest.fixture
def dialogue(app):
    return make_unpublished()


@pytest.fixture
def desk(app):
    return app.test_client().sign_in(make_editor())


def path(dialogue, more: str = "") -> str:
    return f"/redaktion/dialoge/{dialogue.slug}/einfuegen{more}"


def paste(desk, dialogue, text: str):
    return desk.post(path(dialogue), data={"text": text})


def filled(desk, dialogue) -> dict[str, str]:
    """The form of the preview as a browser would send it without a change."""
    page = desk.get(path(dialogue, "/vorschau")).text
    (form,) = [entries for entries in forms_of(page).values() if ("t0-art" in dict(entries))]
    chosen = re.findall(r'<input checked[^>]* name="([^"]+)"[^>]* value="([^"]+)"', page)
    return dict(form) | dict(chosen)


def act(desk, dialogue, tat: str, **changed: str):
    sent = filled(desk, dialogue) | changed | {"tat": tat}
    return desk.post(path(dialogue, "/vorschau"), data=sent)


def take_over(desk, dialogue, **changed: str):
    return act(desk, dialogue, "uebernehmen", **changed)


def drafts() -> list[tuple[int, str]]:
    found = db.session.scalars(db.select(Draft).order_by(Draft.number))
    return [(one.number, one.statement) for one in found]


def copies() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(WorkingCopy))


def test_fifteen_principles_become_drafts(desk, dialogue):
    looked = paste(desk, dialogue, WORD)
    assert (looked.status_code, looked.location) == (303, path(dialogue, "/vorschau"))
    assert (
        "Wir haben 15 Leitsätze und 5 Handlungsfelder gefunden." in desk.get(looked.location).text
    )

    taken = take_over(desk, dialogue)

    assert taken.status_code == 303
    assert "15 Entwürfe in 5 Handlungsfeldern übernommen." in desk.get(taken.location).text
    assert [number for number, _ in drafts()] == list(range(1, 16))
    assert dialogue.introduction.startswith("Der Kreisausschuss")
    assert copies() == 0


def test_a_double_click_takes_over_once(desk, dialogue):
    paste(desk, dialogue, "Mobilität\nLeitsatz 1\nWir fahren.\nGut.")
    sent = filled(desk, dialogue)

    answers = [desk.post(path(dialogue, "/vorschau"), data=sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    assert drafts() == [(1, "Wir fahren.")]


def test_a_text_without_a_number_is_given_back(desk, dialogue):
    answer = paste(desk, dialogue, "Nur ein Gedanke.")
    assert answer.status_code == 422
    assert "keinen nummerierten Leitsatz gefunden" in answer.text
    assert "Nur ein Gedanke." in answer.text
    assert copies() == 0


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_box_is_told(desk, dialogue, text):
    assert "Bitte fügen Sie den Text ein." in paste(desk, dialogue, text).text


def test_a_text_with_too_many_parts_is_told(desk, dialogue):
    text = "\n".join(f"Leitsatz {number}\nWir fahren.\nGut." for number in range(1, 90))
    answer = paste(desk, dialogue, text)
    assert answer.status_code == 422
    assert "mehr als 80 Abschnitte" in answer.text


def test_line_breaks_of_a_word_processor_are_no_odd_signs(desk, dialogue):
    answer = paste(desk, dialogue, "Leitsatz 1\x0bWir fahren.\x0bGut.\x0cLeitsatz 2\x0bWir planen.")
    assert answer.status_code == 303
    assert "Wir haben 2 Leitsätze und 0 Handlungsfelder gefunden." in desk.get(answer.location).text


def test_what_was_recognised_wrongly_is_put_right(desk, dialogue):
    paste(desk, dialogue, "Mobilität\nLeitsatz 1\nWir fahren.\nGut.\nZwischenruf\nLeitsatz 2\nWir.")

    joined = act(desk, dialogue, "anfuegen:2", **{"t1-kopf": "Wir fahren alle."})

    assert (joined.status_code, joined.location) == (303, path(dialogue, "/vorschau#teil-1"))
    sent = filled(desk, dialogue)
    assert (sent["t1-kopf"], sent["t1-text"]) == ("Wir fahren alle.", "Gut.\n\nZwischenruf")
    act(desk, dialogue, "teilen:1:field", **{"t1-ab": "1"})
    assert filled(desk, dialogue)["t2-kopf"] == "Zwischenruf"
    act(desk, dialogue, "ist:2:left")
    assert filled(desk, dialogue)["t2-art"] == "left"
    take_over(desk, dialogue)
    assert drafts() == [(1, "Wir fahren alle."), (2, "Wir.")]
    assert db.session.scalars(db.select(FieldOfAction.title)).all() == ["Mobilität"]


def test_a_correction_is_made_once(desk, dialogue):
    paste(
        desk,
        dialogue,
        "A. Eins\nLeitsatz 1\nWir.\nB. Zwei\nLeitsatz 2\nIhr.\nC. Drei\nLeitsatz 3\nSie.",
    )
    sent = filled(desk, dialogue) | {"tat": "anfuegen:4"}

    for _ in range(2):
        desk.post(path(dialogue, "/vorschau"), data=sent)

    assert [name for name in filled(desk, dialogue) if name.endswith("-art")] == [
        f"t{place}-art" for place in range(5)
    ]


def test_what_the_script_keeps_too_late_undoes_no_correction(desk, dialogue):
    paste(desk, dialogue, "Mobilität\nLeitsatz 1\nWir fahren.\nGut.\nLeitsatz 2\nWir planen.")
    sent = filled(desk, dialogue)
    desk.post(path(dialogue, "/vorschau"), data=sent | {"tat": "ist:2:left"})

    desk.post(path(dialogue, "/vorschau"), data=sent | {"tat": "zwischenstand"})

    assert filled(desk, dialogue)["t2-art"] == "left"


def test_everything_in_the_way_is_told_and_nothing_is_taken(desk, dialogue):
    field = make_field(dialogue=dialogue, title="Bildung")
    withdraw(make_principle(field=field, number=3), by=None)
    paste(desk, dialogue, "Leitsatz 1\nWir fahren.\nMobilität\nLeitsatz 2\nWir.\nLeitsatz 3\nIhr.")

    answer = take_over(desk, dialogue, **{"t2-kopf": "", "t2-nummer": "zwei"})

    assert answer.status_code == 422
    for words in (
        "Bitte wählen Sie ein Handlungsfeld.",
        "Die Nummer muss eine ganze Zahl von 1 bis 9999 sein.",
        "Bitte geben Sie den Wortlaut des Leitsatzes ein.",
        "Leitsatz 3 ist zurückgezogen.",
    ):
        assert words in answer.text
    assert 'value="zwei"' in answer.text
    assert drafts() == []


def test_what_exists_is_shown_and_left_unless_chosen_otherwise(desk):
    field = make_field(dialogue=make_dialogue(), title="Mobilität")
    make_principle(field=field, number=1, statement="Wir gehen.")
    paste(desk, field.dialogue, "Mobilität\nLeitsatz 1\nWir fahren.\nGut.")
    page = desk.get(path(field.dialogue, "/vorschau")).text
    assert "Leitsatz 1 gibt es in diesem Dialog schon: „Wir gehen.“" in page
    assert "Dieses Handlungsfeld gibt es im Dialog schon." in page

    left = take_over(desk, field.dialogue)
    assert "1 Leitsatz blieb, wie er war." in desk.get(left.location).text
    paste(desk, field.dialogue, "Mobilität\nLeitsatz 1\nWir fahren.\nGut.")
    take_over(desk, field.dialogue, **{"t1-bestand": "revise"})

    assert drafts() == [(1, "Wir fahren.")]
    assert "Wir fahren." not in desk.get(f"/dialoge/{field.dialogue.slug}/").text


def test_a_number_that_was_changed_to_a_taken_one_asks_first(desk):
    field = make_field(title="Mobilität")
    make_principle(field=field, number=1)
    paste(desk, field.dialogue, "Mobilität\nLeitsatz 2\nWir fahren.\nGut.")

    asked = take_over(desk, field.dialogue, **{"t1-nummer": "1"})

    assert asked.status_code == 422
    assert "Bitte entscheiden Sie, was geschehen soll." in asked.text
    assert "Als Entwurf einer neuen Fassung übernehmen" in asked.text
    assert drafts() == []


def test_without_a_text_there_is_nothing_to_look_at(desk, dialogue):
    answer = desk.get(path(dialogue, "/vorschau"))
    assert (answer.status_code, answer.location) == (303, path(dialogue))


def test_a_preview_can_be_thrown_away_and_the_text_is_still_there(desk, dialogue):
    paste(desk, dialogue, "Leitsatz 1\nWir fahren.")
    desk.post(path(dialogue, "/vorschau"), data={"tat": "verwerfen"})
    assert desk.get(path(dialogue, "/vorschau")).status_code == 303
    assert "Wir fahren." in desk.get(path(dialogue)).text


def test_another_editor_sees_nothing_of_it(app, desk, dialogue):
    paste(desk, dialogue, "Leitsatz 1\nWir fahren.")
    other = app.test_client().sign_in(make_editor(name="Ömer"))
    assert other.get(path(dialogue, "/vorschau")).status_code == 303
    assert "Wir fahren." not in other.get(path(dialogue)).text


def test_without_a_token_nothing_is_put_right_or_taken(csrf_app, desk, dialogue):
    csrf_app.config["WTF_CSRF_ENABLED"] = False
    paste(desk, dialogue, "Mobilität\nLeitsatz 1\nWir fahren.")
    sent = filled(desk, dialogue)
    csrf_app.config["WTF_CSRF_ENABLED"] = True

    for tat in ("ist:1:left", "uebernehmen"):
        answer = desk.post(path(dialogue, "/vorschau"), data=sent | {"tat": tat})
        assert answer.status_code == 400
        assert re.search(r"Ihr Text ist noch da", answer.text)

    assert drafts() == []
    csrf_app.config["WTF_CSRF_ENABLED"] = False
    assert filled(desk, dialogue)["t1-art"] == "principle"
