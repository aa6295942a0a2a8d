"""The administrators' desk as a browser sees it: look first, publish, and it is there at once."""

from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
import time_machine

from leitsaetze.accounts.rules import Role
from leitsaetze.administration.publishing import publish
from leitsaetze.clock import now
from leitsaetze.drafts.models import WorkingCopy
from leitsaetze.extensions import db
from leitsaetze.site import queries
from leitsaetze.site.actions import all_settings
from leitsaetze.site.models import HouseRule
from leitsaetze.site.rules import Draft
from tests.factories import make_dialogue, make_person
from tests.pages.makers import statements
from tests.proofs.ways import rules_typed
from tests.site.makers import jpeg, png, svg

IMPRESSUM = "/verwaltung/texte/impressum/"
RULES = "/verwaltung/regeln/"
COUNTY = "/verwaltung/einstellungen/landkreis"
LAW = "/verwaltung/einstellungen/recht"
LOOKS = "/verwaltung/einstellungen/erscheinungsbild"
EASY = {"source": "Das ist leicht.", "checked_by": "Prüfgruppe Mitte", "checked_on": "2026-01-31"}


@pytest.fixture
def pawel(app):
    return make_person(Role.ADMINISTRATOR, name="Pawel")


@pytest.fixture
def desk(app, pawel):
    return app.test_client().sign_in(pawel)


def version_of(slug: str) -> int:
    return db.session.scalar(queries.text_version(slug))


def text_of(answer) -> str:
    return unescape(answer.text)


def test_a_text_is_looked_at_published_and_there_in_the_very_next_answer(desk, client):
    tag = client.get("/impressum").headers["ETag"]
    typed = {"source": "Wir sind **{{county}}**. {{landrat}}", "note": "Neu", "seen": "1"}

    looked = text_of(desk.post(IMPRESSUM, data=typed | {"tat": "vorschau"}))
    assert "Wir sind <strong>Landkreis</strong>." in looked
    assert "{{landrat}}" in looked.partition("Diese Platzhalter kennen wir nicht")[2]
    assert version_of("impressum") == 1

    assert desk.post(IMPRESSUM, data=typed).status_code == 303
    found = client.get("/impressum", headers={"If-None-Match": tag})
    assert "Wir sind <strong>Landkreis</strong>." in found.text
    assert "Fassung 2 vom" in found.text
    page = desk.get(IMPRESSUM).text
    assert "Fassung 2 ist veröffentlicht." in page
    assert "Pawel" in page
    assert "Neu" in desk.get(f"{IMPRESSUM}fassungen/2").text


def test_the_same_form_twice_publishes_once(desk):
    typed = {"source": "Neu.", "note": "Neu", "seen": "1", "submission_key": "ein-formular"}

    answers = [desk.post(IMPRESSUM, data=typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert version_of("impressum") == 2


def test_of_two_administrators_the_second_sees_both_texts_and_can_go_on(app, desk, pawel):
    publish("impressum", Draft("Worte der Kollegin"), note="Eilig", seen="1", by=pawel)
    typed = {"source": "Meine Worte", "note": "Neu", "seen": "1"}

    answer = desk.post(IMPRESSUM, data=typed)

    assert answer.status_code == 409
    assert "Worte der Kollegin" in answer.text
    assert "Meine Worte" in answer.text
    assert 'name="seen" type="hidden" value="2"' in answer.text
    assert desk.post(IMPRESSUM, data=typed | {"seen": "2"}).status_code == 303
    assert version_of("impressum") == 3


def test_what_is_typed_is_kept_until_it_is_published(desk):
    typed = {"source": "Halb geschrieben", "note": "", "seen": "1"}
    kept = desk.post(
        IMPRESSUM, data=typed | {"tat": "zwischenstand"}, headers={"Accept": "application/json"}
    )

    assert kept.json["status"].startswith("Zwischenstand gesichert")
    assert "Halb geschrieben" in desk.get(IMPRESSUM).text
    desk.post(IMPRESSUM, data=typed | {"note": "Neu"})
    assert db.session.scalars(db.select(WorkingCopy)).all() == []


@pytest.mark.parametrize("source", ["", "[" * 4000, "a\x00b", "x" * 60_001])
def test_a_text_that_cannot_be_shown_is_refused_at_the_field(desk, source):
    answer = desk.post(IMPRESSUM, data={"source": source, "note": "Neu", "seen": "1"})

    assert answer.status_code == 422
    assert 'id="source-fehler"' in answer.text
    assert version_of("impressum") == 1


def test_leichte_sprache_shows_nowhere_until_it_is_checked_and_published(desk, client):
    address = "/verwaltung/texte/leichte-sprache/"
    unchecked = desk.post(address, data={"source": "Das ist leicht.", "seen": "0"})
    assert unchecked.status_code == 422
    assert 'id="checked_by-fehler"' in unchecked.text
    assert client.get("/leichte-sprache").status_code == 404
    assert "Leichte Sprache" not in client.get("/").text

    assert desk.post(address, data=EASY | {"seen": "0"}).status_code == 303

    page = client.get("/leichte-sprache").text
    assert "Das ist leicht." in page
    assert "Geprüft von Prüfgruppe Mitte am 31. Januar 2026" in page
    assert client.get("/").text.count("/leichte-sprache") == 2
    assert client.get("/regeln").text.count("/leichte-sprache") == 1
    desk.post(f"{address}zurueckziehen", data={"seen": "1"})
    assert client.get("/leichte-sprache").status_code == 404
    assert "Leichte Sprache" not in client.get("/").text


def test_sign_language_leads_to_the_video_of_the_county(desk, client):
    typed = {"link": "https://kreis.example/gebaerden", "source": "", "seen": "0"}

    desk.post("/verwaltung/texte/gebaerdensprache/", data=typed)

    assert 'href="https://kreis.example/gebaerden"' in client.get("/gebaerdensprache").text


def test_the_start_page_says_what_it_is_about(desk, client):
    page = desk.get("/verwaltung/texte/start/").text
    assert "Was ein Leitsatz ist" in page  # a proposal, not published
    assert "Was ein Leitsatz ist" not in client.get("/").text
    typed = {"title": "Darum geht es", "lead": "Um alles.", "source": "### Wie\n\nSo.", "seen": "0"}

    desk.post("/verwaltung/texte/start/", data=typed)

    page = client.get("/").text
    assert all(words in page for words in ("Darum geht es", "Um alles.", "<h3>Wie</h3>"))


def test_an_earlier_version_can_be_built_upon(desk):
    desk.post(IMPRESSUM, data={"source": "Zwei", "note": "Neu", "seen": "1"})

    page = desk.get(f"{IMPRESSUM}?fassung=1").text

    assert "## Anbieter" in page
    assert 'name="seen" type="hidden" value="2"' in page


@pytest.mark.parametrize("address", ["regeln/", "nichts/", "impressum/fassungen/9"])
def test_texts_that_are_not_there_are_not_found(desk, address):
    assert desk.get(f"/verwaltung/texte/{address}").status_code == 404


def test_moderators_read_versions_and_see_no_desk(app):
    jana = app.test_client().sign_in(make_person(Role.MODERATOR, name="Jana"))

    page = jana.get(f"{IMPRESSUM}fassungen/1")

    assert page.status_code == 200
    assert "/verwaltung/einstellungen/" not in page.text
    assert jana.get(IMPRESSUM).status_code == 403


def test_rules_are_published_together_and_earlier_ones_stay_to_be_read(desk, client):
    before = client.get("/regeln").text
    assert "Alle Fassungen" not in before

    looked = desk.post(RULES, data=rules_typed() | {"seen": "1", "tat": "vorschau"}).text
    assert "Regel 1 ist neu oder geändert." in looked
    assert version_of("regeln") == 1
    assert desk.post(RULES, data=rules_typed() | {"seen": "1"}).status_code == 303

    assert "Regel 1: Beim Thema</h2>" in client.get("/regeln").text
    first = client.get("/regeln/fassungen/1").text
    assert "Regel 1: Beim Thema bleiben</h2>" in first
    assert "Diese Fassung gilt nicht mehr." in first
    assert client.get("/regeln/fassungen/3").status_code == 404


def test_a_rule_is_added_without_losing_what_was_typed_and_another_retired(desk, client):
    typed = rules_typed() | {"seen": "1", "title_1": "Getippt"}
    del typed["holds_2"]

    more = desk.post(RULES, data=typed | {"tat": "regel"}).text
    assert "Getippt" in more
    assert 'name="title_9"' in more
    half = desk.post(RULES, data=typed | {"new": "1", "title_9": "Neu"})
    assert half.status_code == 422
    assert "Regel 9 braucht beides" in half.text
    desk.post(RULES, data=typed | {"new": "1", "title_9": "Neu", "text_9": "Und gut."})

    page = client.get("/regeln").text
    assert "Regel 9: Neu" in page
    assert "Regel 2:" not in page
    assert "gilt nicht mehr seit" in desk.get(RULES).text


def test_the_rules_of_a_colleague_are_never_overwritten_unawares(desk):
    desk.post(RULES, data=rules_typed() | {"seen": "1", "title_1": "Der Kollegin"})

    answer = desk.post(RULES, data=rules_typed() | {"seen": "1", "title_1": "Mein Titel"})

    assert answer.status_code == 409
    assert "Der Kollegin" in answer.text
    assert "Mein Titel" in answer.text


def test_half_typed_rules_are_kept_with_the_new_one(desk):
    typed = rules_typed() | {"seen": "1", "new": "1", "title_9": "Halb"}

    desk.post(RULES, data=typed | {"tat": "zwischenstand"})

    assert 'value="Halb"' in desk.get(RULES).text
    assert version_of("regeln") == 1


@pytest.mark.parametrize("under_way", [True, False])
def test_a_dialogue_under_way_is_warned_about(desk, under_way):
    if under_way:
        make_dialogue(published_at=now())

    assert ("Zurzeit ist ein Dialog offen." in desk.get(RULES).text) is under_way


def test_settings_are_looked_at_where_they_appear_and_then_saved(desk, client):
    seen = desk.get(COUNTY).text.partition('name="seen" type="hidden" value="')[2].partition('"')[0]
    typed = {"county": "Landkreis Neuland", "site_name": "Mitreden", "municipality": "Amt"}
    typed |= {"county_address": "Markt 1\n01234 Ort", "seen": seen}

    looked = desk.post(COUNTY, data=typed | {"tat": "vorschau"}).text
    assert "Offizielle Website – Landkreis Neuland" in looked
    assert "Markt 1<br>" in looked
    assert all_settings()["county"] == "Landkreis"
    assert desk.post(COUNTY, data=typed).status_code == 303

    assert "Offizielle Website – Landkreis Neuland" in client.get("/").text
    assert "Markt 1<br>" in client.get("/impressum").text
    overtaken = desk.post(COUNTY, data=typed | {"county": "Anders"})
    assert overtaken.status_code == 409
    assert "Inzwischen gespeichert" in overtaken.text


def test_a_state_proposes_its_authorities(desk, client):
    looked = desk.post(LAW, data={"state_code": "SN", "tat": "vorschau"}).text
    assert "Sächsische Datenschutz- und Transparenzbeauftragte" in looked

    desk.post(LAW, data={"state_code": "SN"})

    assert "Sächsische Datenschutz- und Transparenz" in client.get("/datenschutz").text
    assert "im Land Sachsen" in client.get("/impressum").text
    assert (
        'value="SN" selected' in desk.get(LAW).text or 'selected value="SN"' in desk.get(LAW).text
    )


@pytest.mark.parametrize(
    ("address", "field", "value"),
    [
        (COUNTY, "county_email", "keine Adresse"),
        (COUNTY, "county", "x" * 201),
        (COUNTY, "county", "   "),
        (LAW, "state_code", "XX"),
        (LOOKS, "accent", "gelb"),
        (LOOKS, "accent", "#ffcc00"),
    ],
)
def test_what_a_setting_cannot_hold_is_said_at_its_field(desk, address, field, value):
    answer = desk.post(address, data={field: value})

    assert answer.status_code == 422
    assert f'id="{field}-fehler"' in answer.text
    assert all_settings()[field] != value


def test_a_colour_is_on_every_page_at_once_and_its_style_sheet_is_for_ever(desk, client):
    desk.post(LOOKS, data={"accent": "#7a1f3d"})

    address = client.get("/").text.partition('href="/darstellung/farbe-')[2].partition('"')[0]
    sheet = client.get(f"/darstellung/farbe-{address}")
    assert sheet.mimetype == "text/css"
    assert "#7a1f3d" in sheet.text
    assert sheet.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in sheet.headers
    assert client.get("/darstellung/farbe-7a1f3d-ffffff-000000000000.css").status_code == 404


def upload(content: bytes, **more) -> dict:
    return {"upload": (BytesIO(content), "wappen.png"), "logo_words": "Wappen"} | more


def logo_address(page: str) -> str:
    return page.partition('src="/darstellung/logo-')[2].partition('"')[0]


@pytest.mark.parametrize("content", [png(), jpeg(), svg()], ids=["png", "jpeg", "svg"])
def test_a_logo_is_looked_at_saved_and_served_as_a_picture_and_nothing_else(desk, client, content):
    looked = desk.post(LOOKS, data=upload(content, tat="vorschau")).text
    assert logo_address(looked)
    assert "logo-" not in client.get("/").text
    kept = looked.partition('name="logo" type="hidden" value="')[2].partition('"')[0]

    desk.post(LOOKS, data={"logo": kept, "logo_words": "Wappen"})

    page = client.get("/").text
    assert 'alt="Wappen"' in page
    served = client.get(f"/darstellung/logo-{logo_address(page)}")
    assert served.data == content
    assert served.mimetype.startswith("image/")
    assert served.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in served.headers["Cache-Control"]


def test_a_logo_has_words_and_a_dark_one_and_can_be_removed(desk, client):
    wordless = desk.post(LOOKS, data=upload(png(), logo_words=""))
    assert "Bitte wählen Sie die Datei noch einmal aus." in wordless.text
    assert (wordless.status_code, 'id="logo_words-fehler"' in wordless.text) == (422, True)
    dark = {"upload_dark": (BytesIO(png(grey=9)), "dunkel.png")}
    desk.post(LOOKS, data=upload(png(), **dark))
    page = client.get("/").text
    assert '<source srcset="/darstellung/logo-' in page
    settings = all_settings()

    desk.post(
        LOOKS,
        data={"logo": settings["logo"], "logo_dark": settings["logo_dark"], "remove": "y"}
        | {"logo_words": "Wappen"},
    )

    assert logo_address(client.get("/").text) == ""
    assert (all_settings()["logo"], all_settings()["logo_words"]) == ("", "")


def test_the_name_of_a_file_is_no_file(desk):
    answer = desk.post(LOOKS, data={"upload": "wappen.png", "logo_words": "Wappen"})

    assert answer.status_code == 422
    assert "Die Datei ist nicht angekommen." in answer.text


@pytest.mark.parametrize(
    "content",
    [b"GIF89a", svg("<script/>"), png() + b"\0" * 200_000],
    ids=["gif", "script", "large"],
)
def test_what_is_no_logo_is_refused_at_the_field(desk, content):
    answer = desk.post(LOOKS, data=upload(content))

    assert answer.status_code == 422
    assert 'id="upload-fehler"' in answer.text
    assert all_settings()["logo"] == ""


@pytest.mark.parametrize("value", ["../../x.png 1x1", f"{'a' * 32}.png 40x30"])
def test_a_picture_nobody_uploaded_cannot_be_chosen(desk, value):
    answer = desk.post(LOOKS, data={"logo": value, "logo_words": "x"})

    assert answer.status_code == 422
    assert "Bitte laden Sie es noch einmal hoch." in answer.text
    assert all_settings()["logo"] == ""


def test_the_overview_says_what_is_missing_and_when_nothing_is(app, desk, pawel):
    page = desk.get("/verwaltung/").text
    assert "Noch der mitgelieferte Entwurf." in page
    assert "Postanschrift" in page
    typed = {"county": "Landkreis Neuland", "county_address": "Markt 1", "county_phone": "01234 5"}
    typed |= {"county_email": "post@a.example", "county_representative": "Landrätin Petra Muster"}
    desk.post(COUNTY, data=typed | {"site_name": "Leitsätze", "municipality": "Amt"})
    desk.post(LAW, data={"state_code": "SN", "privacy_officer_email": "ds@a.example"})
    for slug in ("impressum", "datenschutz", "barrierefreiheit"):
        publish(slug, Draft("Gelesen."), note="Neu", seen="1", by=pawel)
    db.session.commit()
    desk.post(RULES, data=rules_typed() | {"seen": "1"})

    assert "Hier ist nichts zu tun." in desk.get("/verwaltung/").text
    with time_machine.travel(now() + timedelta(days=366), tick=False):
        later = app.test_client().sign_in(pawel).get("/verwaltung/").text
    assert "Vor mehr als einem Jahr veröffentlicht." in later


def test_the_desk_asks_as_much_with_many_versions_as_with_few(desk, pawel):
    pages = ["/verwaltung/", "/verwaltung/texte/", IMPRESSUM, RULES, "/regeln"]
    few = [asked_by(desk, page) for page in pages]
    for version in range(1, 12):
        publish("impressum", Draft(f"Nr. {version}"), note="x", seen=str(version), by=pawel)
    for number in range(20, 40):
        db.session.add(HouseRule(number=number, version=1, title="x", text="x"))
    db.session.commit()

    assert [asked_by(desk, page) for page in pages] == few


def asked_by(client, path: str) -> int:
    with statements() as asked:
        assert client.get(path).status_code == 200
    return len(asked)
