"""What a small county holds of questions to departments: something for each of their forms."""

from datetime import date, timedelta

from leitsaetze.clock import today
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.moderation.actions import state_of
from leitsaetze.moderation.blocks import add_department
from leitsaetze.moderation.handing_over import Question, hand_over
from leitsaetze.moderation.models import Department
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from leitsaetze.site.office import present_office
from tests.proofs.world import SECRET, World

OFFICE = "Antwort des Bauamts"
READER = "sachgebiet@musterland.example"


def arguments(world: World) -> dict[str, dict[str, object]]:
    """What stands in the address of each route about a question, by endpoint."""
    by = world.moderator
    add_department(OFFICE, by=by)  # another route takes the other one back
    put_off, back, answered = (asked_about(waiting(world), by) for _ in range(3))
    return {
        "handovers.ask": {"comment_id": waiting(world).id},
        "handovers.put_off": {"comment_id": put_off.comment_id},
        "handovers.statement": {"token": secret_to(answered)},
        "handovers.take_back": {"comment_id": back.comment_id},
    }


def fields(world: World) -> dict[str, dict[str, str]]:
    """What somebody would send of each form about a question, so that it is carried out."""
    office = db.session.scalars(db.select(Department).filter_by(heading=OFFICE)).one()
    fresh = max(db.session.scalars(db.select(Comment)), key=lambda it: it.id)
    told = {"name": "Klimaschutz", "address": READER, "question": "Stimmt das?"}
    day = {"day": soon(9).isoformat()}
    return {
        "handovers.ask": told | day | {"department": str(office.id), "seen": state_of(fresh)},
        "handovers.put_off": {"day": soon(20).isoformat()},
        "handovers.statement": {"kind": "not_ours", "words": "Nein.", "signed": "Frau Baum"},
        "handovers.take_back": {},
    }


def waiting(world: World) -> Comment:
    """A comment that is public and waits for an answer."""
    comment = world.say("Wann kommt der Bus?")
    world.do(comment, verdict=Verdict.PUBLISH)
    return comment


def asked_about(comment: Comment, by) -> HandOver:
    """A question about it, with words nobody outside may read."""
    department = db.session.scalars(db.select(Department).order_by(Department.id)).first()
    question = Question(department, "Klimaschutz", READER, f"Stimmt das? {SECRET}", soon(9))
    return hand_over(comment, question, by=by, seen=state_of(comment))


def soon(days: int) -> date:
    return working_day(today("Europe/Berlin") + timedelta(days=days))


def working_day(day: date) -> date:
    """This day or the next on which people work."""
    office = present_office()
    while not office.works_on(day):
        day += timedelta(days=1)
    return day


def secret_to(asked: HandOver) -> str:
    """The secret of the link the department has."""
    return secret_of(db.session.get_one(AccessLink, asked.link_id))
