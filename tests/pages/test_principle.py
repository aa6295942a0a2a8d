"""The page of a principle and its revisions."""

from datetime import timedelta

from leitsaetze.clock import now
from leitsaetze.comments.rules import Source
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.principles.actions import touch
from leitsaetze.principles.wording import withdraw
from tests.factories import (
    make_dialogue,
    make_field,
    make_principle,
    make_revision,
)
from tests.pages.makers import address_of, publish


def test_number_statement_explanation_and_neighbours(client):
    dialogue = make_dialogue(title="Digitale Leitsätze")
    field = make_field(dialogue=dialogue)
    first, second, third = (
        make_principle(field=field, number=n, statement=f"Satz {n}.") for n in (2, 4, 7)
    )

    page = client.get(address_of(second)).text

    assert "„Satz 4.“" in page
    assert "Eine Erläuterung." in page
    assert "Leitsatz 4 · Fassung 1 vom" in page
    assert f'rel="prev" href="{address_of(first)}"' in page
    assert f'rel="next" href="{address_of(third)}"' in page
    assert "erster Leitsatz" in client.get(address_of(first)).text
    assert "letzter Leitsatz" in client.get(address_of(third)).text


def test_a_principle_without_comments_invites_to_begin(client):
    page = client.get(address_of(make_principle())).text

    assert "Noch hat niemand kommentiert. Machen Sie den Anfang!" in page
    assert page.count("/kommentieren") == 1


def test_the_way_to_the_form_stands_above_and_below_the_comments(client):
    principle = make_principle()
    publish(principle, "Mitten drin.")

    above, below = client.get(address_of(principle)).text.split("Mitten drin.")

    assert f'href="{address_of(principle)}kommentieren"' in above
    assert f'href="{address_of(principle)}kommentieren"' in below


def test_comments_show_everything_about_them(client):
    principle = make_principle()
    comment = publish(principle, name="<b>Eva</b>", organisation="Dorfwerk", source=Source.CARD)

    page = client.get(address_of(principle)).text

    assert f'id="kommentar-{comment.id}"' in page
    assert "<bdi>&lt;b&gt;Eva&lt;/b&gt;</bdi>" in page
    assert "<bdi>Dorfwerk</bdi>" in page
    assert "vor Ort eingebracht" in page
    assert "Antwort steht aus" in page
    assert f'href="/kommentare/{comment.id}"' in page
    assert "1 Kommentar</h2>" in page


def test_text_appears_as_typed(client):
    principle = make_principle()
    publish(principle, "20. Mai um 17 Uhr\n#Bus\n\n<i>nicht</i> kursiv & مرحبا 👩")

    page = client.get(address_of(principle)).text

    assert "<p>20. Mai um 17 Uhr<br>#Bus</p>" in page
    assert "<p>&lt;i&gt;nicht&lt;/i&gt; kursiv &amp; مرحبا 👩</p>" in page


def test_comments_on_an_earlier_revision_say_so(client):
    principle = make_principle()
    publish(principle, "Zur ersten.")
    wording.revise(
        principle,
        statement="Wir handeln gemeinsam und offen.",
        explanation="Neu.",
        change_note="„und offen“ ergänzt.",
        by=None,
    )
    publish(principle, "Zur zweiten.")

    page = client.get(address_of(principle)).text
    first, second = page[: page.index("Zur zweiten.")], page[page.index("Zur zweiten.") :]

    link = f'href="{address_of(principle)}fassungen/1"'
    assert "Fassung 2 vom" in page
    assert "„und offen“ ergänzt." in page
    assert first.count(link) == 2  # among the earlier revisions, and at the comment
    assert link not in second


def test_a_revision_says_whether_it_holds(client):
    principle = make_principle(statement="Alt.")
    make_revision(principle, 2, statement="Neu.", change_note="Kürzer.")

    old = client.get(address_of(principle) + "fassungen/1").text
    new = client.get(address_of(principle) + "fassungen/2").text

    assert "„Alt.“" in old
    assert "Das ist eine frühere Fassung." in old
    assert "„Neu.“" in new
    assert "Das ist die gültige Fassung." in new
    assert "Kürzer." in new


def test_a_withdrawn_principle_keeps_place_and_comments_but_no_words(client):
    principle = make_principle()
    publish(principle, "Bleibt lesbar.")
    withdraw(principle, note="Falscher Stand.", by=None)
    db.session.commit()

    page = client.get(address_of(principle)).text

    assert "Dieser Leitsatz wurde am" in page
    assert "Falscher Stand." in page
    assert "Bleibt lesbar." in page
    assert "Wir handeln gemeinsam." not in page
    assert "/kommentieren" not in page


def test_a_closed_dialogue_says_so_and_one_to_come_from_when(client):
    principle = make_principle()
    publish(principle, "Bleibt lesbar.")
    dialogue = principle.dialogue
    dialogue.closes_at = now() - timedelta(days=1)
    touch(dialogue)
    closed = client.get(address_of(principle)).text
    dialogue.opens_at, dialogue.closes_at = (now() + timedelta(days=n) for n in (3, 9))
    touch(dialogue)
    upcoming = client.get(address_of(principle)).text

    assert "nimmt keine Kommentare mehr an" in closed
    assert "Bleibt lesbar." in closed
    assert "Kommentieren können Sie ab" in upcoming
    assert "/kommentieren" not in closed + upcoming


def test_names_keep_to_themselves_also_where_they_are_only_read_aloud(client):
    principle = make_principle()
    publish(principle, name="Ana & Söhne")

    page = client.get(address_of(principle)).text

    assert "von <bdi>Ana &amp; Söhne</bdi></span>" in page
    assert "&lt;" not in page
