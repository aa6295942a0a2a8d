"""One page of A4 about a dialogue: tagged, on one page whatever stands in it, text as data."""

import re
import struct
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from secrets import token_hex
from urllib.parse import quote

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from leitsaetze import typesetting
from leitsaetze.clock import now
from leitsaetze.comments.rules import Status
from leitsaetze.events.rules import EventStatus
from leitsaetze.extensions import db
from leitsaetze.principles import publication, wording
from leitsaetze.principles.actions import touch
from leitsaetze.principles.models import Principle
from leitsaetze.site.actions import change_setting, touch_site
from leitsaetze.site.colours import on_paper
from leitsaetze.typesetting import NotSetError, typeset
from tests.factories import make_comment, make_dialogue, make_event, make_field, make_principle

HOSTILE = 'Rad #panic("x") *fett* $1$ <a> \\ _u_ 🚲 سلام ' + "Donaudampfschifffahrt" * 9


def dialogue_with(number: int, **given):
    dialogue = make_dialogue(**{"title": "Digitale Leitsätze"} | given)
    field = make_field(dialogue=dialogue)
    for n in range(1, number + 1):
        statement = f"Wir handeln zum {n}. Mal gemeinsam, und zwar so, dass niemand zurückbleibt."
        make_principle(field=field, number=n, statement=statement)
    return dialogue


def leaflet(client, dialogue, prefix: str = "") -> PdfReader:
    answer = client.get(f"{prefix}/dialoge/{dialogue.slug}/worum-geht-es.pdf")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return PdfReader(BytesIO(answer.data))


def words_on(pdf: PdfReader) -> str:
    return " ".join(page.extract_text() for page in pdf.pages).replace("\n", " ")


@pytest.mark.parametrize("number", [0, 3, 40, 61])
def test_it_is_one_tagged_page(client, number):
    pdf = leaflet(client, dialogue_with(number))

    root = pdf.trailer["/Root"]
    assert len(pdf.pages) == 1
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert "/StructTreeRoot" in root
    assert pdf.metadata.title == "Digitale Leitsätze"


def test_it_says_what_it_is_about_until_when_and_how_to_join_in(client):
    dialogue = dialogue_with(3, contact_hours="Mo bis Do", contact_post="Landratsamt\n01234 Ort")
    said = words_on(leaflet(client, dialogue))

    for words in (
        "Digitale Leitsätze",
        "Wir handeln zum 2. Mal gemeinsam",
        "Sagen Sie uns bis zum",
        f"/dialoge/{dialogue.slug}/",
        "01234 567-89, Mo bis Do",
        "Landratsamt, 01234 Ort",
        "Kritik ist willkommen",
        "/regeln",
    ):
        assert words in said
    assert "How to join in" in words_on(leaflet(client, dialogue, "/en"))


def test_of_many_principles_it_shows_the_first_and_says_so(client):
    assert "und 1 weitere, alle im Internet" in words_on(leaflet(client, dialogue_with(61)))


def test_words_are_words_whatever_they_look_like(client):
    dialogue = dialogue_with(1, title=HOSTILE[:190], lead=HOSTILE, contact_post=HOSTILE)
    pdf = leaflet(client, dialogue)

    assert len(pdf.pages) == 1
    assert 'Rad #panic("x") *fett* $1$ <a>' in words_on(pdf)


def test_it_changes_with_the_dialogue_and_only_then(client):
    dialogue = dialogue_with(1)
    address = f"/dialoge/{dialogue.slug}/worum-geht-es.pdf"
    first = client.get(address)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    dialogue.lead = "Ein neuer Satz."
    touch(dialogue)
    db.session.commit()

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 200
    assert "Ein neuer Satz." in words_on(PdfReader(BytesIO(again.data)))


def test_what_is_not_public_has_none(client):
    draft = dialogue_with(1, published_at=None)

    assert client.get(f"/dialoge/{draft.slug}/worum-geht-es.pdf").status_code == 404


def test_a_page_that_cannot_be_set_is_an_error_of_its_own(client, monkeypatch):
    monkeypatch.setattr(typesetting, "LONGEST", 0.001)

    with pytest.raises(NotSetError):
        typeset("leaflet", {"title": "zu langsam"})
    address = f"/dialoge/{dialogue_with(2).slug}/worum-geht-es.pdf"
    assert client.get(address).status_code == 503


def test_a_page_that_failed_is_tried_again_only_after_a_while(app, monkeypatch):
    tried = []
    real = typesetting._made
    monkeypatch.setattr(typesetting, "_made", lambda asked: tried.append(1) or real(asked))
    data = {"title": token_hex()}  # the page asks for more

    for _ in range(3):
        with pytest.raises(NotSetError):
            typeset("leaflet", data)
    assert tried == [1]

    monkeypatch.setattr(typesetting, "RETRY_AFTER", 0)
    with pytest.raises(NotSetError):
        typeset("leaflet", data)
    assert tried == [1, 1]


def meta(page: str, name: str) -> list[str]:
    return re.findall(rf'<meta (?:property|name)="{name}" content="([^"]*)">', page)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_links_to_a_principle_show_its_words_and_a_picture_of_our_own(client, app):
    dialogue = dialogue_with(1)
    page = client.get(f"/dialoge/{dialogue.slug}/leitsaetze/1/").text

    assert meta(page, "og:title") == ["Leitsatz 1 – Digitale Leitsätze"]
    assert meta(page, "og:description") == meta(page, "description")
    assert "Wir handeln zum 1. Mal gemeinsam" in meta(page, "og:description")[0]
    [picture] = meta(page, "og:image")
    assert picture.startswith(app.config["BASE_URL"])
    answer = client.get(picture.removeprefix(app.config["BASE_URL"]))
    assert (answer.mimetype, size_of(answer.data)) == ("image/png", (1200, 630))


def test_the_picture_of_a_dialogue_changes_with_it(client):
    dialogue = dialogue_with(1)
    address = f"/dialoge/{dialogue.slug}/vorschau.png"
    before = client.get(address).data

    dialogue.title = "Ein anderer Name"
    touch(dialogue)
    db.session.commit()

    after = client.get(address).data
    assert size_of(after) == (1200, 630)
    assert after != before


def test_links_to_a_comment_show_none_of_its_words(client):
    comment = make_comment(status=Status.PUBLISHED, published_at=now(), text="Geheimnisvolles.")
    page = client.get(f"/kommentare/{comment.id}").text

    told = " ".join([*meta(page, "og:title"), *meta(page, "og:description")])
    assert "Geheimnisvolles." in page
    assert "Geheimnisvolles." not in told
    assert comment.name not in told


def test_a_page_set_once_is_kept_on_the_disk(client, monkeypatch):
    dialogue = dialogue_with(1)
    address = f"/dialoge/{dialogue.slug}/worum-geht-es.pdf"
    first = client.get(address).data
    client.application.extensions["pages"].clear()
    monkeypatch.setattr(typesetting, "LONGEST", 0.001)  # nothing can be set anew

    assert client.get(address).data == first


def picture_on(client, path: str) -> str:
    """The address of the picture a page names, on this site."""
    [picture] = meta(client.get(path).text, "og:image")
    return picture.removeprefix(client.application.config["BASE_URL"])


def test_a_new_text_gives_the_picture_a_new_address(client):
    dialogue = dialogue_with(1)
    principle = db.session.scalars(select(Principle).where(Principle.dialogue == dialogue)).one()
    place = f"/dialoge/{dialogue.slug}/leitsaetze/1/"
    comment = make_comment(principle=principle, status=Status.PUBLISHED, published_at=now())
    pages = (place, f"{place}fassungen/1", f"/kommentare/{comment.id}")
    before = [picture_on(client, page) for page in pages]
    assert before == [picture_on(client, page) for page in pages]

    new = {
        "statement": "Wir handeln anders.",
        "explanation": "Besser so.",
        "change_note": "Klarer.",
    }
    wording.revise(principle, **new, by=None)
    db.session.commit()
    after = [picture_on(client, page) for page in pages]
    assert not set(before) & set(after)

    wording.withdraw(principle, note="Überholt.", by=None)
    db.session.commit()
    assert not set(after) & {picture_on(client, page) for page in pages}


def test_an_event_has_a_picture_unless_nobody_knows_of_it(client):
    event = make_event(title="Werkstatt #strong[x]", place="Rathaus")
    page = f"/veranstaltungen/{event.id}/"
    before = picture_on(client, page)
    assert size_of(client.get(before).data) == (1200, 630)

    event.status = EventStatus.CANCELLED
    touch_site()
    db.session.commit()
    assert picture_on(client, page) != before

    draft = make_event(status=EventStatus.DRAFT)
    assert client.get(f"/veranstaltungen/{draft.id}/vorschau.png").status_code == 404


def test_pictures_and_paper_are_in_the_colour_of_the_county(client, monkeypatch):
    dialogue = dialogue_with(1)
    page = f"/dialoge/{dialogue.slug}/"
    before = picture_on(client, page)
    change_setting("accent", "#7a1f3d")
    touch_site()
    db.session.commit()
    assert picture_on(client, page) != before

    drawn = []
    kept = typeset
    monkeypatch.setattr(
        typesetting, "typeset", lambda *it: drawn.append(it[1]["accent"]) or kept(*it)
    )
    assert size_of(client.get(picture_on(client, page)).data) == (1200, 630)
    assert client.get(f"{page}worum-geht-es.pdf").data.startswith(b"%PDF")
    assert drawn == ["#7a1f3d", "#7a1f3d"]


def test_the_picture_of_a_withdrawn_dialogue_asks_for_no_opinion(client, monkeypatch):
    drawn = []
    monkeypatch.setattr(typesetting, "typeset", lambda *asked: drawn.append(asked[1]) or b"png")
    dialogue = dialogue_with(1)
    publication.withdraw(dialogue, note="Überholt.", by=None)
    db.session.commit()

    client.get(f"/dialoge/{dialogue.slug}/vorschau.png")
    client.get(f"/dialoge/{dialogue.slug}/leitsaetze/1/vorschau.png")

    of_dialogue, of_principle = drawn
    assert of_dialogue["below"] == "Dieser Dialog wurde zurückgezogen."
    assert of_principle["words"] == "zurückgezogen"


def test_two_who_ask_for_the_same_page_at_once_get_it_set_once(app, monkeypatch):
    made = []
    real = typesetting._made
    monkeypatch.setattr(typesetting, "_made", lambda asked: made.append(1) or real(asked))
    monkeypatch.setattr(typesetting, "WAIT", typesetting.LONGEST)  # however busy the machine is
    data = dict.fromkeys(("number", "below", "above"), "")
    data |= {"title": "Zwei", "words": token_hex(), "accent": on_paper("")}

    def ask(_n: int) -> bytes:
        with app.app_context():
            return typeset("picture", data, "png")

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(ask, range(2))
    assert first == second
    assert made == [1]


@pytest.mark.parametrize("kind", ["dialogue", "comment", "event"])
def test_pages_can_be_passed_on_by_link_and_by_mail(client, app, kind):
    comment = make_comment(status=Status.PUBLISHED, published_at=now(), text="Geheimnisvolles.")
    path = {
        "dialogue": f"/dialoge/{comment.dialogue.slug}/",
        "comment": f"/kommentare/{comment.id}",
        "event": f"/veranstaltungen/{make_event().id}/",
    }[kind]
    page = client.get(path).text

    whole = app.config["BASE_URL"] + path
    assert f">{whole}</a>" in page
    [mail] = re.findall(r'href="(mailto:\?[^"]*)"', page)
    assert quote(whole, safe="/") in mail
    assert "Geheimnis" not in mail
