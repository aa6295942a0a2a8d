"""Editions: the wording of a whole dialogue, kept as it was, without what is withdrawn since."""

import re

import pytest

from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from leitsaetze.principles.actions import change_dialogue, change_field
from leitsaetze.principles.editions import keep_edition
from tests.accounts.makers import make_staff
from tests.factories import make_dialogue, make_field, make_principle


@pytest.fixture
def dialogue(app):
    return make_dialogue(title="Digitale Leitsätze")


@pytest.fixture
def field(dialogue):
    return make_field(dialogue=dialogue, title="Teilhaben")


@pytest.fixture
def principle(field):
    return make_principle(field=field, number=1, statement="Alt und gut.")


def revise(principle) -> None:
    words = {"statement": "Neu.", "explanation": "Besser.", "change_note": "Kürzer."}
    wording.revise(principle, **words, by=None)
    db.session.commit()


def keep(dialogue, occasion="Entwurf für den Kreistag"):
    edition = keep_edition(dialogue, occasion, by=make_staff())
    db.session.commit()
    return edition


def page_of(client, edition) -> str:
    answer = client.get(f"/dialoge/{edition.dialogue.slug}/gesamtfassungen/{edition.number}/")
    assert answer.status_code == 200
    return answer.text


def test_it_stays_as_it_was_whatever_changes_afterwards(client, dialogue, field, principle):
    edition = keep(dialogue)
    before = page_of(client, edition)

    revise(principle)
    make_principle(field=field, number=2, statement="Dazugekommen.")
    change_field(field, title="Umbenannt", by=None)
    other = make_field(dialogue=dialogue, title="Anders", position=2)
    wording.move(principle, other, by=None)
    change_dialogue(dialogue, title="Neuer Titel", by=None)
    db.session.commit()

    after = page_of(client, edition)
    shown = r"<h1>[^<]*|<h2>[^<]*|„[^“]*“|Fassung \d vom"
    assert re.findall(shown, after)[:4] == re.findall(shown, before)[:4]
    assert "Digitale Leitsätze" in after
    assert "Teilhaben" in after
    for words in ("Neu.", "Dazugekommen.", "Umbenannt"):
        assert words not in after
    assert f"leitsaetze/{principle.number}/fassungen/1" in after
    assert "Entwurf für den Kreistag" in after


def test_editions_are_counted_and_listed_where_the_principles_stand(client, dialogue, principle):
    first = keep(dialogue)
    revise(principle)
    second = keep(dialogue, "  Beschluss \n vom 27. Juni ")

    assert (first.number, second.number, second.occasion) == (1, 2, "Beschluss vom 27. Juni")
    page = client.get(f"/dialoge/{dialogue.slug}/leitsaetze/").text
    listed = re.findall(r"gesamtfassungen/(\d)/", page)
    assert listed == ["2", "1"]


def test_the_same_wording_is_kept_once(dialogue, field, principle):
    keep(dialogue)
    with pytest.raises(RuleViolation, match="nichts geändert"):
        keep_edition(dialogue, "Noch einmal", by=None)
    change_field(field, goal="Alle kommen mit.", by=None)

    assert keep(dialogue).number == 2


@pytest.mark.parametrize("occasion", ["", " \n ", "x" * 121])
def test_it_says_what_it_is_for(dialogue, principle, occasion):
    with pytest.raises(RuleViolation, match="wofür"):
        keep_edition(dialogue, occasion, by=None)


def test_only_what_everybody_can_read_is_kept(dialogue, field, principle):
    draft = make_principle(field=make_field(dialogue=make_dialogue(published_at=None)))
    with pytest.raises(RuleViolation, match="nur, was öffentlich ist"):
        keep_edition(draft.dialogue, "Zu früh", by=None)
    with pytest.raises(RuleViolation, match="noch kein Leitsatz"):
        keep_edition(make_dialogue(), "Leer", by=None)
    publication.withdraw(dialogue, note="Neu.", by=None)
    with pytest.raises(RuleViolation, match="nur, was öffentlich ist"):
        keep_edition(dialogue, "Zu spät", by=None)


def test_what_is_withdrawn_later_is_gone_there_too(client, dialogue, field, principle):
    make_principle(field=field, number=2, statement="Bleibt.")
    edition = keep(dialogue)
    wording.withdraw(principle, by=None)
    db.session.commit()

    page = page_of(client, edition)
    assert "Alt und gut." not in page
    assert "Bleibt." in page
    publication.withdraw(field, note="Alles anders.", by=None)
    db.session.commit()
    page = page_of(client, edition)
    assert "Bleibt." not in page
    assert "Alles anders." in page
    publication.withdraw(dialogue, note="Ganz anders.", by=None)
    db.session.commit()
    assert "Ganz anders." in page_of(client, edition)


@pytest.mark.parametrize("number", [0, 2, 9**20])
def test_an_edition_that_is_none_answers_404(client, dialogue, principle, number):
    keep(dialogue)
    path = f"/dialoge/{dialogue.slug}/gesamtfassungen/{number}/"

    for address in (path, f"{path}qr.svg", path.replace(dialogue.slug, "anders")):
        assert client.get(address).status_code == 404
