"""A comment that waits for an answer, and a department that is asked about it."""

from datetime import timedelta

from leitsaetze.clock import today
from leitsaetze.comments import confirming, intake
from leitsaetze.comments.book_models import QueueEntry
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import begin_writing, db
from leitsaetze.mail.models import OutgoingMail
from leitsaetze.moderation.actions import carry_out, state_of
from leitsaetze.moderation.blocks import add_department
from leitsaetze.moderation.deeds import Deed
from leitsaetze.moderation.handing_over import Question, hand_over
from leitsaetze.moderation.models import Department
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from leitsaetze.site.office import present_office
from tests.comments.test_intake import ADDRESS, make_open_principle, said

HEADING = "Antwort des Sachgebiets Klimaschutz"
NAME, READER = "Sachgebiet Klimaschutz", "klima@musterland.example"
QUESTION = "Wann wird der Weg gebaut?"
ANSWER, SIGNED = "Im Herbst beginnt der Bau.", "Frau Baum"


def make_waiting(by, *, address: str = ADDRESS) -> Comment:
    """A comment of somebody with an address, published and not answered."""
    principle = make_open_principle()
    comment = intake.submit(said(address=address), principle.dialogue, principle)
    confirming.confirm(comment)
    db.session.commit()
    do(comment, by, verdict=Verdict.PUBLISH)
    return comment


def make_department(by) -> Department:
    department = add_department(HEADING, by=by)
    db.session.commit()
    return department


def do(comment: Comment, by, **deed) -> None:
    begin_writing()
    carry_out(comment, Deed(**deed), by=by, seen=state_of(comment))
    db.session.commit()


def ask(comment: Comment, by, department: Department, *, days: int = 9) -> HandOver:
    begin_writing()
    question = Question(department, NAME, READER, QUESTION, workday(days))
    asked = hand_over(comment, question, by=by, seen=state_of(comment))
    db.session.commit()
    return asked


def workday(days: int):
    """The working day that many days from now, or the next one."""
    day, office = today("Europe/Berlin") + timedelta(days=days), present_office()
    while not office.works_on(day):
        day += timedelta(days=1)
    return day


def entry_of(comment: Comment) -> QueueEntry:
    return db.session.get_one(QueueEntry, comment.id, populate_existing=True)


def letters() -> list[str]:
    """The kinds of letters to the department that may still leave or have left."""
    question = db.select(OutgoingMail.kind).where(OutgoingMail.cancelled_at.is_(None))
    mine = question.where(OutgoingMail.address == READER).order_by(OutgoingMail.id)
    return list(db.session.scalars(mine))


def page_of(asked: HandOver) -> str:
    return f"/stellungnahme/{secret_of(db.session.get_one(AccessLink, asked.link_id))}"
