"""Text blocks and kept drafts in the browser, without script."""

import pytest

from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.extensions import db
from leitsaetze.moderation import blocks
from leitsaetze.moderation.actions import reply_under
from leitsaetze.moderation.models import BlockUse, Department, TextBlock
from leitsaetze.principles.actions import change_dialogue
from tests.accounts.makers import make_staff
from tests.comments.test_intake import make_open_principle
from tests.moderation.test_views import decide, form_of, page_of, path_of, submitted

PATH = "/moderation/textbausteine/"
HEADING = "Antwort des Sachgebiets Klimaschutz"


@pytest.fixture
def moderator(app):
    return make_staff(name="Jana")


@pytest.fixture
def colleague(app):
    return make_staff(name="Ömer")


@pytest.fixture
def desk(client, moderator):
    return client.sign_in(moderator)


@pytest.fixture
def comment(app):
    return submitted(make_open_principle())


def make_block(by, text="Danke, {{name}}.", dialogue=None) -> TextBlock:
    block = blocks.add_block("Dank", text, dialogue, by=by)
    db.session.commit()
    return block


def test_the_team_writes_changes_and_retires_a_block(desk):
    empty = page_of(desk, PATH)
    desk.post(f"{PATH}neu", data={"title": "Dank", "text": "Danke, {{name}}."})
    block = db.session.scalars(db.select(TextBlock)).one()
    desk.post(
        f"{PATH}{block.id}", data={"title": "Dank", "text": "Danke schön, {{name}}.", "seen": "1"}
    )
    listed = page_of(desk, PATH)
    desk.post(f"{PATH}{block.id}/angebot", data={"tat": "zuruecklegen"})

    assert "Noch gibt es keinen Textbaustein" in empty
    assert "Danke schön" in listed
    assert "Jana" in listed
    assert "noch in keiner Antwort" in listed
    assert db.session.get_one(TextBlock, block.id).retired_at is not None
    assert "Wieder anbieten" in page_of(desk, PATH)
    desk.post(f"{PATH}{block.id}/angebot", data={"tat": "wieder-anbieten"})
    assert db.session.get_one(TextBlock, block.id).retired_at is None


def test_an_unknown_place_is_refused_next_to_the_text(desk):
    answer = desk.post(f"{PATH}neu", data={"title": "Dank", "text": "Liebe {{vorname}}"})

    assert answer.status_code == 422
    assert "{{vorname}}" in answer.text.partition('id="text-fehler"')[2]
    assert db.session.scalars(db.select(TextBlock)).all() == []


def test_of_two_who_change_a_block_the_second_sees_both(desk, moderator):
    block = make_block(moderator)
    typed = {"title": "Dank", "text": "Meins.", "seen": "1"}
    blocks.change_block(block, "Dank", "Ihres.", None, by=moderator, seen=1)

    answer = desk.post(f"{PATH}{block.id}", data=typed)

    assert answer.status_code == 409
    assert "Ihres." in answer.text
    assert "Meins." in answer.text


def test_a_block_goes_to_the_end_of_the_answer_and_everything_typed_stays(desk, moderator, comment):
    block = make_block(moderator, "Danke, {{name}}. {{veranstaltung}}")
    typed = form_of(desk, comment) | {"reply": "Guten Tag", "note": "Später", "verdict": "publish"}

    answer = desk.post(path_of(comment), data=typed | {"tat": "baustein", "block": str(block.id)})

    assert answer.status_code == 200
    assert f"Guten Tag\n\nDanke, {comment.name}. {{{{veranstaltung}}}}" in answer.text
    assert "Später" in answer.text
    assert f'value="{block.id}"' in answer.text.partition('name="blocks"')[2][:80]
    assert reply_under(comment) is None


def test_the_script_gets_the_words_alone(desk, moderator, comment):
    block = make_block(moderator)
    typed = form_of(desk, comment) | {"tat": "baustein", "block": str(block.id)}

    answer = desk.post(path_of(comment), data=typed, headers={"Accept": "text/plain"})

    assert (answer.status_code, answer.text) == (200, f"Danke, {comment.name}.")


def test_without_a_choice_the_field_asks_for_one(desk, moderator, comment):
    make_block(moderator)

    answer = desk.post(path_of(comment), data=form_of(desk, comment) | {"tat": "baustein"})

    assert answer.status_code == 422
    assert "Bitte wählen Sie einen Textbaustein." in answer.text


def test_a_block_of_another_dialogue_is_not_offered(desk, moderator, comment):
    block = make_block(moderator, dialogue=make_open_principle().dialogue)
    typed = form_of(desk, comment) | {"tat": "baustein", "block": str(block.id)}

    answer = desk.post(path_of(comment), data=typed)

    assert answer.status_code == 422


def test_an_open_place_is_refused_next_to_the_answer(desk, comment):
    answer = decide(desk, comment, verdict="publish", reply="Danke, {{name}}.")

    assert answer.status_code == 422
    assert "{{name}}" in answer.text.partition('id="reply-fehler"')[2]
    assert reply_under(comment) is None


def test_a_use_is_counted_with_the_saved_answer(desk, moderator, comment):
    block = make_block(moderator)

    decide(
        desk, comment, verdict="publish", reply="Danke, Eva.", blocks=f"{block.id} x 99999999999"
    )

    assert len(db.session.scalars(db.select(BlockUse)).all()) == 1
    assert "in einer Antwort" in page_of(desk, PATH)


def test_an_answer_in_the_name_of_a_department_says_so_everywhere(desk, client, comment):
    desk.post(PATH, data={"heading": HEADING})
    decide(desk, comment, verdict="publish", reply="Danke.", heading=HEADING)
    slug = comment.dialogue.slug
    public = page_of(client.application.test_client(), f"/kommentare/{comment.id}")

    assert HEADING in public
    assert "Antwort der Moderation" not in public
    assert f'lang="de">{HEADING}' in page_of(desk, f"/en/kommentare/{comment.id}")
    assert HEADING in page_of(desk, f"/redaktion/dialoge/{slug}/bericht")
    receipt = desk.post("/beleg/", data={"number": comment.receipt_number}).text
    assert HEADING in receipt
    department = db.session.scalars(db.select(Department)).one()
    desk.post(f"{PATH}namen/{department.id}/angebot", data={"tat": "zuruecklegen"})
    assert HEADING in form_of(desk, comment).values() or HEADING in page_of(desk, path_of(comment))


def test_what_is_typed_is_kept_and_comes_back_until_it_is_decided(desk, comment):
    typed = form_of(desk, comment) | {"reply": "Halbfertig", "note": "Bald", "tat": "zwischenstand"}

    kept = desk.post(path_of(comment), data=typed, headers={"Accept": "application/json"})
    page = page_of(desk, path_of(comment))

    assert kept.json["status"].startswith("Zwischenstand gesichert")
    assert "Hier steht Ihr Zwischenstand" in page
    assert (form_of(desk, comment)["reply"], form_of(desk, comment)["note"]) == (
        "Halbfertig",
        "Bald",
    )
    decide(desk, comment, verdict="publish", reply="Fertig.")
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


def test_colleagues_see_whose_draft_there_is_but_not_its_words(app, desk, colleague, comment):
    typed = form_of(desk, comment) | {"reply": "Halbfertig", "tat": "zwischenstand"}
    desk.post(path_of(comment), data=typed)

    page = page_of(app.test_client().sign_in(colleague), path_of(comment))

    assert "Entwurf von" in page
    assert "Jana" in page
    assert "Halbfertig" not in page


def test_a_kept_draft_meets_a_decision_made_meanwhile(app, desk, colleague, comment):
    typed = form_of(desk, comment) | {"reply": "Meins", "verdict": "publish"}
    desk.post(path_of(comment), data=typed | {"tat": "zwischenstand"})
    other = app.test_client().sign_in(colleague)
    decide(other, comment, verdict="publish", reply="Schneller.")

    page = page_of(desk, path_of(comment))
    refused = decide(desk, comment)

    assert "neu, während Sie schrieben" in page
    assert refused.status_code == 409
    assert "Meins" in refused.text
    assert reply_under(comment).words.text == "Schneller."


def test_two_read_an_answer_at_the_desk(app, desk, colleague, comment):
    change_dialogue(comment.dialogue, replies_need_two=True, by=None)
    db.session.commit()
    decide(desk, comment, verdict="publish", reply="Vorgelegt.")
    other = app.test_client().sign_in(colleague)

    assert "Antwort zum Gegenlesen" in page_of(other, "/moderation/?ansicht=wartet")
    assert "Das ist Ihr Vorschlag" in page_of(desk, path_of(comment))
    assert "Vorgelegt." not in page_of(app.test_client(), f"/kommentare/{comment.id}")
    wordless = decide(other, comment, reading="zurueckgeben")
    assert wordless.status_code == 422
    assert 'id="reading_words-fehler"' in wordless.text
    decide(other, comment, reading="zurueckgeben", reading_words="Bitte länger.")
    assert "Bitte länger." in page_of(desk, path_of(comment))
    assert "Antwort zurückgegeben" in page_of(desk, "/moderation/?ansicht=wartet")
    decide(other, comment, reading="veroeffentlichen", reading_words="Doch gut so.")

    assert reply_under(comment).words.text == "Vorgelegt."
    assert "Vorgelegt." in page_of(app.test_client(), f"/kommentare/{comment.id}")
