"""Questions to departments in each of their states, for the places that show them."""

from datetime import timedelta

from leitsaetze.accounts.models import Person
from leitsaetze.clock import today
from leitsaetze.comments.actions import decide
from leitsaetze.comments.handover_models import HandOver
from leitsaetze.comments.intake import Contribution, submit
from leitsaetze.comments.models import Comment
from leitsaetze.comments.rules import Verdict
from leitsaetze.extensions import db
from leitsaetze.moderation.actions import state_of
from leitsaetze.moderation.blocks import add_department
from leitsaetze.moderation.handing_over import Question, hand_over, offer, send_back, take_back
from leitsaetze.moderation.models import Department
from leitsaetze.principles.models import Dialogue
from leitsaetze.site.actions import secret_of
from leitsaetze.site.models import AccessLink
from leitsaetze.site.office import present_office
from leitsaetze.text import markdown, plain


def gather(dialogue: Dialogue, by: Person) -> dict[str, object]:
    """Ask about four comments, have two answered, take one back; one more can be asked about."""
    department = add_department("Antwort des Sachgebiets Klimaschutz", by=by)
    waits, offered, back, over = (_ask(_said(dialogue), department, by) for _ in range(4))
    offer(offered, markdown("Im **Herbst** beginnt der Bau.", reply=True), signed="Frau Baum")
    send_back(back, "Straßen gehören dem Tiefbauamt.\n\nFragen Sie dort.", signed="Herr Berg")
    take_back(over, by=by)
    facts = {"question": waits, "question_done": offered, "question_over": over}
    links = {name: db.session.get_one(AccessLink, it.link_id) for name, it in facts.items()}
    return {name: secret_of(link) for name, link in links.items()} | {
        "asked_about": waits.comment_id,
        "offered_to": offered.comment_id,
        "sent_back": back.comment_id,
        "not_asked": _said(dialogue).id,
    }


def _said(dialogue: Dialogue) -> Comment:
    words = "Wann wird der Weg zum Bahnhof gebaut?\n\nIch frage seit Jahren."
    comment = submit(Contribution(plain(words), "Wilhelmine"), dialogue)
    decide(comment, Verdict.PUBLISH, by=None)
    return comment


def _ask(comment: Comment, department: Department, by: Person) -> HandOver:
    day, office = today(comment.dialogue.time_zone) + timedelta(days=9), present_office()
    while not office.works_on(day):
        day += timedelta(days=1)
    reader = "Sachgebiet Klimaschutz", "klima@musterland.example"
    question = Question(department, *reader, "Stimmt das?\n\nUnd bis wann?", day)
    return hand_over(comment, question, by=by, seen=state_of(comment))
