"""The data of the benchmarks are such as the product itself would have left."""

import pytest
from sqlalchemy import delete, func, select

from benchmarks.ground import PASSWORD, SLUG, build
from benchmarks.plan import FEW, MORE, PUBLIC
from leitsaetze.accounts.models import Credential, Person
from leitsaetze.accounts.passwords import matches
from leitsaetze.audit.models import AuditEntry
from leitsaetze.audit.sealing import verify
from leitsaetze.comments import books
from leitsaetze.comments.book_models import CommentCount, QueueEntry
from leitsaetze.comments.models import Comment, CommentVersion
from leitsaetze.comments.queries import has_public_place
from leitsaetze.comments.reply_models import Reply
from leitsaetze.comments.rules import Lane, Status, receipt_code
from leitsaetze.extensions import db
from leitsaetze.principles.models import Principle
from leitsaetze.text import plain
from tests.proofs.crowd import added

SIZE = 1_000


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(request, app_on):
    """The application with a small dialogue, built once for each database; tests only read it."""
    app, furniture = app_on(request.param)
    app.extensions["pages"].clear()  # the versions of the last test begin anew
    with app.app_context():
        build(SIZE)
        yield app
        db.session.rollback()
        furniture.restore()


@pytest.fixture(autouse=True)
def unchanged(built):
    yield
    db.session.rollback()


def counts() -> dict:
    rows = db.session.scalars(select(CommentCount).where(CommentCount.number != 0))
    return {(row.dialogue_id, row.principle_id, row.kind): row.number for row in rows}


def queue() -> dict:
    entries = db.session.scalars(select(QueueEntry)).all()
    waiting = {Lane.NEW, Lane.AWAITING_REPLY}
    return {
        entry.comment_id: (
            entry.dialogue_id,
            entry.principle_id,
            entry.lane,
            entry.due_at,
            entry.waiting_since if entry.lane in waiting else None,
        )
        for entry in entries
    }


def test_the_books_are_those_the_product_keeps(built):
    before = counts(), queue()
    db.session.execute(delete(QueueEntry))
    db.session.execute(delete(CommentCount))

    assert books.rebuild() == SIZE
    assert (counts(), queue()) == before
    assert {lane for _, _, lane, _, _ in before[1].values()} == set(Lane)


def test_every_comment_is_whole(built):
    comments = db.session.scalars(select(Comment)).all()
    words = db.session.scalars(select(CommentVersion)).all()

    assert len(words) == SIZE
    assert len({receipt_code(comment.receipt_number) for comment in comments}) == SIZE
    assert [w for w in words[:100] if plain(w.text).html != w.html] == []
    assert {comment.status for comment in comments} == set(Status) - {Status.ERASED}
    assert all(comment.due_at > comment.received_at for comment in comments if comment.received_at)


def test_the_known_principles_have_as_many_public_comments_as_they_say(built):
    public = (
        select(Principle.number, func.count(Comment.id))
        .join(Comment, Comment.principle_id == Principle.id)
        .where(has_public_place(), Principle.number.in_([FEW, MORE]))
        .group_by(Principle.number)
    )
    assert dict(db.session.execute(public).all()) == {FEW: PUBLIC[FEW], MORE: PUBLIC[MORE]}


def test_the_product_goes_on_where_the_data_end(built):
    kept = db.session.scalars(select(Credential.password_hash).join(Person)).one()
    page = built.test_client().get(f"/dialoge/{SLUG}/leitsaetze/{FEW}/")

    assert matches(kept, PASSWORD)
    assert page.text.count('id="kommentar-') == PUBLIC[FEW]
    assert db.session.scalar(select(func.count(Reply.id))) > SIZE // 5
    (further,) = added(Comment, [_like(db.session.get(Comment, 1))])
    assert further > SIZE


def test_the_trail_is_sealed(built):
    entries = db.session.scalar(select(func.count(AuditEntry.id)))
    found = verify()
    assert (found.broken_at, found.length) == (None, entries)


def _like(comment: Comment) -> dict:
    left_out = {"id", "receipt_number"}
    names = [column.name for column in Comment.__table__.c if column.name not in left_out]
    return {name: getattr(comment, name) for name in names} | {"receipt_number": "NEXTNEXT"}
