"""What has changed in a dialogue, and what a comment led to."""

import re
from datetime import timedelta

import pytest

from leitsaetze.clock import now
from leitsaetze.comments.actions import name_comments
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from tests.factories import make_dialogue, make_field, make_person, make_principle, make_revision
from tests.pages.makers import address_of, hide, publish, withdraw
from tests.pages.test_comparison import words_of


@pytest.fixture
def field(app):
    began = {"published_at": now() - timedelta(hours=3), "opens_at": now() - timedelta(hours=1)}
    return make_field(dialogue=make_dialogue(**began))


@pytest.fixture
def principle(field):
    """One that was there before the dialogue opened."""
    principle = make_principle(field=field, number=7)
    principle.revision.published_at = now() - timedelta(hours=2)
    return principle


def address(principle) -> str:
    return f"/dialoge/{principle.dialogue.slug}/aenderungen/"


def revise(principle, note="Klarer."):
    words = {"statement": f"Wir sagen: {note}", "explanation": "Eine Erläuterung."}
    revision = wording.revise(principle, **words, change_note=note, by=None)
    db.session.commit()
    return revision


def headings(page: str) -> list[str]:
    return [words.strip() for words in re.findall(r"<h2[^>]*><a[^>]*>([^<]+)", page)]


def test_at_first_the_list_teaches_what_will_stand_here(client, principle):
    page = client.get(address(principle))

    assert page.status_code == 200
    assert "Bisher gelten alle Leitsätze so" in page.text
    dialogue = client.get(f"/dialoge/{principle.dialogue.slug}/").text
    assert "aenderungen" not in dialogue


def test_everything_that_happened_newest_first(client, field, principle):
    revise(principle)
    newcomer = make_principle(field=field, number=16, statement="Wir teilen.")
    wording.withdraw(newcomer, by=None)
    wording.reinstate(newcomer, by=None)
    wording.withdraw(principle, by=None)
    db.session.commit()

    assert headings(client.get(address(principle)).text) == [
        "Leitsatz 7 zurückgezogen",
        "Leitsatz 16 gilt wieder",
        "Leitsatz 16 zurückgezogen",
        "Leitsatz 16 neu dazugekommen",
        "Leitsatz 7 geändert: Fassung 2",
    ]


def test_a_withdrawn_field_stands_there_with_its_reason_until_it_is_back(client, field, principle):
    field.title = "Bildung"
    publication.withdraw(field, note="Wird neu gefasst.", by=None)
    db.session.commit()

    page = client.get(address(principle)).text
    dialogue = words_of(client.get(f"/dialoge/{field.dialogue.slug}/").text)
    publication.reinstate(field, by=None)
    db.session.commit()

    assert headings(page) == ["Handlungsfeld „Bildung“ zurückgezogen"]
    assert "Wird neu gefasst." in page
    assert "Zuletzt: Handlungsfeld „Bildung“ am" in dialogue
    assert headings(client.get(address(principle)).text) == []


def test_what_is_published_together_with_its_dialogue_is_not_new(client):
    dialogue = make_dialogue(published_at=now(), opens_at=now() - timedelta(days=30))
    principle = make_principle(field=make_field(dialogue=dialogue))

    assert headings(client.get(address(principle)).text) == []


def test_a_change_shows_its_note_its_comments_and_the_comparison(client, principle):
    comment = publish(principle)
    name_comments(revise(principle, "Klarer & <kürzer>."), [comment], by=None)
    db.session.commit()

    page = client.get(address(principle)).text

    assert "Klarer &amp; &lt;kürzer&gt;." in page
    assert f'Dahinter steht:\n<a class="kern-link" href="/kommentare/{comment.id}">' in page
    assert f'href="{address_of(principle)}vergleich?von=1&amp;bis=2"' in page
    dialogue = client.get(f"/dialoge/{principle.dialogue.slug}/").text
    assert f'href="{address(principle)}"' in dialogue
    assert "Zuletzt: Leitsatz 7 am" in dialogue
    assert f'href="{address(principle)}"' in client.get(address_of(principle)).text


def test_notes_of_what_is_withdrawn_are_not_public(client, principle):
    revise(principle, "Geheimnis")
    wording.withdraw(principle, by=None)
    db.session.commit()

    page = client.get(address(principle)).text

    assert "Leitsatz 7 geändert: Fassung 2" in page
    assert "sein Wortlaut ist nicht mehr öffentlich" in page
    assert "Geheimnis" not in page
    assert "vergleich?" not in page


def test_pages_go_on_where_the_last_one_ended_also_within_one_moment(client, principle):
    moment = now()
    for number in range(2, 123):
        make_revision(principle, number, change_note=f"Schritt {number}.", published_at=moment)

    seen, path = [], address(principle)
    while path:
        page = client.get(path).text
        seen += headings(page)
        further = re.search(r'href="([^"]+)">Frühere Änderungen', page)
        path = further[1] if further else None

    assert seen == [f"Leitsatz 7 geändert: Fassung {number}" for number in range(122, 1, -1)]


@pytest.mark.parametrize("after", ["x", "f", "f999999", "z1", "f1f", "²", "f" + "9" * 400])
def test_an_odd_place_is_the_beginning(client, principle, after):
    revise(principle)

    assert headings(client.get(f"{address(principle)}?nach={after}").text) == [
        "Leitsatz 7 geändert: Fassung 2"
    ]


def test_behind_the_last_change_there_is_a_way_back(client, principle):
    revision = revise(principle)

    page = client.get(f"{address(principle)}?nach=f{revision.id}").text

    assert "Weiter zurück gibt es keine Änderungen." in page


def test_unpublished_dialogues_have_none(client, principle):
    revise(principle)
    principle.dialogue.published_at = None
    db.session.commit()

    assert client.get(address(principle)).status_code == 404
    assert client.get(f"{address_of(principle)}vergleich").status_code == 404


@pytest.fixture
def named(principle):
    comment = publish(principle, "Wann denn?", name="Frieda")
    comment.author = make_person()
    name_comments(revise(principle), [comment], by=None)
    db.session.commit()
    return comment


def test_a_comment_says_everywhere_what_it_led_to(client, app, principle, named):
    fate = "führte zu Fassung 2 von Leitsatz 7: was sich geändert hat"
    own = app.test_client().sign_in(named.author)
    receipt = {"number": named.receipt_number}

    for page in (
        client.get(f"/kommentare/{named.id}"),
        client.get(address_of(principle)),
        own.get("/mein/"),
        client.post("/beleg/", data=receipt),
    ):
        assert fate in words_of(page.text)
        assert f'href="{address_of(principle)}vergleich?von=1&amp;bis=2"' in page.text


@pytest.mark.parametrize("go", [hide, withdraw, lambda it: withdraw(it, Verdict.ERASE)])
def test_of_a_comment_that_goes_number_and_link_stay_but_no_name_and_no_words(
    client, principle, named, go
):
    go(named)

    place = address_of(principle)
    pages = [
        client.get(path).text
        for path in (address(principle), f"{place}vergleich", f"{place}fassungen/2", place)
    ]
    for page in pages:
        assert f'href="/kommentare/{named.id}"' in page
        assert "Frieda" not in page
        assert "Wann denn?" not in page
    trace = words_of(client.get(f"/kommentare/{named.id}").text)
    assert "führte zu Fassung 2 von Leitsatz 7" in trace
    assert "Frieda" not in trace
