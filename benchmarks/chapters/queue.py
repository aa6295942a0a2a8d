"""The moderators' queue, signed in: every tab, filter and depth, small against large."""

from sqlalchemy import select

from benchmarks.databases import Database, application
from benchmarks.ground import CHIEF
from benchmarks.laboratory import Laboratory, running
from benchmarks.load import Request
from benchmarks.places import places_in
from benchmarks.processes import sign_in
from benchmarks.rounds import BASE, Target
from benchmarks.rows import Detail, Finding, Found
from leitsaetze.accounts.queries import person_with
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.rules import Lane
from leitsaetze.extensions import begin_writing, db
from leitsaetze.moderation.claims import claim
from leitsaetze.moderation.rules import PAGE

OPENING = b"/oeffnen?"  # the form of each row


def measure(lab: Laboratory, kind: str) -> Found:
    """Measure each view on the smallest and the largest database.

    Growth is judged where both show as many rows: a small database may not fill a filtered page.
    """
    sizes = (lab.options.smallest, lab.options.largest)
    rows: dict[str, list[int]] = {}
    with running(
        lambda: lab.product("queue-small", kind, sizes[0]),
        lambda: lab.product("queue-large", kind, sizes[1]),
    ) as servers:
        pairs: dict[str, list[Target]] = {}
        for server, size in zip(servers, sizes, strict=True):
            _work_on_some(lab.database(kind, size))
            sign_in(server)
            headers = {"Cookie": server.cookie}
            for view, path in places_in(lab.database(kind, size)).queue.items():
                rows.setdefault(view, []).append(server.ask(path).body.count(OPENING))
                target = Target(f"{size} {view}", server, Request((path,), headers=headers))
                pairs.setdefault(view, []).append(target)
        # What is compared is visited one right after the other: the machine changes its pace.
        targets = [target for pair in pairs.values() for target in pair]
        seen = lab.alternate(targets, rounds=max(2, lab.options.rounds - 2), seconds=1)
    small, large = ({view: seen[f"{size} {view}"] for view in rows} for size in sizes)
    growth = {view: large[view].cost_against(small[view]) for view in rows}
    speed = {view: large[view].speed_against(seen[BASE]) for view in rows}
    alike = [view for view, (few, many) in rows.items() if few == many]
    worst = max(alike, key=lambda view: growth[view].median)
    slowest = min(rows, key=lambda view: speed[view].median)
    found: Found = [
        Finding("queue", kind, growth[worst], note=worst),
        Finding("queue-const", kind, speed[slowest], note=slowest),
    ]
    for view, (few, many) in rows.items():
        figures = f"{growth[view].median:.2f}", f"{speed[view].median:.3f}"
        found.append(Detail("queue", (view, kind, f"{few}, {many}", *figures)))
    return found


def _work_on_some(database: Database) -> None:
    """Let the one who signs in work on a page full of entries; it is her tab "bei mir"."""
    app = application(database)
    with app.app_context():
        begin_writing()
        moderator = db.session.scalars(person_with(CHIEF)).one()
        waiting = select(QueueEntry.comment_id).where(QueueEntry.lane == Lane.AWAITING_REPLY)
        for number in db.session.scalars(waiting.order_by(QueueEntry.comment_id).limit(PAGE)):
            claim(number, by=moderator)
        db.session.commit()
        db.engine.dispose()
