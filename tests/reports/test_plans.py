"""Reports are found by index, however many there are: seen in SQLite's plans."""

import pytest

from leitsaetze.clock import now
from leitsaetze.extensions import db
from leitsaetze.reports import actions, queries
from tests.proofs.plans import asked, plan_of, walks_through
from tests.proofs.world import make_world
from tests.reports.makers import make_published, report

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)


@pytest.mark.parametrize(
    ("index", "question"),
    [
        ("ix_report_comment_id_id", queries.waiting(1)),
        ("ix_report_comment_id_id", queries.traces(1)),
        ("ix_report_comment_id_id", queries.number_waiting(1, illegal=True)),
        ("ix_report_forget_at", queries.anything_to_forget(now())),
        ("ix_report_forget_at", queries.to_forget(now())),
        ("sqlite_autoindex_report_1", queries.with_receipt("K7PM3XQR4A")),
    ],
)
def test_each_question_is_answered_from_its_index(app, index, question):
    with asked() as questions:
        db.session.execute(question)

    plan = plan_of(*questions[-1])
    assert any(index in line for line in plan), plan
    assert not any("TEMP B-TREE" in line for line in plan), plan


def test_neither_the_worker_nor_an_entry_nor_a_report_walks_through_what_is_kept(app):
    world = make_world()
    desk = app.test_client().sign_in(world.moderator)
    comment = make_published()
    with asked() as questions:
        actions.forget_old()
        report(comment)
        assert desk.get(f"/moderation/kommentare/{world.published.id}").status_code == 200
        assert desk.get("/moderation/?ansicht=meldungen").status_code == 200

    assert [found for it in questions for found in walks_through(*it)] == []


def test_an_entry_with_many_reports_asks_no_more_than_with_one(app):
    world = make_world()
    desk = app.test_client().sign_in(world.moderator)
    address = f"/moderation/kommentare/{world.published.id}"

    def number() -> int:
        with asked() as questions:
            assert desk.get(address).status_code == 200
        return len(questions)

    few = number()
    for _ in range(20):
        report(world.published)

    assert number() == few
