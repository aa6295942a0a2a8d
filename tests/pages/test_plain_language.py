"""Einfache Sprache in place of the official words: asked for by the address, kept in it."""

import re

import pytest

from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.principles.editions import keep_edition
from leitsaetze.principles.plain_writing import write_plain
from tests.accounts.makers import make_staff
from tests.factories import make_dialogue, make_field, make_plain_text, make_principle
from tests.pages.makers import address_of, publish

SWITCH = "Amtlicher Text oder Einfache Sprache"
NONE_YET = "Für diesen Leitsatz gibt es noch keinen Text in Einfacher Sprache."


@pytest.fixture
def dialogue(app):
    return make_dialogue(slug="digital")


@pytest.fixture
def field(dialogue):
    return make_field(dialogue=dialogue)


@pytest.fixture
def said(field):
    principle = make_principle(field=field, number=1, statement="Wir kooperieren.")
    make_plain_text(principle, "Wir arbeiten **zusammen**.")
    return principle


@pytest.fixture
def silent(field):
    return make_principle(field=field, number=2, statement="Wir evaluieren.")


def revise(principle) -> None:
    words = {"statement": "Wir kooperieren stets.", "explanation": "Mit allen."}
    wording.revise(principle, **words, change_note="Deutlicher.", by=None)
    db.session.commit()


def pages(principle) -> list[str]:
    place = address_of(principle)
    return ["/dialoge/digital/", "/dialoge/digital/leitsaetze/", place, f"{place}fassungen/1"]


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_the_official_words_stand_there_unless_the_address_asks(client, said):
    for place in pages(said):
        for query in ("", "?sprache=leicht", "?sprache="):
            page = main_of(client.get(place + query).text)

            assert "zusammen" not in page
            assert SWITCH in page
            assert f'href="{place}" aria-current="true">Amtlicher Text' in page
            assert f'href="{place}?sprache=einfach">Einfache Sprache' in page


def test_asked_for_plain_words_stand_with_the_official_sentence_that_is_binding(client, said):
    for place in pages(said):
        page = main_of(client.get(f"{place}?sprache=einfach").text)

        assert "Wir arbeiten <strong>zusammen</strong>." in page
        assert "„Wir kooperieren.“" in page
        assert "Eine Erläuterung." not in page
        assert page.count("Verbindlich ist der amtliche Text.") == 1
        assert f'href="{place}?sprache=einfach" aria-current="true"' in page
        assert "gehört zu Fassung" not in page


def test_without_any_plain_words_there_is_no_switch(client, silent):
    for place in pages(silent):
        assert SWITCH not in client.get(place).text


def test_a_principle_without_plain_words_says_so_and_shows_the_official_ones(client, said, silent):
    place = address_of(silent)

    page = main_of(client.get(f"{place}?sprache=einfach").text)
    whole = main_of(client.get("/dialoge/digital/leitsaetze/?sprache=einfach").text)

    assert NONE_YET in page
    assert "Eine Erläuterung." in page
    assert "Verbindlich" not in page
    assert f'href="{place}" >' not in page
    assert SWITCH in page
    assert whole.count(NONE_YET) == whole.count("Eine Erläuterung.") == 1


def test_words_of_an_earlier_revision_say_so_with_the_comparison(client, said):
    revise(said)
    place = address_of(said)

    for where in pages(said)[:3]:
        page = main_of(client.get(f"{where}?sprache=einfach").text)
        assert "Dieser Text gehört zu Fassung 1." in page
        assert "Hier gilt Fassung 2." in page
        assert f'href="{place}vergleich?von=1&amp;bis=2"' in page
        assert "zusammen" in page
    first = main_of(client.get(f"{place}fassungen/1?sprache=einfach").text)
    second = main_of(client.get(f"{place}fassungen/2?sprache=einfach").text)
    assert "Dieser Text gehört zu" not in first
    assert "Dieser Text gehört zu Fassung 1." in second


def test_links_between_these_pages_keep_what_was_chosen(client, said, silent):
    revise(said)
    publish(said, "Zur neuen Fassung.")
    for place in pages(said):
        page = main_of(client.get(f"{place}?sprache=einfach").text)
        inner = re.findall(
            r'href="(/dialoge/digital/(?:leitsaetze/(?:\d+/(?:fassungen/\d+)?)?)?)"', page
        )

        # Only the switch leads back, and the address that is passed on.
        assert set(inner) <= {place, address_of(said)}, inner
        assert len(inner) <= 2


def test_lists_of_comments_keep_it_too(client, said):
    for words in ("Eins.", "Zwei."):
        publish(said, words)
    place = address_of(said)

    page = client.get(f"{place}?sprache=einfach").text

    assert f'href="{place}?sprache=einfach&amp;sortierung=neueste#kommentare"' in page
    assert f'href="{place}kommentieren"' in page


def test_whoever_changes_the_words_stays_where_they_are_in_the_comments(client, said):
    earlier = publish(said, "Eins.")
    publish(said, "Zwei.")
    place = address_of(said)
    asked = f"sortierung=neueste&nach={earlier.id + 2}"

    page = client.get(f"{place}?{asked}").text
    plain = client.get(f"{place}?sprache=einfach&{asked}").text

    for it in (page, plain):
        assert f'href="{place}?{asked}"'.replace("&", "&amp;") in it
        assert f'href="{place}?sprache=einfach&{asked}"'.replace("&", "&amp;") in it


def test_the_whole_text_says_in_which_words_it_stands_and_paper_how_to_find_them(client, said):
    place = "/dialoge/digital/leitsaetze/"

    page = main_of(client.get(place).text)
    plain = main_of(client.get(f"{place}?sprache=einfach").text)

    assert "Alle Leitsätze im Wortlaut, zuletzt geändert am" in page
    assert f'<p class="on-paper">http://localhost{place}</p>' in page
    assert "Alle Leitsätze in Einfacher Sprache. Der amtliche Text wurde zuletzt geändert" in plain
    assert f'<p class="on-paper">http://localhost{place}?sprache=einfach</p>' in plain


def test_a_page_remade_from_its_pieces_keeps_it(app, client, said):
    place = f"{address_of(said)}?sprache=einfach"
    publish(said, "Eins.")
    client.get(place)
    publish(said, "Zwei.")

    remade = client.get(place).text
    app.extensions["pages"].clear()

    assert "Zwei." in remade
    assert "sprache=einfach&amp;sortierung=neueste" in remade
    assert client.get(place).text == remade


def test_new_plain_words_are_there_at_once_and_taken_off_are_gone(client, said):
    place = f"{address_of(said)}?sprache=einfach"
    client.get(place)

    write_plain(said, "Wir tun es gemeinsam.", by=None)
    db.session.commit()
    other = client.get(place).text
    write_plain(said, "", by=None)
    db.session.commit()

    assert "Wir tun es gemeinsam." in other
    assert NONE_YET in client.get(place).text


def test_the_canonical_address_is_that_of_the_official_words(client, said):
    page = client.get(f"{address_of(said)}?sprache=einfach").text

    assert f'rel="canonical" href="http://localhost{address_of(said)}"' in page
    assert "<title>Einfache Sprache: Leitsatz 1" in page


def test_in_english_the_german_words_say_that_they_are(client, said):
    page = main_of(client.get(f"/en{address_of(said)}?sprache=einfach").text)

    assert "Plain language (Einfache Sprache)" in page
    assert '<div class="prose" lang="de"><p>Wir arbeiten' in page


def test_withdrawn_words_are_gone_in_plain_language_too(client, said):
    wording.withdraw(said, by=None)
    db.session.commit()

    for place in pages(said):
        page = main_of(client.get(f"{place}?sprache=einfach").text)
        assert "zusammen" not in page
        assert "zurückgezogen" in page


def test_an_edition_keeps_the_plain_words_of_its_day(client, dialogue, said):
    keep_edition(dialogue, "Zum ersten", by=make_staff())
    write_plain(said, "Wir tun es gemeinsam.", by=None)
    keep_edition(dialogue, "Zum zweiten", by=make_staff())
    revise(said)
    write_plain(said, "", by=None)
    db.session.commit()

    first, second = (
        main_of(client.get(f"/dialoge/digital/gesamtfassungen/{n}/?sprache=einfach").text)
        for n in (1, 2)
    )

    assert "Wir arbeiten <strong>zusammen</strong>." in first
    assert "Wir tun es gemeinsam." in second
    assert "Dieser Text gehört zu" not in first + second
    assert f'href="{address_of(said)}fassungen/1?sprache=einfach"' in first
