"""Many who ask for one page at the same moment share a look at the database, never an old one."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from threading import Event, Thread
from time import monotonic, sleep

import pytest

from leitsaetze.web.kept import Page
from leitsaetze.web.stamps import Asked, Proof

MANY = 8


class Database:
    """Something to look at whose state changes; a look waits until it is let go."""

    def __init__(self) -> None:
        self.state = count(1)
        self.looks = 0
        self.going = Event()
        self.looking = Event()

    def look(self, _page: Page) -> str:
        self.looks += 1
        seen = f"state {next(self.state)}"
        self.looking.set()
        assert self.going.wait(20)
        return seen


@pytest.fixture
def page() -> Page:
    proof = Proof(Asked("", (), ((1, None),)), None, "/", datetime.now(UTC), None)
    return Page(proof, [], b"")


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database()
    yield database
    database.going.set()


def asked_by(number: int, page: Page, look) -> tuple[list[Thread], list]:
    found: list = []

    def ask() -> None:
        try:
            found.append(page.present(look))
        except OSError as error:
            found.append(error)

    threads = [Thread(target=ask) for _ in range(number)]
    for thread in threads:
        thread.start()
    return threads, found


def ended(threads: list[Thread]) -> None:
    for thread in threads:
        thread.join(20)
        assert not thread.is_alive()


def all_wait(threads: list[Thread], moments: float = 0.3) -> None:
    """Return when the threads had time to come to their turn; none can have got it."""
    until = monotonic() + moments
    while monotonic() < until:
        assert all(thread.is_alive() for thread in threads)
        sleep(0.02)


def test_one_look_answers_all_who_came_before_it_began(page, database):
    first, of_first = asked_by(1, page, database.look)
    assert database.looking.wait(20)
    others, of_others = asked_by(MANY, page, database.look)
    all_wait(others)
    database.going.set()
    ended([*first, *others])

    # Whoever came during the first look may not have its answer: it began before they came.
    assert of_first == ["state 1"]
    assert of_others == ["state 2"] * MANY
    assert database.looks == 2


def test_who_comes_later_looks_again(page, database):
    database.going.set()

    assert [page.present(database.look) for _ in range(3)] == ["state 1", "state 2", "state 3"]


def test_of_a_look_that_fails_nobody_takes_what_was_found_before(page, database):
    database.going.set()
    assert page.present(database.look) == "state 1"
    database.going.clear()
    database.looking.clear()

    first, _found = asked_by(1, page, database.look)
    assert database.looking.wait(20)

    def fail(_page: Page) -> str:
        raise OSError

    others, of_others = asked_by(MANY, page, fail)
    all_wait(others)
    database.going.set()
    ended([*first, *others])

    failed = [it for it in of_others if isinstance(it, OSError)]
    assert len(failed) == 1
    assert [it for it in of_others if it not in failed] == [None] * (MANY - 1)
