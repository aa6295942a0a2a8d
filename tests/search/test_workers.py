"""Reading by the worker: by several at once, in portions, and all anew by command."""

from threading import Thread

from leitsaetze.extensions import db
from leitsaetze.search import bits, indexing
from leitsaetze.search.models import SearchEntry, SearchPlaces, SearchWord
from leitsaetze.site.actions import let_search_read
from leitsaetze.site.models import SearchDue
from leitsaetze.site.rules import ReadAnew
from tests.factories import make_principle
from tests.pages.makers import answer, follow_the_clock, hide, many, publish
from tests.search.makers import numbers, read_all


def kept() -> dict[tuple[str, int], set[bytes]]:
    """By which words each thing is found, read from the sets of places."""
    things = {
        it.id: (str(it.kind), it.thing_id) for it in db.session.scalars(db.select(SearchEntry))
    }
    words = {it.id: it.word for it in db.session.scalars(db.select(SearchWord))}
    found: dict[tuple[str, int], set[bytes]] = {}
    for row in db.session.scalars(db.select(SearchPlaces)):
        for place in bits.descending(bits.unpacked(row.places)):
            thing = things[row.block * bits.BLOCK + place]
            found.setdefault(thing, set()).add(words[row.word_id])
    db.session.rollback()
    return found


def test_several_workers_read_each_thing_once(app):
    principle = make_principle()
    ids = many(principle, 300, text="Am Weg steht Bank")
    follow_the_clock(principle.dialogue)
    for number in ids:
        let_search_read(ReadAnew.COMMENT, number)
    db.session.commit()

    def work() -> None:
        with app.app_context():
            while indexing.read_due():
                pass

    workers = [Thread(target=work) for _ in range(3)]
    for it in workers:
        it.start()
    for it in workers:
        it.join()
    read = kept()

    assert db.session.scalars(db.select(SearchDue)).all() == []
    assert len([thing for thing in read if thing[0] == "comment"]) == 270  # of ten one is hidden
    indexing.rebuild(lambda _read: None)
    assert kept() == read


def test_what_was_read_deed_by_deed_is_what_is_read_anew(app, client):
    principle = make_principle()
    comments = [publish(principle, f"Am Weg {n} fehlt eine Bank.") for n in range(5)]
    read_all()
    answer(comments[0], "Danke.")
    hide(comments[1])
    follow_the_clock(principle.dialogue)
    read_all()
    before, found = kept(), numbers(client, "Bank")
    times = dict(db.session.execute(db.select(SearchWord.word, SearchWord.times)).all())

    answered = app.test_cli_runner().invoke(args=["rebuild-search"])

    assert "gelesen" in answered.output
    assert kept() == before
    assert numbers(client, "Bank") == found == [it.id for it in (*comments[:1:-1], comments[0])]
    assert dict(db.session.execute(db.select(SearchWord.word, SearchWord.times)).all()) == times


def test_an_idle_worker_only_looks(app):
    make_principle()
    db.session.commit()

    assert indexing.read_due() == 0
    assert db.session.scalars(db.select(SearchWord)).all() == []
