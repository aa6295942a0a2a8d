"""Every calendar file the product makes, read by two libraries; a calendar that asks again."""

from datetime import UTC, date, datetime

import pytest

from leitsaetze.events import invitations, life, registering
from leitsaetze.events.actions import change_event, hold_event
from leitsaetze.events.ics import calendar_of
from leitsaetze.events.registering import Wish
from leitsaetze.events.rules import Answer, Joining
from leitsaetze.events.series import begin_series
from leitsaetze.extensions import begin_writing, db
from tests.events.calendars import read
from tests.events.makers import arrive, details, letters, local, make_guest, make_invitation
from tests.events.test_ics import event, written  # noqa: F401  a fixture
from tests.factories import make_dialogue, make_moderator, make_person

SENDER = "mailto:leitsaetze@musterland.example"
COMES = (("PARTSTAT", "ACCEPTED"), ("ROLE", "REQ-PARTICIPANT"), ("RSVP", "FALSE"))


@pytest.fixture
def world(app):
    """An event of a dialogue and a series, and the feeds that tell of it."""
    begin_writing()
    dialogue = make_dialogue(slug="digital", title="Digitale Leitsätze")
    series = begin_series("werkstatt", "Werkstätten; überall", "", by=None)
    held = hold_event(
        details(title="Größe, Länge; Übermut", starts_at=local(2099, 5, 20, 17)),
        by=None,
        dialogues=[dialogue],
        series=[series],
    )
    db.session.commit()
    return held


def feeds(held):
    return {
        f"/veranstaltungen/{held.id}/termin.ics": "",
        "/veranstaltungen/reihen/werkstatt.ics": "Werkstätten; überall",
        "/dialoge/digital/veranstaltungen.ics": "Digitale Leitsätze",
        "/veranstaltungen.ics": "",
    }


def do(deed, *given, **more):
    begin_writing()
    done = deed(*given, **more)
    db.session.commit()
    return done


def files():
    """What the letters carry, as both libraries read it, by kind."""
    return [
        (letter.kind, read(content)) for letter in letters() for _, _, content in letter.attachments
    ]


def test_both_libraries_read_every_feed_alike(client, world):
    for address, name in feeds(world).items():
        for prefix in ("", "/en"):
            found = client.get(prefix + address)
            file = read(found.data)
            assert found.content_type == "text/calendar; charset=utf-8"
            assert (file.method, file.name) == ("PUBLISH", name)
            assert (file.only.uid, file.only.summary) == (world.uid, "Größe, Länge; Übermut")
            assert (file.only.starts, file.only.ends) == (
                datetime(2099, 5, 20, 15, tzinfo=UTC),
                datetime(2099, 5, 20, 17, tzinfo=UTC),
            )
            assert (file.only.organizer, file.only.attendees) == (SENDER, ())


def test_a_calendar_that_asks_again_sees_a_new_time_and_a_cancellation(client, world):
    """It asks as programs do: with the tag of what it has, and reads only what is new."""
    tags = {feed: client.get(feed).headers["ETag"] for feed in feeds(world)}

    def ask_again(feed):
        answer = client.get(feed, headers={"If-None-Match": tags[feed]})
        tags[feed] = answer.headers["ETag"]
        return read(answer.data).only if answer.status_code == 200 else answer.status_code

    assert {ask_again(feed) for feed in tags} == {304}

    later = details(
        title=world.title,
        starts_at=local(2099, 5, 21, 18),
        place="Altes Rathaus",
    )
    do(change_event, world, later, by=None)
    for feed in tags:
        entry = ask_again(feed)
        assert (entry.uid, entry.sequence, entry.status) == (world.uid, 1, "CONFIRMED")
        assert entry.starts == datetime(2099, 5, 21, 16, tzinfo=UTC)
        assert entry.location == "Altes Rathaus"
        assert ask_again(feed) == 304

    do(life.cancel_event, world, by=make_moderator(), seen="1", reason="Der Saal ist zu.")
    for feed in tags:
        entry = ask_again(feed)
        assert (entry.uid, entry.sequence, entry.status) == (world.uid, 2, "CANCELLED")
        assert entry.summary == "Abgesagt: Größe, Länge; Übermut"
        assert "Der Saal ist zu." in entry.description
        assert ask_again(feed) == 304


def test_who_registered_gets_files_that_say_so_change_and_end(app):
    held = do(
        hold_event, details(starts_at=local(2099, 5, 20, 17), joining=Joining.REGISTRATION), by=None
    )
    person = make_person(address="ada@post.example")
    do(registering.register, held, person, Wish("Ada"))
    moved = held.details
    moved = details(starts_at=local(2099, 5, 22, 17), joining=moved.joining)
    do(change_event, held, moved, by=None, tell=True)
    do(life.cancel_event, held, by=make_moderator(), seen="1", reason="Krank.")

    told = files()

    assert [(kind, file.method, file.only.sequence, file.only.status) for kind, file in told] == [
        ("registration_seat", "REQUEST", 0, "CONFIRMED"),
        ("event_changed", "REQUEST", 1, "CONFIRMED"),
        ("event_cancelled", "CANCEL", 2, "CANCELLED"),
    ]
    assert {file.only.uid for _, file in told} == {held.uid}
    assert {file.only.organizer for _, file in told} == {SENDER}
    assert [file.only.attendees for _, file in told[:2]] == [
        (("mailto:ada@post.example", COMES),)
    ] * 2
    assert told[2][1].only.attendees[0][0] == "mailto:ada@post.example"
    assert told[1][1].only.starts == datetime(2099, 5, 22, 15, tzinfo=UTC)


def test_who_accepts_an_invitation_gets_a_file_that_says_so(app):
    held = do(hold_event, details(starts_at=local(2099, 5, 20, 17)), by=None)
    invitation = make_invitation(held, guest=make_guest(address="theo@post.example"))
    arrive()
    do(invitations.answer, invitation, Answer.YES)
    moved = details(starts_at=local(2099, 5, 22, 17))
    do(change_event, held, moved, by=None, tell=True)
    do(life.cancel_event, held, by=make_moderator(), seen="1", reason="Krank.")

    told = files()

    assert [(kind, file.method, file.only.sequence) for kind, file in told] == [
        ("invitation", "PUBLISH", 0),
        ("invitation_accepted", "REQUEST", 0),
        ("event_changed", "REQUEST", 1),
        ("event_cancelled", "CANCEL", 2),
    ]
    assert told[0][1].only.attendees == ()
    assert [file.only.attendees for _, file in told[1:3]] == [
        (("mailto:theo@post.example", COMES),)
    ] * 2


def test_saying_yes_once_more_writes_once_more_and_other_answers_do_not(app):
    held = do(hold_event, details(), by=None)
    invitation = make_invitation(held)
    arrive()
    for said in (Answer.YES, Answer.YES, Answer.NO, Answer.PERHAPS, Answer.YES):
        do(invitations.answer, invitation, said)
        arrive()
    do(invitations.answer, invitation, Answer.YES, persons=2)

    assert [it.kind for it in letters()] == ["invitation"] + ["invitation_accepted"] * 2


def test_a_letter_that_has_not_left_says_what_was_answered_last(app):
    held = do(hold_event, details(), by=None)
    invitation = make_invitation(held)
    arrive()
    for said, persons in ((Answer.YES, 1), (Answer.YES, 3), (Answer.NO, 1), (Answer.YES, 2)):
        do(invitations.answer, invitation, said, persons=persons)

    leaving = [it for it in letters() if it.kind != "invitation" and it.cancelled_at is None]
    assert len(letters()) == 4
    assert ["für 2 Personen:" in it.text for it in leaving] == [True]


NIGHTS = {
    "the clock skips an hour": (local(2027, 3, 27, 22), datetime(2027, 3, 28, 4, tzinfo=UTC)),
    "the clock shows an hour twice": (
        local(2027, 10, 30, 22),
        datetime(2027, 10, 31, 4, tzinfo=UTC),
    ),
    "over midnight": (local(2027, 5, 20, 22), datetime(2027, 5, 21, 0, tzinfo=UTC)),
    "from the first of two": (
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 3, tzinfo=UTC),
    ),
    "from the second of two": (
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
        datetime(2027, 10, 31, 3, tzinfo=UTC),
    ),
    "to the second of two": (
        datetime(2027, 10, 30, 20, tzinfo=UTC),
        datetime(2027, 10, 31, 1, 30, tzinfo=UTC),
    ),
    "over new year": (local(2027, 12, 31, 20), datetime(2028, 1, 1, 1, tzinfo=UTC)),
}


@pytest.mark.parametrize("night", NIGHTS)
def test_both_libraries_mean_the_same_moments_in_odd_nights(written, night):  # noqa: F811  the fixture
    starts_at, ends_at = NIGHTS[night]

    entry = read(written([event(starts_at=starts_at, ends_at=ends_at)])).only

    assert (entry.starts, entry.ends) == (starts_at.astimezone(UTC), ends_at)


def test_both_libraries_see_whole_days(written):  # noqa: F811  the fixture
    course = event(
        all_day=True, starts_at=local(2027, 3, 27), ends_at=local(2027, 3, 29).astimezone(UTC)
    )

    entry = read(written([course])).only

    assert (entry.starts, entry.ends) == (date(2027, 3, 27), date(2027, 3, 29))


def test_both_libraries_keep_every_week_at_its_local_time(written):  # noqa: F811  the fixture
    weekly = [
        event(starts_at=local(2027, month, day, 18), uid=f"{month}-{day}@musterland.example")
        for month, day in ((3, 21), (3, 28), (4, 4), (10, 24), (10, 31), (11, 7))
    ]

    entries = read(written(weekly)).entries

    assert [entry.starts for entry in entries] == [one.starts_at for one in weekly]
    assert [entry.starts.hour for entry in entries] == [17, 16, 16, 16, 17, 17]


def test_both_libraries_put_folded_and_hostile_words_together_again(written):  # noqa: F811  ditto
    title = ("Größe 🚲 und Länge – " * 9).strip()
    text = "Öffnungszeiten für Übermütige. " * 40 + '\n\nEND:VEVENT\n\na;b,c\\d "e" \\n <b>'

    entry = read(written([event(title=title, text=text, place="Größe;, Straße \\ 5")])).only

    assert (entry.summary, entry.location) == (title, "Größe;, Straße \\ 5")
    assert entry.description.startswith("Öffnungszeiten für Übermütige. Öffnungszeiten")
    assert 'a;b,c\\d "e" \\n <b>' in entry.description


def test_both_libraries_read_other_zones_and_an_empty_file(written):  # noqa: F811  the fixture
    zones = ("Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "UTC")
    events = [event(time_zone=zone, uid=f"{zone}@x.example") for zone in zones]

    assert {entry.starts for entry in read(written(events)).entries} == {events[0].starts_at}
    assert read(written([])).entries == ()


def test_what_the_public_sees_has_no_guests(app, client, world):
    invitation = make_invitation(world, guest=make_guest(address="theo@post.example"))
    do(invitations.answer, invitation, Answer.YES)

    for feed in feeds(world):
        assert "theo@post.example" not in client.get(feed).text
    assert "theo@post.example" not in calendar_of([world])
