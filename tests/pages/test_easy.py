"""The page of a dialogue in Leichte Sprache, and where it is named."""

from datetime import date

import pytest

from leitsaetze.extensions import db
from leitsaetze.principles import publication
from leitsaetze.principles.actions import change_dialogue
from leitsaetze.principles.easy import write_easy_text
from leitsaetze.principles.plain_writing import write_plain
from leitsaetze.site.actions import publish_text
from leitsaetze.site.rules import EASY
from tests.factories import make_principle
from tests.pages.makers import statements

CHECKED = {"checked_by": "Prüfgruppe Mitte", "checked_on": date(2026, 1, 31)}
LINK = "Diesen Dialog in Leichter Sprache lesen"


@pytest.fixture
def dialogue(app):
    return make_principle(statement="Wir teilen.").dialogue


def write(dialogue, words="Sie können\nmitreden.", seen=0, **check):
    write_easy_text(dialogue, words, seen=seen, by=None, **check)
    db.session.commit()


def path_of(dialogue) -> str:
    return f"/dialoge/{dialogue.slug}/leichte-sprache/"


def test_it_says_who_checked_it_and_when_and_leads_back(client, dialogue):
    write(dialogue, **CHECKED)

    page = client.get(path_of(dialogue)).text

    assert f"<h1>{dialogue.title} in Leichter Sprache</h1>" in page
    assert "<p>Sie können\nmitreden.</p>" in page  # shown as two lines
    assert "Diese Menschen haben den Text geprüft: Prüfgruppe Mitte." in page
    assert "Das war am 31. Januar 2026." in page
    assert f'href="/dialoge/{dialogue.slug}/">Zurück zum Dialog' in page
    assert '<link rel="canonical" href="' in page
    assert "Seitdem" not in page
    assert LINK in client.get(f"/dialoge/{dialogue.slug}/").text


def test_in_english_the_text_stays_german_and_says_so(client, dialogue):
    write(dialogue, **CHECKED)

    page = client.get(f"/en{path_of(dialogue)}").text

    assert '<div class="prose easy" lang="de"><p>Sie können' in page
    assert "This text is available in German only." in page
    assert "These people have checked the text: " in page


def test_there_is_no_page_and_no_link_without_a_checked_text(client, dialogue):
    for act in (lambda: None, lambda: write(dialogue)):
        act()
        assert client.get(path_of(dialogue)).status_code == 404
        assert LINK not in client.get(f"/dialoge/{dialogue.slug}/").text
    assert client.get("/dialoge/keiner/leichte-sprache/").status_code == 404


def test_readers_learn_that_the_dialogue_says_something_else_since(client, dialogue):
    write(dialogue, **CHECKED)
    before = client.get(path_of(dialogue))

    change_dialogue(dialogue, introduction="Ganz anders.", by=None)
    db.session.commit()
    known = {"If-None-Match": before.headers["ETag"]}
    page = client.get(path_of(dialogue), headers=known)

    assert page.status_code == 200
    assert "Dieser Text wurde am 31. Januar 2026 geprüft." in page.text
    assert "Seitdem hat sich der Dialog geändert." in page.text


def test_a_withdrawn_dialogue_shows_its_notice_in_place_of_the_words(client, dialogue):
    write(dialogue, **CHECKED)
    publication.withdraw(dialogue, note="Wir fangen neu an.", by=None)
    db.session.commit()

    page = client.get(path_of(dialogue)).text

    assert "Wir fangen neu an." in page
    assert "mitreden" not in page
    assert "Prüfgruppe" not in page
    assert LINK not in client.get(f"/dialoge/{dialogue.slug}/").text


def test_the_page_of_the_site_lists_the_dialogues_that_have_one(client, dialogue):
    assert client.get("/leichte-sprache").status_code == 404
    publish_text(EASY, "Leichte Sprache", "Hier reden alle mit.", **CHECKED)
    db.session.commit()
    assert path_of(dialogue) not in client.get("/leichte-sprache").text

    write(dialogue, **CHECKED)

    page = client.get("/leichte-sprache").text
    assert "Dialoge in Leichter Sprache" in page
    assert path_of(dialogue) in page
    assert "Hier reden alle mit." in page


def test_plain_words_never_go_by_its_name(client, dialogue):
    principle = make_principle(field=dialogue.fields[0])
    write_plain(principle, "Wir geben ab.", by=None)
    db.session.commit()

    address = f"/dialoge/{dialogue.slug}/leitsaetze/{principle.number}/?sprache=einfach"
    page = client.get(address).text

    assert "Wir geben ab." in page
    assert "Leicht" not in page


def test_more_principles_and_more_versions_ask_no_more(client, dialogue):
    write(dialogue, **CHECKED)
    with statements() as few:
        client.get(path_of(dialogue))
    for number in range(901, 921):
        make_principle(field=dialogue.fields[0], number=number)
    for seen in range(1, 9):
        write(dialogue, f"Fassung {seen}.", seen)
    with statements() as many:
        client.get(path_of(dialogue))

    assert len(many) <= len(few)
