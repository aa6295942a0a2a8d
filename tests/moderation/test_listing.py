"""What a view of the queue shows, in which order, and how a list goes on."""

from datetime import date, timedelta

import pytest

from leitsaetze.clock import now
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import ILLEGAL, Lane, Source, Urgency
from leitsaetze.extensions import db, rows_of
from leitsaetze.moderation import claims, listing
from leitsaetze.moderation.lines import counted
from leitsaetze.moderation.rules import LOOKED_THROUGH, Contact, Origin, Tab
from leitsaetze.moderation.view import View
from tests.factories import make_comment, make_field, make_moderator, make_person, make_principle
from tests.proofs.crowd import crowd
from tests.proofs.world import make_world

LONG_AGO = timedelta(days=3)


def entry(lane=Lane.NEW, *, text="Mehr Radwege.", field=None, **given) -> int:
    """A comment on the desk; what belongs to the queue goes there, the rest to the comment."""
    own = {"urgency", "reported", "review_since", "due_at", "waiting_since"}
    queue = {name: given.pop(name) for name in own & set(given)}
    if field is not None:
        given["principle"] = make_principle(field=field)
    comment = make_comment(text=text, **given)
    db.session.query(QueueEntry).filter_by(comment_id=comment.id).delete()
    db.session.add(
        QueueEntry(
            comment_id=comment.id,
            dialogue_id=comment.dialogue_id,
            principle_id=comment.principle_id or 0,
            lane=lane,
            **{"waiting_since": now(), "urgency": int(Urgency.ORDINARY)} | queue,
        )
    )
    db.session.commit()
    return comment.id


@pytest.fixture
def me(app):
    return make_moderator()


@pytest.fixture
def shown(me):
    def ask(after=None, **given) -> list[int]:
        view = View(**given)
        last = db.session.get(QueueEntry, after) if after else None
        values = claims.values_for(view, by_id=me.id, after=last)
        return [row.id for row in rows_of(listing.entries(view, further=bool(after)), values)]

    return ask


def test_what_presses_stands_first_and_then_who_waits_longest(shown):
    ordinary = entry(waiting_since=now() - LONG_AGO)
    later = entry()
    reported = entry(reported=-2, urgency=Urgency.ORDINARY - 2)
    due_soon = entry(urgency=Urgency.DUE_SOON)
    overdue = entry(urgency=Urgency.OVERDUE)
    illegal = entry(urgency=Urgency.ILLEGAL)

    assert shown() == [illegal, overdue, due_soon, reported, ordinary, later]
    assert shown(after=due_soon) == [reported, ordinary, later]


def test_reports_stand_by_weight_whatever_became_of_the_comments(shown):
    one = entry(Lane.AWAITING_REPLY, reported=-1)
    three = entry(Lane.DONE, reported=-3)
    illegal = entry(Lane.DONE, reported=-1 - ILLEGAL)
    entry(Lane.NEW)

    assert shown(tab=Tab.REPORTS) == [illegal, three, one]
    assert shown(tab=Tab.REPORTS, after=illegal) == [three, one]


def test_overdue_is_what_the_clock_says_at_this_moment(shown):
    late = entry(due_at=now() - timedelta(minutes=1))
    later = entry(Lane.AWAITING_REPLY, due_at=now() - LONG_AGO)
    entry(due_at=now() + timedelta(minutes=5))
    entry()

    assert shown(tab=Tab.OVERDUE) == [later, late]


def test_second_looks_stand_by_the_day_they_were_asked_for(shown):
    second = entry(Lane.HIDDEN, review_since=now())
    first = entry(Lane.HIDDEN, review_since=now() - LONG_AGO)
    entry(Lane.HIDDEN)

    assert shown(tab=Tab.REVIEWS) == [first, second]


def test_of_the_settled_those_that_press_come_first_and_then_the_latest(shown):
    early = entry(Lane.HIDDEN, waiting_since=now() - LONG_AGO, urgency=-Urgency.ORDINARY)
    late = entry(Lane.HIDDEN, urgency=-Urgency.ORDINARY)
    asked = entry(Lane.HIDDEN, waiting_since=now() - 2 * LONG_AGO, urgency=-Urgency.REVIEW)

    assert shown(tab=Tab.HIDDEN) == [asked, late, early]


def test_mine_is_what_i_work_on_settled_too_if_it_was_reported(shown, me):
    reported = entry(Lane.DONE, reported=-1, urgency=-49)
    waits, done, others = entry(), entry(Lane.DONE), entry()
    for number in (reported, waits, done):
        claims.claim(number, by=me)
    claims.claim(others, by=make_moderator())
    db.session.commit()

    assert sorted(shown(tab=Tab.MINE)) == sorted([reported, waits])


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        ({"words": "RADWEG"}, "text"),
        ({"words": "ämter"}, "umlaut"),
        ({"name": "lovelace"}, "name"),
        ({"origin": Origin.ON_SITE}, "card"),
        ({"contact": Contact.WITH_ADDRESS}, "addressed"),
        ({"since": date(2026, 3, 2), "until": date(2026, 3, 2)}, "dated"),
    ],
)
def test_a_filter_keeps_what_fits(shown, filters, kept):
    march = now().replace(year=2026, month=3, day=2, hour=22)
    made = {
        "text": entry(text="Ein Radweg fehlt.", received_at=now()),
        "umlaut": entry(text="Die ÄMTER sollten länger öffnen.", received_at=now()),
        "name": entry(name="Ada Lovelace", text="…", received_at=now()),
        "card": entry(source=Source.CARD, text="…", received_at=now()),
        "addressed": entry(author_id=make_person().id, text="…", received_at=now()),
        "dated": entry(received_at=march, text="…"),
    }

    assert shown(**filters) == [made[kept]]


@pytest.mark.parametrize("tab", [Tab.NEW, Tab.OVERDUE, Tab.MINE])
def test_fields_dialogues_and_principles_narrow_every_tab(shown, me, tab):
    field, other = make_field(), make_field()
    there = [entry(field=it, due_at=now() - LONG_AGO) for it in (field, other)]
    general = entry(field=field, principle_id=None, revision_id=None, due_at=now() - LONG_AGO)
    for number in (*there, general):
        claims.claim(number, by=me)
    db.session.commit()
    principle_id = db.session.get(Comment, there[0]).principle_id

    assert shown(tab=tab, field_id=field.id) == [there[0]]
    assert shown(tab=tab, dialogue_id=other.dialogue_id) == [there[1]]
    assert shown(tab=tab, principle_id=principle_id) == [there[0]]
    assert shown(tab=tab, principle_id=0) == [general]


def test_a_rare_thing_is_found_by_going_on(me, app):
    world = make_world()
    for _ in range(3):
        crowd(world, LOOKED_THROUGH * 2 // 5, Lane.NEW)
    rare = entry(text="Nadel", urgency=Urgency.ORDINARY)
    desk, found, path = app.test_client().sign_in(me), False, "/moderation/?ansicht=neu&text=nadel"
    pages = 0
    while not found:
        pages += 1
        page = desk.get(path).get_data(as_text=True)
        found = f"/kommentare/{rare}/oeffnen" in page
        if not found:
            assert "durchgesehen" in page
            link = page.rpartition("&amp;nach=")[2]
            path = f"/moderation/?ansicht=neu&text=nadel&nach={link.partition(chr(34))[0]}"

    assert pages == 2


def test_counts_say_when_there_may_be_more():
    assert counted([("neu", 12, 0), ("wartet", 1000, 0), ("meldungen", 3, 1000)]) == {
        "neu": "12",
        "wartet": "999+",
        "meldungen": "3+",
    }
