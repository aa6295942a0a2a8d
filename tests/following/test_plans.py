"""Many who follow, and much news, cost no more than few: seen in SQLite's plans."""

from datetime import timedelta

import pytest

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.following import news_queries, queries
from leitsaetze.following.actions import Subject
from leitsaetze.following.models import News
from leitsaetze.following.rules import NewsKind, Rhythm
from tests.following.makers import follow
from tests.proofs.plans import asked, plan_of, walks_through
from tests.proofs.world import make_world

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.fixture
def world(app):
    return make_world()


def subjects(world) -> dict[str, Subject]:
    return {
        "dialogue_id": Subject(world.dialogue),
        "principle_id": Subject(world.dialogue, world.principles[0].id),
        "comment_id": Subject(world.dialogue, world.principles[0].id, world.published.id),
    }


def plan(question) -> list[str]:
    with asked() as questions:
        db.session.execute(question)
    return plan_of(*questions[-1])


def test_news_of_one_thing_is_read_from_its_index_in_its_order(world):
    for column, subject in subjects(world).items():
        for question in (news_queries.feed_of(subject), news_queries.news_for(subject, 1, 99)):
            found = plan(question)
            assert f"USING INDEX ix_news_{column}_id" in found[0], found
            assert not any("TEMP B-TREE" in line for line in found), found


def test_who_is_due_is_found_without_reading_all_who_follow(world):
    follow(Subject(world.dialogue))
    assert "ix_subscription_due_at" in plan(queries.anything_due(now()))[0]
    for question in (
        queries.due(now()),
        queries.unconfirmed_before(now()),
        queries.now_due(
            [News(kind=NewsKind.CLOSED, dialogue_id=world.dialogue.id)],
            Rhythm.DAILY,
            now() + timedelta(days=1),
        ),
    ):
        with asked() as questions:
            db.session.execute(question)
        assert [it for it in questions if walks_through(*it)] == [], question


def test_ones_own_list_and_the_feeds_read_no_whole_table(app, world):
    own = app.test_client().sign_in(world.citizen)
    follow(Subject(world.dialogue), address=world.citizen.address)
    slug = world.dialogue.slug
    pages = [
        "/mein/benachrichtigungen/",
        f"/dialoge/{slug}/folgen",
        "/feeds/neues.atom",
        f"/feeds/dialoge/{slug}.atom",
        f"/feeds/dialoge/{slug}/leitsaetze/1.atom",
        f"/feeds/kommentare/{world.published.id}.atom",
    ]
    for address in pages:
        with asked() as questions:
            assert own.get(address).status_code == 200, address
        assert [found for it in questions for found in walks_through(*it)] == [], address
