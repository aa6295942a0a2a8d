"""Every form that asks people for data says what becomes of it, with the notice one click away."""

import re

import pytest

from leitsaetze.extensions import db
from leitsaetze.site.actions import publish_text
from leitsaetze.site.processings import PROCESSINGS
from tests.proofs.routes import ANYBODY, CITIZEN, PUBLIC, ROUTES, sender
from tests.proofs.ways import addresses, browser, carried, on_sqlite
from tests.proofs.world import make_world

# What each form for people outside asks for: a processing, or None where it asks for no data. A
# new form fails until it stands here. `/anmelden` holds two forms.
ASKS = {
    "account.end_sessions": None,
    "account.own": None,
    "accounts.choose_password": {"staff"},
    "accounts.enter": None,
    "accounts.forgotten": {"staff"},
    "accounts.send_link": {"staff", "sign_in"},
    "accounts.sign_in": {"staff", "sign_in"},
    "accounts.sign_out": None,
    "comments.confirm": None,
    "comments.receipt": {"comment"},
    "comments.write": {"comment"},
    "comments.write_general": {"comment"},
    "comments.write_reply": {"comment"},
    "support.confirm": None,
    "support.join": {"support"},
    "events.invitation": {"invitations", "needs"},  # as seats.register
    "feedback.write": {"feedback"},
    "following.comment": {"following"},
    "following.confirm": None,
    "following.dialogue": {"following"},
    "following.mine": None,  # what was told with the form that began it still holds
    "following.own_comment": {"following"},
    "following.principle": {"following"},
    "following.unsubscribe": None,
    "handovers.statement": None,  # staff's business, done by somebody without an account
    "mail.unsubscribe": {"unsubscribe"},
    "own_comments.change": {"comment"},
    "own_comments.change_by_link": {"comment"},
    "own_comments.withdraw_by_link": None,
    "personal.answer": None,  # leads on to the form
    "personal.ask_review": None,  # leads on to the form
    "personal.ask_review_by_number": None,  # the same
    "personal.receipt": None,  # the number is looked up and kept nowhere
    "personal.registration": None,  # leads on to the page
    "personal.revoke": None,
    "personal.withdraw": None,
    "reports.write": {"report"},
    "reviews.ask": {"review"},
    "seats.own": None,  # what was told with the form that began it still holds
    "wishes.municipalities": {"invitations"},
    "seats.register": {"registration", "needs"},  # where the event offers something
    "reviews.look": None,  # staff's business, done by somebody without an account
}
# Those that keep with what they take which words had been read.
KEEPS = {
    "comments.write",
    "comments.write_general",
    "comments.write_reply",
    "events.invitation",
    "feedback.write",
    "following.comment",
    "following.dialogue",
    "following.own_comment",
    "following.principle",
    "own_comments.change",
    "own_comments.change_by_link",
    "reports.write",
    "reviews.ask",
    "seats.register",
}
FOR_PEOPLE_OUTSIDE = {PUBLIC, ANYBODY, CITIZEN}
NOTICE = '<a class="kern-link" href="/datenschutz" target="_blank" rel="noopener">'


@pytest.fixture
def world(app):
    return make_world()


def said_on(page: str) -> set[str]:
    return set(re.findall(r'id="daten-(\w+)"', page))


def test_every_form_for_people_outside_says_what_it_asks_for():
    forms = {
        endpoint
        for endpoint, (methods, audience) in ROUTES.items()
        if "POST" in methods and audience in FOR_PEOPLE_OUTSIDE
    }

    assert forms == set(ASKS)
    assert set().union(*filter(None, ASKS.values())) == set(PROCESSINGS)


@on_sqlite
def test_each_says_purpose_basis_and_period_and_links_to_the_version_in_force(app, world):
    paths = addresses(app, world)
    publish_text("datenschutz", "Datenschutz", "Neu.")
    db.session.commit()
    for endpoint, asks in ASKS.items():
        if "GET" not in ROUTES[endpoint][0]:
            continue
        page = browser(app, world, sender(endpoint)).get(paths[endpoint]).text
        assert said_on(page) == (asks or set()), endpoint
        assert page.count(NOTICE + "Datenschutzhinweis, Fassung 2 vom") == len(asks or ()), endpoint
        for name in asks or ():
            assert PROCESSINGS[name].kept.split(";")[0] in page, (endpoint, name)
        assert ('name="notice_seen"' in page) == (endpoint in KEEPS), endpoint


@on_sqlite
def test_no_box_is_ticked_before_somebody_ticks_it(app, world):
    paths = addresses(app, world)
    for endpoint in KEEPS:
        page = browser(app, world, sender(endpoint)).get(paths[endpoint]).text
        assert not re.search(r'<input[^>]*\bchecked\b[^>]*type="checkbox"', page), endpoint


def test_a_form_shown_with_older_words_shows_the_newer_ones_and_is_sent_again(app, world):
    paths = addresses(app, world)
    senders = {name: browser(app, world, sender(name)) for name in KEEPS}
    shown = {name: carried(senders[name], paths[name], "notice_seen") for name in KEEPS}
    publish_text("datenschutz", "Datenschutz", "Neu.")
    db.session.commit()

    for endpoint, seen in shown.items():
        answer = senders[endpoint].post(paths[endpoint], data=seen | {"answer": "yes"})
        assert answer.status_code == 409, endpoint
        assert "Der Datenschutzhinweis hat sich geändert" in answer.text, endpoint
        assert 'name="notice_seen" type="hidden" value="2.' in answer.text, endpoint
