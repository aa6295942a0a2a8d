"""A kept page is always what a fresh one would be: after any deeds, at any moment, everywhere."""

import os
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.exc import NoResultFound, SQLAlchemyError

from leitsaetze.clock import moved_to
from leitsaetze.comments import actions as comments
from leitsaetze.comments.rules import Lane, Status, Verdict
from leitsaetze.errors import RuleViolation
from leitsaetze.events.actions import touch_events
from leitsaetze.events.queries import CALENDAR_REACHES_BACK
from leitsaetze.extensions import db
from leitsaetze.pages.rules import PAGE_SIZE
from leitsaetze.principles import actions as principles
from tests.proofs import deeds, quiet
from tests.proofs.crowd import crowd
from tests.proofs.random_deeds import (
    ELSEWHERE,
    ON_COMMENTS,
    WHERE,
    WORK,
    contribute,
    moments,
)
from tests.proofs.test_public_bytes import in_both_languages, pages
from tests.proofs.ways import on_sqlite
from tests.proofs.workers import Level, Readers, whole, workers
from tests.proofs.world import World, make_world

# The night in which the clocks are put back begins on this day.
START = datetime(2026, 10, 24, 9, tzinfo=UTC)
LONGER = int(os.environ.get("LEITSAETZE_EXAMPLES", "0"))  # for a night: other ones each time
EXAMPLES = {"sqlite": 10, "postgresql": 5}
STEPS = 40
CODINGS = ("br", "gzip", "identity")
USUAL = {
    Status.AWAITING_CONFIRMATION: ["confirm"],
    Status.PENDING: ["publish"],
    Status.PUBLISHED: ["hide", "settle", "reply", "show an event", "correct the reply"],
    Status.HIDDEN: ["restore"],
}
# A look at a page: which one, by which worker, in which coding, with the tag of the last look?
LOOKS = st.lists(
    st.tuples(
        st.integers(0, 999), st.integers(0, 1), st.sampled_from(CODINGS), st.sampled_from([0, 0, 1])
    ),
    min_size=1,
    max_size=4,
)
# What a deed of a list fails with when another one has been before it.
OUT_OF_ORDER = (RuleViolation, SQLAlchemyError, AttributeError, LookupError)


class County(RuleBasedStateMachine):
    """Deeds and looks at pages in any order, the clock going on between them."""

    def __init__(self, office) -> None:
        super().__init__()
        self.app, self.furniture, self.workers, self.fresh, self.levels = office
        self.readers, self.at, self.looked, self.steps = Readers(), START, {}, 0

    @initialize(crowded=st.booleans(), calm=st.booleans())
    def begin(self, crowded, calm):
        """In a calm county little happens but that people say something and are answered."""
        self.calm = calm
        db.session.remove()
        self.furniture.restore()
        for worker in (*self.workers, self.fresh):
            worker.forget()
        with moved_to(self.at):
            self.world: World = make_world()
            touch_events()  # else the clock of the site stands still
            db.session.commit()
            if crowded:
                crowd(self.world, PAGE_SIZE - 3, Lane.AWAITING_REPLY)
        w = self.world
        self.comments = [w.pending, w.published, w.hidden, w.unconfirmed[0]]
        self.listed = [part(w) for part in deeds.PARTS] + [quiet.unseen(w)]

    def paths(self) -> list[str]:
        """All pages; those that single comments change come again and again."""
        w = self.world
        listed, dialogue = pages(w), f"/dialoge/{w.dialogue.slug}/"
        first = f"{dialogue}leitsaetze/1/"
        lists = [f"{dialogue}kommentare/", f"{dialogue}leitsaetze/2/", first]
        own = [f"/kommentare/{comment.id}" for comment in self.comments]
        busy = [first] * 5 + [f"{first}?sortierung=neueste", *lists, dialogue, own[1]]
        rare = [place for place in listed.values() if not place.startswith("/en/")] + own
        for place in lists:
            rare += [f"{place}?nach={self.comments[-1].id}", f"{place}?sortierung=neueste&nach=40"]
        rare += [f"{first}fassungen/2", f"{first}vergleich?von=1&bis=2", "/dialoge/anders/", "/x"]
        if self.calm:
            return [*busy, first, f"/en{first}", *rare[: self.steps % 4]]
        german = [*busy * 6, *rare]
        return german + [f"/en{path}" for path in [*busy * 3, *rare]]

    def look(self, looks) -> None:
        paths = self.paths()
        for number, which, coding, known in looks:
            path = paths[number % len(paths)]
            self.looked[path, which] = coding
            with moved_to(self.at):
                self.readers.compare(self.workers[which], self.fresh, path, coding, bool(known))

    def act(self, deed, looks, refused=RuleViolation):
        """Do something; then look. A second passes."""
        self.at += timedelta(seconds=1)
        self.steps += 1
        with moved_to(self.at):
            try:
                done = deed()
                db.session.commit()
            except refused:
                db.session.rollback()
                done = None
        self.look(looks)
        return done

    @rule(looks=LOOKS)
    def read(self, looks):
        self.look(looks)

    @rule(which=st.integers(0, 99), deed=st.sampled_from(sorted(ON_COMMENTS)), looks=LOOKS)
    def on_a_comment(self, which, deed, looks):
        comment = self.comments[which % len(self.comments)]
        refused = RuleViolation, NoResultFound  # the latter for links that were used
        self.act(lambda: ON_COMMENTS[deed](self.world, comment), looks, refused)

    @rule(which=st.integers(0, 99), choice=st.integers(0, 99), looks=LOOKS)
    def moderate(self, which, choice, looks):
        """What nobody refuses, day in, day out."""
        comment = self.comments[which % len(self.comments)]
        possible = USUAL.get(comment.status, ["note"])
        self.on_a_comment(which, possible[choice % len(possible)], looks)

    @rule(which=st.integers(0, 99), choice=st.integers(0, 99), looks=LOOKS)
    def moderate_more(self, which, choice, looks):
        self.moderate(which, choice, looks)

    @rule(where=st.sampled_from(WHERE), known=st.booleans(), looks=LOOKS)
    def contribute(self, where, known, looks):
        bird = f"vogel{len(self.comments)}"
        said = self.act(lambda: contribute(self.world, where, known=known, bird=bird), looks)
        if said is not None:
            self.comments.append(said)

    @rule(deed=st.sampled_from(sorted(ELSEWHERE)), done=st.booleans(), looks=LOOKS)
    def elsewhere(self, deed, done, looks):
        """Something that is no comment changes, or somebody thinks better of it in the middle."""

        def act():
            ELSEWHERE[deed](self.world)
            db.session.flush()
            if not done or self.is_quiet():
                raise RuleViolation("Doch nicht.")

        self.act(act, looks)

    @rule(which=st.integers(0, len(deeds.PARTS)), looks=LOOKS)
    def of_the_lists(self, which, looks):
        """Whatever else the product can do, in the order of its list, between the others."""

        def act():
            for _name, deed, *_shown in self.listed[which]:
                deed()
                break

        self.act(act if not self.is_quiet() else list, looks, OUT_OF_ORDER)

    @rule(which=st.integers(0, 12), late=st.booleans(), looks=LOOKS)
    def wait(self, which, late, looks):
        """Until something happens by itself; the worker may be late."""
        with moved_to(self.at):
            coming = moments(self.world, self.at)
        if not self.is_quiet():
            self.at = coming[which % len(coming)]
        self.look(looks)
        if not late:
            self.work(looks)

    def is_quiet(self) -> bool:
        return self.calm and self.steps % 8 > 0

    @rule(looks=LOOKS)
    def work(self, looks):
        for job in WORK:
            self.act(job, [])
        self.look(looks)

    def teardown(self):
        if self.looked:
            for (path, which), coding in self.looked.items():
                with moved_to(self.at):
                    self.readers.compare(self.workers[which], self.fresh, path, coding, False)
        self.levels += self.readers.levels


@pytest.mark.timeout(600)
def test_whatever_happens_kept_pages_are_as_fresh_ones(app, app_on):
    kind = db.engine.dialect.name
    levels = Counter()
    with workers(app) as (some, fresh):
        office = app, app_on(kind)[1], some, fresh, levels
        run_state_machine_as_test(
            lambda: County(office),
            settings=settings(
                max_examples=LONGER or EXAMPLES[kind],
                stateful_step_count=STEPS,
                derandomize=not LONGER,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
                print_blob=False,
            ),
        )

    assert {level for level in Level if levels[level] >= 10} == set(Level), levels


LEVELS = {
    "note": Level.SAME,
    "hide": Level.REMADE,
    "restore": Level.REMADE,
    "take the reply back": Level.REMADE,
    "reply": Level.REMADE,
    "correct the reply": Level.REMADE,
    "settle": Level.REMADE,
    "unsettle": Level.REMADE,
    "show an event": Level.MADE,
    "hide ": Level.REMADE,
    "restore ": Level.REMADE,
    "name behind the first": Level.MADE,
    "move to the dialogue": Level.FEWER,
    "hide elsewhere": Level.FEWER,
    "restore elsewhere": Level.FEWER,
    "move to the first": Level.REMADE,
    "another dialogue": Level.SAME,
    "change the event": Level.MADE,
    "other imprint": Level.MADE,
    "erase": Level.REMADE,
}


def test_no_deed_costs_more_than_it_shows(app):
    """All steps of decision 21 are really taken: else the comparison above compares nothing."""
    w = make_world()
    path = f"/dialoge/{w.dialogue.slug}/leitsaetze/1/"
    with workers(app, 1) as ([worker], fresh):
        worker.get(path)
        found = {}
        for name in LEVELS:
            deed = name.removesuffix(" elsewhere").strip()
            it = w.published
            ON_COMMENTS[deed](w, it) if deed in ON_COMMENTS else ELSEWHERE[deed](w)
            db.session.commit()
            answer, found[name] = worker.get_and_tell(path)
            assert whole(answer) == whole(fresh.get(path)), name

    assert found == LEVELS


def test_every_deed_is_seen_at_once_by_every_worker(app):
    """All deeds there are, one after the other, and the pages they show on."""
    w = make_world()
    paths, readers = pages(w), Readers()
    with workers(app) as (some, fresh):
        for worker in some:
            for path in paths.values():
                worker.get(path)
        for turn, (_name, act, shown) in enumerate(deeds.seen(w)):
            act()
            db.session.commit()
            for number, name in enumerate(sorted(in_both_languages(shown)), turn):
                readers.compare(some[number % 2], fresh, paths[name], "identity", known=True)

    assert readers.levels[Level.REMADE] > 0


def test_a_deed_after_closing_is_seen_though_the_worker_is_late(app):
    """The form is gone, and then a comment elsewhere raises the stamp before the worker does."""
    end = START + timedelta(hours=1)
    with moved_to(START):
        w, readers = make_world(), Readers()
        path = f"/dialoge/{w.dialogue.slug}/leitsaetze/1/"
        principles.change_dialogue(w.dialogue, closes_at=end, by=None)
        other = contribute(w, 1, known=True, bird="amsel")
        comments.decide(other, Verdict.PUBLISH, by=w.moderator)
        db.session.commit()
    with workers(app) as (some, fresh):
        for at in (START, end, end + timedelta(hours=1)):
            with moved_to(at):
                for name in ("hide", "restore", "settle"):
                    for worker in some:
                        readers.compare(worker, fresh, path, "br", known=True)
                    ON_COMMENTS[name](w, other)
                    db.session.commit()


@on_sqlite
def test_an_event_leaves_the_calendar_in_time(app):
    with moved_to(START):
        w, readers = make_world(), Readers()
        leaves = w.event.ends_at + CALENDAR_REACHES_BACK
    with workers(app) as (some, fresh):
        for seconds in (-2, -1, 0, 1):
            with moved_to(leaves + timedelta(seconds=seconds)):
                if seconds == -2:
                    for job in WORK:
                        job()
                    db.session.commit()
                for worker in some:
                    readers.compare(worker, fresh, "/veranstaltungen.ics", "br", known=True)
