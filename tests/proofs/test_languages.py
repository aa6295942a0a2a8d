"""The whole site in English, for every reader: nothing untranslated, nothing German unsaid."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from leitsaetze.accounts.models import Consent
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.mail.letters import text_of
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.web.access import Audience
from tests.german import german_on
from tests.proofs.routes import ROUTES, closed, not_there, taking
from tests.proofs.ways import addresses, browser, fields, on_sqlite
from tests.proofs.world import READERS, make_world
from tests.unknown import listening

ASIDE = {"assets.file"}
LINK = re.compile(r"""(?:href|action)="(/[^"]*)\"""")
SWITCH = re.compile(r'<nav class="languages".*?</nav>', re.DOTALL)
DISALLOWED = "/moderation/kommentare/1/oeffnen"
ODD = ["/gibt-es-nicht", DISALLOWED, "/%00"]


@pytest.fixture
def world(app):
    return make_world()


def confirm_address(comment: Comment) -> str:
    """The path in the letter that asks to confirm a comment."""
    about = OutgoingMail.about == f"comment:{comment.id}"
    letter = db.session.scalars(db.select(OutgoingMail).where(about)).one()
    return re.search(r"http://localhost(/\S*bestaetigen/\S+)", text_of(letter))[1]


def faults(found, path: str) -> Iterator[str]:
    """What is not English about an answer under /en."""
    if found.location and not urlsplit(found.location).path.startswith("/en/"):
        yield f"{path}: leads to {found.location}"
    if found.mimetype != "text/html" or found.location:
        return
    if '<html lang="en"' not in found.text:
        yield f"{path}: is not in English"
    for words in german_on(found.text):
        yield f"{path}: {words}"
    for link in LINK.findall(SWITCH.sub("", found.text)):
        if not link.startswith(("/en/", "/static/", "/darstellung/")):
            yield f"{path}: a link leads to {link}"


@on_sqlite
@pytest.mark.parametrize("reader", READERS)
def test_every_page_speaks_english(app, world, reader):
    paths = addresses(app, world)
    client = browser(app, world, reader)

    with listening() as unknown:
        wrong = [
            fault
            for path in [*(paths[endpoint] for endpoint in taking("GET")), *ODD]
            for fault in faults(client.get(f"/en{path}"), path)
        ]

    assert unknown == set()
    assert not wrong, "\n".join(wrong)


@on_sqlite
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "empty"])
@pytest.mark.parametrize("reader", READERS)
def test_every_form_speaks_english_and_stays_there(app, world, reader, filled):
    paths = addresses(app, world)
    typed = fields(app, world, paths)
    wrong = []

    with listening() as unknown:
        for endpoint in set(taking("POST")) - ASIDE:
            client = browser(app, world, reader)
            given = typed[endpoint] if filled else {}
            found = client.post(f"/en{paths[endpoint]}", data=given)
            wrong += faults(found, f"{endpoint} ({found.status_code})")
            if found.location:
                wrong += faults(client.get(found.location), f"after {endpoint}")

    assert unknown == set()
    assert not wrong, "\n".join(wrong)


def test_german_is_told_from_receipt_numbers():
    page = '<p lang="en">{}</p>'
    german = ["Aus dem Rathaus", "Bitte warten", "nur noch", "Über uns", "„quoted"]
    english = ["NUR AUS UHR", "Please wait", "It is done also in the war"]

    assert [it for it in german if not list(german_on(page.format(it)))] == []
    assert [it for it in english if list(german_on(page.format(it)))] == []


NO_PAGES = ".atom", ".csv", ".ics", ".pdf", ".png", ".svg"


@on_sqlite
def test_public_pages_name_their_other_languages(app, client, world):
    paths = addresses(app, world)
    for endpoint, (_methods, audience) in ROUTES.items():
        if audience is not Audience.PUBLIC or paths[endpoint].endswith(NO_PAGES):
            continue
        path = paths[endpoint]
        own = f"http://localhost{path}"
        for prefix in ("", "/en"):
            head = client.get(f"{prefix}{path}?utm=x").text.partition("</head>")[0]
            links = re.findall(
                r'<link rel="(canonical|alternate)"(?: hreflang="(.*?)")? href="(.*?)"', head
            )
            assert links == [
                ("canonical", "", f"http://localhost{prefix}{path}"),
                ("alternate", "de", own),
                ("alternate", "en", f"http://localhost/en{path}"),
                ("alternate", "x-default", own),
            ], endpoint


@on_sqlite
def test_pages_that_are_not_for_everybody_name_no_addresses(app, world):
    paths = addresses(app, world)
    client = browser(app, world, "moderator")
    for endpoint in taking("GET"):
        if ROUTES[endpoint][1] is not Audience.PUBLIC and not closed(endpoint, "moderator"):
            page = client.get(paths[endpoint]).data
            assert b'rel="canonical"' not in page, endpoint
            assert b'hreflang="x-default"' not in page, endpoint


@on_sqlite
@pytest.mark.parametrize("reader", READERS)
def test_every_page_leads_to_itself_in_the_other_language_and_back(app, world, reader):
    paths = addresses(app, world)
    client = browser(app, world, reader)
    for endpoint in set(taking("GET")) - ASIDE:
        if closed(endpoint, reader) or not_there(endpoint, reader):
            continue
        for prefix, other in (("", "/en"), ("/en", "")):
            path = f"{paths[endpoint]}?weiter=/dialoge/&x=%C3%A4"
            answer = client.get(prefix + path)
            if b"<html" not in answer.data:
                continue
            page = answer.text
            offered = re.findall(r'href="([^"]*)"', SWITCH.search(page)[0])
            assert offered == [path.replace("&", "&amp;"), f"/en{path}".replace("&", "&amp;")]
            assert client.get(other + path).status_code == 200, endpoint


@on_sqlite
def test_what_can_only_be_sent_offers_the_start_page(client):
    for prefix in ("", "/en"):
        page = client.get(prefix + DISALLOWED)
        assert page.status_code == 405
        assert re.findall(r'href="([^"]*)"', SWITCH.search(page.text)[0]) == ["/", "/en/"]


@on_sqlite
@pytest.mark.parametrize(
    "path", ["/\\evil.example", "/%5Cevil.example", "/%2F/evil.example", '/"><b>']
)
def test_no_address_makes_the_switch_lead_away(client, path):
    page = client.get(path)
    for link in re.findall(r'href="([^"]*)"', SWITCH.search(page.text)[0]):
        assert re.match(r"/(?![/\\])", link)
        assert "<" not in link


@on_sqlite
def test_a_comment_written_in_english_stays_in_english(app, world):
    paths = addresses(app, world)
    typed = fields(app, world, paths)["comments.write"]
    client = app.test_client()
    wishes = {"email": "jo@post.example", "invitations": "y", "text": "More buses, please."}

    receipt = client.post(f"/en{paths['comments.write']}", data=typed | wishes).location
    assert receipt.startswith("/en/beleg/eingang/")
    comment = db.session.scalars(db.select(Comment).order_by(Comment.id.desc())).first()
    assert comment.locale == "en"
    confirm = confirm_address(comment)
    assert confirm.startswith("/en/bestaetigen/")
    assert client.post(confirm).location == confirm
    db.session.refresh(comment)
    assert comment.author.locale == "en"
    consent = db.session.scalars(db.select(Consent).filter_by(person_id=comment.author_id)).one()
    assert consent.wording.startswith("Please invite me by email")

    world.do(comment, verdict=Verdict.PUBLISH)
    german = client.get(paths["pages.principle"]).text
    english = client.get(f"/en{paths['pages.principle']}").text
    assert (
        '<div class="comment-text" lang="en" dir="auto"><p>More buses, please.</p></div>' in german
    )
    assert '<div class="comment-text" dir="auto"><p>More buses, please.</p></div>' in english
    assert (
        '<div class="comment-text" lang="de" dir="auto"><p>Mehr Radwege, bitte.</p></div>'
        in english
    )
