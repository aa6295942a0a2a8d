"""All principles on one page, lasting links and their QR codes."""

import re
from io import BytesIO

import pytest
import segno

from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from tests.factories import make_dialogue, make_field, make_principle
from tests.pages.makers import address_of, publish


def whole(dialogue) -> str:
    return f"/dialoge/{dialogue.slug}/leitsaetze/"


def drawn(address: str) -> bytes:
    code = BytesIO()
    segno.make_qr(address, error="m").save(
        code, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True
    )
    return code.getvalue()


def test_all_principles_stand_in_their_fields_with_what_explains_them(client):
    dialogue = make_dialogue(title="Digitale Leitsätze")
    second = make_field(dialogue=dialogue, position=2, title="Mobil bleiben", goal="Ankommen.")
    first = make_field(dialogue=dialogue, position=1, title="Teilhaben")
    for field, number in ((second, 3), (first, 1), (first, 2)):
        make_principle(field=field, number=number, statement=f"Satz {number}.")

    page = client.get(whole(dialogue)).text

    shown = re.findall(r"Teilhaben|Mobil bleiben|Ziel: Ankommen|„Satz \d\.“", page)
    assert shown == [
        "Teilhaben",
        "„Satz 1.“",
        "„Satz 2.“",
        "Mobil bleiben",
        "Ziel: Ankommen",
        "„Satz 3.“",
    ]
    assert page.count("Eine Erläuterung.") == 3
    assert 'href="#leitsatz-3"' in page
    assert 'id="leitsatz-3"' in page


def test_only_the_revision_that_holds_is_there_and_no_comment(client):
    principle = make_principle(statement="Alt und gut.")
    publish(principle, "Mitten drin.")
    wording.revise(
        principle, statement="Neu.", explanation="Besser.", change_note="Kürzer.", by=None
    )
    db.session.commit()

    page = client.get(whole(principle.dialogue)).text

    assert "Fassung 2 vom" in page
    assert "Alt und gut." not in page
    assert "Mitten drin." not in page


def test_of_what_is_withdrawn_only_the_number_stays(client):
    field = make_field()
    gone = make_principle(field=field, number=4, statement="Nicht mehr wahr.")
    make_principle(field=field, number=5)
    wording.withdraw(gone, by=None)
    db.session.commit()

    page = client.get(whole(field.dialogue)).text

    assert "Nicht mehr wahr." not in page
    assert "Leitsatz 4" in page
    publication.withdraw(field.dialogue, note="Wir fangen neu an.", by=None)
    db.session.commit()
    page = client.get(whole(field.dialogue)).text
    assert "Wir fangen neu an." in page
    assert "Wir handeln gemeinsam." not in page


def test_a_dialogue_without_principles_says_so(client):
    assert "noch vorbereitet" in client.get(whole(make_dialogue())).text


def test_a_draft_of_a_dialogue_is_nowhere(client):
    principle = make_principle(field=make_field(dialogue=make_dialogue(published_at=None)))

    for path in (whole(principle.dialogue), f"{address_of(principle)}qr.svg"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("revision", ["", "fassungen/1"])
def test_the_code_leads_to_the_page_it_stands_on(client, language, revision):
    path = f"{language}{address_of(make_principle())}{revision}"
    code = f"{path.rstrip('/')}/qr.svg"

    answer = client.get(code)

    assert answer.mimetype == "image/svg+xml"
    assert answer.data == drawn(f"http://localhost{path}")
    page = client.get(path).text
    assert f'src="{code}"' in page
    assert f">http://localhost{path}</a>" in page


def test_what_passes_a_link_on_names_the_thing_and_holds_whole_words(client):
    dialogue = make_dialogue(title="Wege & Ziele")
    principle = make_principle(field=make_field(dialogue=dialogue), number=7)

    page = client.get(address_of(principle)).text

    assert (
        "mailto:?subject=Leitsatz%207%20%E2%80%93%20Wege%20%26%20Ziele&amp;body=http%3A//" in page
    )
