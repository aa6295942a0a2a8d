"""The feeds as a feed reader sees them."""

from datetime import timedelta

import feedparser
import pytest
import time_machine

from leitsaetze.clock import now
from leitsaetze.comments import actions as comments
from leitsaetze.comments import replies
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.following.atom import Entry, Feed, atom
from leitsaetze.following.rules import IN_A_FEED
from leitsaetze.text import markdown
from tests.following.makers import later, settle
from tests.listening import heard
from tests.proofs.world import SECRET, make_world

PROVOKING = "<script>alert(1)</script> & „]]>“ \u202eabc"


@pytest.fixture
def world(app):
    world = make_world()
    settle()
    return world


def feeds(world) -> dict[str, str]:
    slug = world.dialogue.slug
    return {
        "site": "/feeds/neues.atom",
        "dialogue": f"/feeds/dialoge/{slug}.atom",
        "principle": f"/feeds/dialoge/{slug}/leitsaetze/1.atom",
        "comment": f"/feeds/kommentare/{world.published.id}.atom",
    }


def parsed(client, path: str):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    read = feedparser.parse(answer.data, response_headers={"content-type": answer.content_type})
    assert not read.bozo, read.get("bozo_exception")
    assert read.version == "atom10"
    return read


def entry_of(client, path: str, comment):
    found = [it for it in parsed(client, path).entries if it.id.endswith(f"#comment:{comment.id}")]
    return found[0] if found else None


def publish(world, text: str, minutes: int = 3, **who):
    comment = world.say(text, **who)
    world.do(comment, verdict=Verdict.PUBLISH)
    settle(minutes=minutes)
    return comment


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_feed_is_a_feed(client, world, language):
    for name, path in feeds(world).items():
        read = parsed(client, language + path)
        links = {(it.rel, it.type): it.href for it in read.feed.links}
        assert read.feed.id == f"http://localhost{language}{path}", name
        assert links["self", "application/atom+xml"] == read.feed.id
        page = links["alternate", "text/html"].removeprefix("http://localhost")
        assert client.get(page).status_code == 200
        assert read.feed.title
        assert read.feed.updated_parsed
        assert read.entries, name
        assert len({it.id for it in read.entries}) == len(read.entries)
        assert read.feed.language == (language.strip("/") or "de")
        for it in read.entries:
            assert it.title
            assert it.updated_parsed <= read.feed.updated_parsed
            place = it.link.removeprefix("http://localhost")
            assert place.startswith(language + "/")
            assert client.get(place.partition("#")[0]).status_code == 200, it.link


def test_entries_keep_their_id_in_each_language(client, world):
    path = feeds(world)["dialogue"]

    german = [it.id for it in parsed(client, path).entries]
    assert german == [it.id for it in parsed(client, f"/en{path}").entries]


def test_what_is_said_stands_in_the_feed_and_is_escaped(client, world):
    comment = publish(world, f"Mehr Bäume. {PROVOKING}", name="Theo <b>T</b> & Söhne")
    replies.reply(comment, markdown("Danke **sehr**.", reply=True), by=world.moderator)
    db.session.commit()
    settle(minutes=6)

    for name in ("site", "dialogue", "principle"):
        raw = client.get(feeds(world)[name]).text
        entry = entry_of(client, feeds(world)[name], comment)
        assert "Mehr Bäume." in entry.content[0].value
        assert "<script" not in entry.content[0].value
        assert "<script" not in raw
        assert entry.link == f"http://localhost/kommentare/{comment.id}"
        assert "<strong>sehr</strong>" in "".join(
            it.content[0].value for it in parsed(client, feeds(world)[name]).entries
        )


def test_a_hidden_comment_stays_as_a_marked_entry_without_its_words(client, world):
    comment = publish(world, f"Schlimm: {SECRET}", name=f"Name {SECRET}")
    path = feeds(world)["principle"]
    before = entry_of(client, path, comment)
    assert SECRET in before.title
    world.hide(comment)

    after = entry_of(client, path, comment)
    assert after.id == before.id
    assert "ausgeblendet: Regel 1" in after.title
    assert after.updated_parsed >= before.updated_parsed
    for feed in (*feeds(world).values(), f"/feeds/kommentare/{comment.id}.atom"):
        assert SECRET not in client.get(feed).text


@pytest.mark.parametrize("verdict", [Verdict.WITHDRAW, Verdict.ERASE])
def test_what_was_withdrawn_or_erased_is_gone_at_once(client, world, verdict):
    comment = publish(world, f"Weg: {SECRET}")
    path = feeds(world)["dialogue"]
    assert entry_of(client, path, comment) is not None
    comments.decide(comment, verdict, by=None)
    db.session.commit()

    assert entry_of(client, path, comment) is None
    assert SECRET not in client.get(path).text


def test_an_unchanged_feed_is_not_sent_again_and_a_changed_one_is(client, world):
    for path in feeds(world).values():
        first = client.get(path)
        tag = {"If-None-Match": first.headers["ETag"]}
        assert first.headers["Cache-Control"] == "public, no-cache"
        assert client.get(path, headers=tag).status_code == 304
    path = feeds(world)["principle"]
    tag = {"If-None-Match": client.get(path).headers["ETag"]}
    publish(world, "Neu.")
    changed = client.get(path, headers=tag)

    assert changed.status_code == 200
    assert "Neu." in changed.text


def test_a_feed_is_bounded_and_asks_as_much_with_many_entries_as_with_few(client, world):
    path = feeds(world)["principle"]

    def asked() -> int:
        client.application.extensions["pages"].clear()
        with heard() as questions:
            client.get(path)
        return len(questions)

    publish(world, "Einer.")
    few = asked()
    for number in range(IN_A_FEED + 3):
        comment = world.say(f"Nummer {number}.", name=f"Mensch {number}")
        world.do(comment, verdict=Verdict.PUBLISH)
    settle(minutes=9)

    assert asked() <= few
    entries = parsed(client, path).entries
    assert len(entries) == IN_A_FEED
    assert f"Nummer {IN_A_FEED + 2}." in entries[0].content[0].value


def test_what_never_was_public_has_no_feed(client, world):
    for path in (
        f"/feeds/kommentare/{world.pending.id}.atom",
        "/feeds/kommentare/999999.atom",
        "/feeds/dialoge/gibt-es-nicht.atom",
        f"/feeds/dialoge/{world.dialogue.slug}/leitsaetze/99.atom",
    ):
        assert client.get(path).status_code == 404, path


def test_an_empty_feed_is_valid(app, client):
    read = parsed(client, "/feeds/neues.atom")

    assert read.entries == []
    with time_machine.travel(now() + timedelta(days=3)):
        assert parsed(client, "/feeds/neues.atom").feed.updated == read.feed.updated


def test_signs_that_xml_cannot_hold_are_left_out():
    moment = now()
    feed = Feed("http://x/a", "http://x/", 'T "<&>', "de", "L", "http://x/", moment)
    entry = Entry("http://x/1", "a\x0bb\ufffe", "http://x/1", moment, html="<p>\x00ok & gut</p>")
    read = feedparser.parse(atom(feed, [entry]))

    assert not read.bozo
    assert read.entries[0].title == "ab"
    assert "ok" in read.entries[0].content[0].value


def test_a_comment_that_waits_is_in_no_feed_until_it_has_settled(client, world):
    comment = world.say("Noch nicht.")
    world.do(comment, verdict=Verdict.PUBLISH)
    with later(seconds=20):
        assert entry_of(client, feeds(world)["dialogue"], comment) is None
