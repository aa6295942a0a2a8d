"""One address in every language: the prefix says which, and pages stay in it."""

import re
from datetime import timedelta

import pytest

from leitsaetze.language import translatable
from leitsaetze.mail.actions import enqueue
from leitsaetze.mail.letters import text_of
from leitsaetze.mail.rules import Addressee
from leitsaetze.site.actions import make_link
from leitsaetze.web.languages import catalogue, translations
from tests.factories import make_moderator, make_principle


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
    [("/en/", "en"), ("/en/regeln", "en"), ("/", "de"), ("/fr/", "de"), ("/english", "de")],
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
