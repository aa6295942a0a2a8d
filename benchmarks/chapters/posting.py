"""Posting a comment as a guest with an address, against the empty view and against isso."""

from sqlalchemy import func, select

from benchmarks import isso
from benchmarks.databases import Database, application
from benchmarks.forms import TEXT, comment_form
from benchmarks.laboratory import Laboratory, running
from benchmarks.load import CONNECTIONS, Request
from benchmarks.places import places_in
from benchmarks.rounds import BASE, Target
from benchmarks.rows import Detail, Finding, Found
from leitsaetze.comments.models import Comment
from leitsaetze.extensions import db
from leitsaetze.mail.models import OutgoingMail


def measure(lab: Laboratory, kind: str) -> Found:
    """Post into the largest database; afterwards look whether everything is there."""
    size = lab.options.largest
    database = lab.database(kind, size)
    with running(
        lambda: lab.product("posting", kind, size, PROXIES=1, MAIL_THREAD=1), isso.serve
    ) as (server, other):
        before = _kept(database)
        ours = Target("posting", server, comment_form(server), status=303)
        theirs = Target("isso", other, isso.posting(TEXT), status=201)
        seen = lab.alternate([ours, theirs])
    comments, letters = (
        after - earlier for after, earlier in zip(_kept(database), before, strict=True)
    )
    visits = len(ours.rounds) + 1
    if not ours.answered <= comments <= ours.answered + 1 + CONNECTIONS * visits:
        raise RuntimeError(f"{ours.answered} comments were answered, {comments} are there")
    if letters != comments:
        raise RuntimeError(f"{comments} comments are there, but {letters} letters")
    base, cost = seen[BASE], ours.cost_against(seen[BASE])
    note = f"{comments} posted, {letters} letters"
    return [
        Finding("posting", kind, ours.speed_against(base), cpu=cost, note=note),
        Finding("posting-isso", kind, ours.speed_against(theirs), cpu=ours.cost_against(theirs)),
        _line("isso: posting a comment", kind, theirs, base),
    ]


def measure_reading(lab: Laboratory, kind: str) -> Found:
    """Read 200 comments: isso's JSON against our four pages; on SQLite, which isso uses."""
    if kind != "sqlite":
        return []
    size = lab.options.largest
    whole = Request(places_in(lab.database(kind, size)).pages_of_more)
    with running(lambda: lab.product("reading", kind, size), isso.serve) as (server, other):
        ours, theirs = Target("ours", server, whole), Target("isso", other, isso.READING)
        base = lab.alternate([ours, theirs])[BASE]
    against, cost = ours.speed_against(theirs), _cost(ours, theirs)
    return [
        _line("isso: 200 comments as JSON", kind, theirs, base),
        Detail(
            "further",
            ("200 comments read whole against isso (× isso)", kind, f"{against.median:.1f}", cost),
        ),
    ]


def _line(name: str, kind: str, target: Target, base: Target) -> Detail:
    speed = f"{target.speed_against(base).median:.3f}"
    return Detail("further", (name, kind, speed, _cost(target, base)))


def _cost(target: Target, base: Target) -> str:
    return f"{target.cost_against(base).median:.1f}"


def _kept(database: Database) -> tuple[int, int]:
    """Return how many comments and letters are in the database."""
    app = application(database)
    with app.app_context():
        kept = (
            db.session.scalar(select(func.count(Comment.id))) or 0,
            db.session.scalar(select(func.count(OutgoingMail.id))) or 0,
        )
        db.session.rollback()
        db.engine.dispose()
    return kept
