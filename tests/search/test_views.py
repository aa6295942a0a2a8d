"""The page of the search: what it shows, takes and bears."""

import re
from html import unescape

import pytest

from leitsaetze.events import actions as events
from leitsaetze.search import indexing
from leitsaetze.search.rules import COUNTED, PER_PAGE
from tests.events.makers import details
from tests.factories import make_field, make_moderator, make_principle
from tests.pages.makers import answer, follow_the_clock, many, publish, statements
from tests.search.makers import HIT, found, marked, meant, numbers, page, read_all, spread

AT_MOST = 16  # questions to the database
ON = re.compile(r'<p><a class="kern-link" href="(/suche[^"]+)">Weitere Treffer')
ODD = [
    "", " ", "\t", "<script>alert(1)</script>", '"', "'", "%", "_", "*", "NEAR(", "AND OR NOT",
    "a:b", "\\", "\u202e", "\ufeff", "😀", "ß", "ẞ", "İ", "ﬃ", "日本語", "x" * 5000, "ä" * 5000,
    "wort " * 3000, "&amp;", "{{7*7}}", "\x7f", "\x1b", "-", "--", "e\u0301", "\ud7ff", "١٢٣",
]  # fmt: skip


@pytest.fixture
def principle(app):
    made = make_principle(number=4, statement="Wir planen Radwege für alle.")
    follow_the_clock(made.dialogue)
    return made


@pytest.fixture
def busy(principle):
    """A little of everything that has to do with bicycles."""
    moderator = make_moderator()
    first = publish(principle, "Mehr Radwege zwischen den Dörfern, bitte.", name="Theo <b>")
    answer(first, "Radwege sind **geplant**.")
    event = events.hold_event(
        details(title="Radtour der Kreisrätin", text="Mit Rad und Rast."), by=moderator
    )
    elsewhere = make_principle(field=make_field(title="Anderswo"), number=1, statement="Anderes.")
    second = publish(elsewhere, "Ein Radweg an der Schule.")
    read_all()
    return first, second, event


def test_the_form_alone_without_a_question(client, busy):
    plain = page(client, "")

    assert "Treffer" not in plain
    assert "<search>" in plain
    assert 'value=""' in plain


def test_everything_public_is_found_with_its_words_marked(client, busy, principle):
    first, second, _tour = busy
    whole = page(client, "Radweg")

    assert found(client, "Radweg") == [
        f"/kommentare/{second.id}",
        *[f"/kommentare/{first.id}"] * 2,
        f"/dialoge/{principle.dialogue.slug}/leitsaetze/4/",
    ]
    assert "4 Treffer" in whole
    assert set(marked(client, "radweg")) == {"Radweg", "Radwege"}
    assert "Theo &lt;b&gt;" in whole
    assert "Mehr <mark>Radwege</mark> zwischen den Dörfern, bitte." in whole
    assert "<mark>Radwege</mark> sind geplant." in whole


def test_parts_of_words_are_found_and_marked(client, busy):
    assert set(marked(client, "Rad")) >= {"Radwege", "Radweg", "Rad"}
    assert set(marked(client, "Weg Dorf")) == {"Radwege", "Dörfern"}


@pytest.mark.parametrize("order", ["", "relevanz"])
def test_a_list_is_narrowed_down(client, busy, principle, order):
    _first, second, tour = busy
    said = {"sortierung": order}
    ways = {
        "art": {"kommentare": 2, "antworten": 1, "leitsaetze": 1, "veranstaltungen": 0, "x": 4},
        "dialog": {str(principle.dialogue_id): 3, str(second.dialogue_id): 1, "99": 4, "1 or 1": 4},
        "feld": {str(principle.field_id): 3, str(second.principle.field_id): 1, "-1": 4},
    }
    for name, values in ways.items():
        for value, number in values.items():
            assert len(found(client, "Radweg", **{name: value}, **said)) == number, (name, value)
    assert found(client, "Tour", art="veranstaltungen") == [f"/veranstaltungen/{tour.id}/"]
    assert "Überall danach suchen" in page(client, "Radweg", art="veranstaltungen", **said)


def test_what_says_it_best_comes_first_when_asked(client, principle):
    long = publish(principle, "Ein Kindergarten und vieles andere. " + "Noch ein Satz dazu. " * 30)
    often = publish(principle, "Garten, Garten, Garten: ein Garten für alle!")
    inside = publish(principle, "Der Kindergarten ist gut.")
    once = publish(principle, "Der Garten ist gut.")
    read_all()

    assert numbers(client, "Garten") == [once.id, inside.id, often.id, long.id]
    assert numbers(client, "Garten", sortierung="relevanz") == [
        often.id, once.id, inside.id, long.id,
    ]  # fmt: skip


@pytest.mark.parametrize("order", ["", "relevanz"])
def test_long_lists_are_read_on_from_where_they_ended(client, principle, order):
    ids = many(principle, 2 * COUNTED + 60, text="Bänke")
    indexing.rebuild(lambda _read: None)
    public = [it for at, it in enumerate(ids) if at % 10 != 3]
    address, pages = f"/suche?q=Bank&art=kommentare&sortierung={order}", []
    while address and len(pages) < 20:
        pages.append(client.get(address).text)
        on = ON.search(pages[-1])
        address = unescape(on[1]) if on else ""
    seen = [int(it.rpartition("/")[2]) for html in pages for it in HIT.findall(html)]

    assert seen == sorted(public, reverse=True)
    assert len(pages) == -(-len(public) // PER_PAGE)
    assert f"Mehr als {COUNTED} Treffer" in pages[0]
    assert not any("Mehr als" in html for html in pages[1:])


def test_a_misspelt_word_leads_to_one_that_is_public(client, busy):
    assert meant(client, "Radwge") == "Radweg"
    assert meant(client, "Dörver") == "Dörfern"
    assert meant(client, "Radwge Schule") == "Radweg Schule"
    assert meant(client, "Radwge Dinosaurier") is None
    assert meant(client, "Radwge", art="leitsaetze") == "Radweg"


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("Glasfasser", "Glasfaserkabel"),
        ("Glsafaser", "Glasfaserkabel"),
        ("Schwimbad", "Hallenschwimmbad"),
        ("Shcwimmbad", "Hallenschwimmbad"),
        ("Bewegungspakr", "Bewegungspark"),
        ("Glasfesser", None),
        ("Fasser", None),
    ],
)
def test_a_misspelt_word_leads_to_a_longer_one_it_begins_or_ends(
    client, principle, written, suggested
):
    publish(principle, "Ein Glasfaserkabel, ein Bewegungspark, ein Hallenschwimmbad, Feuerwehr.")
    read_all()

    assert meant(client, written) == suggested


def test_any_signs_get_an_answer(client, busy):
    for words in ODD:
        for address in ("/suche", "/en/suche"):
            said = {"q": words, "sortierung": "relevanz" * (len(words) % 2), "nach": words}
            answered = client.get(address, query_string=said)
            assert answered.status_code == 200, words
            assert "<script>" not in answered.text
            assert answered.text.count("<h1") == 1


def test_nobody_keeps_the_page_and_it_sets_no_cookie(client, busy):
    answered = client.get("/suche?q=Radweg")
    again = client.application.test_client().get("/suche?q=Radweg", headers={"Cookie": "x=1"})

    assert answered.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answered.headers
    assert answered.data == again.data


@pytest.mark.parametrize("order", ["", "relevanz"])
def test_a_page_asks_as_much_of_many_comments_as_of_few(client, principle, order):
    many(principle, 5, text="Bänke")
    indexing.rebuild(lambda _read: None)

    def asked() -> int:
        with statements() as questions:
            assert numbers(client, "Bank", sortierung=order)
        return len(questions)

    few = asked()
    many(principle, 400, text="Bänke")
    indexing.rebuild(lambda _read: None)

    assert asked() == few
    assert few <= AT_MOST


@pytest.mark.parametrize("order", ["", "relevanz"])
def test_a_rare_word_is_found_among_a_million_others_in_a_few_questions(client, principle, order):
    written = []
    with spread() as leave_out:
        for blocks in (1, 2, 57, 1, 200, 3):
            written.append(publish(principle, "Dorfausbau, bitte.").id)
            publish(principle, "Etwas anderes.")
            read_all()
            leave_out(blocks)
        with statements() as questions:
            found = numbers(client, "Dorfausbau", sortierung=order)

    assert found == written[::-1]
    assert len(questions) <= AT_MOST
