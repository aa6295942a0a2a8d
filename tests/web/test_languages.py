"""One address in every language: the prefix says which, and pages stay in it."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from flask_babel import force_locale

from leitsaetze.accounts.actions import speak
from leitsaetze.accounts.rules import Role
from leitsaetze.extensions import db
from leitsaetze.language import translatable
from leitsaetze.mail.actions import enqueue
from leitsaetze.mail.letters import text_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import Addressee
from leitsaetze.moderation.actions import state_of
from leitsaetze.site.actions import make_link
from leitsaetze.web import filters
from leitsaetze.web.languages import catalogue, translations
from tests.accounts.makers import PASSWORD, make_staff
from tests.factories import make_comment, make_event, make_moderator, make_person, make_principle


def test_english_addresses_lead_to_the_same_pages_and_stay_english(client):
    principle = make_principle()
    path = f"/dialoge/{principle.dialogue.slug}/"

    page = client.get(f"/en{path}")

    assert page.status_code == 200
    assert '<html lang="en">' in page.text
    assert f'href="/en{path}leitsaetze/{principle.number}/"' in page.text
    assert re.findall('href="(/dialoge/[^"]*)"', page.text) == [path]  # the way to the German page
    assert '<html lang="de">' in client.get(path).text


@pytest.mark.parametrize(
    ("path", "lang"),
    [
        ("/en/", "en"),
        ("/en", "en"),
        ("/en/regeln", "en"),
        ("/", "de"),
        ("/fr/", "de"),
        ("/english", "de"),
    ],
)
def test_the_address_alone_says_the_language(client, path, lang):
    page = client.get(path, headers={"Accept-Language": "en;q=1.0, de;q=0.5"})

    assert f'<html lang="{lang}">' in page.text


def test_a_page_in_another_language_is_another_page(client):
    german, english = client.get("/regeln"), client.get("/en/regeln")

    assert german.headers["ETag"] != english.headers["ETag"]
    again = client.get("/en/regeln", headers={"If-None-Match": german.headers["ETag"]})
    assert again.status_code == 200


def test_redirects_stay_in_the_language(client):
    assert client.get("/en/dialoge").location == "/en/dialoge/"
    assert client.get("/en/moderation/").location == "/en/anmelden?weiter=/en/moderation/"
    moderator = client.sign_in(make_moderator())
    assert moderator.get("/en/moderation/").status_code == 200


def test_styles_have_one_address_in_all_languages(client):
    assert 'href="/static/css/site.css?v=' in client.get("/en/").text


@pytest.mark.parametrize(("locale", "path"), [("de", "/x/"), ("en", "/en/x/")])
def test_links_in_letters_lead_to_the_language_of_who_reads_them(app, locale, path):
    link = make_link("probe", "probe:1", lifetime=timedelta(days=1))
    to = Addressee("gast@musterland.example", locale=locale)

    letter = enqueue(
        "sign_in_link", to, deed="probe", about="probe:1", links={"link": (link, "/x/{}")}
    )

    assert f"http://localhost{path}" in text_of(letter)


def test_every_catalogue_can_be_read():
    assert catalogue("en").locale.language == "en"
    assert translations("de").gettext(translatable("Hilfe")) == "Hilfe"


def test_signing_in_leads_to_the_language_of_the_page_one_signs_in_on(client):
    staff = make_staff(Role.MODERATOR)
    typed = {"address": staff.address, "password": PASSWORD}

    wish = {"weiter": "/en/moderation/?ansicht=wartet"}
    assert client.post("/anmelden", data=typed | wish).location == "/moderation/?ansicht=wartet"
    wish = {"weiter": "/moderation/?ansicht=wartet"}
    assert client.post("/en/anmelden", data=typed | wish).location == f"/en{wish['weiter']}"
    assert client.post("/en/anmelden", data=typed).location == "/en/moderation/"


def test_a_form_whose_session_ended_goes_on_in_its_language(client):
    staff = make_staff(Role.ADMINISTRATOR)
    asked = client.post("/en/moderation/post/", data={"choice": "resend:1"})
    assert asked.status_code == 401
    assert "For security you had been signed out." in asked.text
    carried = unescape(re.search(r'name="carried"[^>]*value="([^"]*)"', asked.text)[1])

    typed = {"address": staff.address, "password": PASSWORD, "carried": carried}
    again = client.post("/en/anmelden", data=typed | {"weiter": "/en/moderation/post/"})

    assert 'action="/en/moderation/post/"' in again.text
    assert "Continue to the form" in again.text


def test_citizens_first_where_english_citizens_come_from(client):
    page = client.get("/en/mein/", follow_redirects=True).text

    assert page.index("Citizens") < page.index("County staff")


def test_a_link_to_sign_in_comes_in_the_language_it_was_asked_for_in(client):
    person = make_person()

    client.post("/en/anmelden/link", data={"link-address": person.address})

    [letter] = db.session.scalars(db.select(OutgoingMail))
    assert letter.subject == "Your link to sign in"
    address = re.search(r"http://localhost(/en/mein/\S+)", text_of(letter))[1]
    assert client.post(address).location == "/en/mein/"
    db.session.refresh(person)
    assert person.locale == "en"


def test_staff_keep_the_language_they_chose(app):
    moderator = make_moderator(locale="de")

    speak(moderator, "en")

    assert moderator.locale == "de"


def test_moments_and_numbers_are_written_as_the_english_do(app):
    moment = datetime(2026, 5, 19, 22, 0, tzinfo=UTC)
    with time_machine.travel(datetime(2026, 5, 10, tzinfo=UTC)), force_locale("en"):
        assert filters.day_and_time(moment) == "20 May, 0:00"
        assert filters.last_hour(moment) == "midnight"
        assert (filters.weekday(moment), filters.day_number(moment)) == ("Wednesday", "20")
        assert filters.grouped(1284) == "1,284"
        assert filters.time_of_day(moment - timedelta(hours=5)) == "19:00"


def test_without_database_the_page_is_english_too(cut_off):
    page = cut_off.test_client().get("/en/impressum")

    assert page.status_code == 503
    assert "Our database is not responding." in page.text
    assert 'href="/en/"' in page.text


def test_calendars_speak_the_language_of_their_address(client):
    event = make_event(access="stufenlos")

    german = client.get(f"/veranstaltungen/{event.id}/termin.ics").text
    english = client.get(f"/en/veranstaltungen/{event.id}/termin.ics").text

    assert "CATEGORIES:Vernetzungstreffen" in german
    assert "CATEGORIES:Network meeting" in english
    assert "Access: stufenlos" in english
    assert f"URL:http://localhost/en/veranstaltungen/{event.id}/" in english
    assert f"UID:{event.uid}" in english


def test_scripts_are_told_in_english(client):
    moderator = client.sign_in(make_moderator())
    comment = make_comment()

    answer = moderator.post(
        f"/en/moderation/kommentare/{comment.id}",
        data={"tat": "folgen", "seen": state_of(comment), "verdict": "publish"},
    )

    assert answer.text.startswith("The comment will be published.")
