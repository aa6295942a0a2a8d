"""The page that compares two revisions of a principle word by word."""

import re

import pytest

from leitsaetze.comments.actions import name_comments
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from tests.factories import make_plain_text, make_principle
from tests.pages.makers import address_of, hide, publish

FIRST = {"statement": "Wir handeln oft.", "explanation": "Eins bleibt.\n\n- alt\n- gut"}
SECOND = {"statement": "Wir handeln gern.", "explanation": "Eins bleibt.\n\n- neu\n- gut"}


def revise(principle, note="Mehr <b>Lust</b>.", **words):
    revision = wording.revise(principle, **SECOND | words, change_note=note, by=None)
    db.session.commit()
    return revision


@pytest.fixture
def principle(app):
    principle = make_principle()
    revise(principle, **FIRST)
    revise(principle)
    return principle


def words_of(page: str) -> str:
    """What one reads on a page, or copies from it."""
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main.partition(">")[2]).split())


def read(client, principle, query="") -> str:
    return client.get(f"{address_of(principle)}vergleich{query}").text


def test_without_parameters_the_present_revision_is_compared_with_the_previous(client, principle):
    page = read(client, principle)
    said = words_of(page)

    assert f"Leitsatz {principle.number}: Fassung 2 und 3 im Vergleich" in said
    assert "Unterschied: 2 Wörter neu, 2 Wörter entfallen." in said
    assert "„Wir handeln entfallen: [− oft ] neu: [+ gern ] .“" in said
    assert "Eins bleibt." in said
    assert "<del>" in page
    assert "<ins>" in page
    assert "Mehr &lt;b&gt;Lust&lt;/b&gt;." in page
    place = address_of(principle)
    assert f'rel="canonical" href="http://localhost{place}vergleich"' in page
    assert f'href="{place}fassungen/2"' in page
    assert f'href="{place}fassungen/3"' in page


@pytest.mark.parametrize(
    ("query", "compared"),
    [
        ("?von=1&bis=3", "Fassung 1 und 3"),
        ("?bis=2", "Fassung 1 und 2"),
        ("?von=1", "Fassung 1 und 3"),
        ("?von=&bis=x", "Fassung 2 und 3"),
        ("?von=-1&bis=²", "Fassung 2 und 3"),
        ("?von=3&bis=1", "Fassung 3 und 1"),
    ],
)
def test_what_is_missing_or_odd_means_the_usual(client, principle, query, compared):
    assert f"{compared} im Vergleich" in words_of(read(client, principle, query))


@pytest.mark.parametrize("query", ["?von=1&bis=4", "?von=0", "?bis=0", f"?von={'9' * 400}"])
def test_unknown_revisions_are_not_there(client, principle, query):
    assert client.get(f"{address_of(principle)}vergleich{query}").status_code == 404


def test_backwards_is_fine_and_said(client, principle):
    said = words_of(read(client, principle, "?von=3&bis=2"))

    assert "Sie vergleichen rückwärts" in said
    assert "entfallen: [− gern ] neu: [+ oft ]" in said
    assert "Sie vergleichen rückwärts" not in words_of(read(client, principle, "?von=2&bis=3"))


def test_the_same_revision_twice_differs_in_nothing(client, principle):
    said = words_of(read(client, principle, "?von=2&bis=2"))

    assert "Sie vergleichen eine Fassung mit sich selbst." in said
    assert "Der Satz unverändert" in said
    assert "[" not in said


def test_the_only_revision_says_so(client):
    said = words_of(read(client, make_principle()))

    assert "Von diesem Leitsatz gibt es bisher nur eine Fassung." in said
    assert "Eine Erläuterung." in said


def test_what_is_not_changed_is_said_and_can_be_unfolded(client, principle):
    revise(principle, statement="Wir handeln immer.")

    page = read(client, principle)

    assert "Erläuterung unverändert" in words_of(page)
    assert "<summary>Unveränderten Text zeigen</summary>" in page


def test_only_another_look_is_said(client, principle):
    revise(principle, explanation="Eins *bleibt*.\n\n- neu\n- gut")

    assert "nur die Gestaltung ist anders" in words_of(read(client, principle))


def test_plain_language_is_compared_too(client, principle):
    revise(principle, statement="Wir handeln.")
    make_plain_text(principle, "Wir tun etwas.")

    said = words_of(read(client, principle))
    with_itself = words_of(read(client, principle, "?von=4&bis=4"))

    assert "In Einfacher Sprache 3 Wörter neu" in said
    assert "neuer Absatz: neu: [+ Wir tun etwas. ]" in said
    assert "In Einfacher Sprache unverändert" in with_itself


def test_the_plain_words_shown_with_each_revision_are_compared(client, principle):
    make_plain_text(principle, "Wir tun etwas.")
    revise(principle, statement="Wir handeln.")

    assert "In Einfacher Sprache unverändert" in words_of(read(client, principle))


def test_markup_in_words_stays_text(client, principle):
    revise(principle, statement="Wir <script>alert(1)</script> gern.")

    page = read(client, principle)

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_every_note_in_between_names_its_comments(client, principle):
    comment, other = publish(principle), publish(principle, "Das auch.")
    name_comments(principle.revision, [other, comment], by=None)
    db.session.commit()
    hide(other)

    said = words_of(read(client, principle, "?von=1&bis=3"))

    assert said.index("Fassung 3 vom") < said.index("Dahinter stehen:")
    assert f"Dahinter stehen: Kommentar {comment.id} , Kommentar {other.id}" in said
    assert "Dahinter" not in words_of(read(client, principle, "?von=1&bis=2"))


def test_words_of_a_withdrawn_principle_are_not_compared(client, principle):
    wording.withdraw(principle, by=None)
    db.session.commit()

    answer = client.get(f"{address_of(principle)}vergleich?von=1&bis=3")

    assert answer.status_code == 200
    assert "Sein Wortlaut ist nicht mehr öffentlich" in answer.text
    for words in ("gern", "oft", "Lust", "Eins bleibt"):
        assert words not in words_of(answer.text)


def test_the_ways_to_it(client, principle):
    place = address_of(principle)
    link = f'href="{place}vergleich?von=2&amp;bis=3"'

    assert link in client.get(place).text
    assert link in client.get(f"{place}fassungen/3").text
    assert f'href="{place}vergleich?von=1&amp;bis=2"' in client.get(f"{place}fassungen/1").text
    assert "vergleich?von=2&amp;bis=3" not in client.get(address_of(make_principle())).text
