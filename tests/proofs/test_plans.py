"""Lists, pages and jobs cost the same however much there is: seen in SQLite's plans and steps."""

import re
from datetime import timedelta
from itertools import product
from threading import Event

import pytest

from leitsaetze.clock import now
from leitsaetze.comments import queries as comment_queries
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.letters import reach_of
from leitsaetze.comments.rules import Lane
from leitsaetze.extensions import db
from leitsaetze.mail import queries as mail_queries
from leitsaetze.moderation import claims, listing
from leitsaetze.moderation.rules import LATEST_FIRST, Tab
from leitsaetze.moderation.view import View
from leitsaetze.search import indexing
from leitsaetze.search.asking import Places, Search, answered
from leitsaetze.search.rules import Order
from leitsaetze.site import queries as site_queries
from tests.pages.makers import many
from tests.proofs.crowd import claims as claimed
from tests.proofs.crowd import crowd
from tests.proofs.plans import asked, plan_of, statistics, steps, walks_through
from tests.proofs.world import make_world

pytestmark = pytest.mark.parametrize("app", ["sqlite"], indirect=True)
MORE_THAN_COUNTED = 1100
PAGES = {
    "moderator": (
        *(f"/moderation/?ansicht={tab}" for tab in Tab),
        "/moderation/unbestaetigt",
        "/moderation/post/",
        "/moderation/kommentare/{id}",
    ),
    "citizen": ("/mein/",),
    "editor": ("/redaktion/", "/redaktion/dialoge/{slug}/", "/redaktion/leitsaetze/{principle}/"),
    "administrator": ("/verwaltung/", "/verwaltung/menschen/"),
}


@pytest.fixture
def world(app):
    return make_world()


def addresses(w, reader: str) -> list[str]:
    given = {"id": w.published.id, "slug": w.dialogue.slug, "principle": w.principles[0].id}
    return [page.format(**given) for page in PAGES[reader]]


@pytest.mark.parametrize("reader", PAGES)
def test_no_page_of_staff_or_citizens_reads_a_whole_table(app, world, reader):
    browser = app.test_client().sign_in(world.people[reader])
    for address in addresses(world, reader):
        with asked() as questions:
            assert browser.get(address).status_code == 200, address
        assert [found for it in questions for found in walks_through(*it)] == [], address


def views(w) -> list[View]:
    ways = [(None, None), (w.dialogue.id, None), (None, 0), (None, w.principles[0].id)]
    ways += [(w.dialogue.id, 0), (w.dialogue.id, w.principles[0].id)]
    return [View(tab, *way) for tab, way in product(Tab, ways)]


BY_NUMBER = "INTEGER PRIMARY KEY"
PRESSING = {Tab.REPORTS: "reported", Tab.OVERDUE: "due_at", Tab.REVIEWS: "review_since"}


def index_of(view: View) -> str:
    if view.tab in PRESSING:
        within = "dialogue_id_" if view.dialogue_id or view.principle_id else ""
        return f"INDEX ix_queue_entry_{within}{PRESSING[view.tab]}"
    return BY_NUMBER if view.tab is Tab.MINE else "INDEX ix_queue_entry_lane"


def test_every_view_of_the_queue_is_read_from_one_index_in_its_order(app, world):
    place = db.session.get(QueueEntry, crowd(world, 1, Lane.NEW)[0])
    place.reported, place.review_since, place.due_at = -1, now(), now() - timedelta(days=1)
    db.session.commit()
    for view, after in product(views(world), (None, place)):
        values = claims.values_for(view, by_id=world.moderator.id, after=after)
        for question in (listing.entries, listing.next_free):
            with asked() as questions:
                db.session.execute(question(view, further=after is not None), values | {"but": 0})
            plan = plan_of(*questions[-1])
            own = [line for line in plan if " queue_entry" in line]
            used = own[0].replace("COVERING ", "").replace("SCAN", "SEARCH")
            assert used.startswith(f"SEARCH queue_entry USING {index_of(view)}"), (view, plan)
            shown = [line.partition("USING ")[2] for line in own[1:]]
            again = question is listing.entries and view.shape.sieved
            assert shown == [f"{BY_NUMBER} (rowid=?)"] * bool(again), (view, plan)
            sorted_after_the_page = sum("TEMP B-TREE" in line for line in plan)
            few = (question is listing.entries) + (view.tab is Tab.MINE) + bool(view.shape.sieved)
            assert sorted_after_the_page <= few, (view, plan)
            if after is not None and view.tab is not Tab.MINE:
                assert re.search(rf"{'<' if view.tab in LATEST_FIRST else '>'}\(?\?", own[0]), plan


def test_the_queue_costs_as_much_with_many_thousand_entries_as_with_a_thousand(app, world):
    desk = app.test_client().sign_in(world.moderator)
    filters = ("", f"&dialog={world.dialogue.id}", "&leitsatz=allgemein", "&text=anders", "&name=x")
    filters += "&adresse=ohne", "&weg=online", f"&feld={world.principles[0].field_id}"
    pages = [f"/moderation/?ansicht={tab}{given}" for tab in Tab for given in filters]

    def fill(number: int) -> None:
        for lane, general in product(Lane, (True, False)):
            crowd(world, number, lane, general=general)

    def cost() -> int:
        with steps() as taken:
            for page in pages:
                assert desk.get(page).status_code == 200
        return taken[0]

    fill(MORE_THAN_COUNTED)
    claimed(crowd(world, 3, Lane.NEW), world.moderator)
    few = cost()
    fill(2 * MORE_THAN_COUNTED)

    assert cost() <= 1.05 * few


def test_few_entries_among_many_of_others_are_found_without_reading_those(app, world):
    desk = app.test_client().sign_in(world.moderator)
    filters = ("&leitsatz=allgemein", f"&leitsatz={world.principles[-1].id}")

    def costs() -> list[int]:
        taken = []
        for given in filters:
            with steps() as these:
                assert desk.get(f"/moderation/?ansicht=neu{given}").status_code == 200
            taken.append(these[0])
        return taken

    before = costs()
    crowd(world, 3000, Lane.NEW)

    after = costs()

    assert all(more <= few + 100 for more, few in zip(after, before, strict=True)), after


def test_the_jobs_of_the_worker_look_without_walking_through_what_is_kept(app, world):
    app.extensions["mail_sender"] = lambda _letter: None
    for job in app.extensions["jobs"]:
        for _ in range(3):  # the last time there is nothing to do
            with asked() as questions:
                job.deed(Event())
                db.session.commit()
        walked = [found for it in questions for found in walks_through(*it)]
        assert walked == [], job.name


def test_what_a_letter_needs_to_know_is_found_by_index(app, world):
    moment = now() - timedelta(days=1)
    questions = {
        "ix_outgoing_mail_state_not_before_id": mail_queries.next_due(moment),
        "ix_outgoing_mail_leased_until": mail_queries.lost(moment),
        "ix_access_link_expires_at": site_queries.anything_to_forget(moment),
        "ix_confirmation_expires_at_waiting": comment_queries.unconfirmed(),
        "ix_confirmation_created_at_waiting": comment_queries.confirmations_to_remind(moment),
    }
    with asked() as first:
        reach_of("jemand@musterland.example")
    plans = {"ix_outgoing_mail_address_created_at": first}
    for index, question in questions.items():
        with asked() as plans[index]:
            db.session.execute(question)
    for index, seen in plans.items():
        plan = plan_of(*seen[-1])
        assert any(index in line for line in plan), plan
        assert not any("TEMP B-TREE" in line for line in plan), plan


def test_waiting_letters_are_counted_without_reading_them(app, world):
    with asked() as seen:
        db.session.execute(mail_queries.waiting())

    assert [line for line in plan_of(*seen[-1]) if "outgoing_mail" in line] == [
        "SEARCH outgoing_mail USING COVERING INDEX ix_outgoing_mail_state_not_before_id (state=?)"
    ]


def test_a_public_page_passes_over_nothing_that_never_was_public(client, world):
    address = f"/dialoge/{world.dialogue.slug}/leitsaetze/1/"
    crowd(world, 60, Lane.DONE)
    with steps() as before:
        client.get(address)
    crowd(world, 2000, Lane.NEW)
    crowd(world, 60, Lane.DONE)
    with steps() as after:
        client.get(f"{address}?nach={world.published.id + 40}")

    assert after[0] <= 1.2 * before[0]


def test_hits_are_looked_up_by_their_numbers_whatever_the_statistics_say(app, world):
    many(world.principles[0], 600, text="Bänke am Weg")
    indexing.rebuild(lambda _read: None)
    places = Places.known()
    with statistics():
        for order in Order:
            with asked() as questions:
                answered(Search.of({"q": "Bank", "sortierung": order}, places), places)
            lines = [line for it in questions for line in plan_of(*it) if "search_entry" in line]
            assert len(lines) >= 3
            assert {line.partition("USING ")[2] for line in lines if "(" in line} == {
                f"{BY_NUMBER} (rowid=?)"
            }, lines
