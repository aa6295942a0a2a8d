"""Many guests answer at once, each on a connection of their own; no seat is given twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from leitsaetze.accounts.models import Person
from leitsaetze.errors import RuleViolation
from leitsaetze.events.guest_models import Invitation, Registration
from leitsaetze.events.invitations import answer, invite
from leitsaetze.events.models import Event
from leitsaetze.events.rules import Answer
from leitsaetze.extensions import begin_writing, db
from tests.events.makers import letters, make_guest
from tests.factories import make_event, make_moderator, make_person

CROWD = 50


def make_invitations(event, number):
    by = make_moderator()
    invitations = [
        Invitation(event_id=event.id, guest_id=make_person().id, by_id=by.id) for _ in range(number)
    ]
    db.session.add_all(invitations)
    db.session.commit()
    return [invitation.id for invitation in invitations]


def at_once(app, deeds):
    """Do all deeds at the same time, each in a transaction of its own; tell which were refused."""
    start = Barrier(len(deeds))

    def carry_out(deed):
        start.wait()
        with app.app_context():
            try:
                begin_writing()
                deed()
                db.session.commit()
            except RuleViolation as violation:
                db.session.rollback()
                return violation.msgid
        return ""

    db.session.commit()
    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(carry_out, deeds))


def saying(number, said, persons=1):
    return lambda: answer(db.session.get(Invitation, number), said, persons=persons)


def taken(event):
    db.session.expire_all()
    held = db.session.scalars(db.select(Registration.persons)).all()
    return event.seats_taken, sum(held), len(held)


def test_fifty_guests_want_twenty_seats(app):
    event = make_event(capacity=20)
    numbers = make_invitations(event, CROWD)

    refusals = at_once(app, [saying(number, Answer.YES) for number in numbers])

    assert taken(event) == (20, 20, 20)
    assert sum(1 for refusal in refusals if refusal) == CROWD - 20
    said = db.session.scalars(db.select(Invitation.id).where(Invitation.answer == Answer.YES)).all()
    assert len(said) == 20


def test_groups_of_three_never_overfill_the_room(app):
    event = make_event(capacity=20)
    numbers = make_invitations(event, 15)

    at_once(app, [saying(number, Answer.YES, 3) for number in numbers])

    assert taken(event) == (18, 18, 6)


def test_one_guest_answering_many_times_at_once_holds_the_last_answer_only(app):
    event = make_event(capacity=20)
    [number] = make_invitations(event, 1)

    at_once(app, [saying(number, Answer.YES, 1 + turn % 5) for turn in range(20)])

    persons = db.session.get(Invitation, number).persons
    assert taken(event) == (persons, persons, 1)


def test_coming_and_going_at_once_gives_back_what_was_taken(app):
    event = make_event(capacity=30)
    numbers = make_invitations(event, 20)
    at_once(app, [saying(number, Answer.YES) for number in numbers])
    leaving = [saying(number, Answer.NO) for number in numbers[:8]]
    growing = [saying(number, Answer.YES, 2) for number in numbers[8:14]]
    at_once(app, leaving + growing)

    assert taken(event) == (18, 18, 12)


def test_ten_moderators_inviting_the_same_guest_send_one_letter(app):
    guest, event = make_guest().id, make_event().id
    people = [make_moderator().id for _ in range(10)]

    def inviting(moderator):
        get = db.session.get
        return lambda: invite(get(Person, guest), get(Event, event), by=get(Person, moderator))

    refusals = at_once(app, [inviting(moderator) for moderator in people])

    assert refusals == [""] * 10
    assert len(db.session.scalars(db.select(Invitation)).all()) == 1
    assert len(letters()) == 1
