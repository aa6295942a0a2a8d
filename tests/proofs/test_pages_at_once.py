"""While somebody moderates and many read: what is hidden is gone with the next request, everywhere.

Each comment has a word of its own, its bird. Who writes notes when a deed is committed; an answer
to whoever asked afterwards must be as the deed left the comment.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Lock

from leitsaetze.comments import actions as comments
from leitsaetze.comments.rules import Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.extensions import begin_writing, db
from tests.proofs.random_deeds import ELSEWHERE, ON_COMMENTS
from tests.proofs.test_public_bytes import pages
from tests.proofs.workers import Worker, complaints, whole, workers
from tests.proofs.world import World, make_world
from tests.serving import Served

BIRDS = [f"kanari{letter}{letter}" for letter in "abcdefgh"]
READING = 3  # seconds
PAUSE = 0.02  # seconds between deeds, so that some answers begin and end between them
ENOUGH = 100
Get = Callable[[str], tuple[int, str]]


class Aviary:
    """Which birds can be heard, as of the last commit; nothing while a deed is under way."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.state: dict[str, tuple[int, bool | None]] = dict.fromkeys(BIRDS, (0, None))

    def set(self, bird: str, heard: bool | None) -> None:
        with self.lock:
            self.state[bird] = self.state[bird][0] + 1, heard

    def now(self) -> dict[str, tuple[int, bool | None]]:
        with self.lock:
            return dict(self.state)


def hatch(w: World) -> dict[str, object]:
    """A published comment for each bird, two of them general ones."""
    found = {}
    for number, bird in enumerate(BIRDS):
        said = w.say(f"Hier singt {bird}.", author=w.citizen)
        comments.decide(said, Verdict.PUBLISH, by=w.moderator)
        if number % 4 == 3:
            comments.reassign(said, None, by=w.moderator)
        found[bird] = said
    db.session.commit()
    return found


def moderate(w: World, birds: dict[str, object], aviary: Aviary, rounds: int) -> Counter[str]:
    """Hide and restore, with other deeds between, each a transaction of its own."""
    dice, done = random.Random(7), Counter()  # noqa: S311  no secret
    for _ in range(rounds):
        bird = dice.choice(BIRDS)
        it = birds[bird]
        begin_writing()
        name = "hide" if it.status is Status.PUBLISHED else "restore"
        aviary.set(bird, None)
        ON_COMMENTS[name](w, it)
        db.session.commit()
        aviary.set(bird, name == "restore")
        done[name] += 1
        other = dice.choice(["reply", "correct the reply", "settle", "another title", ""])
        if other:
            _beside(w, birds[dice.choice(BIRDS)], other)
        time.sleep(PAUSE)
    return done


def _beside(w: World, it: object, name: str) -> None:
    begin_writing()
    try:
        ON_COMMENTS[name](w, it) if name in ON_COMMENTS else ELSEWHERE[name](w)
    except RuleViolation:
        db.session.rollback()
    else:
        db.session.commit()


class Reader:
    """Reads on until told to stop, and notes what was wrong."""

    def __init__(self, get: Get, places: dict[str, list[str]], aviary: Aviary, seed: int) -> None:
        self.get, self.places, self.aviary = get, places, aviary
        self.dice = random.Random(seed)  # noqa: S311  no secret
        self.wrong: list[str] = []
        self.checked = 0

    def read(self, stop: Event) -> "Reader":
        while not stop.is_set() and len(self.wrong) < 3:
            path = self.dice.choice(list(self.places))
            before = self.aviary.now()
            status, page = self.get(path)
            after = self.aviary.now()
            if status != 200:
                self.wrong.append(f"{path}: {status}")
            for bird in self.places[path]:
                heard = before[bird][1]
                if heard is not None and after[bird] == before[bird]:
                    self.checked += 1
                    if (bird in page) is not heard:
                        self.wrong.append(f"{path}: {bird} {'missing' if heard else 'still there'}")
        return self


def places(w: World, birds: dict[str, object]) -> dict[str, list[str]]:
    """Where each bird sings, by path."""
    first = f"/dialoge/{w.dialogue.slug}/leitsaetze/1/"
    general = f"/dialoge/{w.dialogue.slug}/kommentare/"
    here = {first: [b for b, it in birds.items() if it.principle_id is not None]}
    here[f"{first}?sortierung=neueste"] = here[first]
    here[general] = [b for b, it in birds.items() if it.principle_id is None]
    here |= {f"/kommentare/{it.id}": [bird] for bird, it in birds.items()}
    return here | {f"/en{path}": sung for path, sung in here.items()}


def watch(w: World, gets: list[Get], rounds: int) -> tuple[Counter[str], int]:
    """Moderate while each of `gets` is read through two readers; return what was done and seen."""
    birds, aviary, stop = hatch(w), Aviary(), Event()
    where = places(w, birds)
    readers = [Reader(get, where, aviary, seed) for seed, get in enumerate(gets * 2)]
    with ThreadPoolExecutor(len(readers)) as pool:
        reading = [pool.submit(reader.read, stop) for reader in readers]
        try:
            until, done = time.monotonic() + READING, Counter()
            while time.monotonic() < until or done["hide"] < rounds or seen(readers) < ENOUGH:
                done += moderate(w, birds, aviary, 5)
                if any(reader.wrong for reader in readers):
                    break
        finally:
            stop.set()
        wrong = [fault for one in reading for fault in one.result().wrong]
    assert wrong == []
    return done, seen(readers)


def seen(readers: list[Reader]) -> int:
    """How many times a bird was rightly heard, or rightly not."""
    return sum(reader.checked for reader in readers)


@contextmanager
def impatient() -> Iterator[None]:
    """Let threads interrupt each other far more often than they usually do."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(0.001)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def through(worker: Worker) -> Get:
    """Read in a thread, past the client that shares the session of the test."""

    def get(path: str) -> tuple[int, str]:
        answer = worker.app.test_client().get(path)
        return answer.status_code, answer.text

    return get


def test_what_is_hidden_is_gone_for_all_threads_of_all_workers(app):
    w = make_world()
    with workers(app) as (some, fresh):
        for worker in (*some, fresh):
            worker.app.test_client_class = None
        with impatient():
            done, checked = watch(w, [through(worker) for worker in some], 6)
        for worker in some:
            for path in pages(w).values():
                left, right = (one.app.test_client().get(path) for one in (worker, fresh))
                assert whole(left) == whole(right), path

    assert done["hide"] >= 6
    assert checked >= ENOUGH


def test_what_is_hidden_is_gone_for_all_processes(app, tmp_path):
    w = make_world()
    facts = {name: app.config[name] for name in ("DATABASE_URL", "SECRET_KEY", "MAIL_THREAD")}
    here = Path(app.config["INSTANCE"])
    with ExitStack() as stack, complaints() as heard:
        served = []
        for number in range(2):
            served.append(
                Served(tmp_path / str(number) if facts["DATABASE_URL"] else here, **facts)
            )
            stack.callback(served[-1].kill)
        done, checked = watch(w, [server.get for server in served], 6)

    assert heard == []
    assert done["hide"] >= 6
    assert checked >= ENOUGH
    for server in served:
        assert "ERROR" not in server.output()
