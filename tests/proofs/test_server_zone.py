"""The clock of the server changes nothing that is said of events: pages, files, papers, letters."""

import os
import re
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from leitsaetze.events import actions, invitations, life, registering
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import Answer
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from tests.events.makers import arrive
from tests.papers import words_in
from tests.proofs.routes import EDITOR, ROUTES
from tests.proofs.ways import addresses, browser
from tests.proofs.world import make_world

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
# At this moment it is April in Berlin and March in New York; in this night the clocks are put back.
MOMENTS = [datetime(2027, 3, 31, 22, 30, tzinfo=UTC), datetime(2027, 10, 31, 0, 30, tzinfo=UTC)]
ZONES = ("UTC", "America/New_York", "Europe/Berlin")
ABOUT_EVENTS = (
    "event_desk events meeting_places minutes minutes_desk municipalities seat_desk seats series "
    "series_desk"
).split()
# The same every time the form is made: what makes it count once.
DRAWN = re.compile(r'name="submission_key" type="hidden" value="[^"]*"')
# What the worker puts the address of a secret link in place of, drawn for each letter.
LINK = re.compile(r"\[\[\w+:(\w+)\]\]")


@contextmanager
def server_in(zone):
    """Move the server: what a process asks its system for is another time from now on."""
    before = os.environ.get("TZ")
    try:
        os.environ["TZ"] = zone
        time.tzset()
        yield
    finally:
        os.environ.pop("TZ")
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


@pytest.fixture(params=MOMENTS, ids=["new month", "clocks put back"])
def world(app, request):
    with time_machine.travel(request.param, tick=False):
        yield make_world()


def ways(app, world):
    """The addresses of all pages and files about events, and who may look at them."""
    found = addresses(app, world)
    list_of_events = found["events.index"]
    found |= {f"events.index {it}": f"{list_of_events}?monat={it}" for it in ("jetzt", "2027-11")}
    return {
        name: (path, "editor" if ROUTES[name.split()[0]][1] is EDITOR else "visitor")
        for name, path in found.items()
        if name.split(".")[0] in ABOUT_EVENTS and "GET" in ROUTES[name.split()[0]][0]
    }


def seen(app, world, known):
    """What stands at each address: words of papers, bytes of everything else."""
    app.extensions["pages"].clear()
    found = {}
    for name, (path, reader) in known.items():
        answer = browser(app, world, reader).get(path)
        assert answer.status_code == 200, (name, path, answer.status_code)
        found[name] = DRAWN.sub("", words_in(answer))
    return found


def test_pages_files_and_papers_are_the_same_wherever_the_server_stands(app, world):
    known = ways(app, world)
    assert {"minutes.paper", "events.entry", "meeting_places.place", "seats.register"} <= set(known)

    here, *elsewhere = (_seen_in(zone, app, world, known) for zone in ZONES)

    for there in elsewhere:
        assert {name for name in here if here[name] != there[name]} == set()


def _seen_in(zone, app, world, known):
    with server_in(zone):
        return seen(app, world, known)


def test_letters_and_their_files_are_the_same_wherever_the_server_stands(app, world):
    arrive()
    begin_writing()
    invitations.answer(world.invitation, Answer.YES, persons=1, brings="", privacy_version=1)
    db.session.commit()

    here, *elsewhere = (_letters_in(zone, world) for zone in ZONES)

    assert {kind for kind, *_ in here} == {
        "event_changed",
        "event_cancelled",
        "registration_confirm",
        "registration_waiting",
    }
    for there in elsewhere:
        assert there == here


def _letters_in(zone, world):
    """What letters say that are written on a server there; nothing of them stays."""
    with server_in(zone):
        begin_writing()
        last = db.session.scalar(db.select(db.func.max(OutgoingMail.id)))
        event, workshop = world.event, world.workshop
        moved = event.details
        later = {
            name: getattr(moved, name) + timedelta(hours=26) for name in ("starts_at", "ends_at")
        }
        actions.change_event(event, replace(moved, **later), by=None, tell=True)
        registering.ask(workshop, "ada@post.example", Wish("Ada Muster"))
        registering.register(workshop, world.people["citizen"], Wish("Ada"))
        registering.register(workshop, world.moderator, Wish("Kim"))
        life.cancel_event(
            workshop, by=world.moderator, seen=str(workshop.sequence), reason="Der Saal ist zu."
        )
        written = db.session.scalars(
            db.select(OutgoingMail).where(OutgoingMail.id > last).order_by(OutgoingMail.id)
        )
        found = [
            (one.kind, one.subject, _plain(one.text), _plain(one.html), one.attachments)
            for one in written
        ]
        db.session.rollback()
    return found


def _plain(words):
    return LINK.sub(r"\1", words)
