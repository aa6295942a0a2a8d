"""Time alone changes pages, at the right moment and not a second later."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from leitsaetze.events import actions as event_actions
from leitsaetze.extensions import db
from leitsaetze.principles.actions import advance_stamps
from tests.events.makers import details
from tests.factories import make_dialogue, make_field, make_principle
from tests.pages.makers import address_of, follow_the_clock

BERLIN = ZoneInfo("Europe/Berlin")
SECOND = timedelta(seconds=1)
OPENING = datetime(2027, 4, 29, 8, 30, tzinfo=BERLIN)
CLOSING = datetime(2027, 5, 20, tzinfo=BERLIN)


def principle_of(**given):
    dialogue = make_dialogue(**{"opens_at": OPENING, "closes_at": CLOSING} | given)
    follow_the_clock(dialogue)
    return make_principle(field=make_field(dialogue=dialogue))


def read(client, path, at, known=""):
    with time_machine.travel(at, tick=False):
        return client.get(path, headers={"If-None-Match": known} if known else {})


def assert_turns(client, path, at, before, after):
    """The page says `before` until a second before `at`, and `after` from then on."""
    first = read(client, path, at - SECOND)
    again = read(client, path, at - SECOND, first.headers["ETag"])
    turned = read(client, path, at, first.headers["ETag"])

    assert again.status_code == 304
    assert turned.status_code == 200
    assert before in first.text
    assert before not in turned.text
    assert after in turned.text
    assert after not in first.text


@pytest.mark.parametrize(
    ("midnight", "closing"),
    [
        (datetime(2027, 5, 19, tzinfo=BERLIN), CLOSING),
        (datetime(2027, 3, 28, tzinfo=BERLIN), datetime(2027, 3, 29, tzinfo=BERLIN)),
        (datetime(2027, 10, 31, tzinfo=BERLIN), datetime(2027, 11, 1, tzinfo=BERLIN)),
    ],
)
def test_at_midnight_a_day_less_is_left(client, midnight, closing):
    with time_machine.travel(midnight - timedelta(hours=3), tick=False):
        opening = closing - timedelta(days=20)
        principle = principle_of(opens_at=opening, closes_at=closing)

    before, after = "noch bis morgen, 24 Uhr", "nur noch heute, bis 24 Uhr"
    for path in ("/", f"/dialoge/{principle.dialogue.slug}/", address_of(principle)):
        assert_turns(client, path, midnight, before, after)


def test_at_its_opening_a_dialogue_takes_comments(client):
    with time_machine.travel(OPENING - timedelta(hours=1), tick=False):
        principle = principle_of()

    path = address_of(principle)
    assert_turns(client, path, OPENING, "ab 29. April, 8:30 Uhr", f'href="{path}kommentieren"')
    assert_turns(client, "/", OPENING, "Zurzeit ist kein Dialog offen", "Dialog offen · ")


def test_at_its_closing_a_dialogue_takes_no_more(client):
    with time_machine.travel(CLOSING - timedelta(hours=1), tick=False):
        principle = principle_of()

    path = address_of(principle)
    dialogue = f"/dialoge/{principle.dialogue.slug}/"
    assert_turns(client, path, CLOSING, f'href="{path}kommentieren"', "endete am 19. Mai")
    assert_turns(client, dialogue, CLOSING, "Offen bis 19. Mai", "Beendet am 19. Mai")
    assert_turns(client, "/", CLOSING, "nur noch heute", "Abgeschlossene Dialoge")


def test_an_event_leaves_the_start_page_when_it_ends(client):
    start = datetime(2027, 5, 20, 17, tzinfo=BERLIN)
    end = start + timedelta(hours=2)
    with time_machine.travel(start - timedelta(hours=1), tick=False):
        event_actions.hold_event(
            details(title="Netzwerkabend", starts_at=start, ends_at=end), by=None
        )
        db.session.commit()
    begun = read(client, "/", start)
    with time_machine.travel(start, tick=False):
        event_actions.advance_stamps()
        db.session.commit()

    assert "läuft gerade" in begun.text
    last = read(client, "/", end - SECOND)
    gone = read(client, "/", end, last.headers["ETag"])
    assert "Netzwerkabend" in last.text
    assert gone.status_code == 200
    assert "Netzwerkabend" not in gone.text


def test_once_the_worker_has_raised_the_stamp_readers_are_told_unchanged_again(client):
    with time_machine.travel(CLOSING - timedelta(hours=1), tick=False):
        principle = principle_of()
    with time_machine.travel(CLOSING + SECOND, tick=False):
        assert advance_stamps() == 1
        db.session.commit()

    path = address_of(principle)
    first = read(client, path, CLOSING + 2 * SECOND)

    assert read(client, path, CLOSING + 60 * SECOND, first.headers["ETag"]).status_code == 304


def test_this_years_days_are_written_without_the_year(client):
    with time_machine.travel(CLOSING - timedelta(hours=1), tick=False):
        dialogue = principle_of().dialogue

    path = f"/dialoge/{dialogue.slug}/"
    assert "29. April – 19. Mai<" in read(client, path, CLOSING).text
    assert "29. April 2027 – 19. Mai 2027<" in read(client, path, CLOSING.replace(year=2028)).text
