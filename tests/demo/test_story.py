"""The demonstration tells its weeks through the real actions, on each database, once."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine

from leitsaetze.clock import now, start_of_day, today
from leitsaetze.comments import books
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.models import Comment
from leitsaetze.comments.reply_models import Reply, ReplyComment
from leitsaetze.config import UnsafeConfiguration
from leitsaetze.events.guest_models import Invitation
from leitsaetze.events.models import Event
from leitsaetze.events.rules import EventStatus
from leitsaetze.events.series_models import Municipality, Series
from leitsaetze.extensions import db
from leitsaetze.factory import create_app
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.mail.rules import MailState
from leitsaetze.moderation.models import Department, TextBlock
from leitsaetze.principles.models import FieldOfAction, Principle, Revision
from leitsaetze.reports.models import Report
from leitsaetze.reports.rules import Outcome as ReportOutcome
from leitsaetze.schema import upgrade
from leitsaetze.site.actions import furnish
from tests.conftest import SETTINGS


@contextmanager
def demonstration(folder, url=""):
    """The application in demonstration mode, after `flask prepare` and `flask demo`."""
    app = create_app(SETTINGS | {"INSTANCE": str(folder), "DATABASE_URL": url, "DEMO": True})
    with app.app_context():
        upgrade()
        furnish()
        db.session.commit()
        app.test_cli_runner().invoke(args=["demo"])
        yield app
        db.session.rollback()
        db.engine.dispose()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(request, tmp_path_factory, new_postgres):
    url = "" if request.param == "sqlite" else new_postgres("demo")
    with demonstration(tmp_path_factory.mktemp("demo"), url) as app:
        yield app


def number_of(table) -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(table))


def test_it_is_a_whole_dialogue(told):
    statuses = Counter(db.session.scalars(db.select(Comment.status)))

    assert (number_of(FieldOfAction), number_of(Principle), number_of(Revision)) == (6, 15, 16)
    assert 55 <= sum(statuses.values()) <= 70
    assert {"pending", "published", "hidden", "withdrawn", "awaiting_confirmation"} <= set(statuses)
    assert number_of(Reply) >= 20
    assert {i.answer for i in db.session.scalars(db.select(Invitation))} >= {"yes", "perhaps", "no"}


def test_events_are_to_come_are_over_one_is_cancelled_and_some_are_drafts(told):
    events = db.session.scalars(db.select(Event)).all()

    assert Counter((it.status, it.ends_at > now()) for it in events) == {
        (EventStatus.PUBLISHED, True): 6,
        (EventStatus.PUBLISHED, False): 3,
        (EventStatus.HELD, False): 1,
        (EventStatus.CANCELLED, True): 1,
        (EventStatus.DRAFT, True): 2,
    }


def test_a_series_goes_round_the_municipalities(told):
    (series,) = db.session.scalars(db.select(Series))
    events = [one for one in db.session.scalars(db.select(Event)) if one.series == [series]]

    assert Counter(len(event.municipalities) for event in events) == {1: 2, 2: 2}
    assert number_of(Municipality) == 6


def test_the_desk_has_words_at_hand_a_question_to_a_department_and_reports(told):
    assert (number_of(TextBlock), number_of(Department)) == (3, 2)
    assert Counter(db.session.scalars(db.select(Report.outcome))) == {
        None: 1,
        ReportOutcome.STAYS: 1,
    }
    assert [it.ending for it in db.session.scalars(db.select(HandOver))] == [None]
    reported = db.select(QueueEntry.comment_id).where(QueueEntry.reported < 0)
    assert len(db.session.scalars(reported).all()) == 1


def test_one_answer_is_for_two_of_whom_one_named_somebodys_account(told):
    joint = db.select(ReplyComment.reply_id).group_by(ReplyComment.reply_id)
    assert len(db.session.scalars(joint.having(db.func.count() > 1)).all()) == 1
    page = told.test_client().get("/dialoge/digitale-leitsaetze/leitsaetze/11/").text
    assert "Gemeinsame Antwort auf 2 Kommentare" in page
    assert "[…]" in page
    assert "gepfändet" not in page


def test_nothing_happened_in_the_future_and_no_letter_waits(told):
    assert all(at <= now() for at in db.session.scalars(db.select(Comment.created_at)))
    waiting = db.select(OutgoingMail.id).where(
        OutgoingMail.state != MailState.SENT, OutgoingMail.cancelled_at.is_(None)
    )
    assert db.session.scalars(waiting).all() == []


def test_shortly_after_midnight_nothing_happened_in_the_future_either(tmp_path):
    night = start_of_day(today("Europe/Berlin"), "Europe/Berlin") + timedelta(minutes=5)
    with time_machine.travel(night), demonstration(tmp_path):
        test_nothing_happened_in_the_future_and_no_letter_waits(None)
        assert number_of(Comment) >= 55


def test_the_books_agree_with_the_comments(told):
    def read() -> tuple:
        counts = {
            (row.principle_id, row.kind): row.number
            for row in db.session.scalars(db.select(CommentCount))
            if row.number
        }
        lanes = {row.comment_id: row.lane for row in db.session.scalars(db.select(QueueEntry))}
        return counts, lanes

    kept = read()
    books.rebuild()
    assert read() == kept


def test_a_second_start_changes_nothing(told):
    before = [number_of(table) for table in (Comment, OutgoingMail, Event)]

    told.test_cli_runner().invoke(args=["demo"])

    assert [number_of(table) for table in (Comment, OutgoingMail, Event)] == before


@pytest.mark.parametrize("path", ["/demo/post", "/demo/post/1", "/demo/anmelden/moderator"])
def test_its_rooms_open_and_exist_nowhere_else(told, app_on, path):
    other, _ = app_on("sqlite")

    assert told.test_client().get(path).status_code == 200
    assert other.test_client().get(path).status_code == 404


@pytest.mark.parametrize(
    "unsafe",
    [
        {"HOST": "192.0.2.1"},
        {"BASE_URL": "https://musterland.example"},
        {"SMTP_HOST": "mail.example"},
    ],
)
def test_it_refuses_to_be_more_than_a_demonstration(tmp_path, unsafe):
    with pytest.raises(UnsafeConfiguration):
        create_app(SETTINGS | {"INSTANCE": str(tmp_path), "DEMO": True} | unsafe)
