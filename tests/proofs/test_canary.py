"""Words that are not public sing nowhere: on no page, in no file, no log, no letter to others."""

import email
import logging
import re
from collections import Counter, deque
from dataclasses import replace
from datetime import date, timedelta
from email import policy
from html import unescape
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

import pytest
import time_machine

from leitsaetze.accounts.rules import Role
from leitsaetze.administration import publishing
from leitsaetze.clock import now
from leitsaetze.comments import actions, replies
from leitsaetze.comments.four_eyes import propose_hiding
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.models import Comment
from leitsaetze.comments.passage_texts import hidden_passages
from leitsaetze.comments.review_models import ReviewRequest
from leitsaetze.comments.review_rules import Outcome
from leitsaetze.comments.rules import Verdict
from leitsaetze.drafts.actions import keep
from leitsaetze.editing import actions as editing
from leitsaetze.editing.models import Draft
from leitsaetze.events import bulk, bulk_letters, invitations, minutes
from leitsaetze.events.bulk_rules import Criteria
from leitsaetze.events.door_models import Arrival, StatedNeeds
from leitsaetze.events.guest_models import Registration
from leitsaetze.events.minutes_rules import Said
from leitsaetze.events.models import Event
from leitsaetze.events.need_rules import Need
from leitsaetze.events.rules import Answer, EventStatus, Joining
from leitsaetze.extensions import db
from leitsaetze.feedback import actions as feedback
from leitsaetze.feedback.rules import Deed as FeedbackDeed
from leitsaetze.following.actions import Subject
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation import passages
from leitsaetze.moderation.actions import reply_under, state_of
from leitsaetze.moderation.handing_over import Question, hand_over, offer, send_back
from leitsaetze.moderation.reviewing import ask, decide_review, latest_hiding
from leitsaetze.principles import actions as principles
from leitsaetze.principles import publication, wording
from leitsaetze.principles.easy import write_easy_text
from leitsaetze.principles.models import Principle
from leitsaetze.principles.queries import public_principle
from leitsaetze.reports import actions as reports
from leitsaetze.site.actions import change_setting, secret_of
from leitsaetze.site.models import AccessLink
from leitsaetze.site.rules import Draft as SiteDraft
from leitsaetze.text import markdown
from tests.events.makers import make_guest
from tests.factories import make_event, make_field, make_person, make_principle, saved
from tests.following.makers import follow, settle
from tests.pages.makers import publish
from tests.papers import words_in
from tests.proofs import handovers
from tests.proofs.routes import ROUTES, closed, taking
from tests.proofs.ways import addresses
from tests.proofs.world import SECRET, World, everything, make_dialogue, make_world, rule
from tests.search.makers import read_all

SECOND = "kanarizweite@musterland.example"
MOST_PAGES = 3000  # in both languages: each page leads to itself in the other one
DIALOGUE_PARTS = ("", "aenderungen/", "kommentare/", "kommentieren")
DIALOGUE_PARTS += "leitsaetze/", "gesamtfassungen/1/", "folgen"
PRINCIPLE_PARTS = ("", "fassungen/1", "fassungen/2", "kommentieren", "vergleich?von=1&bis=2")
PRINCIPLE_PARTS += "qr.svg", "fassungen/2/qr.svg", "folgen"
LINK = re.compile(r"""(?:href|src|action)="([^"]+)\"""")
LEADS_BACK = re.compile(r"\?(?:seite|weiter)=.*")  # where one came from, in the link of every page
ENOUGH = 5  # of those that differ in nothing else
BIRD = re.compile(r"kanari[a-z]+")
ODD_QUERIES = [
    "sortierung=neueste",
    "nach=0",
    "nach=2147483647&sortierung=neueste",
    "format=json&vorschau=1&entwurf=1&status=hidden&ansicht=neu",
]
# Where feeds, exports, searches and other formats might be, today or some day.
GUESSES = [
    "/api/v1/comments",
    "/demo/post",
    "/demo/post/1",
    "/redaktion/dialoge/digital/bericht.csv",
    "/dialoge/digital/export.csv",
    "/dialoge/digital/feed.atom",
    "/feeds/kommentare.atom",
    "/robots.txt",
    "/sitemap.xml",
    "/static/..%2Finstance%2Fleitsaetze.sqlite",
    "/suche?q=kanari",
    "/suche?q=Das+bleibt+lesen",
    "/suche?q=bleibt&sortierung=relevanz",
    "/suche?q=bleibd",
]


@pytest.fixture
def world(app):
    return make_world()


@pytest.fixture
def aviary(world) -> dict[str, set[str]]:
    """A bird in everything that is not public, and whose letters each may sing in."""
    author = make_guest(address="kanariadresse@musterland.example")
    guest = make_guest(address="kanarigast@musterland.example")
    of_comments(world, author)
    of_second_looks(world, author)
    of_passages(world, author)
    of_replies(world, author)
    of_events(world, guest)
    of_drafts(world)
    of_feedback()
    of_reports(world)
    of_departments(world)
    of_the_desk(world)
    of_withdrawals(world)
    of_followers(world)
    read_all()
    reporter = {"kanarizurueckweisung": {"kanarigemeldet@musterland.example"}}
    own = "adresse ausgeblendet nieoeffentlich grund unterverstecktem irrtum zurueckgenommen"
    own += " angefochten bitte pruefung stelle nochbevor stellengrund stellenbitte"
    invited = "gast worte linkfuergaeste"
    return (
        {f"kanari{bird}": {author.address} for bird in own.split()}
        | {f"kanari{bird}": {guest.address} for bird in invited.split()}
        | reporter
        | {"kanarigruppe": {author.address, guest.address, world.citizen.address}}
        | {"kanarifolgt": {"kanarifolgt@musterland.example"}}
    )


def of_comments(w: World, author) -> None:
    who = {"name": "kanariname", "organisation": "kanariverein"}
    w.say("kanariwartet", **who)
    w.say("kanariunbestaetigt", **who, address="kanariungeprueft@musterland.example")
    hidden = w.say("kanariausgeblendet", **who, author=author)
    w.do(hidden, verdict=Verdict.PUBLISH, reply=markdown("kanariunterverstecktem"))
    w.hide(hidden, "kanarigrund")
    w.hide(w.say("kanarinieoeffentlich", **who, author=author), "kanarigrund")
    withdrawn = w.say("kanarizurueckgezogen", **who, author=author)
    w.do(withdrawn, verdict=Verdict.PUBLISH)
    actions.withdraw(withdrawn, by=author)
    erased = w.say("kanarigeloescht", **who)
    actions.decide(erased, Verdict.PUBLISH, by=w.moderator)
    actions.decide(erased, Verdict.ERASE, by=None)


def of_second_looks(w: World, author) -> None:
    """Comments a second look was asked for: one waits, one was left hidden, one for a number."""
    w.dialogue.second_name, w.dialogue.second_email = "kanarizweite", SECOND
    for who in ({"author": author}, {"author": author}, {}):
        hidden = w.say("kanariangefochten", name="kanariname", **who)
        w.do(hidden, verdict=Verdict.PUBLISH)
        w.hide(hidden, "kanarigrund")
        request = ask(latest_hiding(hidden.id), "kanaribitte", privacy_version=1)
        db.session.commit()
    first = db.session.scalars(db.select(ReviewRequest)).first()
    decide_review(first, Outcome.UPHELD, "kanaripruefung", by=None)
    assert request.handed_address == SECOND
    db.session.commit()


def of_passages(w: World, author) -> None:
    """Passages hidden in public, before publication, with a letter that has not left yet."""
    seen = w.say("Das bleibt zu lesen. Das ist kanaristelle.\n\nDas auch.", author=author)
    w.do(seen, verdict=Verdict.PUBLISH, reply=markdown("Sie schreiben kanaristelle."))
    w.do(seen, reply=markdown("Danke."))
    early = w.say("Das bleibt zu lesen, kanarinochbevor.", author=author)
    for comment, words in ((seen, "Das ist kanaristelle."), (early, "kanarinochbevor")):
        begin = comment.words.text.index(words)
        wish = passages.Wish([(begin, begin + len(words))], rule(), "kanaristellengrund")
        passages.hide(comment, wish, by=w.moderator, seen=state_of(comment))
        db.session.commit()
    w.do(early, verdict=Verdict.PUBLISH)
    ask(hidden_passages(seen)[0].hiding, "kanaristellenbitte", privacy_version=1)
    db.session.commit()


def of_departments(w: World) -> None:
    """Questions: one open, one answered, one sent back, one about what was hidden meanwhile."""
    seen = [w.say("Das bleibt zu lesen.") for _ in range(3)]
    gone = w.say("kanarigefragt", name="kanariname")
    department, reader = w.department, ("kanarisachgebiet", handovers.READER)
    asked = []
    for comment in (*seen, gone):
        w.do(comment, verdict=Verdict.PUBLISH)
        question = Question(department, *reader, "kanarifrage", handovers.soon(9))
        asked.append(hand_over(comment, question, by=w.moderator, seen=state_of(comment)))
    offer(asked[1], markdown("kanarivorschlag", reply=True), signed="kanariunterschrift")
    send_back(asked[2], "kanariweitergeleitet", signed="kanariunterschrift")
    w.hide(gone, "kanarigrund")
    db.session.commit()


def of_replies(w: World, author) -> None:
    seen = w.say("Das bleibt zu lesen.", author=author)
    w.do(seen, verdict=Verdict.PUBLISH, reply=markdown("kanariirrtum"))
    w.do(seen, reply=markdown("Berichtigt."), note="kanarinotiz")
    other = w.say("Das auch.", author=author)
    w.do(other, verdict=Verdict.PUBLISH, reply=markdown("kanarizurueckgenommen"))
    replies.withdraw_reply(reply_under(other), other, by=w.moderator)
    together = [w.say("Und das.", author=author)]
    together += [w.say("kanarigemeinsam", name="kanariname") for _ in range(3)]
    for comment in together:
        w.do(comment, verdict=Verdict.PUBLISH)
    first, hidden, withdrawn, erased = together
    words = markdown("Für alle.", reply=True)
    replies.reply(first, words, by=w.moderator, others=[hidden, withdrawn, erased])
    w.hide(hidden, "kanarigrund")
    actions.decide(withdrawn, Verdict.WITHDRAW, by=None)
    actions.decide(erased, Verdict.ERASE, by=None)


def of_events(w: World, guest) -> None:
    closed = {
        "joining": Joining.INVITATION,
        "online_link": "https://a.example/kanarilinkfuergaeste",
    }
    event = make_event(**closed, capacity=9, dialogues=[w.dialogue])
    comment = w.say("Ich komme gern.", author=guest)
    w.do(comment, verdict=Verdict.PUBLISH, reply=markdown("Schön."), event=event, invite_to=event)
    invitation = w.say("Ich auch.", author=guest), make_event()
    invited = invitations.invite(guest, invitation[1], by=w.moderator, words="kanariworte")
    invitations.answer(invited, Answer.YES, persons=2, brings="kanarikuchen")
    meant = Criteria(dialogues=(w.dialogue.id,))
    bulk.invite_many(make_event(), meant, by=w.moderator, words="kanarigruppe")
    db.session.commit()
    while bulk_letters.write_due():
        db.session.commit()
    texts = "title place address directions access organiser contact_name contact_phone html"
    secret = dict.fromkeys(texts.split(), "kanarientwurf")
    make_event(**secret, status=EventStatus.DRAFT, dialogues=[w.dialogue])
    make_event(**closed | {"status": EventStatus.CANCELLED}, reason="Der Saal ist gesperrt.")
    held = make_event(starts_at=now() - timedelta(days=2), dialogues=[w.dialogue])
    saved(Arrival(event_id=held.id, name="kanarigaestin"))
    seat = saved(Registration(event=held, person=guest, name="kanarianmeldung", code="CDFGHJ"))
    needs = {"needs": [Need.OTHER.value], "words": "kanaribedarf", "wording": "Ja", "version": 1}
    saved(StatedNeeds(registration_id=seat.id, **needs))
    minutes.save_minutes(held, Said(text="kanariprotokoll", results=["kanari"]), by=None, seen=0)
    db.session.commit()


def of_feedback() -> None:
    words = {"words": "kanaribarriere", "page": "/kanariseite", "name": "kanarimelder"}
    feedback.take_in(feedback.Report(**words, address="kanarimeldet@musterland.example"))
    by = make_person(Role.ADMINISTRATOR, name="Frau Amt")
    told = feedback.take_in(feedback.Report(**words))
    said = {"words": markdown("kanariabhilfe", reply=True), "note": "kanarivermerk"}
    feedback.handle(told, deed=FeedbackDeed.ANSWER, **said, by=by, seen=1)
    db.session.commit()


def of_reports(w: World) -> None:
    """Reports that wait, that were dismissed, and one for which a comment is held back."""
    words = {"ground": "kanarigesetz", "words": "kanarimeldung", "name": "kanarimelderin"}
    seen, held = w.say("Das bleibt zu lesen."), w.say("kanarizurueckgehalten", name="kanariname")
    for comment in (seen, held):
        w.do(comment, verdict=Verdict.PUBLISH)
    w.do(held, reply=markdown("kanariunterzurueckgehaltenem"))
    said = reports.Complaint(rule=None, network="192.0.2.8/32", **words)
    known = replace(said, address="kanarigemeldet@musterland.example")
    reports.take_in(said, w.published)
    dismissed = reports.take_in(known, seen)
    w.do(seen, dismiss=dismissed.id, dismiss_words="kanarizurueckweisung")
    change_setting("hold_back_after", "1")
    reports.take_in(said, held)
    assert held.is_held_back
    doubted = w.say("kanaribezweifelt", name="kanariname")
    w.do(doubted, verdict=Verdict.PUBLISH, reply=markdown("kanariunterbezweifeltem"))
    propose_hiding(doubted, rule(), "kanariverdacht", by=w.left)
    db.session.commit()


def of_drafts(w: World) -> None:
    by = w.people["administrator"]
    keep("text:impressum", [("source", "kanarizwischenstand")], by=by)
    keep("rules", [("title_9", "kanariregel")], by=by)
    checked = {"checked_by": "kanaripruefung", "checked_on": date(2026, 1, 1)}
    easy = SiteDraft("kanarileichtesprache", **checked)
    publishing.publish("leichte-sprache", easy, note="kanarianlass", seen="0", by=by)
    publishing.take_down("leichte-sprache", seen="1", by=by)
    write_easy_text(w.dialogue, "kanarileichtvorher", seen=0, by=by, **checked)
    passed = {"checked_by": "Prüfgruppe Mitte", "checked_on": date(2026, 2, 1)}
    write_easy_text(w.dialogue, "Heute ist das leicht.", seen=1, by=by, **passed)
    write_easy_text(w.dialogue, "kanarileichtentwurf", seen=2, by=by)
    soon = {"opens_at": now() + timedelta(days=1), "closes_at": now() + timedelta(days=9)}
    draft = make_dialogue(slug="entwurf", title="kanaridialog", lead="kanarilead", **soon)
    field = make_field(dialogue=draft, title="kanarifeld", goal="kanariziel")
    principle = make_principle(field=field, number=1, statement="kanarileitsatz")
    draft.opens_at = now() - timedelta(days=1)
    publish(principle, "kanarikommentar")
    draft.published_at = None
    db.session.commit()


def of_the_desk(w: World) -> None:
    """Drafts of every kind, half-typed words, fields and dialogues before their day."""
    by, soon = w.people["editor"], now() + timedelta(hours=1)
    words = {"explanation": "kanarierlaeuterung", "plain_text": "kanarieinfach"}
    field = principles.prepare_field(
        w.dialogue,
        title="kanarineuesfeld",
        goal="kanarineuesziel",
        introduction="kanarivorwort",
        by=by,
    )
    for place, number in ((field, 71), (w.principles[0].field, 72)):
        editing.begin_draft(place, number=number, statement="kanarineuersatz", by=by, **words)
    planned = editing.begin_draft(field, number=73, statement="kanarigeplant", by=by, **words)
    editing.schedule(planned, soon, by=by)
    revision = editing.begin_revision(w.principles[0], by=by)
    noted = {"statement": "kanarineuefassung", "change_note": "kanarivermerk"}
    editing.save_draft(revision, seen=1, by=by, **noted)
    keep(f"draft:{revision.id}", [("statement", "kanarihalbgetippt")], by=by)
    keep("dialogue:new", [("title", "kanarihalberdialog")], by=by)
    unseen = {"lead": "kanarikuenftig", "contact_phone": "kanaritelefon", "published": False}
    later = make_dialogue(slug="kuenftig", title="kanarispaeter", **unseen)
    later.publish_at = soon
    hold = principles.prepare_field(later, title="kanarispaeteresfeld", by=by)
    editing.begin_draft(hold, number=1, statement="kanarispaetersatz", by=by, **words)
    make_event(title="Treffen zum Entwurf", dialogues=[later])
    db.session.commit()


def of_withdrawals(w: World) -> None:
    """Words that were public: of a principle, of a field, of a whole dialogue."""
    words = {"explanation": "kanarialteerlaeuterung", "plain_text": "kanarialteinfach", "by": None}
    shown = {"goal": "kanarialtesziel", "introduction": "kanarialtesvorwort", "by": None}
    open_field = w.principles[0].field
    gone_field = principles.add_field(w.dialogue, title="Altes Feld", position=8, **shown)
    gone = make_dialogue(slug="zurueckgezogen", lead="kanarialterlead", introduction="kanarialt")
    for number, field in (
        (61, open_field),
        (62, gone_field),
        (63, principles.add_field(gone, title="Feld", position=1, **shown)),
    ):
        given = {"number": number, "statement": "kanarialtersatz"}
        principle = wording.add_principle(field, **given, **words)
        noted = {"statement": "kanarineuersatz", "change_note": "kanarialtervermerk"}
        wording.revise(principle, **noted, explanation=words["explanation"], by=None)
        db.session.commit()
        publish(principle, "Das bleibt auch zu lesen.")
    make_event(title="Treffen danach", dialogues=[gone])
    wording.withdraw(principle_of(w, 61), note="Falscher Stand.", by=None)
    publication.withdraw(gone_field, note="Falscher Stand.", by=None)
    publication.withdraw(gone, note="Falscher Stand.", by=None)
    db.session.commit()


def of_followers(w: World) -> None:
    """Somebody follows the dialogue, and everything that happened is news."""
    follow(Subject(w.dialogue), address="kanarifolgt@musterland.example")
    follow(Subject(w.dialogue, w.principles[0].id), address="liest@musterland.example")
    assert settle() == 2


def principle_of(w: World, number: int) -> Principle:
    place = {"slug": w.dialogue.slug, "number": number}
    return db.session.scalars(public_principle(), place).one()


def beginnings(app, world) -> list[str]:
    """Addresses to begin at: every route, every number there is or could be, odd wishes."""
    paths = addresses(app, world)
    reading = [paths[endpoint] for endpoint, (methods, _) in ROUTES.items() if "GET" in methods]
    readable = [paths[it] for it in taking("GET") if not closed(it, "citizen")]
    open_pages = [path for path in reading if not re.search(r"/[\w-]{43}$", path)]
    comments, events = ids_around(Comment), ids_around(Event)
    hidden = [
        f"/dialoge/{slug}/{rest}"
        for slug in ("entwurf", "kuenftig", "zurueckgezogen")
        for rest in DIALOGUE_PARTS
    ]
    hidden += [f"/feeds/dialoge/{it}.atom" for it in ("entwurf", "kuenftig", "zurueckgezogen")]
    places = [("entwurf", 1), ("zurueckgezogen", 63)]
    places += [("digital", n) for n in (61, 62, 71, 72, 73)]
    hidden += [f"/dialoge/{slug}/leitsaetze/{n}/{r}" for slug, n in places for r in PRINCIPLE_PARTS]
    return [
        *(f"/kommentare/{number}" for number in comments),
        *(f"/feeds/kommentare/{number}.atom" for number in comments),
        *(f"/kommentare/{number}/melden" for number in comments),
        *(f"/mein/kommentare/{number}/zurueckziehen" for number in comments),
        *(f"/veranstaltungen/{number}/{rest}" for number in events for rest in EVENT_PARTS),
        *(f"{path}?{query}" for path in readable if path in open_pages for query in ODD_QUERIES),
        *open_pages,
        *hidden,
        *GUESSES,
    ]


EVENT_PARTS = ("", "termin.ics", "protokoll/", "protokoll/fassungen/2", "protokoll.pdf")


def ids_around(table) -> range:
    """Every id there is, one that is gone or never was before and one after."""
    lowest, highest = db.session.execute(
        db.select(db.func.min(table.id), db.func.max(table.id))
    ).one()
    return range(max(lowest - 1, 0), highest + 2)


def crawl(client, first: list[str]) -> dict[str, str]:
    """Everything a reader gets from there, whatever the status; headers first, lines unfolded."""
    found: dict[str, str] = {}
    leading_back: Counter[str] = Counter()
    waiting = deque(first)
    while waiting:
        path = waiting.popleft()
        if path in found or path.startswith("/static/kern"):
            continue
        if LEADS_BACK.search(path):
            place = LEADS_BACK.sub("", path)
            leading_back[place] += 1
            if leading_back[place] > ENOUGH:
                continue
        answer = client.get(path)
        assert answer.status_code < 500, path
        assert len(found) < MOST_PAGES, "addresses that never end"
        words = words_in(answer)  # pictures, tables and paper are read, too
        found[path] = f"{answer.headers}{words}".replace("\r\n ", "")
        links = [
            urljoin(path, link)
            for link in [*map(unescape, LINK.findall(words)), answer.location or ""]
        ]
        waiting.extend(link.partition("#")[0] for link in links if not urlsplit(link).netloc)
    return found


@pytest.mark.parametrize(
    ("app", "reader"),
    [("sqlite", "visitor"), ("postgresql", "visitor"), ("sqlite", "citizen")],
    indirect=["app"],
)
def test_no_page_tells_what_is_not_public(app, world, aviary, caplog, reader):
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "leitsaetze")
    client = app.test_client()
    if reader == "citizen":
        client.sign_in(world.citizen)

    found = crawl(client, beginnings(app, world))

    assert {path for path, page in found.items() if BIRD.search(page.lower())} == set()
    told = {path for path, page in found.items() if SECRET in page}
    mine = ("/mein/", "/en/mein/")
    own = {path for path in found if reader == "citizen" and path.startswith(mine)}
    assert told - own == set()
    read = [path for path, page in found.items() if "Das bleibt zu lesen." in page]
    assert len([path for path in read if path.startswith("/en/")]) > 3
    assert len([path for path in read if not path.startswith("/en/")]) > 3
    assert len([page for page in found.values() if "Das bleibt auch zu lesen." in page]) > 5
    assert BIRD.findall(caplog.text) == []
    assert SECRET not in caplog.text


def test_searching_for_what_is_not_public_finds_and_suggests_nothing(app, client, world, aviary):
    birds = sorted(set(BIRD.findall(str(everything()).lower())))
    assert len(birds) > 60
    read = client.get("/suche?q=bleibt").text
    assert "Das <mark>bleibt</mark> zu lesen." in read
    for bird in birds:
        for words in (bird, bird.upper(), f"{bird[:-1]}x", bird[1:], bird.removeprefix("kanari")):
            page = client.get(f"/suche?q={words}").text
            answer = page.partition('<section class="stack" aria-labelledby="treffer">')[2]
            assert BIRD.findall(answer.lower()) == [], words
            if words.startswith("kanari"):
                assert "Keine Treffer" in answer, words
                assert "Meinten Sie" not in answer, words


@pytest.mark.parametrize("reader", ["moderator", "editor", "administrator"])
def test_the_report_tells_staff_nothing_that_is_not_public(app, world, aviary, reader):
    desk = app.test_client().sign_in(world.people[reader])
    page = desk.get("/redaktion/dialoge/digital/bericht").text
    file = desk.get("/redaktion/dialoge/digital/bericht.xlsx").data
    with ZipFile(BytesIO(file)) as parts:
        cells = "".join(parts.read(name).decode() for name in parts.namelist())

    for words in (page, cells):
        assert "Das bleibt zu lesen." in words
        assert BIRD.findall(words.lower()) == []
        assert SECRET not in words
        assert "@musterland.example" not in words


def test_every_bird_is_there_and_staff_can_hear_it(app, world, aviary):
    kept = BIRD.findall(str(everything()).lower())
    desk = app.test_client().sign_in(world.moderator)
    entries = [f"/moderation/kommentare/{number}" for number in ids_around(Comment)]
    heard = BIRD.findall("".join(desk.get(path).text for path in entries))
    office = app.test_client().sign_in(world.people["editor"])
    drafts = [f"/redaktion/entwuerfe/{number}/" for number in ids_around(Draft)]
    drafts += [f"{path}vorschau" for path in drafts]
    drafts += [f"/redaktion/dialoge/{slug}/" for slug in ("digital", "kuenftig")]
    read = set(BIRD.findall("".join(office.get(path).text.lower() for path in drafts)))

    assert set(aviary) <= set(kept)
    assert {"kanariwartet", "kanarinotiz", "kanarigrund", "kanarikuchen"} <= set(heard)
    assert {"kanarimeldung", "kanarigesetz", "kanarizurueckgehalten"} <= set(heard)
    assert {"kanaristelle", "kanarinochbevor", "kanaristellengrund"} <= set(heard)
    assert {"kanaribezweifelt", "kanariverdacht"} <= set(heard)
    assert {"kanaribarriere", "kanariabhilfe"} <= set(kept)
    assert {"kanarineuersatz", "kanarigeplant", "kanarihalbgetippt", "kanarispaeter"} <= read
    assert {"kanarialtersatz", "kanarialtesziel", "kanarialterlead"} <= set(kept)


def test_letters_tell_it_only_to_whom_it_belongs(app, world, aviary, caplog):
    caplog.set_level(logging.DEBUG, "leitsaetze")
    sent = []
    with time_machine.travel(now() + timedelta(minutes=2)):  # letters about decisions wait one
        deliver_waiting(sent.append, limit=200)
    assert len(sent) > 10

    for envelope in sent:
        letter = email.message_from_bytes(envelope.content, policy=policy.default)
        parts = [part.get_content() for part in letter.walk() if not part.is_multipart()]
        for bird in set(BIRD.findall("".join(parts).replace("\r\n ", ""))):
            assert envelope.recipient in aviary.get(bird, set()), (bird, letter["Subject"])
        about = [value for name, value in letter.items() if name != "To"]
        assert BIRD.findall(str(about)) == [], about
    subjects = db.session.scalars(db.select(OutgoingMail.subject))
    assert not [subject for subject in subjects if BIRD.search(subject) or SECRET in subject]
    assert BIRD.findall(caplog.text) == []


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_links_about_a_second_look_show_only_what_they_are_for(client, world, aviary):
    """What waits is shown to the second person alone, and to nobody with another link."""
    requests = db.session.scalars(db.select(ReviewRequest).order_by(ReviewRequest.id)).all()
    links = db.session.scalars(db.select(AccessLink).order_by(AccessLink.id)).all()
    looks = {f"review_request:{it.id}": it for it in requests}
    assert {it.outcome for it in requests} == {None, Outcome.UPHELD}

    for link in links:
        pages = [
            client.get(f"{place}/{secret_of(link)}").text
            for place in ("/ueberpruefen", "/ueberpruefung")
        ]
        heard = set(BIRD.findall("".join(pages)))
        request = looks.get(link.about)
        if request is not None and request.hiding.verdict is Verdict.HIDE_PASSAGE:
            assert heard == {"kanaristelle", "kanaristellenbitte", "kanaristellengrund"}
        elif request is not None and request.is_open:
            assert heard == {"kanariangefochten", "kanaribitte", "kanarigrund"}
        elif request is not None:
            assert heard == {"kanaripruefung"}
        else:
            assert heard <= {"kanarigrund", "kanaripruefung", "kanaristellengrund"}, link.purpose


@pytest.mark.parametrize("app", ["sqlite"], indirect=True)
def test_links_of_departments_show_only_what_is_asked_while_it_is(client, world, aviary):
    """The link about what was hidden meanwhile, or is answered, shows nothing of it."""
    for asked in db.session.scalars(db.select(HandOver)).all():
        page = client.get(f"/stellungnahme/{handovers.secret_to(asked)}").text
        expected = {"kanarifrage"} if asked.is_open else set()
        assert set(BIRD.findall(page)) == expected, asked.ending


def test_what_is_typed_into_forms_is_in_no_log(client, world, caplog):
    caplog.set_level(logging.DEBUG, "leitsaetze")
    form = f"/dialoge/{world.dialogue.slug}/kommentieren"

    client.post("/anmelden", data={"address": "kanari@a.example", "password": "kanaripasswort"})
    client.post("/anmelden/link", data={"link-address": "kanarilink@a.example"})
    client.post("/beleg/", data={"number": "kanarinummer"})
    client.post(form, data={"text": "kanaritext\x00", "name": "kanariname"})
    client.get("/bestaetigen/kanaritoken")
    client.get("/suche?q=kanarisuche+%FF&feld=kanarifeld&nach=kanarinach")
    client.get("/ueberpruefen/kanaritoken")
    client.get("/stellungnahme/kanaritoken")
    client.post("/beleg/ueberpruefung", data={"number": "kanarinummer"})
    client.get("/suche?q=kanarisuche")

    assert BIRD.findall(caplog.text) == []
