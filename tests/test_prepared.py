"""Questions prepared once answer as the session would, on each kind of database."""

from sqlalchemy import bindparam, select

from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Status
from leitsaetze.extensions import db
from leitsaetze.prepared import Prepared
from leitsaetze.site.models import Stamp
from tests.factories import make_comment


def ask(question: Prepared, **parameters):
    """Ask over a connection of the driver, as past the session."""
    db.session.commit()
    connection = db.engine.raw_connection()
    try:
        return question.ask(connection.driver_connection, db.engine.dialect, **parameters)
    finally:
        connection.close()


def test_values_are_those_of_the_session(app):
    comment = make_comment(status=Status.PUBLISHED)
    columns = Comment.id, Comment.status, Comment.received_at, Comment.published_at, Comment.name
    one = select(*columns).where(Comment.id == bindparam("number", 0))

    rows = ask(Prepared(one), number=comment.id)

    wanted = db.session.execute(one, {"number": comment.id}).all()
    assert [tuple(row) for row in rows] == [tuple(row) for row in wanted]
    assert rows[0].status is Status.PUBLISHED
    assert rows[0].published_at == comment.published_at
    assert rows[0].published_at.tzinfo is not None


def test_rows_have_the_names_of_their_columns(app):
    question = Prepared(select(Stamp.scope, Stamp.version.label("raised")).order_by(Stamp.id))

    assert ask(question)[0]._fields == ("scope", "raised")


def test_constants_of_the_question_are_kept(app):
    """Enumerations, too, which the driver does not know."""
    there = make_comment(status=Status.PUBLISHED)
    make_comment(status=Status.HIDDEN)
    shown = select(Comment.id).where(
        Comment.status.in_([Status.PUBLISHED, Status.ERASED]), Comment.name == bindparam("name", "")
    )
    question = Prepared(shown)

    assert [row.id for row in ask(question, name=there.name)] == [there.id]
    assert ask(question, name="Niemand") == []
    assert [row.id for row in ask(question, name=there.name)] == [there.id]


def test_what_is_asked_for_is_never_part_of_the_question(app):
    make_comment()
    question = Prepared(select(Comment.id).where(Comment.name == bindparam("name", "")))

    assert ask(question, name="' OR 1=1 --") == []
    assert ask(question, name="%(name)s ? :name") == []
