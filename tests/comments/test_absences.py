"""While the whole team is away no day counts; what is open is due later, and back again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from leitsaetze.audit.models import AuditEntry
from leitsaetze.comments import actions, books, deadlines, intake
from leitsaetze.comments.absences import add_absence, end_absence
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import ILLEGAL, Urgency, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import db
from leitsaetze.site.actions import change_setting
from leitsaetze.site.models import Absence
from leitsaetze.site.queries import house_rules
from tests.comments.test_intake import make_open_principle, said
from tests.factories import make_moderator
from tests.pages.makers import statements

# Saxony has no holiday in these weeks.
MONDAY, NEXT = date(2026, 6, 8), date(2026, 6, 15)
A_DAY = timedelta(days=1)
NOW = datetime(2026, 6, 5, 9, tzinfo=UTC)  # Friday before


@pytest.fixture
def moderator(app):
    with time_machine.travel(NOW, tick=False):
        change_setting("state_code", "SN")
        yield make_moderator()


def write(principle, days_ago: int = 0) -> Comment:
    with time_machine.travel(NOW - days_ago * A_DAY, tick=False):
        comment = intake.submit(said(), principle.dialogue, principle)
        db.session.commit()
    return comment


def place(**dialogue):
    period = {"opens_at": NOW - 30 * A_DAY, "closes_at": NOW + 30 * A_DAY}
    return make_open_principle(**period | dialogue)


def due() -> dict[int, tuple[datetime, datetime]]:
    """When each comment of the queue is due: as it says itself, and as its entry says."""
    rows = db.session.execute(
        db.select(Comment.id, Comment.due_at, QueueEntry.due_at).join(QueueEntry)
    )
    return {number: (own, listed) for number, own, listed in rows}


def anew() -> dict[int, tuple[datetime, datetime]]:
    """The same, as it would be for what came in now."""
    found = {}
    for comment in db.session.scalars(db.select(Comment)):
        day = deadlines.due_at(comment.dialogue, comment.received_at)
        found[comment.id] = (day, day)
    return found


def crowd() -> None:
    """Comments of two weeks in dialogues with other promises and another zone."""
    places = [place(reply_within_days=days) for days in (1, 3, 10)]
    places.append(place(reply_within_days=3, time_zone="Pacific/Auckland"))
    for there in places:
        for days_ago in range(12):
            write(there, days_ago)
            write(there, days_ago)


def test_what_is_open_is_due_as_if_it_had_been_known_and_later_as_if_never(moderator):
    crowd()
    before = due()

    number = add_absence(MONDAY, NEXT, "Betriebsurlaub", by=moderator)
    db.session.commit()
    after = due()

    assert after == anew()
    assert number == sum(after[it] != before[it] for it in after)
    assert 20 < number < len(after)

    absence = db.session.scalars(db.select(Absence)).one()
    assert end_absence(absence, by=moderator) == number
    assert due() == before
    assert db.session.scalars(db.select(Absence)).all() == []


def test_two_absences_one_behind_the_other_add_up(moderator):
    crowd()

    add_absence(NEXT, NEXT + 4 * A_DAY, "Umzug", by=moderator)
    add_absence(MONDAY, MONDAY + 4 * A_DAY, "Betriebsurlaub", by=moderator)

    assert due() == anew()


def test_it_costs_as_many_statements_with_many_entries_as_with_few(moderator):
    there = place(reply_within_days=3)

    def asked_with(more: int) -> int:
        for _ in range(more):
            write(there)
        with statements() as asked:
            add_absence(MONDAY, NEXT, "Betriebsurlaub", by=moderator)
        end_absence(db.session.scalars(db.select(Absence)).one(), by=moderator)
        return len(asked)

    assert asked_with(2) == asked_with(40)


def urgency_of(comment: Comment) -> int:
    return db.session.get_one(QueueEntry, comment.id, populate_existing=True).urgency


def test_what_was_overdue_or_due_soon_stands_where_it_belongs_now(moderator):
    late = write(place(reply_within_days=2), days_ago=7)  # until Tuesday of this week
    reported, illegal = (write(place(reply_within_days=2), days_ago=7) for _ in range(2))
    near = write(place(reply_within_days=1))
    db.session.get_one(QueueEntry, reported.id).reported = -3
    entry = db.session.get_one(QueueEntry, illegal.id)
    entry.reported, entry.urgency = -1 - ILLEGAL, Urgency.ILLEGAL
    db.session.commit()
    deadlines.move_on()
    assert [urgency_of(it) for it in (late, reported, near)] == [20, 20, 30]

    all_were_ill = date(2026, 6, 1)
    add_absence(all_were_ill, all_were_ill + 4 * A_DAY, "Alle krank", by=moderator)

    # The second working day after last Friday is Tuesday of the next week, the first Monday.
    assert urgency_of(late) == Urgency.ORDINARY
    assert urgency_of(reported) == Urgency.ORDINARY - 3
    assert urgency_of(illegal) == Urgency.ILLEGAL
    assert urgency_of(near) == Urgency.DUE_SOON
    end_absence(db.session.scalars(db.select(Absence)).one(), by=moderator)
    assert urgency_of(late) == Urgency.DUE_SOON  # today counts again, the days before do not


def test_one_that_has_begun_ends_with_yesterday(moderator):
    there = place(reply_within_days=3)
    write(there, days_ago=4)
    add_absence(NOW.date() - 2 * A_DAY, NEXT, "Betriebsurlaub", by=moderator)
    absence = db.session.scalars(db.select(Absence)).one()

    end_absence(absence, by=moderator)
    db.session.commit()

    assert (absence.first_day, absence.last_day) == (NOW.date() - 2 * A_DAY, NOW.date() - A_DAY)
    assert due() == anew()
    with pytest.raises(RuleViolation, match="vorbei"):
        end_absence(absence, by=moderator)


def test_what_was_settled_is_due_anew_when_it_comes_back(moderator):
    comment = write(place(reply_within_days=3))
    rule = db.session.scalars(house_rules()).first()
    actions.decide(comment, Verdict.HIDE, by=moderator, rule=rule, words="Darum.")
    promised = comment.due_at

    assert add_absence(MONDAY, NEXT, "Betriebsurlaub", by=moderator) == 0
    actions.decide(comment, Verdict.RESTORE, by=moderator)
    db.session.commit()

    assert comment.due_at == promised + 8 * A_DAY  # Monday to Monday
    assert due() == anew()


def test_the_books_written_anew_say_the_same(moderator):
    crowd()
    add_absence(MONDAY, NEXT, "Betriebsurlaub", by=moderator)
    before = due()

    db.session.execute(db.delete(QueueEntry))
    books.rebuild()
    db.session.commit()

    assert due() == before


def test_the_log_tells_who_and_how_much_but_no_words(moderator):
    write(place(reply_within_days=3))
    add_absence(MONDAY, NEXT, "Betriebsurlaub", by=moderator)

    entry = db.session.scalars(
        db.select(AuditEntry).where(AuditEntry.deed == "absence.added")
    ).one()
    assert entry.by_id == moderator.id
    assert entry.details == {"first": "2026-06-08", "last": "2026-06-15", "number": 1}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (NEXT, MONDAY),
        (date(2026, 4, 1), date(2026, 4, 10)),
        (MONDAY, MONDAY + 62 * A_DAY),
        (date(2029, 1, 1), date(2029, 1, 2)),
        (MONDAY + 3 * A_DAY, NEXT + A_DAY),
    ],
)
def test_what_cannot_be_meant_is_refused(moderator, first, last):
    add_absence(NEXT, NEXT, "Umzug", by=moderator)
    with pytest.raises(RuleViolation):
        add_absence(first, last, "Betriebsurlaub", by=moderator)
