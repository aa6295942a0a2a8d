"""The handbook: every page whole and short, its links and pictures there, every desk led to it."""

import json
import re

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import RequestRedirect

from leitsaetze.help.reading import FOLDER, PICTURES, SIZES, pages_of
from leitsaetze.help.rules import ABOUT, BOOKS, Picture, page_about, read
from leitsaetze.web.access import Audience
from leitsaetze.web.languages import catalogue
from tests.help.pictures import measured
from tests.proofs.routes import ROUTES, closed, sender, taking
from tests.proofs.ways import addresses, browser, on_sqlite
from tests.proofs.world import make_world

PAGES = [(book, slug) for book, it in BOOKS.items() for slug in it.pages]
LONGEST = 380  # words: about two screens
LARGEST, ALL_PICTURES = 45_000, 600_000  # bytes
AT_DESKS = {Audience.STAFF, Audience.MODERATOR, Audience.EDITOR, Audience.ADMINISTRATOR}
# No pages of a desk: files, and what one page of every text's history is to all staff.
NO_DESK = {"exchange.report_file", "log.table", "texts.version"}

# What stands between quotation marks without being words of a page: examples.
EXAMPLES = {
    "20. Mai um 17 Uhr",
    "Vielen Dank für Ihren wertvollen Beitrag",
    "Wir nehmen Ihre Anregung auf",
    "Dafür sind wir nicht zuständig",
    "nennt die Telefonnummer einer dritten Person",
    "Danke, sehe ich auch so",
    "Rückfrage an das Bauamt läuft",
    "Nr. 7",
    "7.",
    "(7)",
    "/kommentare/27",
    "Tippfehler berichtigt",
    "##",
}
# Quoted as they stand there, though put together from several texts.
TOGETHER = {
    "Der Kommentar wird veröffentlicht. Die Antwort erscheint darunter. "
    "Die Verfasserin oder der Verfasser bekommt eine E-Mail.",
    "bitte zu zweit entscheiden",
}


@pytest.fixture
def world(app):
    return make_world()


def manuscript(book: str, slug: str) -> str:
    return (FOLDER / book / f"{slug}.md").read_text("utf-8")


def pictures() -> list[Picture]:
    return [
        part
        for book, slug in PAGES
        for part in read(manuscript(book, slug)).parts
        if isinstance(part, Picture)
    ]


def leads_somewhere(app, path: str) -> bool:
    try:
        endpoint, arguments = app.url_map.bind("localhost").match(path, method="GET")
    except (NotFound, RequestRedirect):
        return False
    if endpoint == "help.page":
        return arguments["slug"] in BOOKS[arguments["book"]].pages
    return True


def test_a_page_is_cut_at_its_pictures():
    page = read('# Titel\n\nWorum\nes geht.\n\nEins.\n\n![Ein Bild](bild "Dazu.")\n\nZwei ![x](y).')

    assert (page.title, page.lead) == ("Titel", "Worum es geht.")
    assert page.parts == ("Eins.", Picture("bild", "Ein Bild", "Dazu."), "Zwei ![x](y).")


def test_each_file_is_a_page_and_each_page_a_file():
    files = {(path.parent.name, path.stem) for path in FOLDER.glob("*/*")}

    assert files == set(PAGES)


@pytest.mark.parametrize(("book", "slug"), PAGES)
def test_a_page_is_short_and_says_how_it_is_done(book, slug):
    source = manuscript(book, slug)
    page = read(source)

    assert source.startswith("# ")
    assert page.title
    assert 30 < len(page.lead) < 160
    assert len(source.split()) < LONGEST
    assert re.search(r"^1\. ", source, re.MULTILINE) or slug in {"kommentare-finden", "antworten"}
    assert "!" not in re.sub(r"^!\[.*$", "", source, flags=re.MULTILINE)
    assert re.findall(r"\b(?:du|dein|euer)\b|\"", re.sub(r"^!\[.*$", "", source, flags=re.M)) == []


def test_no_sentence_stands_on_two_pages():
    seen: dict[str, str] = {}
    twice = []
    for book, slug in PAGES:
        for sentence in re.findall(r"[A-ZÄÖÜ][^.!?\n]{25,}[.!?]", manuscript(book, slug)):
            if seen.setdefault(sentence, slug) != slug:
                twice.append(f"{seen[sentence]}, {slug}: {sentence}")

    assert twice == []


@on_sqlite
@pytest.mark.parametrize(("book", "slug"), PAGES)
def test_every_link_of_a_page_leads_somewhere(app, book, slug):
    links = re.findall(r"\]\((/[^)\s]*)\)", manuscript(book, slug))

    assert [link for link in links if not leads_somewhere(app, link)] == []


@on_sqlite
def test_pages_of_the_handbook_read_each_other(app, client):
    pages = BOOKS["moderation"].pages
    first, second, last = (
        client.get(f"/hilfe/moderation/{slug}").text for slug in (pages[0], pages[1], pages[-1])
    )

    assert f'rel="next" href="/hilfe/moderation/{pages[1]}"' in first
    assert 'rel="prev"' not in first
    assert f'rel="prev" href="/hilfe/moderation/{pages[0]}"' in second
    assert 'rel="next"' not in last
    assert all(f'href="/hilfe/moderation/{slug}"' in second for slug in pages)


@on_sqlite
@pytest.mark.parametrize(("book", "slug"), PAGES)
def test_a_page_has_one_heading_and_its_pictures_say_what_they_show(client, book, slug):
    text = client.get(f"/hilfe/{book}/{slug}").text
    shown = re.findall(r"<img[^>]*>", text.partition("<main")[2])

    assert text.count("<h1") == 1
    assert len(shown) == sum(isinstance(it, Picture) for it in read(manuscript(book, slug)).parts)
    for image in shown:
        assert re.search(r'alt="[^"]{40,}" loading="lazy"', image)
        assert re.search(r'src="/static/help/[\w-]+\.png\?v=\w+" width="\d+" height="\d+"', image)


def test_each_picture_is_there_and_used_once():
    known = json.loads(SIZES.read_text("utf-8"))
    files = {path.stem: path.stat().st_size for path in PICTURES.glob("*.png")}

    assert sorted(picture.name for picture in pictures()) == sorted(known) == sorted(files)
    for name, facts in known.items():
        assert measured(name) == (facts["width"], facts["height"]), name
    assert max(files.values()) < LARGEST
    assert sum(files.values()) < ALL_PICTURES


@on_sqlite
def test_help_begins_with_citizens_and_lists_the_handbooks(client):
    text = client.get("/hilfe/").text

    assert "Wie kommentiere ich?" in text
    for book, it in BOOKS.items():
        assert f'href="/hilfe/{book}/"' in text
        assert it.about in text


@on_sqlite
def test_a_handbook_lists_its_pages_in_their_order(client):
    text = client.get("/hilfe/redaktion/").text
    listed = re.findall(r'href="/hilfe/redaktion/([\w-]+)"', text)

    assert tuple(listed) == BOOKS["redaktion"].pages
    assert all(page.lead in text for page in pages_of("redaktion"))


@on_sqlite
def test_the_old_address_still_leads_to_the_moderators_help(client):
    answer = client.get("/hilfe/moderation")

    assert answer.status_code == 308
    assert answer.location.endswith("/hilfe/moderation/")


@on_sqlite
def test_what_is_no_page_is_not_found(client):
    for address in (
        "/hilfe/redaktion/gibt-es-nicht",
        "/hilfe/sonstiges/",
        "/hilfe/redaktion/bericht/",
    ):
        assert client.get(address).status_code == 404


@on_sqlite
def test_in_english_the_frame_is_english_and_the_handbook_says_that_it_is_german(client):
    text = client.get("/en/hilfe/moderation/einladen").text

    assert '<html lang="en"' in text
    assert '<h1 lang="de">' in text
    assert '<div class="prose" lang="de">' in text
    assert 'href="/en/hilfe/redaktion/veranstaltungen"' in text
    assert "only available in German" in text


@on_sqlite
def test_every_page_of_a_desk_leads_to_its_page_of_the_handbook(app, world):
    paths = addresses(app, world)
    missing = []
    for endpoint in taking("GET"):
        if ROUTES[endpoint][1] not in AT_DESKS or endpoint in NO_DESK:
            continue
        reader = sender(endpoint)
        assert not closed(endpoint, reader)
        about = page_about(endpoint)
        found = browser(app, world, reader).get(paths[endpoint])
        if not about or f'href="/hilfe/{about}"' not in found.text:
            missing.append(endpoint)

    assert missing == []


def test_what_the_desks_lead_to_exists():
    assert {tuple(page.split("/")) for page in ABOUT.values()} <= set(PAGES)


def test_quoted_words_stand_on_a_page_just_so():
    known = {
        text
        for message in catalogue("en")
        for text in (message.id if isinstance(message.id, tuple) else (message.id,))
    }
    filled = [
        re.compile(re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(text)))
        for text in known
        if "%(" in text
    ]

    quoted = {
        " ".join(words.split())
        for book, slug in PAGES
        for words in re.findall("„([^“]+)“", manuscript(book, slug))
    }

    assert quoted >= EXAMPLES | TOGETHER
    unknown = {
        words
        for words in quoted - EXAMPLES - TOGETHER
        if not {words, words.rstrip(".,"), f"{words}:"} & known
        and not any(text.fullmatch(words) for text in filled)
    }
    assert unknown == set()
