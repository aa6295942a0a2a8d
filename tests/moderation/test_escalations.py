"""What has been overdue for long is told to a named person: once, collected, on working days."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from leitsaetze.accounts.actions import switch_off
from leitsaetze.accounts.rules import Role
from leitsaetze.audit.models import AuditEntry
from leitsaetze.comments import intake
from leitsaetze.comments.absences import add_absence
from leitsaetze.extensions import db
from leitsaetze.mail.actions import block
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.escalations import escalate
from leitsaetze.site.actions import change_setting
from leitsaetze.text import plain
from tests.accounts.makers import make_staff
from tests.comments.test_intake import make_open_principle, said

MONDAY = datetime(2026, 6, 8, 6, tzinfo=UTC)  # 8 o'clock in Berlin
A_DAY = timedelta(days=1)
CANARY = "Kanarienvogel"


@pytest.fixture
def boss(app):
    boss = make_staff(Role.ADMINISTRATOR)
    change_setting("state_code", "BY")
    change_setting("escalation_to", str(boss.id))
    change_setting("county_email", "post@musterland.example")
    return boss


def write(*, at: datetime) -> None:
    """Something that is due on the next working day."""
    with time_machine.travel(at, tick=False):
        principle = make_open_principle(reply_within_days=1)
        intake.submit(said(words=plain(CANARY), name=CANARY), principle.dialogue, principle)
        db.session.commit()


def run(at: datetime) -> int:
    with time_machine.travel(at, tick=False):
        number = escalate()
        db.session.commit()
    return number


def letters() -> list[OutgoingMail]:
    kind = db.select(OutgoingMail).filter_by(kind="escalation").order_by(OutgoingMail.id)
    return list(db.session.scalars(kind))


def test_after_three_working_days_the_named_person_hears_of_it_once(boss):
    write(at=MONDAY)  # due on Tuesday; overdue on Wednesday, Thursday, Friday
    write(at=MONDAY)

    told = [run(MONDAY + n * A_DAY) for n in range(14)]

    assert told == [0] * 7 + [2] + [0] * 6  # on the Monday after
    [letter] = letters()
    assert letter.address == boss.address
    assert "zu 2 Kommentaren fehlt noch immer die Antwort" in letter.text
    assert "mindestens 3 Arbeitstage" in letter.text
    assert "seit dem 9. Juni 2026" in letter.text
    assert "?ansicht=ueberfaellig" not in letter.text  # which only moderators can open
    assert CANARY not in letter.text + letter.html + letter.subject
    assert letter.headers["Reply-To"] == "post@musterland.example"
    entry = db.session.scalars(
        db.select(AuditEntry).where(AuditEntry.deed == "person.told_overdue")
    ).one()
    assert (entry.subject, entry.details) == (f"person:{boss.id}", {"number": 2})


def test_a_moderator_finds_the_way_to_the_list(boss):
    named = make_staff(Role.MODERATOR)
    change_setting("escalation_to", str(named.id))
    write(at=MONDAY)

    assert run(MONDAY + 7 * A_DAY) == 1
    assert "http://localhost/moderation/?ansicht=ueberfaellig" in letters()[0].text


def test_of_each_comment_once_and_one_letter_a_day(boss):
    write(at=MONDAY)
    assert run(MONDAY + 7 * A_DAY) == 1
    change_setting("escalation_days", "1")
    write(at=MONDAY + 2 * A_DAY)

    assert run(MONDAY + 7 * A_DAY + timedelta(hours=3)) == 0  # on the same day
    assert run(MONDAY + 8 * A_DAY) == 1
    assert len(letters()) == 2


def test_nobody_is_told_while_nobody_works(boss):
    write(at=MONDAY)
    with time_machine.travel(MONDAY + 5 * A_DAY, tick=False):
        friday, monday = date(2026, 6, 12), date(2026, 6, 15)
        add_absence(friday, monday, "Betriebsurlaub", by=boss)
        db.session.commit()

    told = [run(MONDAY + n * A_DAY) for n in range(5, 12)]

    assert told == [0, 0, 0, 0, 1, 0, 0]  # Wednesday: Friday and Monday did not count


def test_before_the_morning_nobody_is_told(boss):
    write(at=MONDAY)

    assert run(MONDAY + 7 * A_DAY - timedelta(minutes=1)) == 0
    assert run(MONDAY + 7 * A_DAY) == 1


@pytest.mark.parametrize("why", ["nobody named", "unknown", "switched off", "wants no letters"])
def test_without_a_person_nothing_is_told_nor_forgotten(boss, why):
    write(at=MONDAY)
    match why:
        case "nobody named":
            change_setting("escalation_to", "")
        case "unknown":
            change_setting("escalation_to", "999999999")
        case "switched off":
            switch_off(boss, by=None)
        case "wants no letters":
            block(boss.address)
    db.session.commit()
    assert run(MONDAY + 7 * A_DAY) == 0

    change_setting("escalation_to", str(make_staff(Role.EDITOR).id))
    assert run(MONDAY + 8 * A_DAY) == 1
