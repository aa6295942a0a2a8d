"""What a page asks of the database does not grow with what there is."""

import pytest

from leitsaetze.comments.actions import name_comments
from leitsaetze.comments.marking import watch
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Lane
from leitsaetze.extensions import db
from leitsaetze.principles import wording
from leitsaetze.principles.plain_writing import write_plain
from tests.events.makers import arrive, make_guest, make_invitation
from tests.pages.makers import statements
from tests.proofs.crowd import around, claims, crowd, events
from tests.proofs.routes import PUBLIC, ROUTES
from tests.proofs.ways import addresses, closed_address
from tests.proofs.world import make_world

AT_MOST = 11
TABS = ("neu", "wartet", "bei-mir", "ausgeblendet", "erledigt")


@pytest.fixture
def world(app):
    return make_world()


def asked_by(client, path: str) -> int:
    client.application.extensions["pages"].clear()
    with statements() as asked:
        assert client.get(path).status_code == 200, path
    return len(asked)


def public_pages(app, world) -> dict[str, str]:
    paths = addresses(app, world)
    pages = {name: paths[name] for name, (_, audience) in ROUTES.items() if audience is PUBLIC}
    newest = f"{paths['pages.principle']}?sortierung=neueste"
    return pages | {"newest": newest, "further": f"{newest}&nach={world.published.id + 9}"}


def public_crowd(world, number: int) -> None:
    """Of five comments on a principle, and of five general ones, two are answered, one hidden."""
    for general in (False, True):
        for lane, share in ((Lane.AWAITING_REPLY, 2), (Lane.HIDDEN, 1), (Lane.DONE, 2)):
            crowd(world, number * share // 5, lane, general=general)
    events(world, number // 25 + 2)


def test_public_pages_ask_as_much_with_five_hundred_comments_as_with_five(app, client, world):
    pages = public_pages(app, world)
    public_crowd(world, 5)
    few = {name: asked_by(client, path) for name, path in pages.items()}

    public_crowd(world, 495)

    assert {name: asked_by(client, path) for name, path in pages.items()} == few
    assert max(few.values()) <= AT_MOST, few
    assert client.get(pages["pages.principle"]).text.count("<article") == 50


def test_an_unchanged_public_page_asks_the_application_nothing(app, client, world):
    for name, path in public_pages(app, world).items():
        tag = client.get(path).headers["ETag"]
        with statements() as asked:
            again, unchanged = client.get(path), client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, unchanged.status_code, asked) == (200, 304, []), name


def test_the_queue_asks_as_much_with_two_hundred_entries_as_with_five(app, world):
    desk = app.test_client().sign_in(world.moderator)
    paths = [f"/moderation/?ansicht={tab}&dialog={world.dialogue.id}" for tab in TABS]

    def asked_with(more: int) -> list[int]:
        for lane in Lane:
            crowd(world, more, lane, author=world.citizen)
        claims(crowd(world, more, Lane.NEW), world.moderator)
        return [asked_by(desk, path) for path in paths]

    assert asked_with(5) == asked_with(195)


def test_an_entry_asks_as_much_however_much_stands_around_it(app, world):
    desk = app.test_client().sign_in(world.moderator)
    path = f"/moderation/kommentare/{world.published.id}"
    around(world, world.published, 5)
    few = asked_by(desk, path)

    around(world, world.published, 30)
    crowd(world, 200, Lane.NEW, author=world.citizen)
    events(world, 10)

    assert asked_by(desk, path) == few


DESK = ("", "?ansicht=vergangene", "{id}/", "{id}/bearbeiten", "{id}/absagen")
DESK += ("{id}/einladen?schritt=zahlen", "{id}/erinnern")


@pytest.mark.parametrize("path", DESK)
def test_the_desk_of_events_asks_as_much_with_many_guests_as_with_few(app, world, path):
    desk = app.test_client().sign_in(world.people["editor"])
    address = f"/redaktion/veranstaltungen/{path.format(id=world.event.id)}"

    def asked_with(more: int) -> int:
        for _ in range(more):
            make_invitation(world.event, guest=make_guest(), by=world.moderator)
        arrive()
        events(world, more)
        return asked_by(desk, address)

    assert asked_with(3) == asked_with(15)


@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_the_report_asks_as_much_with_two_thousand_comments_as_with_ten(app, world, ending):
    desk = app.test_client().sign_in(world.people["editor"])
    path = f"/redaktion/dialoge/{world.dialogue.slug}/bericht{ending}"

    def asked_with(more: int) -> int:
        for general in (False, True):
            for lane, share in ((Lane.AWAITING_REPLY, 2), (Lane.HIDDEN, 1), (Lane.DONE, 2)):
                crowd(world, more * share // 10, lane, general=general)
        return asked_by(desk, path)

    assert asked_with(10) == asked_with(1990)


def test_changes_and_what_comments_led_to_ask_as_much_with_many_as_with_few(client, world):
    first = world.principles[0]
    place = f"/dialoge/{world.dialogue.slug}/"
    paths = [
        f"{place}aenderungen/",
        f"{place}leitsaetze/",
        f"{place}leitsaetze/1/",
        f"{place}?sprache=einfach",
        f"{place}leitsaetze/?sprache=einfach",
        f"{place}leitsaetze/1/vergleich?von=1",
        f"/kommentare/{world.published.id}",
    ]

    def asked_with(more: int) -> list[int]:
        for number in crowd(world, more, Lane.DONE):
            note = f"Schritt {number}."
            words = {"statement": note, "explanation": note, "change_note": note, "by": None}
            said = [db.session.get(Comment, number), world.published]
            name_comments(wording.revise(first, **words), said, by=None)
            write_plain(first, note, by=None)
        db.session.commit()
        return [asked_by(client, path) for path in paths]

    assert asked_with(2) == asked_with(60)


OTHERS = "/mein/ /moderation/unbestaetigt /moderation/post/ /moderation/adressen/".split()


@pytest.mark.parametrize("path", [*OTHERS, "/moderation/woerter/"])
def test_other_lists_ask_as_much_with_many_rows_as_with_few(app, world, path):
    reader = world.citizen if path == "/mein/" else world.moderator
    browser = app.test_client().sign_in(reader)

    def asked_with(more: int) -> int:
        around(world, world.published, more)
        for number in range(more):
            world.say("Noch einer.", address=f"gast{number}@b{more}.example")
            closed_address(world)
            watch(f"wort {number} {more}", by=world.moderator)
        db.session.commit()
        return asked_by(browser, path)

    assert asked_with(5) == asked_with(25)
