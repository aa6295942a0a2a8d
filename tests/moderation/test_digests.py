"""The digest: numbers and links only, once a day, nothing when there is nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from leitsaetze.accounts.digests import choose_digest
from leitsaetze.accounts.rules import Role
from leitsaetze.administration import colleagues
from leitsaetze.comments import actions, intake
from leitsaetze.comments.absences import add_absence
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.mail.delivery import deliver_waiting
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.digests import send_digests
from leitsaetze.site.actions import change_setting
from leitsaetze.site.queries import house_rules
from leitsaetze.text import plain
from tests.accounts.makers import make_staff
from tests.comments.test_intake import make_open_principle, said

MONDAY = datetime(2026, 6, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)
EIGHT = MONDAY + 6 * HOUR  # o'clock in Berlin, in summer
CANARY = "Kanarienvogel"


@pytest.fixture
def moderator(app):
    change_setting("state_code", "BY")
    change_setting("county_email", "post@musterland.example")
    return make_staff(Role.MODERATOR)


def write(**given):
    with time_machine.travel(MONDAY - 24 * HOUR, tick=False):
        principle = make_open_principle()
        words = {"words": plain(f"Mehr {CANARY}."), "name": CANARY}
        comment = intake.submit(said(**words | given), principle.dialogue, principle)
        db.session.commit()
    return comment


def run(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        number = send_digests()
        db.session.commit()
    return number


def digests() -> list[OutgoingMail]:
    return list(db.session.scalars(db.select(OutgoingMail).filter_by(kind="digest").order_by("id")))


def test_it_says_how_much_and_where_but_nothing_anybody_wrote(moderator):
    write()
    write()

    assert run(EIGHT) == 1

    [letter] = digests()
    assert letter.address == moderator.address
    assert "Neu: 2" in letter.text
    assert "http://localhost/moderation/?ansicht=neu" in letter.text
    assert "Überfällig" not in letter.text
    assert CANARY not in letter.text + letter.html + letter.subject
    assert letter.headers["Reply-To"] == "post@musterland.example"


def test_what_is_hidden_before_it_leaves_was_never_in_it(moderator):
    comment = write()
    run(EIGHT)
    rule = db.session.scalars(house_rules()).first()
    actions.decide(comment, Verdict.HIDE, by=moderator, rule=rule, words="Darum.")
    db.session.commit()
    taken = []

    with time_machine.travel(EIGHT + HOUR, tick=False):
        deliver_waiting(taken.append)

    assert len(taken) == 1
    assert CANARY.encode() not in taken[0].content


def test_once_a_day_however_often_it_is_looked_for(moderator):
    write()

    assert [run(EIGHT + n * HOUR / 2) for n in range(-2, 10)] == [0, 0, 1, *[0] * 9]


def test_with_nothing_to_do_nothing_comes_and_the_first_comment_waits_for_tomorrow(moderator):
    assert run(EIGHT) == 0
    write()
    assert run(EIGHT + HOUR) == 0
    assert run(EIGHT + 24 * HOUR) == 1


def test_in_english_for_whoever_reads_it_so(moderator):
    moderator.locale = "en"
    write()
    run(EIGHT)

    [letter] = digests()
    assert letter.text.startswith("Good day,")
    assert "New: 1" in letter.text
    assert "http://localhost/en/moderation/?ansicht=neu" in letter.text


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2026, 6, 4), "Corpus Christi"),
        (date(2026, 6, 6), "Saturday"),
        (date(2026, 6, 10), "the team is away"),
    ],
)
def test_nothing_comes_on_days_on_which_nobody_works(moderator, day, why):
    write()
    with time_machine.travel(MONDAY - 24 * HOUR, tick=False):
        add_absence(date(2026, 6, 10), date(2026, 6, 10), "Betriebsausflug", by=moderator)
        db.session.commit()
    morning = EIGHT + (day - MONDAY.date())

    assert run(morning) == 0, why
    assert digests() == []


def test_days_and_hour_can_be_chosen_also_a_sunday(moderator):
    write()
    with time_machine.travel(EIGHT, tick=False):
        choose_digest(moderator, [6], 19)
        db.session.commit()

    assert run(EIGHT + 24 * HOUR) == 0
    assert run(datetime(2026, 6, 14, 16, 59, tzinfo=UTC)) == 0
    assert run(datetime(2026, 6, 14, 17, 0, tzinfo=UTC)) == 1


def test_no_days_mean_no_digest(moderator):
    write()
    with time_machine.travel(MONDAY, tick=False):
        choose_digest(moderator, [], 8)
        db.session.commit()

    assert [run(EIGHT + n * 24 * HOUR) for n in range(7)] == [0] * 7


def test_another_hour_on_the_same_day_brings_no_second_one(moderator):
    write()
    assert run(EIGHT) == 1
    with time_machine.travel(EIGHT + HOUR, tick=False):
        choose_digest(moderator, range(7), 14)
        db.session.commit()
    assert run(EIGHT + 6 * HOUR) == 0

    with time_machine.travel(EIGHT + 26 * HOUR, tick=False):
        choose_digest(moderator, range(7), 9)  # was to come at 14, and it is 10 o'clock
        db.session.commit()
    assert run(EIGHT + 26 * HOUR) == 0
    assert run(EIGHT + 49 * HOUR) == 1


def test_the_switch_of_clocks_brings_one(moderator):
    write()
    with time_machine.travel(datetime(2026, 10, 24, 12, tzinfo=UTC), tick=False):
        choose_digest(moderator, range(7), 2)
        db.session.commit()
    night = datetime(2026, 10, 24, 22, tzinfo=UTC)  # midnight before the hour that comes twice

    assert sum(run(night + n * HOUR / 4) for n in range(24)) == 1
    night = datetime(2027, 3, 27, 23, tzinfo=UTC)  # before the hour that is left out
    assert sum(run(night + n * HOUR / 4) for n in range(24)) == 1


def test_only_who_moderates_and_can_sign_in_gets_it(app, moderator):
    write()
    make_staff(Role.EDITOR)
    off = make_staff(Role.MODERATOR)
    colleagues.switch_off(off, by=moderator)
    db.session.commit()

    assert run(EIGHT) == 1
    assert [it.address for it in digests()] == [moderator.address]


def test_a_newer_one_takes_the_place_of_one_that_has_not_left(moderator):
    write()
    run(EIGHT)
    run(EIGHT + 24 * HOUR)

    assert [it.cancelled_at is None for it in digests()] == [False, True]
    colleagues.switch_off(moderator, by=None)
    db.session.commit()
    assert [it.cancelled_at is None for it in digests()] == [False, False]
